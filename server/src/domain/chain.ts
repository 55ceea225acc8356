/** The canonical bytes of a commit: what the hash of a site's chain is taken over. Plain text, so that an auditor can rebuild it with any tool; its form has golden vectors and never changes under version 1. */

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
export type CommitText = {
  chain: string;
  n: number;
  previous: string;
  recordedAt: number;
  entries: EntryText[];
  evidence: EvidenceText[];
};

export const algorithm = 'sm3';
/** What the first commit of a chain has for its previous hash. */
export const genesis = '0'.repeat(64);

/** One JSON array a line, no spaces, lines joined by "\n", no newline at the end: head, entries, evidence, each in the order they were written. UTF-8. */
export const canonical = (commit: CommitText): string =>
  [
    ['changping-commit', 1, commit.chain, commit.n, algorithm, commit.previous, commit.recordedAt],
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
  ]
    .map((line) => JSON.stringify(line))
    .join('\n');

const cell = (one: CellText) => [one.place, one.lot, one.piece, one.quality, one.grade, one.owner];
