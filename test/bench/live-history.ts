/** How long a look at the past takes where the ledger holds a hundred thousand entries: made straight into its tables, for only reading is in question. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@changping/server/store/database';
import { history } from '@changping/server/store/history';
import type { Figure } from './figure.ts';
import { percentile } from './machine.ts';

const entries = 100_000;
const days = 30;
const perCommit = 8;
const day = 86_400_000;
const stores = 28;
const kinds = 17;

export async function historyFigure(): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'changping-bench-'));
  const db = await openDatabase(folder);
  try {
    const now = Date.now();
    fill(db, now);
    const past = history(db);
    const taken: number[] = [];
    let note = '';
    for (let i = 0; i < 20; i++) {
      const began = process.cpuUsage();
      const wall = performance.now();
      const { steps, news } = await past.between(now - day, now);
      const { user, system } = process.cpuUsage(began);
      taken.push((user + system) / 1000);
      note = `CPU time; the wall took ${(performance.now() - wall).toFixed(0)} ms; ${steps.length} steps and ${news.length} items of the last of ${days} days`;
    }
    return {
      bench: 'live',
      figure: 'history-ms',
      value: percentile(taken, 0.5),
      unit: 'ms',
      budget: 50,
      atMost: true,
      note,
    };
  } finally {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As many pieces as entries, each come from the supplier; the last commit is of now. */
function fill({ raw }: Database, now: number): void {
  const add = (sql: string) => raw.prepare(`insert into ${sql}`);
  const range = (count: number) => Array.from({ length: count }, (_, i) => i);
  const key = (row: { lastInsertRowid: number | bigint }) => Number(row.lastInsertRowid);
  const addCommit = add(
    "commit_row (key, site, n, algorithm, previous, hash, recorded_at) values (?, ?, ?, 'none', '', '', ?)",
  );
  const addCell = add(
    "cell (place, lot, piece, quality, grade, owner) values (?, ?, ?, 'usable', 'reserve', '')",
  );
  const addEvidence = add(
    "evidence (outbox, seq, from_seq, kind, digest, at, arrived_at, flags, commit_key) values (1, ?, ?, 'tags', x'00', ?, ?, 0, ?)",
  );
  const addEntry = add(
    "entry (commit_key, from_cell, to_cell, quantity, actor, happened_at) values (?, ?, ?, 10, 'bench', ?)",
  );
  const addEvent = add("event (at, site, what, detail, recorded_at) values (?, ?, 'passage', '{}', ?)");
  const addTally = add(
    `tally (site, kind, quality, pieces, quantity) values (?, ?, 'usable', 1, 10)
     on conflict (site, kind, quality) do update set pieces = pieces + 1, quantity = quantity + 10`,
  );
  const addPiece = add('piece (id, lot, quantity) values (?, ?, 10)');
  raw.transaction(() => {
    const supplier = key(add("place (code) values ('supplier')").run());
    const kindKeys = range(kinds).map((i) => key(add('kind (code) values (?)').run(`kind-${i}`)));
    const sites = range(stores).map((i) => {
      const site = key(add('site (code) values (?)').run(`S-${i}`));
      return { site, place: key(add('place (code, site) values (?, ?)').run(`S-${i}/ordinary`, site)) };
    });
    const lots = range(500).map((i) => {
      const kind = kindKeys[i % kinds] as number;
      const lot = key(add('lot (code, kind) values (?, ?)').run(`lot-${i}`, kind));
      return { lot, kind, from: key(addCell.run(supplier, lot, null)) };
    });
    for (let i = 0; i < entries; i++) {
      const commit = Math.floor(i / perCommit) + 1;
      const { site, place } = sites[commit % stores] as (typeof sites)[number];
      const at = Math.round(now - days * day * (1 - (i + 1) / entries));
      if (i % perCommit === 0) {
        addCommit.run(commit, site, commit, at);
        addEvidence.run(commit, commit, at, at, commit);
        addEvent.run(at, site, at);
      }
      const { lot, kind, from } = lots[(i * 7) % lots.length] as (typeof lots)[number];
      const piece = key(addPiece.run(`piece-${i}`, lot));
      addEntry.run(commit, from, key(addCell.run(place, lot, piece)), at);
      addTally.run(site, kind);
    }
  })();
}
