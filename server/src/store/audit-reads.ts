/** What people did, for whoever may know. Reads only. */
import type { Answer, Query } from '@changping/contracts/http';
import type { Kysely } from 'kysely';
import { newestFirst, pageOf } from './pages.ts';
import type { Schema } from './schema.ts';

export const auditReads =
  (db: Kysely<Schema>) =>
  async ({ account, object, limit, after }: Query<'/api/audit'>): Promise<Answer<'/api/audit'>> => {
    let query = db
      .selectFrom('audit')
      .innerJoin('commitRow', 'commitRow.key', 'audit.commitKey')
      .innerJoin('site', 'site.key', 'commitRow.site')
      .select(['audit.key', 'at', 'account', 'role', 'device', 'address', 'action', 'object'])
      .select(['before', 'after', 'reason', 'result', 'site.code as chain', 'n', 'hash'])
      .$call(newestFirst('audit.key', limit, after));
    if (account) query = query.where('account', '=', account);
    if (object) query = query.where('object', '=', object);
    return pageOf(await query.execute(), limit, ({ key, chain, n, hash, before, after, ...row }) => ({
      id: key,
      ...row,
      before: parsed(before),
      after: parsed(after),
      commit: { chain, n, hash },
    }));
  };

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));
