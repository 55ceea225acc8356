/** What the gateway made of a day at a gate, beside what really happened. */
import { dbm, type Epc, instant, milliseconds } from '@changping/contracts/units';
import { type Gate, newGate, pass, usualGate } from '../src/passage/passage.ts';
import type { Trip } from '../src/passage/trips.ts';
import type { Day } from './gate-day.ts';
import { gateSides } from './gate-field.ts';

export type Score = {
  trips: number;
  /** Trips by sort: how many there were, and how many were told with the right direction. */
  sorts: Record<string, { trips: number; right: number }>;
  crossed: { trips: number; right: number };
  turnedBack: { trips: number; right: number };
  /** Pieces of trips that were read at all; that were told as having gone; and gone the right way. */
  pieces: { read: number; told: number; right: number };
  twice: number;
  straysCounted: number;
  neighboursCounted: number;
  neighboursRead: number;
  passages: number;
  /** Told passages that mix two trips; trips told in more than one passage. */
  mixed: number;
  parted: number;
  /** Pairs of loads nose to tail, and those of which most of each load is in a passage of its own. */
  noseToTail: { pairs: number; two: number };
  /** Milliseconds from the last read of a piece to its being told. */
  latest: number;
  late: number;
  gate: Gate;
  wrong: string[];
};

const look = 100;

/** What a contact tells of the door of a day; none where there is none. */
export type Contact = (opens: Day['opens']) => { at: number; is: 'open' | 'closed' }[];
export const sound: Contact = (opens) => [
  { at: 0, is: 'closed' },
  ...opens.flatMap(([from, to]) => [
    { at: from, is: 'open' as const },
    { at: to, is: 'closed' as const },
  ]),
];

export function tellDay(day: Day, contact?: Contact): { told: { trip: Trip; at: number }[]; gate: Gate } {
  const gate = newGate({ ...gateSides, ...usualGate, door: contact !== undefined }, instant(0));
  const moves = contact?.(day.opens) ?? [];
  let moved = 0;
  const told: { trip: Trip; at: number }[] = [];
  let next = 0;
  // So long that whoever is there has been told of.
  const ends = (day.reads.at(-1)?.at ?? 0) + 60_000;
  for (let now = look; now < ends; now += look) {
    const reads = [];
    for (; next < day.reads.length && day.reads[next]!.at < now; next++) {
      const { epc, antenna, rssi, at } = day.reads[next]!;
      reads.push({ epc: epc as Epc, antenna, rssi: dbm(rssi), ago: milliseconds(now - at) });
    }
    const said = [];
    for (; moved < moves.length && moves[moved]!.at < now; moved++)
      said.push({ is: moves[moved]!.is, ago: milliseconds(now - moves[moved]!.at) });
    for (const trip of pass(gate, reads, instant(now), said)) told.push({ trip, at: now });
  }
  return { told, gate };
}

