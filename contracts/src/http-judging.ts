/** How counts are judged over HTTP: the policy of counts in its versions. */
import { z } from 'zod';
import { countClasses, type SecondCount, secondCounts } from './count-policy.ts';
import { at, list, named, page, proposed, versioned } from './http-list.ts';

const rule = z.strictObject({
  quantity: z.int().min(0).max(1_000_000_000).describe('base units that may differ'),
  percent: z.int().min(0).max(100).describe('or so much of what the book had, where that is more'),
  fen: z.int().min(0).max(1_000_000_000_000).describe('and never more than this in money'),
  secondCount: named<SecondCount>(secondCounts).describe('when somebody else counts again'),
  everyDays: z.int().min(1).max(1830),
  riskFrom: z.int().min(1).max(10_000).describe('so many open discrepancies put it before all others'),
});
const [A, B, C] = countClasses;
export const countRules = z.strictObject({
  classes: z.strictObject({ [A]: rule, [B]: rule, [C]: rule }),
  aheadDays: z.int().min(0).max(90).describe('so long before its day a count is proposed'),
  source: z.string().trim().min(1).max(300).describe('whose rule it is'),
});
const policy = z.object({
  ...versioned,
  rules: countRules,
});

export const countPolicyRoutes = {
  '/api/count-policies': {
    about:
      'how counts are judged and how often they are due, class by class: every version, the newest first',
    query: page,
    params: {},
    answer: list(policy),
  },
} as const;

export const countPolicyCommands = {
  '/api/count-policies/propose': {
    about:
      'the next version of the policy of counts, whole, which waits for another person; a count that was opened before ends by its own',
    open: false,
    params: {},
    body: z.strictObject({
      after: z.int().min(1).describe('the newest version there is'),
      rules: countRules,
      reason: z.string().trim().min(1).max(200),
      since: at.optional().describe('from when it stands, within a year; at once where it is not said'),
    }),
    answer: proposed,
  },
} as const;
