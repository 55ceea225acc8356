/** Coverage that follows the stock: what moved is told to the planner's thread at most twice a second, what changed for people is told to the pages and kept for whoever looks back, and the ledger waits for none of it. */
import { createHash } from 'node:crypto';
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { CoverageLive } from '@changping/contracts/live';
import type { Instant } from '@changping/contracts/units';
import { type Group, groupsOf } from './planner/holders.ts';
import type { AnswerTo, Question } from './planner/port.ts';
import type { Summary } from './planner/summary.ts';
import type { Loss } from './planner/what-if.ts';
import type { CoverageSettings, StockState, World } from './planner/world.ts';
import { openPlannerHost } from './planner-host.ts';
import { type Planned, settingsOf, worldOf } from './planner-region.ts';
import type { Region } from './region.ts';
import type { CoverageVersions } from './store/coverage-versions.ts';
import type { UsableLine } from './store/usable.ts';

export type CoverageParts = {
  region: Planned & Pick<Region, 'standards' | 'planner'>;
  /** What may be sent out now. */
  usable(): UsableLine[];
  /** Of what moment that stock is: a commit and a day. */
  stockVersion(): string;
  versions: CoverageVersions;
  now(): Instant;
  tell(coverage: CoverageLive): void;
  failed(error: Error): void;
};
export type Coverage = {
  /** Something may have moved, or a day has passed. */
  moved(): void;
  /** The catalogue is another; where it has other kinds the planner begins anew. */
  catalogue(): void;
  summary(query: Query<'/api/coverage'>): Promise<Answer<'/api/coverage'>>;
  cells(): Promise<Answer<'/api/coverage/cells'>>;
  layer(query: Query<'/api/coverage/layer'>): Promise<Answer<'/api/coverage/layer'>>;
  place(
    code: string,
    query: Query<'/api/coverage/places/{code}'>,
  ): Promise<Answer<'/api/coverage/places/{code}'>>;
  at(query: Query<'/api/coverage/at'>): Promise<Answer<'/api/coverage/at'>>;
  whatIf(query: Query<'/api/coverage/what-if'>): Promise<Answer<'/api/coverage/what-if'>>;
  close(): Promise<void>;
};

const followEvery = 500;
/** A thread that falls over the same stock again must not take all our time. */
const restartAfter = 10_000;
/** A question that a fallen thread can't answer must not hang for ever. */
const patience = 20_000;
/** A depot that held a kind then. */
const enough = Number.MAX_SAFE_INTEGER;

