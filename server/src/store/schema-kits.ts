/** The tables of kits, as Kysely sees them. */
import type { Generated } from 'kysely';

export type KitTables = {
  /** `command`: the key of the command that made it. `plan`: what belongs in it, as JSON. `endedAt`: when it was taken apart. */
  kit: {
    key: Generated<number>;
    code: string;
    site: number;
    name: string;
    command: string;
    plan: string;
    madeAt: number;
    endedAt: number | null;
  };
  /** One open row a piece at the most. `untilCommit`: what took it out, an act on the kit or a movement out of the store. */
  kitPiece: {
    key: Generated<number>;
    kit: number;
    piece: number;
    since: number;
    until: number | null;
    untilCommit: number | null;
  };
};
