import type { VarianceReason } from '@changping/contracts/count-words';
import type { Move } from '@changping/contracts/documents';
import type { KindId } from '@changping/contracts/units';
import { expect, it } from 'vitest';
import {
  A1,
  A2,
  B1,
  cell,
  codes,
  count,
  covered,
  input,
  loose,
  moved,
  piece,
  said,
  slot,
  worse,
} from '../../../test/count-room.ts';
import type { BookCell, CountInput, Covered, Scan } from './facts.ts';
import { postingFaults } from './posting.ts';
import { countSheet, recountSheet } from './sheet.ts';

const mask = cell(A1, 'M', 1, 'p1');
it.each<[string, Partial<CountInput>, string[], string[]]>([
  ['there', { book: [mask], scans: [piece('p1')] }, [], []],
  [
    'there, by tag, barcode and hand, on two devices',
    {
      book: [mask],
      scans: [
        piece('p1', { by: 'tag', place: 'CS-1/ordinary', device: 'gate' }),
        piece('p1'),
        piece('p1', { device: 'd2', counter: 'wu', by: 'manual' }),
      ],
      places: ['CS-1/ordinary'],
    },
    [],
    [],
  ],
  [
    'heard by a sweep of its zone, of which two bins are counted',
    { book: [mask], scans: [piece('p1', { by: 'tag', place: 'CS-1/ordinary' })] },
    [],
    [],
  ],
  ['not there', { book: [mask] }, ['missing p1 1'], []],
  [
    'not heard by a sweep',
    { book: [mask], covered: [covered('CS-1/ordinary', { by: 'sweep' })] },
    ['missing p1 1'],
    [],
  ],
  ['in a place nobody went to', { book: [mask], covered: [covered(A2)] }, [], ['notCounted']],
  ['in the bin beside it', { book: [mask], scans: [piece('p1', { place: A2 })] }, ['misplaced p1 1'], []],
  [
    'in a room that is not counted, by the book',
    { book: [cell(B1, 'M', 1, 'p1')], scans: [piece('p1')] },
    ['misplaced p1 1'],
    [],
  ],
  [
    'found after it was lost',
    { book: [cell('lost', 'M', 1, 'p1')], scans: [piece('p1')] },
    ['gained p1 1'],
    [],
  ],
  [
    'in another store, by the book',
    { book: [cell('CS-2/A', 'M', 1, 'p1')], scans: [piece('p1')] },
    [],
    ['bookedElsewhere'],
  ],
  [
    'handed out, by the book',
    { book: [cell('person/wu', 'M', 1, 'p1')], scans: [piece('p1')] },
    [],
    ['bookedElsewhere'],
  ],
  [
    'gone before its bin was counted',
    {
      book: [mask],
      moved: [moved(2, 'M', 1, A1, 'person/wu', 'p1')],
      covered: [covered(A1, { from: 3, to: 4 })],
    },
    [],
    [],
  ],
  [
    'seen, then handed out',
    { book: [mask], moved: [moved(2, 'M', 1, A1, 'person/wu', 'p1')], scans: [piece('p1', { n: 1 })] },
    [],
    [],
  ],
  [
    'seen, moved, seen again',
    {
      book: [mask],
      moved: [moved(2, 'M', 1, A1, A2, 'p1')],
      scans: [piece('p1', { n: 1 }), piece('p1', { n: 3, place: A2 })],
    },
    [],
    [],
  ],
  [
    'arrived while its bin was counted',
    {
      book: [cell(B1, 'M', 1, 'p1')],
      moved: [moved(2, 'M', 1, B1, A1, 'p1')],
      covered: [covered(A1, { from: 1, to: 3 })],
    },
    [],
    ['movedMeanwhile'],
  ],
  [
    'unseen, yet moved by a document since',
    {
      book: [mask],
      moved: [moved(5, 'M', 1, A1, A2, 'p1')],
      covered: [covered(A1), covered(A2, { from: 1, to: 2 })],
    },
    [],
    ['movedMeanwhile'],
  ],
  [
    'unseen, then carried away and back by documents',
    {
      book: [mask],
      moved: [moved(5, 'M', 1, A1, 'person/wu', 'p1'), moved(6, 'M', 1, 'person/wu', A1, 'p1')],
    },
    [],
    ['movedSince'],
  ],
  [
    'in two bins at once',
    { book: [mask], scans: [piece('p1'), piece('p1', { place: A2, device: 'd2' })] },
    [],
    ['inTwoPlaces'],
  ],
  ['broken', { book: [mask], scans: [piece('p1', { condition: worse })] }, ['condition p1 1'], []],
  [
    'there, and does not work',
    { book: [mask], scans: [piece('p1', { check: 'failed' })] },
    ['condition p1 1'],
    [],
  ],
  ['opened', { book: [cell(A1, 'W', 24, 'p1')], scans: [piece('p1', { quantity: 20 })] }, [], ['openedCase']],
  [
    'seen whole, then opened by a document',
    {
      book: [cell(A1, 'W', 24, 'p1')],
      moved: [{ ...moved(2, 'W', 4, A1, A1, 'p1'), to: { ...slot(A1), piece: null } }],
      scans: [piece('p1', { n: 1 }), loose('W', 4, { n: 3 })],
    },
    [],
    [],
  ],
])('counts a piece that is %s', (_, more, variances, troubles) => {
  const result = count(more);
  expect([said(result), codes(result)]).toEqual([variances, troubles]);
});