export function openCoverage(parts: CoverageParts): Coverage {
  const { region, usable, stockVersion, versions, tell, failed, now } = parts;
  const settings = settingsOf(region);
  let world = worldFor(region, settings);
  const isSchematic = region.stretches.some(({ quality }) => quality !== 'sourced');
  const host = openPlannerHost({
    changed: () => void retell(),
    failed(error) {
      failed(error);
      // The pages would go on showing what the fallen thread said last.
      again = setTimeout(() => void retell(), restartAfter).unref();
    },
  });
  let timer: NodeJS.Timeout | undefined;
  let again: NodeJS.Timeout | undefined;
  let followedAt = -followEvery;
  let known = '';
  /** Who held what in the stock that was told last. */
  let sent: { version: string; groups: Group[] } | undefined;
  let asking = false;
  let stale = false;
  let closed = false;

  function follow(): void {
    // One that still waits would outlive whoever ends this.
    clearTimeout(timer);
    timer = undefined;
    followedAt = performance.now();
    const lines = usable();
    const text = JSON.stringify(lines);
    // Most letters move nothing.
    if (text === known) return;
    known = text;
    const state = { version: stockVersion(), usable: bySite(lines), lost: [] };
    sent = { version: state.version, groups: groupsOf(world, state, settings) };
    host.stock(state);
  }

  /** One question at a time: what changes meanwhile is asked once more. */
  async function retell(): Promise<void> {
    if (asking) {
      stale = true;
      return;
    }
    asking = true;
    try {
      do {
        stale = false;
        const say = (summary: Summary) => tell(liveOf(summary, isSchematic));
        // By the depots routed so far, until all are.
        const summary = await ask({ what: 'summary' }, say);
        say(summary);
        keep(summary);
      } while (stale && !closed);
    } catch (error) {
      if (!closed) failed(error instanceof Error ? error : new Error(String(error)));
    } finally {
      asking = false;
    }
  }

  /** Of a stock that is not the last any more another summary follows. */
  function keep(summary: Summary): void {
    if (sent?.version !== summary.versions.stock) return;
    const { people, area, worst } = liveOf(summary, isSchematic);
    versions.keep({
      ...{ at: now(), roads: world.roadsVersion, stock: sent.version },
      figures: { people, area, worst, isSchematic },
      holders: sent.groups.map(({ kinds, holds }) => ({
        kinds,
        depots: world.depots.filter((_, i) => holds[i]).map(({ id }) => id),
      })),
    });
  }

  /** The stock of a moment that is over, as far as coverage asks for it. */
  function stockAt(at: number | undefined): { stock?: StockState; found?: number } {
    if (at === undefined) return {};
    const version = versions.asOf(at);
    if (!version) throw new Fault('coverageUnkept');
    if (version.roads !== world.roadsVersion) throw new Fault('coverageOther');
    const held: Record<string, Record<string, number>> = {};
    for (const { kinds, depots } of version.holders)
      for (const depot of depots)
        held[depot] = { ...held[depot], ...Object.fromEntries(kinds.map((kind) => [kind, enough])) };
    return { stock: { version: version.stock, usable: held, lost: [] }, found: version.at };
  }

  /** An answer of a moment that is over says of which. */
  async function askThen<Q extends Question>(at: number | undefined, question: Q) {
    const { stock, found } = stockAt(at);
    const { versions: of, ...answer } = await ask(stock ? { ...question, stock } : question);
    return { ...answer, versions: { ...of, ...(found !== undefined && { at: found }) } };
  }

  async function ask<Q extends Question>(question: Q, first?: (answer: AnswerTo[Q['what']]) => void) {
    const signal = AbortSignal.timeout(patience);
    try {
      return await host.ask(question, { signal, ...(first ? { first } : {}) });
    } catch (error) {
      if (signal.aborted) throw new Fault('storeBusy', 'the planner is still routing');
      throw error;
    }
  }

  host.region(world, settings);
  follow();
  return {
    moved() {
      if (!closed) timer ??= setTimeout(follow, Math.max(0, followedAt + followEvery - performance.now()));
    },
    catalogue() {
      const next = worldFor(region, settings);
      if (next.roadsVersion === world.roadsVersion) return;
      world = next;
      known = '';
      host.region(world, settings);
      follow();
    },
    summary: async ({ at }) => ({ isSchematic, ...(await askThen(at, { what: 'summary' })) }),
    async cells() {
      const { lons, lats, ...cells } = await ask({ what: 'cells' });
      return { ...cells, lons: base64(lons), lats: base64(lats) };
    },
    async layer({ kind, lost, dry, at }) {
      const loss = lossOf({ lost, dry });
      const { versions, ...layer } = await askThen(at, {
        what: 'layer',
        kind: kind ?? null,
        ...(loss ? { loss } : {}),
      });
      return {
        versions,
        class: base64(layer.class),
        minutes: base64(layer.minutes),
        by: base64(layer.by),
      };
    },
    place: (code, { at }) => askThen(at, { what: 'place', code }),
    at: ({ lon, lat }) => ask({ what: 'at', lon, lat }),
    whatIf: (query) => ask({ what: 'whatIf', loss: lossOf(query) ?? {} }),
    async close() {
      closed = true;
      clearTimeout(timer);
      clearTimeout(again);
      await host.close();
    },
  };
}

/** Its version is another whenever anything but the stock is. */
function worldFor(region: CoverageParts['region'], settings: CoverageSettings): World {
  const world = worldOf(region, '');
  const digest = createHash('sha256').update(JSON.stringify([world, settings]));
  return { ...world, roadsVersion: digest.digest('hex').slice(0, 12) };
}

function lossOf({ lost, dry }: Query<'/api/coverage/what-if'>): Loss | undefined {
  if (!lost.length && !dry.length) return undefined;
  const runsDry = dry.map((text) => {
    const [depot = '', kind = ''] = text.split(':');
    return { depot, kind };
  });
  return { lost, dry: runsDry };
}

function liveOf({ versions, all, worst }: Summary, isSchematic: boolean): CoverageLive {
  const { roads, stock, rows } = versions;
  const [first] = worst;
  return {
    version: `${roads}/${stock}/${rows.done}`,
    people: all.people,
    area: all.area,
    worst: first ? { code: first.code, place: first.place, minutes: first.minutes } : null,
    isSchematic,
    toRoute: rows.of - rows.done,
  };
}

function bySite(lines: readonly UsableLine[]): StockState['usable'] {
  const sites: Record<string, Record<string, number>> = {};
  for (const { site, kind, usable } of lines) {
    sites[site] ??= {};
    sites[site][kind] = usable;
  }
  return sites;
}

const base64 = ({ buffer, byteOffset, byteLength }: Uint8Array | Uint16Array | Float32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');
