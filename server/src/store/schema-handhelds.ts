/** The rows of handhelds: what they are called, what they sent and left, what is lent to them, the photographs they took. */
import type { Generated } from 'kysely';

export type HandheldTables = {
  /** A device that a code made known. `epoch`: of the memory it has now. `unsent`: as it said last. */
  handheld: {
    key: Generated<number>;
    id: string;
    name: string;
    site: string;
    codeHash: string | null;
    codeEndsAt: number | null;
    tokenHash: string | null;
    epoch: string | null;
    madeBy: string;
    madeAt: number;
    enrolledAt: number | null;
    seenAt: number | null;
    unsent: number | null;
    revokedAt: number | null;
  };
  /** Memories it has had. */
  handheldEpoch: { handheld: number; epoch: string; at: number };
  /** What it sent under which number, and what became of it. */
  handheldSeq: {
    handheld: number;
    epoch: string;
    seq: number;
    digest: string;
    result: string;
    at: number;
  };
  /** What a revoked one had not sent: nobody applied it. */
  handheldLeftover: {
    key: Generated<number>;
    handheld: number;
    epoch: string;
    seq: number;
    account: string;
    signedAt: number;
    arrivedAt: number;
    command: string;
    body: string;
    settledAt: number | null;
    settledBy: string | null;
    reason: string | null;
  };
  /** A piece that one handheld may hand out without a line until then; a piece has one open lease at most. */
  lease: {
    key: Generated<number>;
    handheld: number;
    piece: string;
    until: number;
    madeBy: string;
    madeAt: number;
    endedAt: number | null;
  };
  /** Loose goods of a lot that one handheld may hand out without a line until then; `used` of them it did. */
  looseLease: {
    key: Generated<number>;
    handheld: number;
    lot: number;
    place: number;
    quality: string;
    grade: string;
    owner: string;
    quantity: number;
    used: Generated<number>;
    until: number;
    madeBy: string;
    madeAt: number;
    endedAt: number | null;
  };
  /** A photograph that a document names; its bytes lie in a file under its SHA-256. */
  photo: {
    hash: string;
    document: string;
    type: string;
    bytes: number;
    account: string;
    at: number;
    /** It came before any step or scan named it. */
    ahead: Generated<number>;
  };
  /** What was named and has not come: by whom and until when. `isObserved`: by a scan of a count, else by a step. */
  photoAwaited: { document: number; hash: string; account: string; dueAt: number; isObserved: number };
};
