/** Labels in their rows: what of a store can bear one, what was printed when and by whom. Writing runs inside an act's transaction. */
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { Order } from '@changping/contracts/http-jobs';
import { arranged } from '../domain/arranged.ts';
import { isHidden } from '../domain/count/blind.ts';
import { readCursor } from '../domain/cursor.ts';
import type { OpenCommit } from './book.ts';
import type { Database } from './database.ts';
import { pieceStretch } from './piece-list.ts';
import { walked } from './walk.ts';

type Wanted = Extract<Order, { report: 'labels' }>['labels'];
/** `last`: its print before, null for the first. */
export type Found = Wanted[number] & { key: number; last: { by: string; at: number } | null };
export type Labels = {
  /** @param hidden places whose pieces are left out of each page, which is as long as another. */
  list(
    query: Query<'/api/labels'>,
    hidden: readonly string[],
  ): Generator<undefined, Omit<Answer<'/api/labels'>, 'withheld'>>;
  /** @throws Fault for what is not in this store. */
  find(site: string, wanted: Wanted): Found[];
  add(commit: OpenCommit, found: readonly Found[], job: string, by: string, at: number): void;
  /** Of this order no label came into the world. */
  forget(job: string): void;
};

export function labels({ raw }: Pick<Database, 'raw'>): Labels {
  const keyOf = {
    bin: raw
      .prepare(
        'select place.key from place join site on site.key = place.site where place.code = ? and site.code = ?',
      )
      .pluck(),
    kit: raw
      .prepare(
        'select kit.key from kit join site on site.key = kit.site where kit.code = ? and site.code = ? and ended_at is null',
      )
      .pluck(),
    piece: raw
      .prepare(
        `select piece.key from piece join cell on cell.key = piece.cell join place on place.key = cell.place
           join site on site.key = place.site
         where piece.id = ? and site.code = ?`,
      )
      .pluck(),
  };
  const last = raw.prepare(
    'select account as by, at from label_print where what = ? and of = ? order by key desc limit 1',
  );
  const add = raw.prepare(
    'insert into label_print (what, of, at, account, job, commit_key) values (?, ?, ?, ?, ?, ?)',
  );
  const drop = raw.prepare('delete from label_print where job = ?');
  const bins = raw.prepare(
    `select place.key, place.code as id, place.code as place, null as name, null as kind, null as lot, null as quantity,
       null as epc, ${printed('bin', 'place.key')}
     from place join site on site.key = place.site
     where site.code = @site and place.key > @after and (@text is null or place.code >= @place and place.code < @placeEnd)
     order by place.key limit @most`,
  );
  const kits = raw.prepare(
    `select kit.key, kit.code as id, site.code as place, kit.name, null as kind, null as lot, null as quantity,
       null as epc, ${printed('kit', 'kit.key')}
     from kit join site on site.key = kit.site
     where site.code = @site and ended_at is null and kit.key > @after
       and (@text is null or kit.code = @text or instr(kit.name, @text) > 0)
     order by kit.key limit @most`,
  );
  const inStore = `site join place on place.site = site.key join cell on cell.place = place.key
    join piece on piece.cell = cell.key`;
  const columns = `select piece.key, piece.id, place.code as place, null as name, kind.code as kind, lot.code as lot, piece.quantity,
      (select epc from tag where tag.piece = piece.key order by tag.key limit 1) as epc, ${printed('piece', 'piece.key')}
    from piece join cell on cell.key = piece.cell join place on place.key = cell.place
      join site on site.key = place.site join lot on lot.key = piece.lot join kind on kind.key = lot.kind
    where site.code = @site and (@kind is null or kind.code = @kind) and piece.key > @after`;
  const rest = 'order by piece.key limit @most';
  const ofKeys = raw.prepare(
    `${columns.replace('@after', '0')} and piece.key in (select value from json_each(@keys))`,
  );
  const inStores = pieceStretch({ raw });
  // Each part by its own index: what is typed is looked for in no more than one store.
  const meant = raw.prepare(
    `${columns} and piece.key in (
       select key from piece where id = @text
       union select piece from tag where epc = upper(@text)
       union select piece.key from ${inStore} join lot on lot.key = cell.lot
         where site.code = @site and lot.code >= @text and lot.code < @textEnd
       union select piece.key from ${inStore}
         where site.code = @site and place.code >= @place and place.code < @placeEnd)
     ${rest}`,
  );

  return {
    *list(query, hidden) {
      const { site, what, kind = null, text = null, limit, after } = query;
      const shown = (rows: Row[]) => rows.filter((row) => !isHidden(row.place, hidden));
      if (what === 'piece' && text === null) {
        const meant = (keys: readonly number[]) =>
          shown(ofKeys.all({ site, kind, keys: JSON.stringify(keys) }) as Row[]);
        const { items, next } = yield* walked<Row>(query, [inStores(site, kind)], meant);
        return { items: items.map(told), next };
      }
      const behind = readCursor('entered', after)?.key ?? 0;
      const place = text?.startsWith(`${site}/`) ? text : `${site}/${text}`;
      const asked = { site, kind, text, textEnd: ends(text), place, placeEnd: ends(place) };
      const most = limit + 1;
      const rows: Row[] = [];
      for (let from: number | undefined = Number(behind); from !== undefined && rows.length < most; ) {
        const found = (what === 'bin' ? bins : what === 'kit' ? kits : meant).all({
          ...asked,
          ...{ after: from, most },
        }) as Row[];
        rows.push(...shown(found));
        from = found.length < most ? undefined : found.at(-1)?.key;
        yield;
      }
      const { items, next } = arranged(rows, { entered: ({ key }) => key }, ({ key }) => key, query);
      return { items: items.map(told), next };
    },
    find: (site, wanted) =>
      wanted.map(({ what, id }) => {
        const key = keyOf[what].get(id, site) as number | undefined;
        if (key === undefined)
          throw what === 'bin' ? new Fault('placeUnknown', id) : new Fault('notFound', `${what} ${id}`);
        return { what, id, key, last: (last.get(what, key) as Found['last'] | undefined) ?? null };
      }),
    add(commit, found, job, by, at) {
      for (const { what, key } of found) add.run(what, key, at, by, job, commit.key);
    },
    forget: (job) => void drop.run(job),
  };
}

type Row = Omit<Answer<'/api/labels'>['items'][number], 'printed'> & { key: number; printed: string | null };

const told = ({ key: _, printed, ...row }: Row) => ({
  ...row,
  printed: printed === null ? null : JSON.parse(printed),
});

const printed = (what: Wanted[number]['what'], key: string): string =>
  `(select json_object('at', print.at, 'by', print.account, 'times',
      (select count(*) from label_print where what = '${what}' and of = ${key}))
    from label_print print where print.what = '${what}' and print.of = ${key}
    order by print.key desc limit 1) as printed`;

/** Behind all that begins so. */
const ends = (text: string | null): string => `${text}\u{10FFFF}`;
