/** The catalogue in its versions, as Kysely sees it. */
export type CatalogueTables = {
  /** `listed`: the whole of it as JSON; none is ever changed. */
  catalogue: { version: number; listed: string; at: number; by: string; reason: string; since: number };
};
