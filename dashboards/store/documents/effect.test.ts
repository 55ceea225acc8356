import type { Document, Line } from '@changping/contracts/documents';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changesOf, effectOf } from './effect.ts';

const isStore = (site: string) => ['RC-S', 'CS-640425'].includes(site);
const slot = (place: string) => ({
  place,
  quality: 'usable' as const,
  grade: 'reserve' as const,
  owner: 'RC-S',
});
const line = (n: number, lot: string | null, wanted: number, from: string, to: string, done = {}): Line =>
  ({
    n,
    of: null,
    kind: 'quilt',
    item: null,
    lot,
    piece: null,
    wanted,
    from: slot(from),
    to: slot(to),
    done,
  }) as Line;
const paper = (type: Document['type'], lines: Line[]): Document =>
  ({
    ...{ id: 'd', number: 'D', type, site: 'RC-S', there: 'CS-640425', state: 'asked', version: 1 },
    ...{ lines, owes: [], steps: [] },
  }) as unknown as Document;
const told = (document: Document) =>
  changesOf(document, isStore).map(({ site, lot, by }) => `${site} ${lot} ${by > 0 ? '+' : ''}${by}`);

it.each<[Document['type'], Line[], string[]]>([
  ['transfer', [line(1, 'A', 12, 'RC-S/ordinary', 'CS-640425/receiving')], ['RC-S A -12', 'CS-640425 A +12']],
  ['handOut', [line(1, 'A', 3, 'RC-S/ordinary', 'person/zhang')], ['RC-S A -3']],
  ['disposal', [line(1, 'A', 5, 'RC-S/ordinary', 'RC-S/ordinary')], ['RC-S A -5']],
  ['procurement', [line(1, null, 40, 'supplier', 'RC-S/receiving')], ['RC-S null +40']],
  ['putAway', [line(1, 'A', 9, 'RC-S/receiving', 'RC-S/ordinary')], []],
  ['emergencyPurchase', [line(1, 'A', 9, 'supplier', 'RC-S/receiving', { arrived: 9 })], []],
  [
    'transfer',
    [
      line(1, 'A', 10, 'RC-S/ordinary', 'CS-640425/receiving'),
      line(2, 'A', 10, 'RC-S/cold', 'CS-640425/receiving'),
    ],
    ['RC-S A -20', 'CS-640425 A +20'],
  ],
])('a %s of these lines changes the stores so', (type, lines, changes) => {
  expect(told(paper(type, lines))).toEqual(changes);
});

it('counts usable stock alone, and tells the kind and the lot apart', () => {
  const stock = [
    { kind: 'quilt', lot: 'A', quality: 'usable', quantity: 30 },
    { kind: 'quilt', lot: 'B', quality: 'usable', quantity: 50 },
    { kind: 'quilt', lot: 'A', quality: 'held', quantity: 400 },
    { kind: 'coat', lot: 'A', quality: 'usable', quantity: 7 },
  ];
  const all = [
    { site: 'RC-S', kind: 'quilt', lot: 'A', by: -12 },
    { site: 'RC-S', kind: 'quilt', lot: 'B', by: -8 },
  ];
  expect(effectOf(all[0]!, all, stock)).toMatchObject({ now: 80, after: 60, ofLot: { now: 30, after: 18 } });
});

it('a transfer between two stores makes nothing and loses nothing, however it is written', () => {
  const places = fc.constantFrom('RC-S/ordinary', 'RC-S/cold', 'CS-640425/receiving', 'CS-640425/ordinary');
  const lines = fc.array(fc.tuple(fc.constantFrom('A', 'B', null), fc.nat(1000), places, places), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(lines, (rows) => {
      const document = paper(
        'transfer',
        rows.map(([lot, wanted, from, to], i) => line(i + 1, lot, wanted, from, to)),
      );
      expect(changesOf(document, isStore).reduce((sum, { by }) => sum + by, 0)).toBe(0);
    }),
  );
});
