/** What can bear a label. A case is a piece that holds more than one. */
export const labelled = ['bin', 'piece', 'kit'] as const;
