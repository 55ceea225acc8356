/** The canonical bytes of a commit: what the hash of a site's chain is taken over. Plain text, so that an auditor can rebuild it with any tool; its form has golden vectors and never changes under a version: 1 is what machines alone wrote, 2 has what people did. */

/** Everything by its outside code: integer keys differ between two copies of the same ledger. */
export type CellText = {
  place: string;
  lot: string;
  piece: string | null;
  quality: string;
  grade: string;
  owner: string;
};
export type EntryText = {
  from: CellText;
  to: CellText;
  quantity: number;
  document: string | null;
  actor: string;
  happenedAt: number;
};
/** `digest`: hex of SHA-256 of the letter's bytes. */
export type EvidenceText = {
  gateway: string;
  epoch: string;
  from: number;
  seq: number;
  kind: string;
  at: number;
  arrivedAt: number;
  flags: number;
  digest: string;
};
/** One thing a person did or was refused. `before` and `after`: JSON of what changed, null where there is nothing. `result`: "ok", or the code of the fault. */
export type AuditText = {
  at: number;
  account: string;
  role: string;
  device: string | null;
  address: string;
  action: string;
  object: string;
  before: string | null;
  after: string | null;
  reason: string | null;
  result: string;
};
export type CommitText = {
  chain: string;
  n: number;
  previous: string;
  recordedAt: number;
  entries: EntryText[];
  evidence: EvidenceText[];
  audits: AuditText[];
};

export const algorithm = 'sm3';
/** What the first commit of a chain has for its previous hash. */
export const genesis = '0'.repeat(64);

/** One JSON array a line, no spaces, lines joined by "\n", no newline at the end: head, entries, evidence, audits, each in the order they were written. UTF-8. */
export const canonical = (commit: CommitText): string =>
  [
    [
      'changping-commit',
      commit.audits.length ? 2 : 1,
      commit.chain,
      commit.n,
      algorithm,
      commit.previous,
      commit.recordedAt,
    ],
    ...commit.entries.map((entry) => [
      'entry',
      cell(entry.from),
      cell(entry.to),
      entry.quantity,
      entry.document,
      entry.actor,
      entry.happenedAt,
    ]),
    ...commit.evidence.map((one) => [
      'evidence',
      one.gateway,
      one.epoch,
      one.from,
      one.seq,
      one.kind,
      one.at,
      one.arrivedAt,
      one.flags,
      one.digest,
    ]),
    ...commit.audits.map((one) => [
      'audit',
      one.at,
      one.account,
      one.role,
      one.device,
      one.address,
      one.action,
      one.object,
      one.before,
      one.after,
      one.reason,
      one.result,
    ]),
  ]
    .map((line) => JSON.stringify(line))
    .join('\n');

const cell = (one: CellText) => [one.place, one.lot, one.piece, one.quality, one.grade, one.owner];
