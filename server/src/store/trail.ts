/** The trail of one tag: where its piece was moved, and by which letters it was seen, newest first. */
import type { Answer } from '@changping/contracts/http';
import { checkLetter } from '@changping/contracts/letter-check';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

type Step = Answer<'/api/pieces/{epc}'>['trail'][number];

const most = 500;
/** Of these the letters are opened, for the reader's name and the strength. */
const sightingsMost = 200;

export async function trailOf(db: Kysely<Schema>, tag: number, piece: number | null): Promise<Step[]> {
  const steps = [...(await sightings(db, tag)), ...(piece === null ? [] : await movements(db, piece))];
  return steps.sort((a, b) => b.at - a.at).slice(0, most);
}

async function movements(db: Kysely<Schema>, piece: number): Promise<Step[]> {
  const rows = await db
    .selectFrom('entry')
    .innerJoin('cell as toCell', 'toCell.key', 'entry.toCell')
    .innerJoin('place as toPlace', 'toPlace.key', 'toCell.place')
    .innerJoin('cell as fromCell', 'fromCell.key', 'entry.fromCell')
    .innerJoin('place as fromPlace', 'fromPlace.key', 'fromCell.place')
    .innerJoin('commitRow', 'commitRow.key', 'entry.commitKey')
    .innerJoin('site', 'site.key', 'commitRow.site')
    .leftJoin('document', 'document.key', 'entry.document')
    .where('toCell.piece', '=', piece)
    .select([
      'entry.happenedAt',
      'commitRow.recordedAt',
      'fromPlace.code as from',
      'toPlace.code as to',
      'entry.quantity',
      'document.number as document',
      'entry.actor',
      'site.code as chain',
      'commitRow.n',
      'commitRow.hash',
    ])
    .orderBy('entry.key', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ happenedAt, recordedAt, chain, n, hash, ...row }) => ({
    what: 'entry',
    at: Number(happenedAt),
    recordedAt: Number(recordedAt),
    ...row,
    commit: { chain, n, hash },
  }));
}

async function sightings(db: Kysely<Schema>, tag: number): Promise<Step[]> {
  const rows = await db
    .selectFrom('sighting')
    .innerJoin('evidence', 'evidence.key', 'sighting.evidence')
    .innerJoin('outbox', 'outbox.key', 'evidence.outbox')
    .innerJoin('gateway', 'gateway.key', 'outbox.gateway')
    .innerJoin('site', 'site.key', 'gateway.site')
    .where('sighting.tag', '=', tag)
    .select([
      'sighting.row',
      'evidence.at',
      'evidence.arrivedAt',
      'evidence.seq',
      'evidence.body',
      'gateway.code as gateway',
      'site.code as site',
    ])
    .orderBy('evidence.key', 'desc')
    .limit(sightingsMost)
    .execute();
  return rows.flatMap(({ row, at, arrivedAt, body, ...rest }): Step[] => {
    const checked = body && checkLetter(body);
    if (!checked?.ok || checked.letter.kind !== 'tags') return [];
    const { reader, change, rssi, dt } = checked.letter;
    return [
      {
        what: 'sighting',
        at: Number(at) + (dt[row] ?? 0),
        arrivedAt: Number(arrivedAt),
        ...rest,
        reader,
        change,
        rssi: rssi[row] ?? null,
      },
    ];
  });
}
