/** Documents as lists show them: by store, type, state, policy and what of a number is typed, in the order of their opening, of their numbers or of what they owe. Reads only. */
import type { Answer, Query } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import { isPast } from '../domain/documents/overdue.ts';
import type { Database } from './database.ts';

import { merged, type Path, paths, type Stretch, walked } from './walk.ts';

export type DocumentList = (
  query: Query<'/api/documents'>,
  now: Instant,
) => Generator<undefined, Answer<'/api/documents'>>;

type Asked = Query<'/api/documents'>;
type Row = Answer<'/api/documents'>['items'][number];

const from = 'document';
const isOpen = 'is_over = 0';
/** For the test that looks how each is answered. */
export const documentPaths = {
  created: { table: from, by: 'key' },
  createdAtSite: { table: from, where: 'site = @siteKey', by: 'key' },
  createdThere: { table: from, where: 'there = @site', by: 'key' },
  createdOpen: { table: from, where: isOpen, by: 'key' },
  createdBy: { table: from, where: 'policy = @policy', by: 'key' },
  number: { table: from, by: 'number', isText: true },
  numberAtSite: { table: from, where: 'site = @siteKey', by: 'number', isText: true },
  numberThere: { table: from, where: 'there = @site', by: 'number', isText: true },
  numberOpen: { table: from, where: isOpen, by: 'number', isText: true },
  due: { table: 'document_due', key: 'document', by: 'due_at' },
  owing: { table: 'document_due', key: 'document', by: 'document' },
} as const satisfies Record<string, Path>;

export function documentList(db: Pick<Database, 'raw'>): DocumentList {
  const path = paths(db);
  const siteKey = db.raw.prepare('select key from site where code = ?').pluck();
  const meant = db.raw.prepare(
    `select document.key, document.id, number, document.type, site.code as site, there, state, is_over as isOver, created_at as createdAt, due_at as dueAt
     from json_each(@keys) as asked cross join document on document.key = asked.value
       join site on site.key = document.site left join document_due on document_due.document = document.key
     where body is not null and (@site is null or site.code = @site or there = @site) and (@type is null or document.type = @type)
       and (@policy is null or policy = @policy) and (@isOpen = 0 or is_over = 0) and (@lateBy is null or due_at < @lateBy)
       and (@text is null or instr(number, @text) > 0) and (@isUndue = 0 or due_at is null)`,
  );

  /** Of a store both those it opened and those that come to it. */
  function stretchOf(by: 'created' | 'number', asked: Asked, isDown: boolean): Stretch {
    const { site, state, policy } = asked;
    const one = (name: keyof typeof documentPaths, given = {}) =>
      path({ ...documentPaths[name], isDown }, given);
    if (site)
      return merged(
        one(`${by}AtSite`, { siteKey: siteKey.get(site) ?? null }),
        one(`${by}There`, { site }),
        isDown,
      );
    if (state === 'open') return one(`${by}Open`);
    return by === 'created' && policy ? one('createdBy', { policy }) : one(by);
  }

  function stretchesOf(asked: Asked): Stretch[] {
    const { sort, state } = asked;
    const isDown = sort.startsWith('-');
    if (sort.endsWith('dueAt')) {
      const due = path({ ...documentPaths.due, isDown });
      return state === 'late' ? [due] : [due, stretchOf('created', asked, true)];
    }
    if (sort.endsWith('number')) return [stretchOf('number', asked, isDown)];
    // Few owe anything.
    return [
      state === 'late' ? path({ ...documentPaths.owing, isDown }) : stretchOf('created', asked, isDown),
    ];
  }

  return function* (query, now) {
    const { site = null, type = null, policy = null, text = null, state, sort } = query;
    const asked = {
      ...{ site, type, policy, text: text?.toUpperCase() ?? null },
      ...{ isOpen: Number(state === 'open'), lateBy: state === 'late' ? now : null },
    };
    const rows = (keys: readonly number[], part: number) =>
      meant.all({
        ...asked,
        keys: JSON.stringify(keys),
        isUndue: Number(sort.endsWith('dueAt') && part === 1),
      }) as Found[];
    const { items, next } = yield* walked<Found>(query, stretchesOf(query), rows);
    return {
      items: items.map(({ key: _, isOver, ...row }) => ({
        ...{ ...row, isOver: isOver === 1 },
        isLate: isPast(row.dueAt as Instant | null, now),
      })),
      next,
    };
  };
}

type Found = Omit<Row, 'isOver' | 'isLate'> & { key: number; isOver: number };
