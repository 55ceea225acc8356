/** What people did, for whoever may know: by person, action, object, result and days, in the order it happened or by any of these. Reads only. */
import type { Answer, Query } from '@changping/contracts/http';
import type { Database } from './database.ts';
import { type Path, paths, walked } from './walk.ts';

export type AuditReads = (query: Query<'/api/audit'>) => Generator<undefined, Answer<'/api/audit'>>;

const table = 'audit';
const days = 'at >= @since and at < @until';
/** For the test that looks how each is answered. */
export const auditPaths = {
  at: { table, where: days, by: 'at' },
  // One person's, or of one object, are few: in the order of their keys they happened.
  ofAccount: { table, where: 'account = @account', by: 'key' },
  ofObject: { table, where: 'object = @object', by: 'key' },
  account: { table, by: 'account', isText: true },
  action: { table, by: 'action', isText: true },
  object: { table, by: 'object', isText: true },
} as const satisfies Record<string, Path>;

const ever = Number.MAX_SAFE_INTEGER;

export function auditReads(db: Pick<Database, 'raw'>): AuditReads {
  const path = paths(db);
  const meant = db.raw.prepare(
    `select audit.key, at, account, role, device, address, action, object, before, after, reason, result, site.code as chain, n, hash
     from json_each(@keys) as asked cross join audit on audit.key = asked.value
       join commit_row on commit_row.key = audit.commit_key join site on site.key = commit_row.site
     where (@account is null or account = @account) and (@object is null or object = @object)
       and (@action is null or action = @action) and ${days}
       and (@result is null or (result = 'ok') = (@result = 'ok'))`,
  );
  return function* (query) {
    const {
      account = null,
      object = null,
      action = null,
      result = null,
      since = 0,
      until = ever,
      sort,
    } = query;
    const asked = { account, object, action, result, since, until };
    const by = sort.replace('-', '') as 'at' | 'account' | 'action' | 'object';
    const name = by !== 'at' ? by : object !== null ? 'ofObject' : account !== null ? 'ofAccount' : 'at';
    const stretch = path({ ...auditPaths[name], isDown: sort.startsWith('-') }, asked);
    const { items, next } = yield* walked<Row>(
      query,
      [stretch],
      (keys) => meant.all({ ...asked, keys: JSON.stringify(keys) }) as (Row & { key: number })[],
    );
    return {
      items: items.map(({ key, chain, n, hash, before, after, ...row }) => ({
        ...{ id: key, ...row, before: parsed(before), after: parsed(after) },
        commit: { chain, n, hash },
      })),
      next,
    };
  };
}

type Row = Omit<Answer<'/api/audit'>['items'][number], 'id' | 'commit' | 'before' | 'after'> & {
  before: string | null;
  after: string | null;
  chain: string;
  n: number;
  hash: string;
};

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));
