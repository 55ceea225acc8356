/** Goods that lie in no store: in the hands of persons and units, and on the road, each with the document that brought it there last. Reads only. */
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import { arranged, type Orders } from '../domain/arranged.ts';
import { readCursor } from '../domain/cursor.ts';
import type { Database } from './database.ts';

export type Outside = {
  list(query: Query<'/api/stock/outside'>): Answer<'/api/stock/outside'>;
  recipients(query: Query<'/api/recipients'>): Answer<'/api/recipients'>;
};

/** Documents that are looked through, and names that are told. */
const lookMost = 300;
const toldMost = 60;
/** Lines that are put in another order than that of their cells. */
const sortedMost = 3000;
const lying = `join cell on cell.place = place.key
         join stock on stock.cell = cell.key and stock.quantity > 0
         join entry on entry.key = (select max(key) from entry where to_cell = cell.key and document is not null)`;
/** In hands is what lies at a person or a unit: from the first letter to the one behind the slash, as the index of places has them. On the road is what an open document sent: of every lorry there ever was a place is left. */
const sources = {
  hands: {
    from: `place ${lying} join document on document.key = entry.document`,
    where:
      "((place.code > 'person/' and place.code < 'person0') or (place.code > 'unit/' and place.code < 'unit0'))",
    site: 'site.code = @site',
  },
  road: {
    from: `document indexed by document_open join place on place.code = 'transit/' || document.number ${lying}`,
    where: 'document.is_over = 0',
    site: '(site.code = @site or there = @site)',
  },
} as const;

export function outside({ raw }: Pick<Database, 'raw'>): Outside {
  const rows = ({ from, where, site }: (typeof sources)[keyof typeof sources]) =>
    raw.prepare(
      `select min(cell.key) as key, place.code as place, document.id as document, number, document.type, document.state,
         site.code as site, there, kind.code as kind, lot.code as lot, count(cell.piece) as pieces,
         sum(stock.quantity) as quantity, cell.quality, cell.grade, cell.owner, min(entry.happened_at) as since, due_at as dueAt
       from ${from}
         join site on site.key = document.site
         join lot on lot.key = cell.lot
         join kind on kind.key = lot.kind
         left join document_due on document_due.document = document.key
       where ${where} and (@site is null or ${site})
         and (@kind is null or kind.code = @kind)
       group by place.key, document.key, lot.key, cell.quality, cell.grade, cell.owner
       having min(cell.key) > @after
       order by 1 limit @limit`,
    );
  const lists = { hands: rows(sources.hands), road: rows(sources.road) };
  // By the first line of each: one of a thousand lines is not read through for a name.
  const ends = raw.prepare(
    `select body ->> '$.lines[0].to.place' as "to", body ->> '$.lines[0].from.place' as "from" from (
       select body from document where site = (select key from site where code = ?) and body is not null
         and type in ('handOut', 'mutualAidGiven', 'dispatch', 'maintenance', 'return') order by key desc limit ${lookMost})`,
  );
  return {
    list(query) {
      const { where, site = null, kind = null, sort } = query;
      const behind = sort === 'entered' ? (readCursor(sort, query.after)?.key ?? 0) : 0;
      const limit = sort === 'entered' ? query.limit + 1 : sortedMost + 1;
      const rows = lists[where].all({ site, kind, after: Number(behind), limit }) as Row[];
      if (rows.length > sortedMost) throw new Fault('listTooLong', sort);
      const { items, next } = arranged(rows, byHeld, ({ key }) => key, query);
      return { items: items.map(({ key: _, ...row }) => row), next };
    },
    recipients({ site }) {
      const rows = ends.all(site) as Record<'to' | 'from', string | null>[];
      const places = new Set(rows.flatMap(({ to, from }) => [to ?? '', from ?? '']));
      const items = [...places].filter((place) => /^(?:person|unit)\//.test(place));
      return { site, items: items.slice(0, toldMost) };
    },
  };
}

type Row = Answer<'/api/stock/outside'>['items'][number] & { key: number };
const byHeld: Orders<Row> = {
  entered: ({ key }) => key,
  place: ({ place }) => place,
  document: ({ number }) => number,
  kind: ({ kind }) => kind,
  lot: ({ lot }) => lot,
  quantity: ({ quantity }) => quantity,
  since: ({ since }) => since,
  dueAt: ({ dueAt }) => dueAt,
};
