/** The chain's figures: bytes to presence in the gateway, letters through broker and inbox, evidence and entries in the ledger, a read to the page, and what each program weighs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Epc, Epoch, GatewayId, Instant, KindId, SiteId } from '@changping/contracts/units';
import { tagNotice } from '@changping/firmware-sim/m100-frames';
import { type Presence, see } from '@changping/gateway/presence';
import { isNotice, m100Parser, readNotice } from '@changping/gateway/rfid/m100';
import { type Database, openDatabase } from '@changping/server/store/database';
import { openLedger } from '@changping/server/store/ledger';
import { seed } from '@changping/server/store/seed';
import { strangers, tagsLetters } from '../letters.ts';
import type { Prepared } from '../sender.ts';
import { withWorld } from '../world.ts';
import { brokerLoad } from './broker-load.ts';
import type { Figure } from './figure.ts';
import { processCost } from './machine.ts';
import { pixel } from './pixel.ts';

const bench = 'chain';
const site = 'RC-S' as SiteId;
const gateway = 'GW-RC-S' as GatewayId;
const epoch = '00000000000000b1' as Epoch;

export async function* chain(): AsyncGenerator<Figure> {
  yield gatewayReads();
  yield await evidence();
  yield await entries();
  yield* await broker();
  yield* await pixel();
}

/** 400 tags in view, read over and over: bytes → frames → checked notices → presence. */
function gatewayReads(): Figure {
  const round = strangers(400).map((epcHex) => tagNotice({ epcHex, rssi: -55 }));
  const bytes = Buffer.concat(Array.from({ length: 10 }, () => round).flat());
  const rounds = 200;
  const parser = m100Parser();
  const present: Presence = new Map();
  let reads = 0;
  const before = process.memoryUsage().rss;
  const began = process.cpuUsage();
  for (let i = 0; i < rounds; i++)
    for (let at = 0; at < bytes.length; at += 1000)
      for (const piece of parser.push(bytes.subarray(at, at + 1000))) {
        if (piece.type !== 'frame' || !isNotice(piece)) continue;
        const notice = readNotice(piece);
        if (typeof notice === 'string') continue;
        see(present, { epc: notice.epc, rssi: notice.rssi, antenna: 1 }, i as Instant);
        reads++;
      }
  const { user, system } = process.cpuUsage(began);
  if (reads !== rounds * 4000) throw new Error(`${reads} reads of ${rounds * 4000}: the parser lost some`);
  const grown = (process.memoryUsage().rss - before) / 1024 / 1024;
  return {
    bench,
    figure: 'reads-per-cpu-second',
    value: reads / ((user + system) / 1e6),
    unit: 'reads/CPU-s',
    budget: 100_000,
    note: `${reads} reads in chunks of 1,000 bytes, ${present.size} tags in view, memory +${grown.toFixed(0)} MB; limited by the checksums`,
  };
}

async function withLedger<Result>(work: (db: Database) => Result): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'changping-bench-'));
  const db = await openDatabase(folder);
  seed(db, {
    sites: [{ id: site }],
    kinds: [{ id: 'quilt' as KindId }],
    zones: [{ site, zone: 'receiving', bins: [] }],
  });
  try {
    return work(db);
  } finally {
    await db.close();
    rmSync(folder, { recursive: true });
  }
}

/** Keeps letters in groups as the inbox does. @returns seconds. */
function keepAll(db: Database, letters: readonly Prepared[], group: number): number {
  const ledger = openLedger(db);
  const now = Date.now() as Instant;
  const began = performance.now();
  for (let i = 0; i < letters.length; i += group)
    ledger.keep(
      ledger.sort(letters.slice(i, i + group).map(({ bytes }) => ({ gateway, site, bytes, arrivedAt: now }))),
      now,
    );
  return (performance.now() - began) / 1000;
}

const evidence = () =>
  withLedger((db): Figure => {
    const letters = tagsLetters({ gateway, epoch, rows: 100, count: 3000, epcs: strangers(3500) });
    const began = process.cpuUsage();
    const seconds = keepAll(db, letters, 15);
    const { user, system } = process.cpuUsage(began);
    return {
      bench,
      figure: 'evidence-per-second',
      value: 300_000 / seconds,
      unit: 'reads/s',
      budget: 80_000,
      note: `300,000 reads of 3,500 tags in letters of 100, 15 letters a commit, fsync each; ${((user + system) / 0.3e6).toFixed(1)} µs CPU a read`,
    };
  });