it('says of what does not work that it waits for inspection, in the entry to post', () => {
  const [variance] = count({ book: [mask], scans: [piece('p1', { check: 'failed' })] }).variances;
  expect(variance?.move).toEqual<Move>({
    ...{ from: slot(A1), to: slot(A1, { quality: 'inInspection' }), kind: 'mask' as KindId },
    ...{ lot: 'M', piece: 'p1', quantity: 1 },
  });
});

it('tells with each difference what the book had there and on which lines it rests', () => {
  const told = (more: Partial<CountInput>) =>
    count(more).variances.map(({ what, booked, scans }) => [what, booked, scans]);
  const [early, late] = [loose('W', 3), loose('W', 4, { n: 1 })];
  expect(told({ book: [cell(A1, 'W', 10)], scans: [early, late] })).toEqual([
    ['missing', 10, [early.id, late.id]],
  ]);
  const [less, more] = [loose('W', 6), loose('W', 7, { place: A2 })];
  expect(told({ book: [cell(A1, 'W', 10), cell(A2, 'W', 2)], scans: [less, more] })).toEqual([
    ['gained', 2, [more.id]],
    ['misplaced', 10, [less.id, more.id]],
  ]);
  expect(told({ book: [mask] })).toEqual([['missing', 1, []]]);
});

it('tells every line that can not be taken, and takes one that came twice once', () => {
  const line = loose('W', 10);
  const result = count({
    book: [cell(A1, 'W', 10)],
    freeze: 0,
    scans: [
      ...[line, { ...line }, { ...line, quantity: 11 }],
      ...[piece('nobody'), loose('X', 1), piece('p9', { lot: 'M' })],
      ...[loose('W', -1), loose('W', 1.5), loose('W', 1, { place: B1 })],
      ...[loose('W', 1, { n: -1 }), loose('W', 1, { n: 10 })],
    ],
  });
  expect(codes(result)).toEqual([
    ...['sameScan', 'unknownGoods', 'unknownGoods', 'unknownGoods', 'badQuantity', 'badQuantity'],
    ...['outOfScope', 'beforeFreeze', 'beyondHead'],
  ]);
  expect([said(result), result.matched]).toEqual([[], 10]);
});

it('asks another person to look where a difference is above tolerance, in units or in money', () => {
  const recount = (book: BookCell[], scans: Scan[], looks: Covered[] = [covered(A1)]) =>
    count({ book, scans, covered: looks }).variances.map(({ needsRecount }) => needsRecount);
  const water = [cell(A1, 'W', 100)];
  expect(recount(water, [loose('W', 90)])).toEqual([false]);
  expect(recount(water, [loose('W', 89)])).toEqual([true]);
  expect(recount(water, [loose('W', 84)])).toEqual([true]);
  const again = loose('W', 84, { round: 2, counter: 'wu', n: 4 });
  expect(recount(water, [loose('W', 84), again])).toEqual([false]);
  expect(recount([mask], [])).toEqual([true]);
  expect(recount([mask], [], [covered(A1), covered(A1, { counter: 'wu', round: 2 })])).toEqual([false]);
  expect(recount([mask], [], [covered(A1), covered(A1, { round: 2 })])).toEqual([true]);
  expect(recount([mask], [piece('p1', { condition: worse })])).toEqual([true]);
  // A loss is not hidden behind a gain somebody invents next to it.
  const hidden = count({
    book: [cell(A1, 'W', 100)],
    scans: [loose('W', 60), loose('W', 40, { place: A2 })],
  });
  expect(said(hidden)).toEqual(['misplaced W 40']);
  expect(hidden.variances[0]?.needsRecount).toBe(true);
  expect(recountSheet(hidden, input({}).lots)).toEqual([
    { place: A1, lots: [{ kind: 'water', lot: 'W' }] },
    { place: A2, lots: [{ kind: 'water', lot: 'W' }] },
  ]);
});

it('gives a counter the places and lots, and the same sheet whatever there is of them', () => {
  const sheet = (times: number) =>
    JSON.stringify(
      countSheet(
        input({
          book: [
            cell(A1, 'W', 10 * times),
            ...Array.from({ length: times }, (_, n) => cell(A1, 'M', 1, `p${n}`)),
          ],
        }),
      ),
    );
  expect(sheet(1)).toBe(sheet(37));
  expect(JSON.parse(sheet(1))).toEqual([
    {
      place: A1,
      lots: [
        { kind: 'mask', lot: 'M' },
        { kind: 'water', lot: 'W' },
      ],
    },
    { place: A2, lots: [] },
  ]);
});

it('posts only what is clear, counted twice where it must be, explained, and approved by one who did not count', () => {
  const result = count({
    book: [mask, cell(A1, 'W', 10)],
    scans: [loose('W', 8), piece('nobody')],
  });
  const reasons = new Map<string, VarianceReason>([['something else', 'theft']]);
  expect(postingFaults(result, reasons, ['li']).map(({ code }) => code)).toEqual([
    ...['trouble', 'needsRecount', 'reasonMissing', 'reasonMissing', 'reasonForNothing', 'approverCounted'],
  ]);
  const clear = count({ book: [cell(A1, 'W', 10)], scans: [loose('W', 8)] });
  const why = new Map<string, VarianceReason>([[clear.variances[0]!.key, 'unrecordedIssue']]);
  expect(postingFaults(clear, why, ['zhang'])).toEqual([]);
  expect(postingFaults(clear, why, ['zhang', 'li'])).toHaveLength(1);
});
