import type { Document } from '@changping/contracts/documents';
import type { KindId } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { goods, may, noon, portion, slot, walk } from '../../test/document-walk.ts';
import type { Day } from './day.ts';
import { act } from './documents/machine.ts';
import { matches, type PassedGoods, type PassedTag } from './match.ts';

const today = '2026-07-01' as Day;
const county = '640181';
const tag = (piece: string, more: Partial<PassedGoods> = {}): PassedTag => ({
  epc: `E-${piece}`,
  goods: { piece, kind: 'quilt', lot: 'Q-26', quantity: 10, place: 'RC-S/A', effectiveOn: null, ...more },
});
const stranger = (epc: string): PassedTag => ({ epc, goods: null });
const here = slot('RC-S/A');
const there = slot(`${county}/receiving`, { owner: county });
const caseLine = (piece: string) => goods(10, here, there, { piece });
const names = ['P1', 'P2', 'P3', 'P4'];
/** Four cases on the road to a county. */
function onTheRoad() {
  const paper = walk('transfer', names.map(caseLine));
  paper.does('approve', 'approver');
  paper.does('pick', 'picker', { portions: names.map((_, i) => portion(i + 1, 'picked', 10)) });
  return paper;
}
function sent() {
  const paper = onTheRoad();
  paper.does('release', 'keeper', {
    second: 'driver',
    portions: names.map((_, i) => portion(i + 1, 'sent', 10)),
  });
  return paper.document;
}
const road = (piece: string, more: Partial<PassedGoods> = {}) =>
  tag(piece, { place: 'transit/D-1', ...more });
const into = (tags: readonly PassedTag[], site = county) => ({ site, direction: 'in' as const, tags });
const outOf = (tags: readonly PassedTag[], site = 'RC-S') => ({ site, direction: 'out' as const, tags });
const read = (passed: Parameters<typeof matches>[0], ...documents: Document[]) =>
  matches(passed, documents, today).map(
    ({ number, action, by, seen, wanted, missing, extra, unknown, expired, portions }) => ({
      ...{ number, action, saw: `${seen} of ${wanted} ${by}` },
      ...{ missing: missing.map(({ piece, lot, quantity }) => `${piece ?? lot} ${quantity}`) },
      ...{ extra: extra.map(({ piece }) => piece), unknown, expired: expired.map(({ piece }) => piece) },
      portions: portions.map(
        ({ line, as, quantity, piece }) => `${line} ${as} ${quantity}${piece ? ` ${piece}` : ''}`,
      ),
    }),
  );
const none = { missing: [], extra: [], unknown: [], expired: [] };

it('sees all four cases of a transfer arrive, and proposes what the receiver signs for', () => {
  expect(read(into(names.map((piece) => road(piece))), sent())).toEqual([
    {
      ...{ number: 'D-1', action: 'receive', saw: '4 of 4 pieces', ...none },
      portions: ['1 arrived 10', '2 arrived 10', '3 arrived 10', '4 arrived 10'],
    },
  ]);
});

it('names what is missing, what came besides, what nobody knows and what has expired', () => {
  const tags = [
    road('P1', { effectiveOn: '2026-06-30' as Day }),
    road('P3', { effectiveOn: today }),
    tag('P9', { place: 'RC-N/A' }),
    stranger('E-X'),
    stranger('E-X'),
  ];
  expect(read(into(tags), sent())).toEqual([
    {
      ...{ number: 'D-1', action: 'receive', saw: '2 of 4 pieces' },
      ...{ missing: ['P2 10', 'P4 10'], extra: ['P9'], unknown: ['E-X'], expired: ['P1'] },
      portions: ['1 arrived 10', '3 arrived 10'],
    },
  ]);
});

it.each<[string, () => Document, string | null]>([
  ['the picking while nothing is picked', approved, 'pick'],
  ['the release once it is', () => onTheRoad().document, 'release'],
  ['nothing before it is approved', () => walk('transfer', names.map(caseLine)).document, null],
  ['nothing once it is released', sent, null],
])('fills, of what goes out, %s', (_, document, action) => {
  const [match] = read(outOf(names.slice(0, 3).map((piece) => tag(piece))), document());
  expect(match).toMatchObject({ action, saw: '3 of 4 pieces', missing: ['P4 10'] });
  expect(match?.portions).toHaveLength(action === null ? 0 : 3);
});
function approved() {
  const paper = walk('transfer', names.map(caseLine));
  paper.does('approve', 'approver');
  return paper.document;
}

it.each<[string, Parameters<typeof matches>[0]]>([
  ['another store', into([road('P1')], 'RC-N')],
  ['the way out of the store it comes to', outOf([road('P1')], county)],
  ['a trip of strangers alone', into([stranger('E-X')])],
  ['a trip of other goods', into([tag('P9')])],
])('explains nothing of %s', (_, passed) => {
  expect(read(passed, sent())).toEqual([]);
});

