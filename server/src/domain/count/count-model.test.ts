/** A store of which everything is known, people who move and miscount nothing, and losses nobody wrote down: the count has to find those and no others. */
import type { Slot } from '@changping/contracts/documents';
import type { KindId } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { limit } from '../../../test/count-room.ts';
import { reconcile } from './count.ts';
import type { BookCell, CountInput, CountResult, Covered, Moved, Scan } from './facts.ts';
import { movesOf } from './posting.ts';

const bins = ['S/o/A', 'S/o/B', 'S/o/C'];
const outside = ['person/x', 'consumed', 'S/cold/Z'];
const lots = ['L1', 'L2'];
const pieces = ['p1', 'p2', 'p3', 'p4', 'p5'];
const lotOf = (piece: string) => (piece < 'p3' ? 'L1' : 'L2');
const size = 6;
const slot = (place: string): Slot => ({ place, quality: 'usable', grade: 'reserve', owner: 'S' });

/** Loose quantity by place and lot; the place of each piece. */
type Stock = { loose: Map<string, number>; at: Map<string, string> };
const has = ({ loose }: Stock, place: string, lot: string) => loose.get(`${place} ${lot}`) ?? 0;
const add = ({ loose }: Stock, place: string, lot: string, by: number) =>
  loose.set(`${place} ${lot}`, (loose.get(`${place} ${lot}`) ?? 0) + by);

const place = fc.constantFrom(...bins, ...outside);
const happening = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      is: fc.constant('move'),
      lot: fc.constantFrom(...lots),
      from: place,
      to: place,
      quantity: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ is: fc.constant('movePiece'), piece: fc.constantFrom(...pieces), to: place }),
  },
  // Nobody writes it down.
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('slip'),
      lot: fc.constantFrom(...lots),
      at: fc.constantFrom(...bins),
      by: fc.integer({ min: -4, max: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('slipPiece'),
      piece: fc.constantFrom(...pieces),
      to: fc.constantFrom(...bins, 'thief'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      is: fc.constant('count'),
      bin: fc.constantFrom(...bins),
      device: fc.constantFrom('d1', 'd2'),
    }),
  },
);
type Happening = typeof happening extends fc.Arbitrary<infer Is> ? Is : never;
const start = fc.record({
  loose: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 6 }),
  at: fc.array(fc.constantFrom(...bins, 'S/cold/Z'), { minLength: 5, maxLength: 5 }),
});

