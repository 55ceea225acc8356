import type { Move } from '@changping/contracts/documents';
import { expect, it } from 'vitest';
import { goods, may, noon, portion, slot, told, walk } from '../../../test/document-walk.ts';
import { type Correction, correct, reverse } from './correct.ts';
import { act } from './machine.ts';

function received() {
  const paper = walk('goodsIn', [goods(20, slot('supplier'), slot('RC-S/receiving'), { lot: null })]);
  paper.does('receive', 'keeper', {
    second: 'driver',
    portions: [
      portion(1, 'arrived', 12, { lot: 'Q-27' }),
      portion(1, 'damaged', 8, { lot: 'Q-26', reason: 'wet' }),
    ],
  });
  return paper;
}
const wrong = (more: Partial<Correction> = {}): Correction => ({
  ...{ version: 2, by: may('keeper'), second: may('approver'), reason: 'lots mixed up' },
  ...more,
});

it('takes a receipt back by the reversing moves, the last first, and the paper waits for its goods again', () => {
  const paper = received();
  const answer = correct(paper.document, wrong(), noon);
  if (!answer.ok) throw new Error(answer.detail.en);
  expect(answer.moves.map(told)).toEqual([
    '8 Q-26: RC-S/receiving damaged → supplier',
    '12 Q-27: RC-S/receiving → supplier',
  ]);
  expect(answer.document).toMatchObject({ state: 'expected', version: 3, lines: [{ n: 1, done: {} }] });
  expect(answer.document.lines).toHaveLength(1);
  expect(answer.document.steps.at(-1)).toMatchObject({
    ...{ action: 'correct', by: 'keeper', second: 'approver', reason: 'lots mixed up', undoes: 1 },
  });
  const again = act(
    answer.document,
    {
      ...{ action: 'receive', version: 3, by: may('keeper'), second: may('driver') },
      portions: [portion(1, 'arrived', 20, { lot: 'Q-28' })],
    },
    noon,
  );
  expect(again).toMatchObject({ ok: true, document: { state: 'arrived' } });
});

it.each<[string, Partial<Correction>, string]>([
  ['one person alone', { second: may('keeper') }, 'samePerson'],
  ['nobody second', { second: may('') }, 'documentNeeds'],
  ['no reason', { reason: ' ' }, 'documentNeeds'],
  ['a second who may not approve', { second: may('friend', { 'RC-S': ['receive'] }) }, 'dutyMissing'],
  ['a first who may not receive', { by: may('friend', { 'RC-S': ['approve'] }) }, 'dutyMissing'],
  ['an old version', { version: 1 }, 'documentChanged'],
])('corrects nothing with %s', (_, more, code) => {
  expect(correct(received().document, wrong(more), noon)).toMatchObject({ ok: false, code });
});

it('goes back step by step, but never past the opening or a cancelling', () => {
  const paper = received();
  const once = correct(paper.document, wrong(), noon);
  if (!once.ok) throw new Error(once.detail.en);
  expect(correct(once.document, wrong({ version: 3 }), noon)).toMatchObject({
    ok: false,
    code: 'documentState',
  });
  const off = walk('goodsIn', [goods(20, slot('supplier'), slot('RC-S/receiving'))]);
  off.does('cancel', 'keeper', { reason: 'ordered twice' });
  expect(correct(off.document, wrong(), noon)).toMatchObject({ ok: false, code: 'documentState' });
});

it('can be cancelled again once everything was taken back', () => {
  const once = correct(received().document, wrong(), noon);
  if (!once.ok) throw new Error(once.detail.en);
  const off = act(once.document, { action: 'cancel', version: 3, by: may('keeper'), reason: 'twice' }, noon);
  expect(off).toMatchObject({ ok: true, document: { state: 'cancelled' } });
});

it('reverses moves', () => {
  const [from, to] = [slot('RC-S/receiving'), slot('lost')];
  const move = { from, to, kind: 'quilt', lot: 'Q-26', piece: null, quantity: 3 } as Move;
  expect(reverse([move])).toEqual([{ ...move, from: to, to: from }]);
  expect(reverse(reverse([move]))).toEqual([move]);
});
