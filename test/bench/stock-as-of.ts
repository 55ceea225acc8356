/** What a store had at any moment of a book of a million entries: the mark before it and the entries since. */
import type { SiteId } from '@changping/contracts/units';
import { asOf } from '@changping/server/store/as-of';
import { type Database, openDatabase } from '@changping/server/store/database';
import { seed } from '@changping/server/store/seed';
import { stockMarks } from '@changping/server/store/stock-marks';
import type { Figure } from './figure.ts';
import { percentile } from './machine.ts';
import { longestTurn } from './turns.ts';

const entries = 1_000_000;
const entriesACommit = 10;
const bins = 20;
const lots = 100;
const second = 1000;

/** @param folder an empty one. */
export async function* stockAsOf(folder: string, site: SiteId): AsyncGenerator<Figure> {
  const db = await openDatabase(folder);
  try {
    fill(db, site);
    const began = performance.now();
    const passes = await stockMarks(db).catchUp();
    const marking = performance.now() - began;
    const ask = asOf(db);
    const last = (entries / entriesACommit) * second;
    const taken: number[] = [];
    const walls: number[] = [];
    const turns: number[] = [];
    const pages = { site, limit: 500 };
    for (let i = 0; i < 300; i++) {
      const at = Math.floor(((i * 7919) % 300) * (last / 300)) + 17 * i;
      const [from, fromCpu, stop] = [performance.now(), cpuMs(), longestTurn()];
      const { items } = await ask.page({ ...pages, at }, last);
      taken.push(cpuMs() - fromCpu);
      walls.push(performance.now() - from);
      turns.push(stop());
      if (i % 100 === 99) hold(db, at, items);
    }
    const bytes = db.raw.prepare('select sum(length(body)) from stock_mark').pluck().get() as number;
    const about = `${entries.toLocaleString('en')} entries of one store, ${bins * lots} lines`;
    yield {
      ...{ bench: 'store', figure: 'stock-as-of-ms', value: percentile(taken, 0.99), unit: 'ms' },
      ...{ budget: 50, atMost: true },
      note: `CPU, p99 of ${taken.length} moments; ${about}; p50 ${percentile(taken, 0.5).toFixed(1)}, of the wall ${percentile(walls, 0.5).toFixed(1)} and p99 ${percentile(walls, 0.99).toFixed(1)}; ${passes} marks of ${(bytes / 1e6).toFixed(1)} MB, made in ${(marking / 1000).toFixed(1)} s`,
    };
    yield {
      ...{ bench: 'store', figure: 'stock-as-of-turn-ms', value: percentile(turns, 0.99), unit: 'ms' },
      ...{ budget: 20, atMost: true, note: 'CPU; the longest that others had to wait meanwhile, p99' },
    };
  } finally {
    await db.close();
  }
}

/** Of the thread's own work: a machine that others share would tell of them. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Loose goods from bin to bin, and every lot out of its supplier first. */
function fill({ raw, ...db }: Database, site: SiteId): void {
  const names = Array.from({ length: bins }, (_, i) => `A-${i + 1}`);
  seed(
    { raw, ...db },
    { sites: [{ id: site }], kinds: [], zones: [{ site, zone: 'ordinary', bins: names }] },
  );
  raw.exec("insert into kind (code) values ('quilt')");
  const siteKey = raw.prepare('select key from site where code = ?').pluck().get(site);
  const placeOf = raw.prepare('select key from place where code = ?').pluck();
  const places = names.map((bin) => placeOf.get(`${site}/ordinary/${bin}`) as number);
  const addCell = raw.prepare(
    "insert into cell (place, lot, piece, quality, grade, owner) values (?, ?, null, 'usable', 'reserve', ?)",
  );
  const addCommit = raw.prepare(
    "insert into commit_row (key, site, n, algorithm, previous, hash, recorded_at) values (?, ?, ?, 'sm3', '', '', ?)",
  );
  const addEntry = raw.prepare(
    "insert into entry (commit_key, from_cell, to_cell, quantity, actor, happened_at) values (?, ?, ?, ?, 'bench', ?)",
  );
  raw.transaction(() => {
    const cells: number[][] = [];
    for (let lot = 1; lot <= lots; lot++) {
      raw.prepare('insert into lot (code, kind) values (?, 1)').run(`L-${lot}`);
      const supplier = placeOf.get('supplier') as number;
      cells.push([supplier, ...places].map((place) => Number(addCell.run(place, lot, site).lastInsertRowid)));
    }
    let state = 1;
    const random = (below: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return (state >>> 8) % below;
    };
    for (let i = 0; i < entries; i++) {
      const commit = 1 + Math.floor(i / entriesACommit);
      if (i % entriesACommit === 0) addCommit.run(commit, siteKey, commit, commit * second);
      const of = cells[random(lots)] as number[];
      const from = random(4) ? 1 + random(bins) : 0;
      addEntry.run(commit, of[from], of[1 + random(bins)], 1 + random(20), commit * second);
    }
  })();
}

/** @throws where the answer is not what all entries up to then add up to. */
function hold({ raw }: Database, at: number, items: readonly { quantity: number }[]): void {
  const whole = raw
    .prepare(
      `select count(*) as lines, sum(quantity) as quantity from (
         select sum(quantity) as quantity from (
           select to_cell as cell, quantity from entry where commit_key <= ?
           union all select from_cell, -quantity from entry where commit_key <= ?) as moved
         join cell on cell.key = moved.cell join place on place.key = cell.place
         where place.site is not null group by cell having sum(quantity) <> 0 order by place.key, lot limit 500)`,
    )
    .get(Math.floor(at / second), Math.floor(at / second)) as { lines: number; quantity: number };
  const told = items.reduce((all, { quantity }) => all + quantity, 0);
  if (whole.lines !== items.length || whole.quantity !== told)
    throw new Error(`stock as of ${at}: ${told} in ${items.length} lines, the entries say ${whole.quantity}`);
}
