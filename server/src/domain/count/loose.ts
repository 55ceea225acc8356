/** What was counted of a lot in a place against what the book had at that moment. The numbers of one device add up; of two devices nobody can say whether they add up or say the same, so a person decides, or a second count. */
import type { Slot } from '@changping/contracts/documents';
import { compare, conditionOf } from './condition.ts';
import { above, type Condition, type Covered, type Scan, type TroubleCode } from './facts.ts';
import { hasFlowed, isSame, type LoosePast, looseAt } from './past.ts';

export type LooseVariance = {
  what: 'missing' | 'gained' | 'condition';
  from: Slot;
  to: Slot;
  quantity: number;
  booked: number;
  n: number;
  isLooked: boolean;
  isConfirmed: boolean;
};
/** `counted`: the lines that count, those of the last round. */
export type LooseFinding = {
  counted: readonly Scan[];
  matched: number;
  variances: LooseVariance[];
  troubles: { code: TroubleCode; blocks: boolean }[];
};

/** @param past of a place and lot; without cells where the book never had any. @param covered by hand, by the place each names. */
export function judgeLoose(
  past: LoosePast,
  scans: readonly Scan[],
  covered: ReadonlyMap<string, readonly Covered[]>,
  site: string,
): LooseFinding {
  const looks = [...above(past.place)].flatMap((place) => covered.get(place) ?? []);
  const round = Math.max(0, ...scans.map((scan) => scan.round));
  const counted = scans.filter((scan) => scan.round === round);
  const found = counted.length ? ofLines(past, counted) : ofNone(past, looks);
  if ('code' in found) return { counted, matched: 0, variances: [], troubles: [found] };
  const { n, counters } = found;
  const earlier = new Set([
    ...scans.filter((scan) => scan.round < round).map(({ counter }) => counter),
    ...looks.filter((look) => look.round < round).map(({ counter }) => counter),
  ]);
  if (round > 1 && counters.some((counter) => earlier.has(counter)))
    return { counted, matched: 0, variances: [], troubles: [{ code: 'samePerson', blocks: true }] };
  const isConfirmed = counted.length ? earlier.size > 0 : counters.length > 1;
  return weigh(looseAt(past, n), counted, { place: past.place, owner: site }, n, isConfirmed);
}

type Found = { n: number; counters: string[] } | { code: TroubleCode; blocks: boolean };

function ofLines(past: LoosePast, counted: readonly Scan[]): Found {
  const positions = counted.map(({ n }) => n);
  const [first, n] = [Math.min(...positions), Math.max(...positions)];
  if (new Set(counted.map(({ device }) => device)).size > 1) return { code: 'twoDevices', blocks: true };
  if (hasFlowed(past, first, n)) return { code: 'movedMeanwhile', blocks: true };
  return { n, counters: counted.map(({ counter }) => counter) };
}

/** Nobody wrote a number: there was none, if somebody looked. */
function ofNone(past: LoosePast, looks: readonly Covered[]): Found {
  const quiet = looks.filter(({ from, to }) => !hasFlowed(past, from, to));
  if (!looks.length) return { code: 'notCounted', blocks: true };
  if (!quiet.length) return { code: 'movedMeanwhile', blocks: false };
  return {
    n: Math.max(...quiet.map(({ to }) => to)),
    counters: [...new Set(quiet.map(({ counter }) => counter))],
  };
}

/** What was seen in a condition fills the cells of that condition; what nobody looked at fills the rest; what then differs is a change, a loss or a gain. */
function weigh(
  booked: readonly { slot: Slot; quantity: number }[],
  counted: readonly Scan[],
  { place, owner }: { place: string; owner: string },
  n: number,
  isConfirmed: boolean,
): LooseFinding {
  const finding: LooseFinding = { counted, matched: 0, variances: [], troubles: [] };
  const tell = (what: LooseVariance['what'], from: Slot, to: Slot, quantity: number, isLooked: boolean) => {
    const here = what === 'gained' ? to : from;
    const had = booked.find(({ slot }) => isSame(slot, here))?.quantity ?? 0;
    finding.variances.push({ what, from, to, quantity, booked: had, n, isLooked, isConfirmed });
  };
  const cells = booked.map((cell) => ({ ...cell }));
  const portions = portionsOf(counted, cells[0]?.slot ?? null);
  const fill = (portion: Portion, cell: (typeof cells)[number]): number => {
    const quantity = Math.max(0, Math.min(portion.left, cell.quantity));
    portion.left -= quantity;
    cell.quantity -= quantity;
    return quantity;
  };
  for (const portion of portions)
    for (const cell of cells)
      if (portion.condition && compare(portion.condition, cell.slot) === 'same')
        finding.matched += fill(portion, cell);
  for (const portion of portions)
    if (!portion.condition) for (const cell of cells) finding.matched += fill(portion, cell);
  for (const portion of portions)
    for (const cell of cells) {
      const { condition } = portion;
      const quantity = condition ? fill(portion, cell) : 0;
      if (!condition || quantity === 0) continue;
      if (compare(condition, cell.slot) === 'worse') {
        tell('condition', cell.slot, { ...cell.slot, ...condition }, quantity, true);
        continue;
      }
      finding.matched += quantity;
      finding.troubles.push({ code: 'needsInspection', blocks: false });
    }
  for (const { slot, quantity } of cells)
    if (quantity > 0) tell('missing', slot, { ...slot, place: 'lost' }, quantity, false);
  for (const { left, condition } of portions) {
    const to = gainedAs(place, owner, condition, booked[0]?.slot);
    if (left > 0) tell('gained', { ...to, place: 'found' }, to, left, condition !== null);
  }
  return finding;
}

type Portion = { left: number; condition: Condition | null };

/** Shelf by shelf it is written down, and by condition it is added up. */
function portionsOf(counted: readonly Scan[], booked: Condition | null): Portion[] {
  const portions = new Map<string, Portion>();
  for (const scan of counted) {
    const condition = conditionOf(scan, booked);
    const key = condition ? `${condition.quality}/${condition.grade}` : '';
    const portion = portions.get(key) ?? { left: 0, condition };
    portion.left += scan.quantity ?? 0;
    portions.set(key, portion);
  }
  return [...portions.values()];
}

/** What came from nowhere, and nobody looked at, is for the inspection. */
const gainedAs = (
  place: string,
  owner: string,
  condition: Condition | null,
  like: Slot | undefined,
): Slot => ({
  place,
  ...(condition ?? { quality: like?.quality ?? 'inInspection', grade: like?.grade ?? 'reserve' }),
  owner: like?.owner ?? owner,
});
