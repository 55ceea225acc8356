/** What people ask of gates and rooms: trips with their tags, sweeps with their findings. Reads only. */
import type { GateBrief, GateMatch } from '@changping/contracts/gate-match';
import type { Answer, Query } from '@changping/contracts/http';
import type { Kysely } from 'kysely';
import { newestFirst, pageOf } from './pages.ts';
import { passageTags } from './passage-tags.ts';
import type { Schema } from './schema.ts';

type Known = { kind: string | null; lot: string | null; quantity: number | null; home: string | null };
export type GateReads = {
  passages(query: Query<'/api/passages'>): Promise<Answer<'/api/passages'>>;
  passage(id: number): Promise<Answer<'/api/passages/{id}'> | undefined>;
  sweeps(query: Query<'/api/sweeps'>): Promise<Omit<Answer<'/api/sweeps'>, 'withheld'>>;
  sweep(id: number): Promise<Answer<'/api/sweeps/{id}'> | undefined>;
  /** The same rows with what the book has of their tags. */
  known<Row extends { epc: string }>(rows: readonly Row[]): Promise<(Row & Known)[]>;
};

const findingsMost = 1000;
const nothing: Known = { kind: null, lot: null, quantity: null, home: null };

export function gateReads(db: Kysely<Schema>): GateReads {
  const allPassages = () =>
    db
      .selectFrom('passage')
      .innerJoin('site', 'site.key', 'passage.site')
      .select(['passage.key', 'site.code as site', 'reader', 'direction', 'endedAt', 'pieces', 'strays'])
      .leftJoin('passageMatch', (join) =>
        join.onRef('passageMatch.passage', '=', 'passage.key').on('rank', '=', 0),
      )
      .select(['unexplained', 'goods', 'brief']);
  const allSweeps = () =>
    db
      .selectFrom('sweep')
      .innerJoin('site', 'site.key', 'sweep.site')
      .where('expected', 'is not', null)
      .select(['sweep.key', 'site.code as site', 'zone', 'endedAt'])
      .select(['expected', 'missing', 'extra', 'strange']);

  async function known<Row extends { epc: string }>(rows: readonly Row[]): Promise<(Row & Known)[]> {
    if (!rows.length) return [];
    const facts = await db
      .selectFrom('tag')
      .innerJoin('piece', 'piece.key', 'tag.piece')
      .innerJoin('lot', 'lot.key', 'piece.lot')
      .innerJoin('kind', 'kind.key', 'lot.kind')
      .leftJoin('cell', 'cell.key', 'piece.cell')
      .leftJoin('place', 'place.key', 'cell.place')
      .leftJoin('site', 'site.key', 'place.site')
      .where(
        'tag.epc',
        'in',
        rows.map(({ epc }) => epc),
      )
      .select(['tag.epc', 'kind.code as kind', 'lot.code as lot', 'piece.quantity', 'site.code as home'])
      .execute();
    const byEpc = new Map(facts.map(({ epc, ...fact }) => [epc, fact]));
    return rows.map((row) => ({ ...row, ...(byEpc.get(row.epc) ?? nothing) }));
  }

  return {
    async passages({ site, limit, after }) {
      let query = allPassages().$call(newestFirst('passage.key', limit, after));
      if (site) query = query.where('site.code', '=', site);
      return pageOf(await query.execute(), limit, passageOf);
    },

    async passage(id) {
      const passage = await allPassages().where('passage.key', '=', id).executeTakeFirst();
      if (!passage) return undefined;
      const letters = await db
        .selectFrom('evidence')
        .where(({ or, eb, selectFrom }) =>
          or([
            eb('key', 'in', selectFrom('passage').select('evidence').where('passage.key', '=', id)),
            eb('key', 'in', selectFrom('passagePart').select('evidence').where('passage', '=', id)),
          ]),
        )
        .select('body')
        .orderBy('key')
        .execute();
      const found = await db
        .selectFrom('passageMatch')
        .where('passage', '=', id)
        .select('body')
        .orderBy('rank')
        .execute();
      const tags = passageTags(letters.map(({ body }) => body));
      const matches = found.map(({ body }) => JSON.parse(body) as GateMatch);
      return { ...passageOf(passage), tags: await known(tags), matches };
    },

    async sweeps({ site, limit, after }) {
      let query = allSweeps().$call(newestFirst('sweep.key', limit, after));
      if (site) query = query.where('site.code', '=', site);
      return pageOf(await query.execute(), limit, sweepOf);
    },

    async sweep(id) {
      const row = await allSweeps().where('sweep.key', '=', id).executeTakeFirst();
      if (!row) return undefined;
      const tags = await db
        .selectFrom('sweepTag')
        .innerJoin('tag', 'tag.key', 'sweepTag.tag')
        .leftJoin('piece', 'piece.key', 'tag.piece')
        .leftJoin('lot', 'lot.key', 'piece.lot')
        .leftJoin('kind', 'kind.key', 'lot.kind')
        .leftJoin('cell', 'cell.key', 'piece.cell')
        .leftJoin('place', 'place.key', 'cell.place')
        .where('sweepTag.sweep', '=', id)
        .where('what', 'is not', null)
        .select(['tag.epc', 'kind.code as kind', 'lot.code as lot', 'place.code as place'])
        .select(({ ref }) => ref('what').$notNull().as('what'))
        .orderBy('what')
        .orderBy('tag.epc')
        .limit(findingsMost)
        .execute();
      return { ...sweepOf(row), tags };
    },
    known,
  };
}

type PassageRow = { key: number; endedAt: number; goods: string; brief: string | null };
function passageOf<Row extends PassageRow>(row: Row) {
  const { key, endedAt, goods, brief, ...passage } = row;
  const match = brief === null ? null : (JSON.parse(brief) as GateBrief);
  return {
    id: key,
    at: Number(endedAt),
    goods: JSON.parse(goods) as Record<string, number>,
    match,
    ...passage,
  };
}

type Counts = 'expected' | 'missing' | 'extra' | 'strange';
function sweepOf<Row extends { key: number; endedAt: number } & Record<Counts, number | null>>(row: Row) {
  const { key, endedAt, expected, missing, extra, strange, ...sweep } = row;
  return {
    id: key,
    at: Number(endedAt),
    expected: expected ?? 0,
    missing: missing ?? 0,
    extra: extra ?? 0,
    strange: strange ?? 0,
    ...sweep,
  };
}
