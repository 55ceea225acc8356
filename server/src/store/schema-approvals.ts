/** The tables of approvals, as Kysely sees them: the policy, who stands in for whom, what was done before it was approved. */
import type { Generated } from 'kysely';

/** `by`: who wrote it. `agreedBy`: the second person, where it took one. `since`: from when it was meant to stand. */
export type VersionRow = {
  version: number;
  at: number;
  by: string;
  agreedBy: string | null;
  reason: string;
  since: number;
};

export type ApprovalTables = {
  /** The table of approvals in its versions, as JSON; none is ever changed. */
  policy: VersionRow & { rules: string };
  /** The policy of counts in its versions, likewise. */
  countPolicy: VersionRow & { rules: string };
  /** Who stands in for whom. Accounts by key; actions and types as JSON, null for all. */
  delegation: {
    key: Generated<number>;
    id: string;
    lender: number;
    deputy: number;
    since: number;
    until: number;
    actions: string | null;
    types: string | null;
    reason: string;
    givenAt: number;
    revokedAt: number | null;
  };
  /** What was done before its approval. `endedAt`: when it was signed, objected to or taken back. */
  actFirst: {
    document: number;
    actedBy: string;
    actedAt: number;
    dueAt: number;
    endedAt: number | null;
    /** 1 or 0: it ended by an objection and not by a signature. */
    isObjected: Generated<number>;
    reviewedBy: string | null;
    reviewedAt: number | null;
    finding: string | null;
  };
};
