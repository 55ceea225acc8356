/** The trail of one tag: where its piece was moved, and by which letters it was seen, newest first. */
import { setImmediate } from 'node:timers/promises';
import type { Answer } from '@changping/contracts/http';
import { checkLetter } from '@changping/contracts/letter-check';
import type { Letter } from '@changping/contracts/letters';
import type { Kysely } from 'kysely';
import { type Sight, sightOf, timesOf } from '../domain/sighting.ts';
import type { Schema } from './schema.ts';

type Step = Answer<'/api/pieces/{epc}'>['trail'][number];

type Entry = Extract<Step, { what: 'entry' }>;

const most = 500;
/** Of the loose goods of which a case was closed. */
const looseMost = 100;
/** Of these the letters are opened, for the reader's name and the strength. */
const sightingsMost = 200;
/** Opening a letter of a thousand reads takes half a millisecond: others have their turn between. */
const lettersATurn = 20;

export async function trailOf(db: Kysely<Schema>, tag: number, piece: number | null): Promise<Step[]> {
  const steps = await sightings(db, tag);
  if (piece !== null) steps.push(...(await movements(db, piece)), ...(await taggings(db, piece)));
  return steps.sort((a, b) => b.at - a.at).slice(0, most);
}

async function movements(db: Kysely<Schema>, piece: number): Promise<Step[]> {
  const rows = await entries(db)
    .where('entry.toCell', 'in', cellsOf(db, piece).unionAll(looseBeside(db, piece)))
    .where((is) => is.or([is('toCell.piece', '=', piece), is('fromCell.piece', '=', piece)]))
    .limit(most)
    .execute();
  const first = rows.at(-1);
  const isClosed = first !== undefined && first.fromPiece === null && first.from === first.to;
  return [...rows.map(stepOf), ...(isClosed ? await looseBefore(db, first) : [])];
}

/** The goods of which it was closed, until they came into this store or out of another case, which has a trail of its own: the rest stands in the book of whoever sent them, under the document's number. */
async function looseBefore(db: Kysely<Schema>, first: EntryRow): Promise<Step[]> {
  const site = siteIn(first.from);
  const rows: EntryRow[] = [];
  /** By cell, up to which entry the ones into it are told: what came after the last that left it on the way here is in no case of it. */
  const told = new Map<number, number>();
  const open = new Map([[first.fromCell, first.key]]);
  for (const [cell, below] of open) {
    open.delete(cell);
    const from = told.get(cell) ?? 0;
    if (from >= below || rows.length >= looseMost) continue;
    told.set(cell, below);
    const came = await entries(db)
      .where('entry.toCell', '=', cell)
      .where('entry.key', '>=', from)
      .where('entry.key', '<', below)
      .limit(looseMost - rows.length)
      .execute();
    rows.push(...came);
    for (const row of came)
      if (row.fromPiece === null && siteIn(row.from) === site)
        open.set(row.fromCell, Math.max(row.key, open.get(row.fromCell) ?? 0));
  }
  return rows.map((row) => {
    const { case: _, ...step } = stepOf(row);
    return { ...step, loose: { opened: row.openedPiece } };
  });
}

const siteIn = (place: string): string => place.split('/', 1)[0] ?? '';

const entries = (db: Kysely<Schema>) =>
  db
    .selectFrom('entry')
    .innerJoin('cell as toCell', 'toCell.key', 'entry.toCell')
    .innerJoin('place as toPlace', 'toPlace.key', 'toCell.place')
    .innerJoin('cell as fromCell', 'fromCell.key', 'entry.fromCell')
    .innerJoin('place as fromPlace', 'fromPlace.key', 'fromCell.place')
    .innerJoin('commitRow', 'commitRow.key', 'entry.commitKey')
    .innerJoin('site', 'site.key', 'commitRow.site')
    .leftJoin('piece as opened', 'opened.key', 'fromCell.piece')
    .leftJoin('document', 'document.key', 'entry.document')
    .select([
      'entry.key',
      'entry.fromCell',
      'entry.happenedAt',
      'commitRow.recordedAt',
      'fromPlace.code as from',
      'toPlace.code as to',
      'entry.quantity',
      'fromCell.quality as qualityBefore',
      'toCell.quality',
      'fromCell.piece as fromPiece',
      'toCell.piece as toPiece',
      'opened.id as openedPiece',
      'document.number as document',
      'entry.actor',
      'site.code as chain',
      'commitRow.n',
      'commitRow.hash',
    ])
    .orderBy('entry.key', 'desc');
type EntryRow = Awaited<ReturnType<ReturnType<typeof entries>['execute']>>[number];

