/** What a neighbour sees of us, and may ask for. It is the least that an asking needs: of the kinds that the region shares, how much the one store that gives to neighbours could give now. No other store, no place in it, no lot, no partner and no person is told; as nothing is shared before the region says so. The sum over all our stores would promise what no single lorry could fetch, and tell how much the region has. */
import type { FaultCode } from '@changping/contracts/faults';
import type { Instant, KindId, SiteId } from '@changping/contracts/units';
import { isTerm } from './documents/machine.ts';

/** `site`: the store that gives. */
export type Sharing = { site: SiteId; kinds: readonly KindId[] };
export type SharedLine = { kind: KindId; usable: number };

/** @param there what may be sent out, of every store. */
export function sharedOf(
  { site, kinds }: Sharing,
  there: readonly { site: SiteId; kind: KindId; usable: number }[],
): SharedLine[] {
  const own = new Map(there.filter((line) => line.site === site).map(({ kind, usable }) => [kind, usable]));
  return kinds.map((kind) => ({ kind, usable: own.get(kind) ?? 0 }));
}

export type Asking = {
  lines: readonly { kind: string; wanted: number }[];
  neededBy: Instant;
  refs?: readonly string[] | undefined;
  phone?: string | undefined;
};
type No = { code: FaultCode; detail: string };

/** Why such an asking is not even looked at. More than there is may be asked for: what is given of it our approver decides. */
export function askFault(
  sharing: Sharing | null,
  { lines, neededBy, refs, phone }: Asking,
  now: Instant,
): No | null {
  const shared = new Set<string>(sharing?.kinds);
  const stray = lines.find(({ kind }) => !shared.has(kind));
  if (stray) return { code: 'notShared', detail: stray.kind };
  const seen = new Set<string>();
  const twice = lines.find(({ kind }) => seen.size === seen.add(kind).size);
  if (twice) return { code: 'documentLine', detail: `${twice.kind} 写了两次 ${twice.kind} is named twice` };
  if (!refs?.some((each) => each.trim()) && !phone?.trim())
    return {
      code: 'documentNeeds',
      detail: '须写明依据：文号或来电 say on which order it rests: its number, or who called',
    };
  if (!isTerm(neededBy, now, now))
    return {
      code: 'documentNeeds',
      detail: '需用时间须晚于现在，一年以内 the day it is needed must be later than now, within a year',
    };
  return null;
}
