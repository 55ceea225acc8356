/** What a person must look at, one line a store and reason: worst first, then newest. The alert row, the overview and the big screen all tell it from here. */
import type { FeedItem, SiteLive } from '@changping/contracts/live';
import type { LiveSite, World } from '../shared/live/world.ts';
import { type Reason, standingOf } from './standing.ts';

export type Finding = {
  site: LiveSite;
  reason: Reason;
  mark: 'act' | 'watch';
  /** Since when; null where the page was not told. */
  at: number | null;
  /** Pieces, missing numbers or discrepancies: whatever the reason counts. */
  pieces: number;
  /** Pieces by kind, where their kind is known. */
  goods: Readonly<Record<string, number>>;
  probe: SiteLive['probes'][number] | null;
  gateway: SiteLive['gateways'][number] | null;
};

const order: readonly Reason[] = [
  'leftWithoutOrder',
  'breach',
  'offline',
  'reader',
  'holes',
  'discrepancies',
];

export function findingsOf({ sites, feed }: Pick<World, 'sites' | 'feed'>): Finding[] {
  return [...sites.values()]
    .flatMap((site) => standingOf(site.live).reasons.map((reason) => findingOf(site, reason, feed)))
    .sort((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason) || (b.at ?? 0) - (a.at ?? 0));
}

function findingOf(site: LiveSite, reason: Reason, feed: readonly FeedItem[]): Finding {
  const { live } = site;
  const blank = { site, reason, at: null, pieces: 0, goods: {}, probe: null, gateway: null };
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
  if (reason === 'holes')
    return { ...blank, mark: 'watch', pieces: live.gateways.reduce((sum, { holes }) => sum + holes, 0) };
  return { ...blank, mark: 'watch', pieces: live.discrepancies - live.leftWithoutOrder };
}

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
