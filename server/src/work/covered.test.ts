import type { DocumentAction, DocumentType } from '@changping/contracts/document-words';
import type { Document, Found, Line, Portion, Step } from '@changping/contracts/documents';
import type { Instant, KindId } from '@changping/contracts/units';
import { expect, it } from 'vitest';
import { coveredBy } from './covered.ts';
import { wordsOf } from './words.ts';

const desk = {
  words: wordsOf('en'),
  kind: (code: string) => ({ name: code, unit: 'x' }),
  amount: (_: string, n: number) => `${n} x`,
};

const step = (action: DocumentAction, portions: Portion[] = []): Step => ({
  ...{ action, at: 1 as Instant, by: 'ann', second: null, from: null, to: 'open', reason: null },
  ...{ photos: [], refs: [], portions, owes: [], undoes: null },
});
const line = (n: number, more: Partial<Line>): Line => ({
  ...{ n, of: null, kind: null, item: null, lot: null, piece: null, wanted: 1, from: null, to: null },
  ...{ done: {}, ...more },
});
const seen: Found = { places: ['S/hall'], kinds: null, isAlike: true };
const differs = line(2, { kind: 'quilt' as KindId, wanted: 7 });

it.each<[string, DocumentType, DocumentAction, Line[], string]>([
  ['what was asked for', 'transfer', 'open', [line(1, { kind: 'quilt' as KindId, wanted: 7 })], '7 x'],
  [
    'the places of a count, not what it found later',
    'count',
    'open',
    [line(1, { item: 'S/hall' }), differs],
    '1 items',
  ],
  [
    'the items of a hand-over, not what its counts saw later',
    ...(['handOver', 'open'] as const),
    [line(1, { item: 'keys' }), line(2, { item: 'PD-1', found: seen })],
    '1 items',
  ],
  [
    'with the yes also what the counts saw',
    ...(['handOver', 'approve'] as const),
    [line(1, { item: 'keys' }), line(2, { item: 'PD-1', found: seen })],
    '2 items',
  ],
])('stands beside a signature: %s', (_, type, action, lines, told) => {
  const opened = step(action);
  const document: Pick<Document, 'type' | 'lines' | 'steps'> = { type, lines, steps: [opened] };
  expect(coveredBy(opened, document, desk)).toBe(told);
});
