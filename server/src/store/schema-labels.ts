/** The table of labels, as Kysely sees it. */
import type { Generated } from 'kysely';

export type LabelTables = {
  /** One label of one order. `of`: the key of its piece, place or kit. `commitKey`: of the act that its audit row stands in. */
  labelPrint: {
    key: Generated<number>;
    what: 'bin' | 'piece' | 'kit';
    of: number;
    at: number;
    account: string;
    job: string;
    commitKey: number;
  };
};
