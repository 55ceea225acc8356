/** A store's stock as of any moment, by the order of recording: the mark before it and the entries since. What was recorded later of things that had happened by then is told beside it, as late. Reads only, in short turns. */
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { Database } from './database.ts';
import { type ChainHead, heads } from './heads.ts';
import { remembered } from './remembered.ts';
import { stockMarks } from './stock-marks.ts';
import { addTo, type Line, sums } from './sums.ts';

type Told = Omit<Answer<'/api/stock/as-of'>, 'withheld'>;
export type StockLine = Told['items'][number];
export type AsOf = {
  page(query: Query<'/api/stock/as-of'>, now: number): Promise<Told>;
  /** All lines of a site at a moment. */
  stock(site: string, at: number): Promise<{ head: ChainHead; lines: StockLine[] }>;
};

/** A late entry is looked for so far back from the moment asked for. */
const lateWithin = 30 * 86_400_000;
const lateMost = 100;

export function asOf({ raw }: Pick<Database, 'raw'>): AsOf {
  const siteKeyOf = raw.prepare('select key from site where code = ?').pluck();
  const placeOf = remembered<string>(raw.prepare('select code from place where key = ?').pluck());
  const lotOf = remembered<LotRow>(
    raw.prepare(
      `select lot.code, kind.code as kind, made_on as madeOn, expires_on as expiresOn
       from lot join kind on kind.key = lot.kind where lot.key = ?`,
    ),
  );
  const facts = `entry.key as id, happened_at as happenedAt, recorded_at as recordedAt, quantity,
    went.code as "from", came.code as "to", lot.code as lot, kind.code as kind, number as document, actor`;
  const joined = `join commit_row on commit_row.key = entry.commit_key
    join cell as out on out.key = from_cell join place as went on went.key = out.place
    join cell as into_cell on into_cell.key = to_cell join place as came on came.key = into_cell.place
    join lot on lot.key = into_cell.lot join kind on kind.key = lot.kind left join document on document.key = entry.document`;
  const lateMarked = raw.prepare(
    `select ${facts.replace('happened_at', 'late.happened_at')} from late_entry as late join entry on entry.key = late.entry ${joined}
     where late.happened_at > ? and late.happened_at <= ? and late.commit_key > ? and ? in (went.site, came.site)
     order by late.happened_at desc limit ${lateMost}`,
  );
  const lateSince = raw.prepare(
    `select ${facts} from entry ${joined}
     where entry.commit_key > ? and happened_at > ? and happened_at <= ? and ? in (went.site, came.site)
     order by happened_at desc limit ${lateMost}`,
  );
  const { commitAt, headAt } = heads({ raw });
  const marks = stockMarks({ raw });
  const since = sums({ raw });

  const siteKey = (site: string): number => {
    const key = siteKeyOf.get(site) as number | undefined;
    if (key === undefined) throw new Fault('notFound', `site ${site}`);
    return key;
  };

  async function linesAt(site: number, commit: number): Promise<Line[]> {
    const { lines, commit: marked } = await marks.before(site, commit);
    for await (const piece of since.between(marked, commit, site)) addTo(lines, piece);
    return [...lines.values()].sort(byLine);
  }

  function toldOf({ place, lot: lotKey, quality, grade, owner, pieces, quantity }: Line, site: string) {
    const { code: lot, kind, madeOn, expiresOn } = lotOf(lotKey);
    const at = placeOf(place);
    return { site, place: at, kind, lot, madeOn, expiresOn, quality, grade, owner, pieces, quantity };
  }

  /** Recorded after that commit, and happened before that moment. */
  function lateOf(site: number, at: number, commit: number): Told['late'] {
    const marked = marks.markedUpTo();
    const rows = [
      ...lateMarked.all(at - lateWithin, at, commit, site),
      ...lateSince.all(Math.max(marked, commit), at - lateWithin, at, site),
    ] as Told['late'];
    return rows.sort((a, b) => b.happenedAt - a.happenedAt || b.id - a.id).slice(0, lateMost);
  }

  return {
    async page({ site, at, kind, lot, limit, after }, now) {
      const moment = Math.min(at, now);
      const key = siteKey(site);
      const commit = commitAt(moment);
      const all = (await linesAt(key, commit)).filter((line) => {
        const row = lotOf(line.lot);
        return (kind === undefined || row.kind === kind) && (lot === undefined || row.code === lot);
      });
      const from = Number(after ?? 0);
      const end = from + limit;
      return {
        ...{ site, at: moment, head: headAt(site, commit) },
        items: all.slice(from, end).map((line) => toldOf(line, site)),
        next: end < all.length ? String(end) : null,
        late: lateOf(key, moment, commit),
      };
    },
    async stock(site, at) {
      const key = siteKey(site);
      const commit = commitAt(at);
      const lines = await linesAt(key, commit);
      return { head: headAt(site, commit), lines: lines.map((line) => toldOf(line, site)) };
    },
  };
}

type LotRow = { code: string; kind: string; madeOn: string | null; expiresOn: string | null };

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
/** In one order however they were found, so that a page begins where the one before ended. */
const byLine = (a: Line, b: Line) =>
  a.place - b.place ||
  a.lot - b.lot ||
  byText(a.quality, b.quality) ||
  byText(a.grade, b.grade) ||
  byText(a.owner, b.owner);