/** The plain way, on the same disk in the same run: every letter a commit of its own. */
const singly = () =>
  withLedger((db) => {
    const letters = tagsLetters({ gateway, epoch, rows: 1, count: 2000, epcs: strangers(600) });
    return letters.length / keepAll(db, letters, 1);
  });

const entries = () =>
  withLedger((db): Figure => {
    const pieces = 40_000;
    const epcs = strangers(pieces);
    expect(db, epcs);
    const letters = tagsLetters({ gateway, epoch, rows: 100, count: pieces / 100, epcs });
    const seconds = keepAll(db, letters, 5);
    const made = db.raw.prepare('select count(*) from entry').pluck().get() as number;
    if (made !== pieces) throw new Error(`${made} entries of ${pieces}`);
    return {
      bench,
      figure: 'entries-per-second',
      value: pieces / seconds,
      unit: 'entries/s',
      budget: 20_000,
      note: 'each a double entry of a tagged piece with its document line and its place in the hash chain; limited by the six indexed rows an entry touches',
    };
  });

/** Goods-in documents of 1,000 lines that expect these tags. */
function expect({ raw }: Database, epcs: readonly string[]): void {
  raw.transaction(() => {
    raw
      .prepare(
        `insert into lot (code, kind, made_on, expires_on, supplier) values ('L', (select key from kind limit 1), null, null, null)`,
      )
      .run();
    const addDocument = raw.prepare(
      `insert into document (id, number, type, site, state, created_at) values (?, ?, 'goodsIn', (select key from site where code = ?), 'expected', 0)`,
    );
    const addPiece = raw.prepare('insert into piece (id, lot, quantity) values (?, 1, 10)');
    const addTag = raw.prepare('insert into tag (epc, piece) values (?, ?)');
    const addLine = raw.prepare('insert into document_line (document, piece) values (?, ?)');
    let document: number | bigint = 0;
    epcs.forEach((epc: string, i) => {
      if (i % 1000 === 0) document = addDocument.run(`d${i}`, `GI-${i}`, site).lastInsertRowid;
      const piece = addPiece.run(`p${i}`).lastInsertRowid;
      addTag.run(epc as Epc, piece);
      addLine.run(document, piece);
    });
  })();
}

const broker = () =>
  withWorld({ scenario: 'quiet-day' }, async (world): Promise<Figure[]> => {
    // The gateway's six stores are known by now; its lines make room for the load.
    const gatewayRss = processCost(world.gateway.pid).rssMb;
    await world.gateway.kill();
    await brokerLoad(world, { letters: 6000, rows: 1, epoch: 'a0'.padStart(16, '0') as Epoch, window: 100 });
    const single = { letters: 60_000, rows: 1, epoch: 'a1'.padStart(16, '0') as Epoch, window: 100 };
    const letters = await brokerLoad(world, single);
    const batches = { letters: 6000, rows: 100, epoch: 'a2'.padStart(16, '0') as Epoch, window: 25 };
    const reads = await brokerLoad(world, batches);
    const serverRss = processCost(world.server.pid).rssMb;
    const alone = await singly();
    return [
      {
        bench,
        figure: 'letters-per-second',
        value: letters.lettersPerSecond,
        unit: 'letters/s',
        budget: 8000,
        peer: 'one commit a letter',
        ratio: letters.lettersPerSecond / alone,
        note: `60,000 letters of one event over six lines, commit before thanks; p50 ${letters.p50.toFixed(0)} ms, ${letters.cpuPerLetterUs.toFixed(0)} µs CPU a letter; limited by the broker's one thread`,
      },
      {
        bench,
        figure: 'letters-p99-ms',
        value: letters.p99,
        unit: 'ms',
        budget: 100,
        atMost: true,
        note: 'from the socket to the PUBACK at that load',
      },
      {
        bench,
        figure: 'reads-in-letters-per-second',
        value: reads.lettersPerSecond * 100,
        unit: 'reads/s',
        budget: 100_000,
        note: `6,000 letters of 100; ${(reads.cpuPerLetterUs / 100).toFixed(1)} µs CPU a read, p99 ${reads.p99.toFixed(0)} ms`,
      },
      {
        bench,
        figure: 'gateway-rss-mb',
        value: gatewayRss,
        unit: 'MB',
        budget: 110,
        atMost: true,
        note: 'one process with six stores, reading',
      },
      {
        bench,
        figure: 'server-rss-mb',
        value: serverRss,
        unit: 'MB',
        budget: 250,
        atMost: true,
        note: 'after the load above',
      },
    ];
  });
