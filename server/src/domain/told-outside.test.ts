import type { Document, Step } from '@changping/contracts/documents';
import type { Role } from '@changping/contracts/roles';
import { expect, it } from 'vitest';
import { documentTold } from './told-outside.ts';

const people: Record<string, { unit: string; roles: Role[] }> = {
  near: { unit: 'RC-S', roles: ['approver'] },
  lanzhou: { unit: 'EX-LZ', roles: ['guest'] },
};
const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: 'RC-S' });
const step = (by: string, second: string | null): Partial<Step> => ({
  ...{ by, second, at: 5 as never, action: 'release', from: 'picked', to: 'inTransit' },
  ...{ reason: '省厅来电', phone: '0951-1', refs: ['宁应急 3'], photos: ['a'], policy: 4 },
  portions: [{ line: 1, as: 'sent', quantity: 3, from: 'RC-S/cold/B1', reason: '箱破', outOfTurn: '近门' }],
  signatures: [{ duty: 'release', person: by, as: by, rule: 'release', place: 0 }],
});
const document = {
  ...{ id: 'x', number: 'N-1', site: 'RC-S', there: 'EX-LZ', state: 'inTransit', neededBy: 9 },
  lines: [
    {
      ...{ n: 1, wanted: 3, from: slot('RC-S/cold/B1'), to: slot('unit/lz'), outOfTurn: '近门' },
      ...{ minimumDays: 9, passedOver: [{ lot: 'E', on: null }], done: { sent: 3 } },
    },
  ],
  steps: [step('near', 'lanzhou'), step('near', '司机老马 (无账号)'), step('lanzhou', 'near')],
} as unknown as Document;

it('tells the other end state, days, quantities and its own steps whole; of ours who signed by unit and role, and when', () => {
  const told = documentTold(document, 'EX-LZ', (name) => people[name]);
  expect(told).toMatchObject({ number: 'N-1', state: 'inTransit', neededBy: 9 });
  expect(told.lines).toEqual([
    { ...{ n: 1, wanted: 3, minimumDays: 9, done: { sent: 3 } }, from: slot('RC-S'), to: slot('unit/lz') },
  ]);
  const ours = {
    ...{ by: 'approver@RC-S', at: 5, action: 'release', from: 'picked', to: 'inTransit' },
    ...{ reason: null, refs: [], photos: [], portions: [{ line: 1, as: 'sent', quantity: 3, from: 'RC-S' }] },
  };
  expect(told.steps).toEqual([
    { ...ours, second: 'lanzhou' },
    { ...ours, second: '司机老马 (无账号)' },
    {
      ...{ ...step('lanzhou', 'approver@RC-S') },
      portions: [{ ...step('', null).portions?.[0], from: 'RC-S' }],
    },
  ]);
  const no = { ...document, steps: [{ ...step('near', null), action: 'refuse' as const }] } as Document;
  expect(documentTold(no, 'EX-LZ', (name) => people[name]).steps, 'a no bears its reason').toMatchObject([
    { by: 'approver@RC-S', reason: '省厅来电', refs: [], photos: [] },
  ]);
  expect(
    documentTold(document, 'RC-S', (name) => people[name]),
    'of the own store all of it',
  ).toBe(document);
});
