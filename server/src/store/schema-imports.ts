/** The tables of imports, as Kysely sees them. */
import type { Generated } from 'kysely';

export type ImportTables = {
  /** A file that was applied. digest: SHA-256 of its bytes; rowsDigest: of what its rows say. */
  import: {
    key: Generated<number>;
    id: string;
    kind: string;
    site: number;
    name: string;
    digest: string;
    rowsDigest: string;
    account: string;
    at: number;
    commitKey: number;
    rows: number;
    lots: number;
    pieces: number;
    tags: number;
    quantity: number;
  };
  /** How the heads of a person's files are meant, as JSON: field to head. */
  importMapping: { account: string; kind: string; heads: string };
  /** Of each imported list of GB/T 38565; the last import is in force. */
  supplyClass: { import: number; code: string; name: string };
};
