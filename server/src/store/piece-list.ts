/** The tagged pieces behind a number of the stock: of a store, a kind, a lot, or whose tag or number begins so. Reads only. */
import type { Answer, Query } from '@changping/contracts/http';
import type { Instant, SiteId } from '@changping/contracts/units';
import type { Orders } from '../domain/arranged.ts';
import { isHidden } from '../domain/count/blind.ts';
import type { Database } from './database.ts';
import { gathered, type Path, paths, type Stretch, walked } from './walk.ts';

type Asked = Omit<Query<'/api/pieces'>, 'as'>;
type Told = Answer<'/api/pieces'>;
/** `hidden`: places whose pieces are left out of each page, which is as long as another. */
export type PieceList = (
  query: Asked,
  hidden?: readonly string[],
) => Generator<undefined, Omit<Told, 'withheld'>>;

/** For the test that looks how each is answered. */
export const piecePaths = {
  all: { table: 'piece', by: 'key' },
  ofLot: { table: 'piece', where: 'lot = @lotKey', by: 'key' },
  byTag: {
    table: 'tag',
    key: 'piece',
    where: 'epc >= @tag and epc < @tagEnd and piece is not null',
    by: 'epc',
    isText: true,
  },
  byNumber: { table: 'piece', where: 'id >= @text and id < @textEnd', by: 'id', isText: true },
} as const satisfies Record<string, Path>;

const orders: Orders<Row> = {
  epc: ({ epc }) => epc,
  piece: ({ piece }) => piece,
  lot: ({ lot }) => lot,
  place: ({ place }) => place,
  quantity: ({ quantity }) => quantity,
  seen: ({ seenAt, at }) => (seenAt === null ? null : at),
};

export function pieceList(db: Pick<Database, 'raw'>): PieceList {
  const path = paths(db);
  const lotKey = db.raw.prepare('select key from lot where code = ?').pluck();
  const inStore = pieceStretch(db);
  const meant = db.raw.prepare(
    `select piece.key, epc, piece.id as piece, kind.code as kind, lot.code as lot, piece.quantity, site.code as site, place.code as place,
       cell.quality, seen_site.code as seenAt, position.at, position.change
     from json_each(@keys) as asked cross join piece on piece.key = asked.value
       join cell on cell.key = piece.cell join place on place.key = cell.place join site on site.key = place.site
       join lot on lot.key = piece.lot join kind on kind.key = lot.kind join tag on tag.piece = piece.key
       left join position on position.tag = tag.key left join site as seen_site on seen_site.key = position.site
     where (@site is null or site.code = @site) and (@kind is null or kind.code = @kind) and (@lot is null or lot.code = @lot)
       and (@told is null or not exists (select 1 from tag as own where own.piece = piece.key and own.epc >= @told and own.epc < @toldEnd))`,
  );

  function stretchesOf({ site, kind, lot, text }: Asked): Stretch[] {
    if (text) {
      const tag = text.toUpperCase();
      return [
        path(piecePaths.byTag, { tag, tagEnd: endOf(tag) }),
        path(piecePaths.byNumber, { text, textEnd: endOf(text) }),
      ];
    }
    if (lot) return [path(piecePaths.ofLot, { lotKey: lotKey.get(lot) ?? null })];
    return [site ? inStore(site, kind ?? null) : path(piecePaths.all)];
  }

  return function* (query, hidden = []) {
    const { site = null, kind = null, lot = null, text = '', sort } = query;
    const rows = (keys: readonly number[], part: number) => {
      // Behind those whose tag begins so stand those whose number does; whose both do stood there already.
      const told = part === 0 ? null : text.toUpperCase();
      const toldEnd = told && endOf(told);
      const found = meant.all({ site, kind, lot, told, toldEnd, keys: JSON.stringify(keys) }) as Row[];
      return hidden.length ? found.filter(({ place }) => !isHidden(place, hidden)) : found;
    };
    const stretches = stretchesOf(query);
    const { items, next } =
      sort === 'entered'
        ? yield* walked<Row>(query, stretches, rows)
        : yield* gathered<Row>(query, stretches, rows, orders, ({ epc }) => epc);
    return {
      items: items.map(({ key: _, seenAt, at, change, ...row }) => ({
        ...row,
        seen: seenOf(seenAt, at, change),
      })),
      next,
    };
  };
}

/** Behind whatever begins so. */
const endOf = (text: string): string => `${text}\u{10FFFF}`;

/** The pieces that lie in a store, lot by lot: by the lots it has now, each of which knows its pieces. Where else they lie is for the rows to say. */
export function pieceStretch(db: Pick<Database, 'raw'>): (site: string, kind: string | null) => Stretch {
  const path = paths(db);
  const lotsOf = db.raw
    .prepare(
      `select distinct lot from lot_stock where site = (select key from site where code = @site)
         and (@kind is null or kind = (select key from kind where code = @kind)) and pieces > 0 order by lot`,
    )
    .pluck();
  return (site, kind) => {
    let lots: number[] | undefined;
    return (behind, most) => {
      lots ??= lotsOf.all({ site, kind }) as number[];
      for (const lot of lots) {
        if (behind && lot < Number(behind.by)) continue;
        const within = path(piecePaths.ofLot, { lotKey: lot });
        const keys = within(
          behind && Number(behind.by) === lot ? { by: behind.key, key: behind.key } : undefined,
          most,
        );
        if (keys.length) return keys.map(({ key }) => ({ by: lot, key }));
      }
      return [];
    };
  };
}

type Row = Omit<Told['items'][number], 'seen'> & {
  key: number;
  seenAt: string | null;
  at: number | null;
  change: number | null;
};

export function seenOf(site: string | null, at: number | null, change: number | null) {
  // 0: read beside a trip and never else.
  if (site === null || !Number(at)) return null;
  return {
    site: site as SiteId,
    at: Number(at) as Instant,
    change: change === 1 ? ('seen' as const) : ('left' as const),
  };
}
