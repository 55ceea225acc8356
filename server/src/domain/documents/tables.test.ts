import { type DocumentType, documentStates, documentTypes } from '@changping/contracts/document-words';
import { expect, it } from 'vitest';
import { documentNumber, prefixes } from './number.ts';
import { tables } from './tables.ts';

const types = Object.keys(documentTypes) as DocumentType[];

it.each(types)('%s: its table is sound', (type) => {
  const { start, final, steps, stages } = tables[type];
  const reached = new Set([
    start,
    ...steps.flatMap(({ to, unless = [] }) => [to ?? start, ...unless.map((u) => u.to)]),
  ]);
  for (const state of reached) expect(Object.keys(documentStates)).toContain(state);
  // What is over has no step; what is not over has one.
  for (const state of reached)
    expect([state, steps.some(({ from }) => from.includes(state))]).toEqual([state, !final.includes(state)]);
  // Nobody takes a step from a state that nothing leads to.
  for (const { from } of steps) for (const state of from) expect([...reached]).toContain(state);
  // An outcome is of one stage, or two stages would count it.
  const outcomes = Object.values(stages).flatMap(({ as }) => Object.keys(as));
  expect(new Set(outcomes).size).toBe(outcomes.length);
  for (const { stage, only = [], unless = [], settles } of steps) {
    if (stage !== undefined) expect(stages).toHaveProperty(stage);
    for (const name of only) expect(stages[stage!]!.as).toHaveProperty(name);
    for (const one of unless) if ('left' in one) expect(stages).toHaveProperty(one.left);
    for (const name of settles?.once ?? []) expect(stages).toHaveProperty(name);
  }
  // An action from a state while owing the same is one row: the second would never be found.
  const names = steps.flatMap(({ action, from, settles, prolongs }) =>
    from.map((state) => `${action} from ${state} owing ${settles?.what ?? prolongs ?? 'anything'}`),
  );
  expect(new Set(names).size).toBe(names.length);
  // What is only said moves nothing.
  for (const { isBeside, as } of Object.values(stages))
    if (isBeside) for (const flow of Object.values(as)) expect(flow).not.toHaveProperty('move');
  // Everything that leaves a place does so with a stage, and what is missing has a reason.
  for (const { as } of Object.values(stages))
    for (const name of ['short', 'lost', 'missing', 'damaged', 'over', 'failed', 'gained'] as const)
      if (as[name]) expect([name, as[name].reason]).toEqual([name, true]);
});

it('numbers a paper so that the keeper reads what it is, whose, of which year and which one', () => {
  expect(documentNumber('transfer', 'RC-S', 2026, 123)).toBe('DB-RC-S-2026-000123');
  expect(documentNumber('goodsIn', '640181', 2027, 1)).toBe('RK-640181-2027-000001');
  expect(documentNumber('goodsIn', '640181', 2027, 1_234_567)).toBe('RK-640181-2027-1234567');
  expect(new Set(Object.values(prefixes)).size).toBe(types.length);
});
