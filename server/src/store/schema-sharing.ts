/** What is shared with neighbours, in versions, as Kysely sees it. */
import type { VersionRow } from './schema-approvals.ts';

export type SharingTables = {
  /** `shared`: the giving store and the kinds, as JSON. */
  sharing: VersionRow & { shared: string };
};
