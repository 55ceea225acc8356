/** The tables of what was decided and is still being entered, as Kysely sees them. */
export type PostingTables = {
  /** Of the last step of a document. actor: who took it, as JSON. */
  posting: { document: number; done: number; total: number; actor: string };
  /** What an import has yet to enter, as JSON; `import`: its id, which has a row of its own once it is decided. */
  importPart: { import: string; n: number; body: string };
  /** The commits of an import beside the one it was decided in. */
  importEntered: { commitKey: number; import: number };
};