/** Plays the day; each bin is counted once, and at the end those that were not. */
function day(given: { loose: number[]; at: string[] }, happenings: Happening[]) {
  const truth: Stock = { loose: new Map(), at: new Map() };
  bins.forEach((bin, b) => {
    lots.forEach((lot, l) => void add(truth, bin, lot, given.loose[b * 2 + l]!));
  });
  pieces.forEach((piece, n) => void truth.at.set(piece, given.at[n]!));
  const book: Stock = { loose: new Map(truth.loose), at: new Map(truth.at) };
  const frozen: BookCell[] = [
    ...[...book.loose].map(([key, quantity]) => {
      const [at = '', lot = ''] = key.split(' ');
      return { ...slot(at), lot, piece: null, quantity };
    }),
    ...[...book.at].map(([piece, at]) => ({ ...slot(at), lot: lotOf(piece), piece, quantity: size })),
  ].filter(({ quantity }) => quantity > 0);
  const [moved, scans, covered]: [Moved[], Scan[], Covered[]] = [[], [], []];
  let n = 0;
  const counted = new Set<string>();
  const write = (lot: string, quantity: number, from: string, to: string, piece: string | null) =>
    moved.push({ n: ++n, lot, quantity, from: { ...slot(from), piece }, to: { ...slot(to), piece } });

  function count(bin: string, device: string): void {
    if (counted.has(bin)) return;
    counted.add(bin);
    const line = { counter: device, device, round: 1, n, place: bin, condition: null, check: null };
    const id = () => `${bin}${scans.length}`;
    for (const lot of lots)
      if (has(truth, bin, lot) > 0)
        scans.push({ ...line, id: id(), by: 'manual', lot, piece: null, quantity: has(truth, bin, lot) });
    for (const [piece, at] of truth.at)
      if (at === bin) scans.push({ ...line, id: id(), by: 'tag', lot: null, piece, quantity: null });
    covered.push({ place: bin, by: 'hand', counter: device, round: 1, from: n, to: n });
  }
  for (const each of happenings) {
    if (each.is === 'count') count(each.bin, each.device);
    if (each.is === 'move') {
      const { lot, from, to } = each;
      // Nobody carries what is not there, nor can the book give out what it does not have.
      const quantity = Math.min(each.quantity, has(truth, from, lot), has(book, from, lot));
      if (quantity <= 0 || from === to) continue;
      for (const stock of [truth, book]) {
        add(stock, from, lot, -quantity);
        add(stock, to, lot, quantity);
      }
      write(lot, quantity, from, to, null);
    }
    if (each.is === 'movePiece') {
      const { piece, to } = each;
      const from = book.at.get(piece)!;
      if (truth.at.get(piece) === 'thief' || from === to) continue;
      truth.at.set(piece, to);
      book.at.set(piece, to);
      write(lotOf(piece), size, from, to, piece);
    }
    // What goes astray behind a counter's back nobody can find in this count.
    if (each.is === 'slip' && !counted.has(each.at))
      add(truth, each.at, each.lot, Math.max(each.by, -has(truth, each.at, each.lot)));
    if (each.is === 'slipPiece') {
      const from = truth.at.get(each.piece)!;
      const isUnseen = (at: string) => !counted.has(at);
      if (bins.includes(from) && isUnseen(from) && (each.to === 'thief' || isUnseen(each.to)))
        truth.at.set(each.piece, each.to);
    }
  }
  for (const bin of bins) count(bin, 'd1');
  const input: CountInput = {
    ...{ site: 'S', places: bins, freeze: 0, head: n, book: frozen, moved, scans, covered },
    lots: new Map(lots.map((lot) => [lot, { kind: 'k' as KindId, abc: 'C', unitCostFen: 100 }])),
    tolerance: { A: limit(0, 0), B: limit(0, 0), C: limit(0, 0) },
  };
  return { truth, book, input };
}

function whole(input: CountInput): CountResult {
  const walk = reconcile(input);
  for (;;) {
    const { done, value } = walk.next();
    if (done) return value;
  }
}

const mayBeOpen = ['movedSince', 'movedMeanwhile', 'inTwoPlaces'];

it('finds exactly what went astray, whatever moved while it was counted', () => {
  let found = 0;
  fc.assert(
    fc.property(start, fc.array(happening, { minLength: 8, maxLength: 40 }), (given, happenings) => {
      const { truth, book, input } = day(given, happenings);
      const result = whole(input);
      // Bins are counted in one go, so nothing of loose goods is left open; a piece may have slipped from an uncounted bin into a counted one, by the book.
      expect(
        result.troubles.filter(
          ({ code, piece }) => !(mayBeOpen.includes(code) && piece !== null) && code !== 'belowZero',
        ),
      ).toEqual([]);
      found += result.variances.length;
      for (const { lot, piece, from, to, quantity } of movesOf(result)) {
        expect(quantity).toBeGreaterThan(0);
        if (piece !== null) {
          expect(from.place).toBe(book.at.get(piece));
          book.at.set(piece, to.place === 'lost' ? 'thief' : to.place);
          continue;
        }
        if (from.place !== 'found') add(book, from.place, lot, -quantity);
        if (to.place !== 'lost') add(book, to.place, lot, quantity);
      }
      // Once its differences are posted the book says what is there.
      for (const bin of bins) for (const lot of lots) expect(has(book, bin, lot)).toBe(has(truth, bin, lot));
      const open = new Set(result.troubles.map(({ piece }) => piece));
      for (const piece of pieces) {
        const at = book.at.get(piece);
        if (!open.has(piece)) expect(at).toBe(truth.at.get(piece));
      }
    }),
    { numRuns: 1500 },
  );
  expect(found).toBeGreaterThan(800);
});

