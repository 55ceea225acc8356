/** What a policy owner wants to put in force over HTTP: it waits for another person, who agrees or refuses. */
import { z } from 'zod';
import { policyRules } from './http-approvals.ts';
import { catalogueDraft } from './http-catalogue.ts';
import { countRules } from './http-judging.ts';
import { at, count, list, orNull } from './http-list.ts';
import { shared } from './http-sharing.ts';

const facts = {
  by: z.string(),
  at,
  reason: z.string(),
  after: count.describe('the version that it is written upon; 0: the first one'),
  since: orNull(at).describe(
    'from when it was wished to stand; null, or past by then: at once when agreed to',
  ),
  endsAt: at.describe('it lapses then'),
  state: z
    .enum(['open', 'refused', 'overtaken', 'lapsed', 'ownerless'])
    .describe('overtaken: there is a newer version; ownerless: who proposed may publish no more'),
  refused: orNull(z.object({ by: z.string(), at, reason: z.string() })),
  could: z.array(z.string()).describe('accounts that may agree; none: somebody has to be given the role'),
  mayAgree: z.boolean().describe('whoever asks, now'),
};
const proposal = z.discriminatedUnion('of', [
  z.object({ ...facts, of: z.literal('policy'), content: policyRules }),
  z.object({ ...facts, of: z.literal('countPolicy'), content: countRules }),
  z.object({ ...facts, of: z.literal('sharing'), content: z.object(shared) }),
  z.object({ ...facts, of: z.literal('catalogue'), content: z.object(catalogueDraft) }),
]);
export type PublicationOf = z.infer<typeof proposal>['of'];

export const proposalRoutes = {
  '/api/proposals': {
    about:
      'policies, what is shared with neighbours and the catalogue, as a policy owner proposes them and another person has to agree; the newest first',
    query: {},
    params: {},
    answer: list(proposal),
  },
} as const;

const of = z.enum(['policy', 'countPolicy', 'sharing', 'catalogue']);
const why = z.string().trim().min(1).max(200);
/** `at`: of the proposal that was seen. */
const seen = { of, by: z.string().trim().min(1).max(40), at };
const done = z.object({ ok: z.literal(true) });

export const proposalCommands = {
  '/api/proposals/agree': {
    about:
      'another policy owner of the region, or where there is none its supervisor, puts what was proposed in force',
    open: false,
    params: {},
    body: z.strictObject({ ...seen, reason: why.optional() }),
    answer: z.object({ version: count }),
  },
  '/api/proposals/refuse': {
    about: 'whoever may agree does not, and says why',
    open: false,
    params: {},
    body: z.strictObject({ ...seen, reason: why }),
    answer: done,
  },
  '/api/proposals/withdraw': {
    about: 'take back what one has proposed',
    open: false,
    params: {},
    body: z.strictObject({ of, at, reason: why.optional() }),
    answer: done,
  },
} as const;
