/** What is shared with neighbours, in versions, as Kysely sees it. */
export type SharingTables = {
  /** `shared`: the giving store and the kinds, as JSON. */
  sharing: { version: number; shared: string; at: number; by: string; reason: string; since: number };
};
