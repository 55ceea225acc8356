/** How a site stands, as one mark and the reasons for it; and the region's figures. */
import type { GatewayLive, SiteLive } from '@changping/contracts/live';
import type { LiveSite } from '../shared/live/world.ts';

/** act: now; watch: look at it; good: online and nothing wrong; none: no gateway has ever spoken. */
export type Mark = 'act' | 'watch' | 'good' | 'none';
export type Reason =
  | 'leftWithoutOrder'
  | 'breach'
  | 'offline'
  | 'reader'
  | 'door'
  | 'holes'
  | 'discrepancies';
export type Standing = { mark: Mark; reasons: readonly Reason[] };

export function standingOf({ probes, gateways, doors, discrepancies, leftWithoutOrder }: SiteLive): Standing {
  const reasons: Reason[] = [];
  if (leftWithoutOrder > 0) reasons.push('leftWithoutOrder');
  if (probes.some(({ breach }) => breach !== null)) reasons.push('breach');
  if (gateways.some(({ line }) => line === 'offline')) reasons.push('offline');
  if (gateways.some(isReaderIll)) reasons.push('reader');
  if (doors.length > 0) reasons.push('door');
  if (gateways.some(({ holes }) => holes > 0)) reasons.push('holes');
  if (discrepancies > leftWithoutOrder) reasons.push('discrepancies');
  if (reasons[0] === 'leftWithoutOrder' || reasons[0] === 'breach') return { mark: 'act', reasons };
  if (reasons.length) return { mark: 'watch', reasons };
  return { mark: gateways.some(({ line }) => line === 'online') ? 'good' : 'none', reasons };
}

export const piecesOf = ({ stock }: SiteLive, only: string | null = null): number =>
  stock.reduce((sum, { kind, pieces }) => sum + (only === null || kind === only ? pieces : 0), 0);

export const isConnected = ({ gateways }: SiteLive): boolean => gateways.some(({ line }) => line !== 'never');

export type Figures = {
  pieces: number;
  gateways: number;
  online: number;
  leftWithoutOrder: number;
  breaches: number;
  unconfirmed: number;
  discrepancies: number;
};
const none: Figures = {
  ...{ pieces: 0, gateways: 0, online: 0, leftWithoutOrder: 0 },
  ...{ breaches: 0, unconfirmed: 0, discrepancies: 0 },
};

export function figuresOf(sites: Iterable<LiveSite>): Figures {
  const sum = { ...none };
  for (const { live } of sites) {
    sum.pieces += piecesOf(live);
    sum.gateways += live.gateways.length;
    sum.online += live.gateways.filter(({ line }) => line === 'online').length;
    sum.leftWithoutOrder += live.leftWithoutOrder;
    sum.breaches += live.probes.filter(({ breach }) => breach !== null).length;
    sum.unconfirmed += live.unconfirmed;
    sum.discrepancies += live.discrepancies;
  }
  return sum;
}

export type KindTotal = { kind: string; pieces: number; usable: number; held: number };

/** The region's stock by kind, in the catalogue's order. */
export function totalsOf(sites: Iterable<LiveSite>, kinds: readonly { id: string }[]): KindTotal[] {
  const totals = new Map<string, KindTotal>(
    kinds.map(({ id }) => [id, { kind: id, pieces: 0, usable: 0, held: 0 }]),
  );
  for (const { live } of sites)
    for (const { kind, pieces, usable, held } of live.stock) {
      const total = totals.get(kind) ?? { kind, pieces: 0, usable: 0, held: 0 };
      totals.set(kind, {
        kind,
        pieces: total.pieces + pieces,
        usable: total.usable + usable,
        held: total.held + held,
      });
    }
  return [...totals.values()].filter(({ pieces, usable, held }) => pieces + usable + held > 0);
}

// A reader without goods in front of it is 'silent' only when even its answers stay away.
const isReaderIll = ({ line, readers }: GatewayLive): boolean =>
  line === 'online' && readers.some(({ state }) => state !== 'reading');
