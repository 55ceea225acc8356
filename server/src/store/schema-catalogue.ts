/** The catalogue in its versions, as Kysely sees it. */
import type { VersionRow } from './schema-approvals.ts';

export type CatalogueTables = {
  /** `listed`: the whole of it as JSON; none is ever changed. */
  catalogue: VersionRow & { listed: string };
};
