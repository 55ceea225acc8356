/** The region at any moment of a stretch of the past, out of how it stood at the start and the steps after it. Nothing of now is in it but the names of sites and kinds. */
import type { Answer } from '@changping/contracts/http';
import type { CoverageLive, FeedItem, SiteLive } from '@changping/contracts/live';
import type { LiveSite, World } from '../../shared/live/world.ts';

export type Film = Answer<'/api/history'>;
/** Going on is cheap, going back begins anew. */
export type Player = { worldAt(at: number): World };
type State = Omit<Film['sites'][number], 'site'>;

const feedKept = 200;
const latest = 6;

export function player(film: Film, names: Pick<World, 'sites' | 'kinds' | 'stream' | 'seesAll'>): Player {
  const start = new Map(film.sites.map(({ site, ...state }) => [site, state]));
  const sited = (site: LiveSite, state: State = blank): LiveSite => ({ ...site, live: liveOf(site, state) });
  const coverages = film.coverage.map(coverageLive);
  let states: Map<string, State>;
  let sites: Map<LiveSite['id'], LiveSite>;
  let next: number;

  function rewind(): void {
    states = new Map(start);
    sites = new Map([...names.sites.values()].map((site) => [site.id, sited(site, states.get(site.id))]));
    next = 0;
  }
  rewind();
  let shown = film.from;

  return {
    worldAt(at) {
      if (at < shown) rewind();
      shown = at;
      const touched = new Set<string>();
      for (let step = film.steps[next]; step && step.at <= at; step = film.steps[++next]) {
        states.set(step.site, after(states.get(step.site) ?? blank, step));
        touched.add(step.site);
      }
      if (touched.size) sites = new Map(sites);
      for (const id of touched) {
        const site = names.sites.get(id as never);
        if (site) sites.set(site.id, sited(site, states.get(id)));
      }
      const { stream, kinds, seesAll } = names;
      const feed = feedAt(film.news, at);
      const coverage = coverages.findLast((each) => each.at <= at) ?? null;
      return { stream, kinds, seesAll, n: next, sites, feed, trouble: null, coverage };
    },
  };
}

const blank: State = {
  stock: [],
  open: { unconfirmed: 0, discrepancies: 0, leftWithoutOrder: 0 },
  notices: { nearExpiry: 0, expired: 0 },
  breaches: [],
  doors: [],
  line: null,
  passages: [],
  sweeps: [],
};

function after(state: State, step: Film['steps'][number]): State {
  const changed = new Map(step.stock?.map((line) => [line.kind, line]));
  return {
    stock: step.stock
      ? [...state.stock.filter(({ kind }) => !changed.has(kind)), ...step.stock]
      : state.stock,
    open: step.open ?? state.open,
    notices: step.notices ?? state.notices,
    breaches: step.breaches ?? state.breaches,
    doors: step.doors ?? state.doors,
    line: step.line ?? state.line,
    passages: newest(step.passages, state.passages),
    sweeps: newest(step.sweeps, state.sweeps),
  };
}

/** `more` comes oldest first, what is kept stands newest first. */
const newest = <Item>(more: readonly Item[] | undefined, kept: Item[]): Item[] =>
  more ? [...[...more].reverse(), ...kept].slice(0, latest) : kept;

function liveOf(
  { live }: LiveSite,
  { stock, open, notices, breaches, doors, line, passages, sweeps }: State,
): SiteLive {
  const state = {
    stock: stock.filter(({ pieces, usable, held }) => pieces || usable || held).sort(byKind),
    ...open,
    notices,
    doors,
    passages,
    sweeps,
    inField: [],
    gateways: live.gateways.map(({ id }) => ({
      id,
      line: line?.line ?? ('never' as const),
      since: line?.since ?? null,
      lastLetterAt: null,
      ...{ depth: 0, holes: 0, readers: [] },
    })),
    probes: breaches.map(({ probe, cause, since }) => ({
      ...{ probe, at: since, celsius: null, humidity: null },
      breach: cause,
    })),
  };
  return state as unknown as SiteLive;
}

const coverageLive = ({ at, ...figures }: Film['coverage'][number]): CoverageLive & { at: number } =>
  ({ ...figures, at, version: `then ${at}`, toRoute: 0 }) as unknown as CoverageLive & { at: number };

const byKind = (a: { kind: string }, b: { kind: string }) => (a.kind < b.kind ? -1 : 1);

function feedAt(news: Film['news'], at: number): FeedItem[] {
  let end = news.length;
  while (end > 0 && (news[end - 1]?.recordedAt ?? 0) > at) end--;
  return news.slice(Math.max(0, end - feedKept), end).reverse() as unknown as FeedItem[];
}