const stepOf = (row: EntryRow): Entry => ({
  what: 'entry',
  at: Number(row.happenedAt),
  recordedAt: Number(row.recordedAt),
  ...{ from: row.from, to: row.to, quantity: row.quantity, document: row.document, actor: row.actor },
  ...(row.quality === 'usable' && row.qualityBefore === row.quality ? {} : { quality: row.quality }),
  ...(row.toPiece === null
    ? { case: 'opened' }
    : row.fromPiece === null && row.from === row.to
      ? { case: 'closed' }
      : {}),
  commit: { chain: row.chain, n: row.n, hash: row.hash },
});

const cellsOf = (db: Kysely<Schema>, piece: number) =>
  db.selectFrom('cell').where('piece', '=', piece).select('key');

/** Where its goods lay loose once it was opened: nothing leads from an entry back to the cell it came out of. */
const looseBeside = (db: Kysely<Schema>, piece: number) =>
  db
    .selectFrom('cell as mine')
    .innerJoin('cell as loose', (join) =>
      join
        .onRef('loose.place', '=', 'mine.place')
        .onRef('loose.lot', '=', 'mine.lot')
        .on('loose.piece', 'is', null),
    )
    .where('mine.piece', '=', piece)
    .select('loose.key');

async function taggings(db: Kysely<Schema>, piece: number): Promise<Step[]> {
  const rows = await db
    .selectFrom('tagBinding')
    .innerJoin('tag', 'tag.key', 'tagBinding.tag')
    .where('tagBinding.piece', '=', piece)
    .select(['epc', 'at', 'by', 'until', 'untilBy', 'reason'])
    .orderBy('tagBinding.key', 'desc')
    .limit(most)
    .execute();
  return rows.flatMap(({ epc, at, by, until, untilBy, reason }): Step[] => [
    ...(until === null
      ? []
      : [{ what: 'tag', at: Number(until), epc, is: 'off', by: untilBy ?? '', reason } as const]),
    // One that came with its goods was never put on by anybody here.
    ...(by ? [{ what: 'tag', at: Number(at), epc, is: 'on', by, reason: null } as const] : []),
  ]);
}

/** Follows the links from the newest letter that spoke of the tag back to the first. */
async function sightings(db: Kysely<Schema>, tag: number): Promise<Step[]> {
  const position = await db.selectFrom('position').where('tag', '=', tag).select('newest').executeTakeFirst();
  const steps: Step[] = [];
  let next = position?.newest ?? 0;
  for (let opened = 1; next && steps.length < sightingsMost; opened++) {
    const letter = await letterAt(db, next);
    const links = JSON.parse(letter?.links ?? '[]') as number[];
    const rows = links.flatMap((link, i) => (i % 2 === 0 && link === tag ? [i / 2] : []));
    if (letter) steps.push(...stepsOf(letter, rows.slice(steps.length - sightingsMost).reverse()));
    // The first of its rows names the letter before; the later ones name this one.
    next = links[2 * (rows[0] ?? 0) + 1] ?? 0;
    if (opened % lettersATurn === 0) await setImmediate();
  }
  return steps;
}

const letterAt = (db: Kysely<Schema>, key: number) =>
  db
    .selectFrom('evidence')
    .innerJoin('outbox', 'outbox.key', 'evidence.outbox')
    .innerJoin('gateway', 'gateway.key', 'outbox.gateway')
    .innerJoin('commitRow', 'commitRow.key', 'evidence.commitKey')
    .innerJoin('site', 'site.key', 'commitRow.site')
    .where('evidence.key', '=', key)
    .select([
      'evidence.arrivedAt',
      'evidence.seq',
      'evidence.body',
      'evidence.links',
      'gateway.code as gateway',
      'site.code as site',
    ])
    .executeTakeFirst();

type LetterRow = NonNullable<Awaited<ReturnType<typeof letterAt>>>;

function stepsOf({ arrivedAt, seq, body, gateway, site }: LetterRow, rows: readonly number[]): Step[] {
  const checked = body && checkLetter(body);
  const read = checked?.ok ? readsOf(checked.letter) : undefined;
  if (!read) return [];
  const { reader, rssi } = read;
  const times = timesOf(read, Number(arrivedAt));
  return rows.map((row) => ({
    what: 'sighting',
    at: times[row] ?? Number(arrivedAt),
    arrivedAt: Number(arrivedAt),
    seq,
    gateway,
    site,
    reader,
    change: read.sight(row),
    rssi: rssi[row] ?? null,
  }));
}

type Reads = {
  reader: string;
  at: number;
  dt: readonly number[];
  rssi: readonly (number | null)[];
  sight(row: number): Sight;
};
function readsOf(letter: Letter): Reads | undefined {
  if (letter.kind === 'tags') return { ...letter, sight: () => sightOf(letter) };
  if (letter.kind === 'passage') {
    const { last: dt, peak: rssi, stray, direction } = letter;
    return { ...letter, dt, rssi, sight: (row) => (stray[row] ? 'stray' : direction) };
  }
  if (letter.kind !== 'count') return undefined;
  return { ...letter, dt: letter.epc.map(() => letter.lasts), rssi: letter.peak, sight: () => 'counted' };
}
