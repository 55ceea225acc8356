/** What waits for a second person. */
export type ProposalTables = {
  /** `subject`: what it would change; one at a time. */
  proposal: { subject: string; content: string; by: string; at: number; reason: string | null };
};
