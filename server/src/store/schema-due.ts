/** What documents owe by when. */
export type DueTables = {
  /** The earliest term of a document under way that owes something. toldAt: when the feed told that it was over. */
  documentDue: { document: number; dueAt: number; toldAt: number | null };
};
