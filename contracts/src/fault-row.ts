/** A way to be refused: its remedy, its HTTP status, whether a program may simply try again, and the sentence for a person. */

/** What the one who meets the fault should do. */
export type Remedy = 'drop' | 'tell-person' | 'reread' | 'retry' | 'stop' | 'fix-code';

export type Row = { remedy: Remedy; status: number; retry: boolean; zh: string; en: string };

export const row = (remedy: Remedy, status: number, retry: boolean, zh: string, en: string): Row =>
  Object.freeze({ remedy, status, retry, zh, en });
