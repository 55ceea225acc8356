/** The store's daily work: an order of 1,231 lines opened whole, a count of 10,000 lines reconciled in slices, a tag of 350,000 pieces looked up, the stock of a past moment among a million entries. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Slot } from '@changping/contracts/documents';
import type { Epc, Instant, KindId, SiteId } from '@changping/contracts/units';
import { reconcile } from '@changping/server/domain/count/count';
import type { BookCell, CountInput, Scan } from '@changping/server/domain/count/facts';
import { open } from '@changping/server/domain/documents/draft';
import { acts } from '@changping/server/store/acts';
import { book } from '@changping/server/store/book';
import { busy } from '@changping/server/store/busy';
import { type Database, openDatabase } from '@changping/server/store/database';
import { documents } from '@changping/server/store/documents';
import { openLedger } from '@changping/server/store/ledger';
import { reads } from '@changping/server/store/reads';
import { reservations } from '@changping/server/store/reservations';
import { seed } from '@changping/server/store/seed';
import { strangers } from '../letters.ts';
import { countActs } from './count-acts.ts';
import type { Figure } from './figure.ts';
import { importActs } from './import-acts.ts';
import { percentile } from './machine.ts';
import { stockAsOf } from './stock-as-of.ts';
import { threadMs } from './turns.ts';

const bench = 'store';
const site = 'RC-S' as SiteId;
const kind = 'quilt' as KindId;
const slot = (place: string): Slot => ({ place, quality: 'usable', grade: 'reserve', owner: site });

export async function* store(): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'changping-bench-'));
  const db = await openDatabase(folder);
  try {
    const sites = [site, 'CS-1' as SiteId];
    const zones = sites.map((each) => ({ site: each, zone: 'ordinary', bins: [] }));
    seed(db, { sites: sites.map((id) => ({ id })), kinds: [{ id: kind }], zones });
    yield orderOpen(db);
    yield await scanCard(db);
    yield* stockAsOf(join(folder, 'as-of'), site);
  } finally {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
  yield* countReconcile();
  yield* countActs();
  yield* importActs();
}

/** As the command does it: judged, numbered, kept, its audit row sealed into the chain, on the disk. */
function orderOpen(db: Database): Figure {
  const chains = book(db);
  const ledger = openLedger(db, { book: chains });
  const now = () => Date.now() as Instant;
  const parts = { book: chains, moved: () => [], note: ledger.note, forget: ledger.forget, told() {}, now };
  const acting = acts(db, parts);
  const rows = documents(db, chains, reservations(db, now), busy(), new Map());
  const by = { person: 'keeper', duties: { [site]: ['ask' as const] } };
  const lines = Array.from({ length: 1231 }, (_, i) => ({
    ...{ kind, item: null, lot: `L-${i}`, piece: null, wanted: 10 },
    ...{ from: slot(`${site}/ordinary`), to: slot('CS-1/ordinary') },
  }));
  const actor = { account: 'keeper', role: 'storeKeeper', device: null, address: '' };
  const taken: number[] = [];
  for (let i = 0; i < 21; i++) {
    const began = performance.now();
    acting.run(actor, { chain: site, action: 'transfer.open', object: `d-${i}` }, () => {
      const draft = {
        id: `d-${i}`,
        number: `DB-${i}`,
        type: 'transfer' as const,
        site,
        there: 'CS-1',
        lines,
        by,
      };
      const opened = open(draft, now());
      if (!opened.ok) throw new Error(opened.detail.en);
      rows.add(opened.document, now());
      return { before: null, after: { lines: lines.length }, result: undefined };
    });
    rows.find(`d-${i}`);
    taken.push(performance.now() - began);
  }
  return {
    ...{
      bench,
      figure: 'order-open-ms',
      value: percentile(taken, 0.5),
      unit: 'ms',
      budget: 300,
      atMost: true,
    },
    note: `1,231 lines; the slowest of 21 took ${Math.max(...taken).toFixed(0)} ms`,
  };
}

