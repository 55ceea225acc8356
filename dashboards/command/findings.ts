/** What a person must look at, one line a store and reason: worst first, then newest. The alert row, the overview and the big screen all tell it from here. */
import type { FeedItem, SiteLive } from '@changping/contracts/live';
import type { LiveSite, World } from '../shared/live/world.ts';
import { byGravity, columnOf, type Due } from './expiry/due.ts';
import type { Show } from './show.ts';
import { type Standing, standingOf } from './standing.ts';

export type Reason = (typeof order)[number];
export type Finding = {
  site: LiveSite;
  reason: Reason;
  mark: 'act' | 'watch';
  /** Since when; null where the page was not told. */
  at: number | null;
  /** Pieces, lots, missing numbers or discrepancies: whatever the reason counts. */
  pieces: number;
  /** Pieces by kind, where their kind is known. */
  goods: Readonly<Record<string, number>>;
  probe: SiteLive['probes'][number] | null;
  gateway: SiteLive['gateways'][number] | null;
  door: SiteLive['doors'][number] | null;
  /** Of expiry, where its lots are known. */
  due: Due | null;
};

const order = [
  ...(['leftWithoutOrder', 'breach', 'offline', 'reader', 'door', 'holes', 'discrepancies'] as const),
  ...(['expired', 'nearExpiry'] as const),
] as const;

/** @param dues by site; a store that has notices and is not among them is told without the names of its kinds. */
export function findingsOf(
  { sites, feed }: Pick<World, 'sites' | 'feed'>,
  dues: ReadonlyMap<string, Due> = new Map(),
): Finding[] {
  return [...sites.values()]
    .flatMap((site) => [
      ...standingOf(site.live).reasons.map((reason) => findingOf(site, reason, feed)),
      ...expiryOf(site, dues.get(site.id)),
    ])
    .sort(
      (a, b) =>
        Number(a.mark !== 'act') - Number(b.mark !== 'act') ||
        order.indexOf(a.reason) - order.indexOf(b.reason) ||
        (a.due && b.due ? byGravity(a.due, b.due) : Number(!a.due) - Number(!b.due)) ||
        (b.at ?? 0) - (a.at ?? 0) ||
        b.pieces - a.pieces,
    );
}

/** Where the lots of a finding of expiry are seen: its store's part of the wall, at its gravest kind. */
export function wallOf({ site, reason, due }: Finding): Show | null {
  if (reason !== 'expired' && reason !== 'nearExpiry') return null;
  const cell = due && { kind: due.kinds[0].kind, column: columnOf(due) };
  return { what: 'expiry', tier: null, site: site.id, cell };
}

function findingOf(site: LiveSite, reason: Standing['reasons'][number], feed: readonly FeedItem[]): Finding {
  const { live } = site;
  const blank = { ...nothing, site, reason };
  if (reason === 'leftWithoutOrder')
    return { ...blank, mark: 'act', pieces: live.leftWithoutOrder, ...goneOf(site, feed) };
  if (reason === 'breach') {
    const probe = live.probes.find(({ breach }) => breach !== null) ?? null;
    const opened = feed.find(
      ({ site: of, what, detail }) =>
        of === site.id && what === 'breachOpened' && detail.probe === probe?.probe,
    );
    return { ...blank, mark: 'act', probe, at: opened?.at ?? null };
  }
  if (reason === 'offline') {
    const gateway = live.gateways.find(({ line }) => line === 'offline') ?? null;
    return { ...blank, mark: 'watch', gateway, at: gateway?.since ?? null };
  }
  if (reason === 'reader') {
    const isIll = ({ readers }: SiteLive['gateways'][number]) =>
      readers.some(({ state }) => state !== 'reading');
    return { ...blank, mark: 'watch', gateway: live.gateways.find(isIll) ?? null };
  }
  if (reason === 'door') {
    const [door = null] = live.doors;
    return { ...blank, mark: 'watch', door, at: door?.since ?? null };
  }
  if (reason === 'holes')
    return { ...blank, mark: 'watch', pieces: live.gateways.reduce((sum, { holes }) => sum + holes, 0) };
  return { ...blank, mark: 'watch', pieces: live.discrepancies - live.leftWithoutOrder };
}

/** Lots that have expired, or else those near it. What of class A has expired can not wait. */
function expiryOf(site: LiveSite, known: Due | undefined): Finding[] {
  const { expired, nearExpiry } = site.live.notices;
  const reason = expired ? 'expired' : 'nearExpiry';
  if (expired + nearExpiry === 0) return [];
  const due = known?.step === reason ? known : null;
  const mark = due?.step === 'expired' && due.kinds[0].abc === 'A' ? 'act' : 'watch';
  return [{ ...nothing, site, reason, mark, pieces: expired || nearExpiry, due }];
}

const nothing = { at: null, pieces: 0, goods: {}, probe: null, gateway: null, door: null, due: null };

/** What left, by kind, as the feed told it: newest first, until the pieces that are still open are named. */
function goneOf({ id, live }: LiveSite, feed: readonly FeedItem[]): Pick<Finding, 'at' | 'goods'> {
  const told = feed.filter(({ site, what }) => site === id && what === 'leftWithoutOrder');
  const goods: Record<string, number> = {};
  let rest = live.leftWithoutOrder;
  for (const { detail } of told) {
    const pieces = Math.min(rest, Number(detail.pieces));
    if (pieces <= 0) break;
    rest -= pieces;
    goods[`${detail.kind}`] = (goods[`${detail.kind}`] ?? 0) + pieces;
  }
  return { at: told[0]?.at ?? null, goods: rest > 0 ? {} : goods };
}
