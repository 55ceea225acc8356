import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mistakesIn, mistakesText, type PolicyMistakeName, policyMistakes } from './policy-mistakes.ts';

it('reads what is wrong with a table as it was written, and nothing into other text', () => {
  const mistake = fc.record(
    {
      rule: fc.stringMatching(/^[a-z0-9-]{1,60}$/),
      fault: fc.constantFrom(...(Object.keys(policyMistakes) as PolicyMistakeName[])),
      unit: fc.stringMatching(/^[A-Z]{2}-[0-9A-Z]{1,12}$/),
    },
    { requiredKeys: ['rule', 'fault'] },
  );
  fc.assert(
    fc.property(fc.array(mistake, { maxLength: 50 }), (all) => {
      expect(mistakesIn(mistakesText(all))).toEqual(all);
    }),
  );
  expect(mistakesIn('pick: noSignature; watch: toString; 3')).toEqual([
    { rule: 'pick', fault: 'noSignature' },
  ]);
  expect(mistakesIn('')).toEqual([]);
});