/** The server's answer for a handheld whose own index does not know the tag. */
async function scanCard(db: Database): Promise<Figure> {
  const pieces = 350_000;
  const epcs = strangers(pieces);
  const { raw } = db;
  raw.transaction(() => {
    raw.prepare("insert into lot (code, kind) values ('L', (select key from kind limit 1))").run();
    const place = raw.prepare('select key from place where code = ?').pluck().get(`${site}/ordinary`);
    const addCell = raw.prepare(
      "insert into cell (place, lot, piece, quality, grade, owner) values (?, 1, ?, 'usable', 'reserve', ?)",
    );
    const addPiece = raw.prepare('insert into piece (id, lot, quantity) values (?, 1, 10)');
    const setCell = raw.prepare('update piece set cell = ? where key = ?');
    const addTag = raw.prepare('insert into tag (epc, piece) values (?, ?)');
    for (const epc of epcs) {
      const piece = addPiece.run(`p-${epc}`).lastInsertRowid;
      setCell.run(addCell.run(place, piece, site).lastInsertRowid, piece);
      addTag.run(epc, piece);
    }
  })();
  const ask = reads(db.query);
  const taken: number[] = [];
  for (let i = 0; i < 101; i++) {
    const began = performance.now();
    const card = await ask.piece(epcs[(i * 7919) % pieces] as Epc);
    if (!card?.piece) throw new Error('a piece that is there was not found');
    taken.push(performance.now() - began);
  }
  return {
    ...{
      bench,
      figure: 'scan-card-ms',
      value: percentile(taken, 0.99),
      unit: 'ms',
      budget: 50,
      atMost: true,
    },
    note: `p99 of 101 tags among ${pieces.toLocaleString('en')} pieces, asked of the server; p50 ${percentile(taken, 0.5).toFixed(1)}`,
  };
}

function* countReconcile(): Generator<Figure> {
  const input = aCount(10_000);
  const slices: number[] = [];
  const began = process.cpuUsage();
  const work = reconcile(input);
  let found = 0;
  for (;;) {
    const from = threadMs();
    const { done, value } = work.next();
    slices.push(threadMs() - from);
    if (!done) continue;
    found = value.variances.length;
    break;
  }
  const { user, system } = process.cpuUsage(began);
  if (found === 0) throw new Error('a count with losses found none');
  slices.sort((a, b) => a - b);
  yield {
    ...{
      bench,
      figure: 'count-reconcile-ms',
      value: (user + system) / 1000,
      unit: 'ms',
      budget: 1000,
      atMost: true,
    },
    note: `CPU; 10,000 lines, ${found} differences, ${slices.length} slices`,
  };
  yield {
    ...{
      bench,
      figure: 'count-longest-slice-ms',
      value: slices.at(-1) ?? 0,
      unit: 'ms',
      budget: 20,
      atMost: true,
    },
    note: `CPU of the thread, while nothing else runs; p99 ${percentile(slices, 0.99).toFixed(1)} ms`,
  };
}

/** Every hundredth piece is not there, and nobody moved anything meanwhile. */
function aCount(lines: number): CountInput {
  const place = `${site}/ordinary`;
  const cells: BookCell[] = Array.from({ length: lines }, (_, i) => ({
    ...slot(place),
    ...{ lot: `L-${i % 200}`, piece: `p-${i}`, quantity: 10 },
  }));
  const scans = cells
    .filter((_, i) => i % 100)
    .map(
      ({ lot, piece }, i): Scan => ({
        ...{ id: `s-${i}`, counter: i % 2 ? 'a' : 'b', device: i % 2 ? 'A' : 'B', round: 1, n: 1, by: 'tag' },
        ...{ place, lot, piece, quantity: null, condition: null, check: null },
      }),
    );
  const above = { percent: 0, secondCount: 'aboveTolerance' } as const;
  const some = { abc: 'B' as const, unitCostFen: 12_000, kind };
  return {
    ...{ site, places: [place], freeze: 1, head: 1, book: cells, moved: [], scans },
    covered: [{ place, by: 'hand', counter: 'a', round: 1, from: 1, to: 1 }],
    lots: new Map(Array.from({ length: 200 }, (_, i) => [`L-${i}`, some])),
    tolerance: {
      A: { quantity: 0, fen: 0, ...above },
      B: { quantity: 10, fen: 100_000, ...above },
      C: { quantity: 20, fen: 200_000, ...above },
    },
  };
}