it('takes cases for a line that names the lot, or the kind alone, where they can come from', () => {
  const paper = walk('goodsIn', [
    goods(25, slot('supplier'), slot('RC-S/receiving')),
    goods(10, slot('supplier'), slot('RC-S/receiving'), { lot: null, kind: 'quilt' as KindId }),
  ]);
  const tags = [
    ...['N1', 'N2', 'N3'].map((piece) => tag(piece, { place: null })),
    tag('N4', { place: null, lot: 'Q-27' }),
    // It lies in another store: no supplier brings it.
    tag('N5', { place: 'RC-N/A' }),
  ];
  expect(read(into(tags, 'RC-S'), paper.document)).toEqual([
    {
      ...{ number: 'D-1', action: 'receive', saw: '30 of 35 units', ...none },
      ...{ missing: ['Q-26 5'], extra: ['N4', 'N5'] },
      portions: ['1 arrived 10 N1', '1 arrived 10 N2', '2 arrived 10 N3'],
    },
  ]);
  const portions = matches(into(tags, 'RC-S'), [paper.document], today)[0]?.portions ?? [];
  expect(paper.does('receive', 'keeper', { second: 'driver', portions })).toHaveLength(3);
});

it('counts what an earlier lorry brought, and proposes only what is left', () => {
  const paper = walk('transfer', names.map(caseLine));
  paper.does('approve', 'approver');
  paper.does('pick', 'picker', { portions: names.map((_, i) => portion(i + 1, 'picked', 10)) });
  paper.does('release', 'keeper', {
    second: 'driver',
    portions: names.map((_, i) => portion(i + 1, 'sent', 10)),
  });
  paper.does('receive', 'county', { second: 'driver', portions: [portion(1, 'arrived', 10)] });
  const [match] = read(into(['P1', 'P2', 'P3'].map((piece) => road(piece))), paper.document);
  expect(match).toMatchObject({ saw: '3 of 4 pieces', missing: ['P4 10'] });
  expect(match?.portions).toEqual(['2 arrived 10', '3 arrived 10']);
});

it('misses nothing of what was lent while a part of it comes back', () => {
  const person = slot('person/li');
  const paper = walk(
    'handOut',
    ['P1', 'P2'].map((piece) => goods(10, here, person, { piece })),
  );
  paper.does('approve', 'approver');
  paper.does('handOut', 'keeper', {
    ...{ second: 'li', dueAt: (noon + 86_400_000) as typeof noon },
    portions: [portion(1, 'given', 10), portion(2, 'given', 10)],
  });
  expect(read(into([tag('P2', { place: 'person/li' })], 'RC-S'), paper.document)).toEqual([
    { number: 'D-1', action: 'takeBack', saw: '1 of 2 pieces', ...none, portions: ['2 returned 10'] },
  ]);
});

it('shares a trip out among the documents it carries, the one that fits best first', () => {
  const two = { ...sent(), id: 'd2', number: 'D-2', lines: ['P5', 'P6', 'P7'].map(lineSent) };
  const tags = ['P1', 'P2', 'P5', 'P6', 'P7', 'P8'].map((piece) => road(piece));
  expect(read(into(tags), sent(), two).map(({ number, saw, extra }) => `${number} ${saw} +${extra}`)).toEqual(
    ['D-2 3 of 3 pieces +P8', 'D-1 2 of 4 pieces +'],
  );
});
function lineSent(piece: string, i: number) {
  return { ...caseLine(piece), n: i + 1, of: null, done: { picked: 10, sent: 10 } };
}

it('loses no tag, counts none twice, and proposes only what the document takes', () => {
  const trip = fc.array(fc.nat(9), { maxLength: 30 });
  fc.assert(
    fc.property(trip, fc.nat(3), (read, strangers) => {
      const document = sent();
      const tags = [
        ...read.map((n) => road(`P${n}`)),
        ...Array.from({ length: strangers }, (_, i) => stranger(`S${i}`)),
      ];
      const [match] = matches(into(tags), [document], today);
      const different = new Set(read);
      const mine = [...different].filter((n) => n >= 1 && n <= 4).length;
      expect(match?.seen ?? 0).toBe(mine);
      if (!match) return;
      expect(match.counts).toEqual({
        ...{ missing: 4 - mine, extra: different.size - mine, unknown: strangers, expired: 0 },
      });
      const command = {
        action: match.action ?? 'receive',
        version: document.version,
        portions: match.portions,
      };
      const taken = act(document, { ...command, by: may('county'), second: may('driver') }, noon);
      expect(taken.ok && taken.moves.length).toBe(mine);
    }),
    { verbose: true },
  );
});

it.each<[string, (n: number) => Parameters<typeof goods>[3]]>([
  ['a lot of its own', (n) => ({ lot: `Q-${n}` })],
  ['the same kind', () => ({ lot: null })],
])('shares a trip of 300 cases among 300 documents of %s in a moment', (_, more) => {
  const paper = walk('handOut', [goods(10, here, slot('person/li'))]);
  paper.does('approve', 'approver');
  const { document } = paper;
  const documents = Array.from({ length: 300 }, (_, n) => {
    const lines = document.lines.map((line) => ({ ...line, ...more(n) }));
    return { ...document, id: `d${n}`, number: `D-${n}`, lines };
  });
  const tags = Array.from({ length: 300 }, (_, n) => tag(`P${n}`, { lot: `Q-${n}` }));
  const begun = performance.now();
  expect(matches(outOf(tags), documents, today)).toHaveLength(300);
  // Each looked at anew for each other, it takes many seconds.
  expect(performance.now() - begun).toBeLessThan(1500);
});
