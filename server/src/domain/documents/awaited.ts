/** What a document waits for an approver to do, if it does: the yes to what was asked, the signature owed for what went before it, the end that is an approver's alone. What an approver merely may do besides, it does not wait for. */
import type { Document } from '@changping/contracts/documents';
import { approves } from './by-policy.ts';
import { rulesNow } from './machine.ts';
import type { StepRule } from './table.ts';

export const awaited = (document: Document): StepRule | undefined =>
  rulesNow(document).find(
    ({ by, action, stage }) => by === 'approve' && (approves(action) || isEnd(action, stage)),
  );

/** Without lines nothing is left but to settle it; of lines a loss is settled when there is one. */
const isEnd = (action: StepRule['action'], stage: string | undefined): boolean =>
  action === 'settle' && stage === undefined;