it('gives the same answer when lines come twice, in another order, and from two devices', () => {
  fc.assert(
    fc.property(start, fc.array(happening, { minLength: 8, maxLength: 40 }), (given, happenings) => {
      const { input } = day(given, happenings);
      const sort = ({ variances, troubles, matched }: CountResult) => ({
        variances: variances.map((each) => JSON.stringify(each)).sort(),
        troubles: troubles.map(({ code, piece, lot, place: at }) => [code, piece, lot, at].join()).sort(),
        matched,
      });
      const again = { ...input, scans: [...input.scans.toReversed(), ...input.scans] };
      const { variances: a, ...rest } = sort(whole(again));
      const { variances: b, ...others } = sort(whole(input));
      expect(rest).toEqual(others);
      expect(a).toHaveLength(b.length);
    }),
    { numRuns: 300 },
  );
});

it('counts ten thousand lines in well under a second, in slices that keep nobody waiting', () => {
  const store = Array.from({ length: 200 }, (_, n) => `S/o/${n}`);
  const lines = 10_000;
  const frozen = Array.from({ length: lines }, (_, n): BookCell => {
    const isPiece = n % 2 === 0;
    return {
      ...slot(store[n % 200]!),
      lot: `L${n % 500}`,
      piece: isPiece ? `p${n}` : null,
      quantity: isPiece ? 24 : 10,
    };
  });
  const scans = frozen.map(({ place: at, lot, piece, quantity }, n): Scan => {
    const counted = piece === null ? quantity - (n % 7 === 0 ? 1 : 0) : null;
    return {
      ...{ id: `s${n}`, counter: 'li', device: 'd1', round: 1, n: n % 50, by: 'tag', place: at },
      ...{ lot, piece, quantity: counted, condition: null, check: null },
    };
  });
  const moved = Array.from({ length: 2000 }, (_, n): Moved => {
    const at = { ...slot(store[n % 200]!), piece: `p${n * 2}` };
    return { n: 50 + n, lot: frozen[n * 2]!.lot, quantity: 24, from: at, to: { ...at, place: 'person/x' } };
  });
  const walk = reconcile({
    ...{ site: 'S', places: ['S/o'], freeze: 0, head: 2050, book: frozen, moved },
    ...{ scans: scans.filter((_, n) => n % 97 !== 0) },
    covered: store.map((at) => ({ place: at, by: 'hand', counter: 'li', round: 1, from: 0, to: 49 })),
    lots: new Map(
      Array.from({ length: 500 }, (_, n) => [`L${n}`, { kind: 'k' as KindId, abc: 'B', unitCostFen: 1 }]),
    ),
    tolerance: { A: limit(0, 0), B: limit(1, 9), C: limit(9, 9) },
  });
  // CPU of this process: what others on the machine take is not ours to promise.
  const slices: number[] = [];
  let result: CountResult | undefined;
  while (!result) {
    const before = process.cpuUsage();
    const { done, value } = walk.next();
    const { user, system } = process.cpuUsage(before);
    slices.push((user + system) / 1000);
    if (done) result = value;
  }
  const sortedSlices = slices.sort((a, b) => a - b);
  const usual = sortedSlices[Math.floor(slices.length * 0.95)]!;
  const cpu = slices.reduce((sum, each) => sum + each, 0);
  console.log(
    `count of ${lines} lines: ${cpu.toFixed(0)} ms CPU, ${slices.length} slices, 95 % under ${usual.toFixed(2)} ms, longest ${sortedSlices.at(-1)?.toFixed(2)} ms`,
  );
  expect(result.variances.length).toBeGreaterThan(500);
  expect(cpu).toBeLessThan(1000);
  expect(slices.length).toBeGreaterThan(100);
  expect(usual).toBeLessThan(5);
});