export function scoreOf(day: Day, contact?: Contact): Score {
  const { told, gate } = tellDay(day, contact);
  const tripsOf = new Map<string, Day['trips']>();
  for (const trip of day.trips)
    for (const epc of trip.epcs) tripsOf.set(epc, [...(tripsOf.get(epc) ?? []), trip]);
  /** A load that came and went is two trips, and what was told belongs to the one that had begun. */
  const tripAt = (epc: string, at: number) => tripsOf.get(epc)?.findLast(({ from }) => from <= at);
  const read = new Set(day.reads.map(({ epc }) => epc));
  const counted = new Map<string, { way: string; told: Trip; trip: Day['trips'][number] | undefined }[]>();
  const score: Score = {
    trips: day.trips.length,
    ...{ sorts: {}, crossed: { trips: 0, right: 0 }, turnedBack: { trips: 0, right: 0 } },
    ...{ pieces: { read: 0, told: 0, right: 0 }, twice: 0, straysCounted: 0, neighboursCounted: 0 },
    neighboursRead: [...day.neighbours].filter((epc) => read.has(epc)).length,
    ...{
      passages: told.length,
      mixed: 0,
      parted: 0,
      noseToTail: { pairs: 0, two: 0 },
      latest: 0,
      late: 0,
      gate,
      wrong: [],
    },
  };
  for (const { trip, at } of told) {
    const went = trip.tags.filter(({ stray }) => !stray);
    if (new Set(went.flatMap(({ track }) => tripAt(track.epc, trip.last) ?? [])).size > 1) score.mixed++;
    for (const { track } of went) {
      const real = tripAt(track.epc, trip.last);
      counted.set(track.epc, [
        ...(counted.get(track.epc) ?? []),
        { way: trip.direction, told: trip, trip: real },
      ]);
      const wait = at - trip.last;
      if (real?.happened !== trip.direction) continue;
      score.latest = Math.max(score.latest, wait);
      if (wait > 1000) score.late++;
    }
  }
  /** The passage that has most of a trip. */
  const main = new Map<Day['trips'][number], Trip | undefined>();
  for (const trip of day.trips) {
    const pieces = trip.epcs.filter((epc) => read.has(epc));
    if (!pieces.length) continue;
    const votes = new Map<string, number>();
    const letters = new Set<Trip>();
    const weights = new Map<Trip, number>();
    for (const epc of pieces) {
      score.pieces.read++;
      const mine = (counted.get(epc) ?? []).filter((each) => each.trip === trip);
      const ways = mine.map(({ way }) => way);
      for (const each of mine) {
        letters.add(each.told);
        weights.set(each.told, (weights.get(each.told) ?? 0) + 1);
      }
      const moves = ways.filter((way) => way === 'in' || way === 'out');
      if (moves.length > 1) score.twice++;
      if (ways.length) score.pieces.told++;
      if (ways.at(-1) === trip.happened) score.pieces.right++;
      for (const way of ways) votes.set(way, (votes.get(way) ?? 0) + 1);
    }
    if (letters.size > 1) score.parted++;
    main.set(trip, [...weights].sort((a, b) => b[1] - a[1])[0]?.[0]);
    const [way = 'nothing'] = [...votes].sort((a, b) => b[1] - a[1])[0] ?? [];
    const right = way === trip.happened ? 1 : 0;
    const sort = score.sorts[trip.sort] ?? { trips: 0, right: 0 };
    score.sorts[trip.sort] = sort;
    for (const each of [sort, trip.happened === 'turnedBack' ? score.turnedBack : score.crossed]) {
      each.trips++;
      each.right += right;
    }
    if (!right)
      score.wrong.push(
        `${trip.sort} ${trip.from}…${trip.to}: ${trip.happened} told as ${way} (${pieces.length} of ${trip.epcs.length} read; ${JSON.stringify([...votes])})`,
      );
  }
  const pairs = day.trips.filter(({ sort }) => sort === 'nose to tail');
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const [first, second] = [main.get(pairs[i]!), main.get(pairs[i + 1]!)];
    score.noseToTail.pairs++;
    if (first && second && first !== second) score.noseToTail.two++;
  }
  for (const [epc, ways] of counted) {
    const moves = ways.filter(({ way }) => way === 'in' || way === 'out').length;
    if (day.shelf.has(epc)) score.straysCounted += moves;
    if (day.neighbours.has(epc)) score.neighboursCounted += moves;
  }
  return score;
}

export function tableOf({ trips, sorts, crossed, turnedBack, pieces, ...score }: Score): string {
  const share = ({ trips: all, right }: { trips: number; right: number }) =>
    `${right} of ${all} (${((100 * right) / Math.max(1, all)).toFixed(1)} %)`;
  const rows: [string, string | number][] = [
    ['trips', trips],
    ['direction right, in and out', share(crossed)],
    ['direction right, turned back', share(turnedBack)],
    ...Object.entries(sorts).map(([sort, each]): [string, string] => [`  ${sort}`, share(each)]),
    ['nose to tail told as two', share({ trips: score.noseToTail.pairs, right: score.noseToTail.two })],
    ['pieces found', share({ trips: pieces.read, right: pieces.told })],
    ['pieces told the right way', share({ trips: pieces.read, right: pieces.right })],
    ['pieces counted twice', score.twice],
    ['times a shelf tag was counted', score.straysCounted],
    ["neighbour's tags counted", share({ trips: score.neighboursRead, right: score.neighboursCounted })],
    ['passages with two trips in one', score.mixed],
    ['trips told in parts', score.parted],
    ['told later than a second', score.late],
  ];
  return rows.map(([name, value]) => `${name.padEnd(32)}${value}`).join('\n');
}
