import type { Role } from '@changping/contracts/roles';
import { expect, it } from 'vitest';
import { sampleApprovals } from './approval-table.ts';
import { withNeighbours } from './neighbours-row.ts';

/** The built-in table with others in its row of `supply`. */
const tableOf = (...roles: Role[]) =>
  sampleApprovals.rules.map((rule) =>
    rule.action === 'supply'
      ? { ...rule, signatures: [{ by: roles.map((role) => ({ role, unit: 'own' as const })), count: 1 }] }
      : rule,
  );
const old = tableOf('partner');
const now = tableOf('partner', 'guest');
const own = tableOf('watchCommander');

it.each([
  ['of before neighbours', old, [], ['partner', 'guest']],
  ['of before neighbours, the second', old, [old], ['partner', 'guest']],
  ['that names it', now, [old], ['partner', 'guest']],
  ['that leaves it out again', old, [now], ['partner']],
  ['that names neither', own, [], ['watchCommander']],
])('a table %s', (_what, rules, before, who) => {
  const told = withNeighbours(rules, before);
  const row = told.find(({ action }) => action === 'supply');
  expect(row?.signatures[0]?.by.map(({ role }) => role)).toEqual(who);
  expect(told.filter(({ action }) => action !== 'supply')).toEqual(
    rules.filter(({ action }) => action !== 'supply'),
  );
  const isAdded = rules === old && !before.includes(now);
  expect(row?.source.includes('neighbour added')).toBe(isAdded);
});
