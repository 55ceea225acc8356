/** A count of 10,000 pieces over HTTP, from the freeze of the book to the posting of what differs: how long each answer takes, and how long anybody else waits meanwhile. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import type { Instant } from '@changping/contracts/units';
import { readRegion } from '@changping/server/region';
import { serve } from '@changping/server/serve';
import { openingStock } from '@changping/server/store/opening-stock';
import { aSample, type Reply } from '../contract/visitor.ts';
import type { Figure } from './figure.ts';
import { longestTurn } from './turns.ts';

const pieces = 10_000;
const lots = 200;
const room = 'RC-S/ordinary';
const device = uuid(1);
/** As many as a handheld gathers. */
const batch = 150;

export async function* countActs(): AsyncGenerator<Figure> {
  for (const missing of [100, 1500]) yield* aCountOf(missing);
}

/** @param missing so many of the pieces nobody sees. */
async function* aCountOf(missing: number): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'changping-bench-'));
  const serving = await aServer(folder);
  try {
    const server = { address: `http://127.0.0.1:${serving.port}` };
    const [keeper, approver] = [await aSample(server, 'keeper-guyuan'), await aSample(server, 'approver')];
    const id = uuid(2);
    whole(await keeper.post('/api/counts/open', { id, site: 'RC-S', places: [room] }));
    const path = `/api/counts/${id}` as const;
    const sheetOf = () => keeper.get<Answer<'/api/counts/{id}'>>(path);
    const start = await measured(() =>
      keeper.post('/api/documents/step', { id, version: 1, action: 'start' }),
    );
    const sheet = await measured(sheetOf);
    const later = await measured(sheetOf);
    const n = sheet.body.head;
    const seen = serving.db.raw.prepare('select id from piece order by key').pluck().all() as string[];
    const adds: Measured<unknown>[] = [];
    for (let from = missing; from < pieces; from += batch) {
      const scans = seen
        .slice(from, from + batch)
        .map((piece, i) => ({ id: uuid(10 + from + i), by: 'tag' as const, place: room, n, piece, at: 1 }));
      const covered = from === missing ? [{ id: uuid(3), place: room, from: n, to: n, at: 1 }] : [];
      adds.push(
        await measured(() => keeper.post('/api/counts/add', { id, device, round: 1, scans, covered })),
      );
    }
    whole(await keeper.post('/api/documents/step', { id, version: 2, action: 'submit' }));
    const judged = await measured(() =>
      approver.get<Answer<'/api/counts/{id}/variance'>>(`${path}/variance`),
    );
    const reasons: CommandBody<'/api/counts/post'>['reasons'] = judged.body.variances.map(({ key }) => ({
      ...{ key, reason: 'unrecordedIssue' },
    }));
    if (reasons.length !== missing) throw new Error(`${reasons.length} differences, not ${missing}`);
    const post = await measured(() => approver.post('/api/counts/post', { id, version: 3, reasons }));
    const about = `of ${pieces.toLocaleString('en')} pieces, ${missing.toLocaleString('en')} of them missing`;
    const name = missing === 100 ? '' : `-${missing}`;
    const figure = (name: string, value: number, budget: number | null, note: string): Figure => ({
      ...{ bench: 'store', figure: name, value, unit: 'ms', budget, atMost: true, note },
    });
    if (missing === 100) {
      yield figure(
        'count-start-ms',
        start.turn,
        20,
        `the longest turn; ${about}; wall ${start.wall.toFixed(0)}`,
      );
      yield figure(
        'count-sheet-ms',
        sheet.turn,
        20,
        `the longest turn, while the book is copied; wall ${sheet.wall.toFixed(0)}; again ${later.turn.toFixed(1)}`,
      );
      yield figure(
        'count-add-ms',
        Math.max(...adds.map(({ turn }) => turn)),
        20,
        `the longest turn of ${adds.length} batches of ${batch}`,
      );
    }
    yield figure(
      `count-judge${name}-ms`,
      judged.turn,
      20,
      `the longest turn; ${about}; wall ${judged.wall.toFixed(0)}`,
    );
    yield figure(
      `count-post${name}-ms`,
      post.turn,
      20,
      `the longest turn; ${about}; wall ${post.wall.toFixed(0)}`,
    );
  } finally {
    await serving.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Loose ends of a class that is not watched closely, so that one piece less is within what is tolerated. */
function aServer(folder: string) {
  const region = readRegion(join(import.meta.dirname, '../../server/region/ningxia'));
  const kind = region.kinds.find(({ abc, unitCostFen }) => abc === 'C' && unitCostFen < 50_000)?.id ?? '';
  const local = { host: '127.0.0.1', port: 0 };
  const now = Date.now();
  const stock = {
    lots: Array.from({ length: lots }, (_, i) => ({
      ...{ code: `L-${i}`, kind, madeOn: '2026-01-10', expiresOn: null },
    })),
    pieces: Array.from({ length: pieces }, (_, i) => ({
      ...{ site: 'RC-S', place: room, lot: `L-${i % lots}`, quantity: 1 },
      epc: `E28011606000FFFF${String(i).padStart(8, '0')}`,
    })),
  };
  return serve({
    settings: { http: local, mqtt: local, data: folder, region: region.id, gateways: [] },
    ...{ region, version: 'bench', pages: join(folder, 'pages'), samples: true },
    now: () => Date.now() as Instant,
    prepare: (db) => openingStock(db, stock, 'bench', now),
    say: { refused() {}, climate() {}, certificate() {}, failed: (error) => console.error(error) },
    die(error) {
      throw error;
    },
  });
}

type Measured<Body> = { body: Body; turn: number; wall: number };

async function measured<Body>(ask: () => Promise<Reply<Body>>): Promise<Measured<Body>> {
  const [from, stop] = [performance.now(), longestTurn()];
  const body = whole(await ask());
  return { body, turn: stop(), wall: performance.now() - from };
}

function whole<Body>({ status, body }: Reply<Body>): Body {
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}

function uuid(n: number): string {
  return `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}
