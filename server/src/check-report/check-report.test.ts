import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Order } from '@changping/contracts/http-jobs';
import type { SiteId } from '@changping/contracts/units';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { readRegion } from '../region.ts';
import { newestHeads, writeAnchor } from '../store/anchor.ts';
import { book, type Cell } from '../store/book.ts';
import { openDatabase } from '../store/database.ts';
import { signerIn } from '../store/head-key.ts';
import { openingStock } from '../store/opening-stock.ts';
import { samplePlan } from '../store/sample-plan.ts';
import { seed } from '../store/seed.ts';
import { make } from '../work/make.ts';
import { sealed } from '../work/seal.ts';

const at = 1_795_000_000_000;
const region = readRegion(fileURLToPath(new URL('../../region/ningxia', import.meta.url)));
const program = fileURLToPath(new URL('main.ts', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'changping-'));
afterAll(() => rmSync(root, { recursive: true }));

async function aLedger() {
  const folder = mkdtempSync(join(root, 'ledger-'));
  const db = await openDatabase(folder);
  onTestFinished(() => db.close());
  seed(db, region);
  const { lots, pieces } = samplePlan(region, at);
  const own = pieces.filter(({ site }) => site === 'RC-S');
  openingStock(db, { lots, pieces: own.slice(0, 50) }, 'sample', at);
  const order = { id: '01990000-0000-7000-8000-000000000001', report: 'stock', site: 'RC-S', lang: 'zh' };
  const told = {
    region: { name: '宁夏', nameEn: 'Ningxia', timeZone: 'Asia/Shanghai' },
    ...{ sites: region.sites, kinds: region.kinds },
  };
  const parts = {
    raw: db.raw,
    told,
    now: at + 60_000,
    outsider: null,
    by: 'auditor',
    signer: signerIn(folder),
  };
  return {
    ...{ db, folder },
    /** Its name. */
    async report(format: 'csv' | 'xlsx' | 'pdf'): Promise<string> {
      const { name, bytes } = await make({ ...order, format } as Order, parts, () => {});
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    },
    /** One piece is carried to the receiving hall, an hour later. */
    goesOn(): void {
      const ledger = book(db);
      const [row] = db.raw
        .prepare(
          `select lot.code as lot, lot.key as lotKey, place.code as place, piece.id as piece, piece.key as pieceKey,
             piece.quantity, quality, grade, owner
           from piece join cell on cell.key = piece.cell join place on place.key = cell.place join lot on lot.key = cell.lot limit 1`,
        )
        .all() as (Cell & { quantity: number })[];
      if (!row) throw new Error('nothing is there');
      const { quantity, ...from } = row;
      const site = db.raw.prepare("select key from site where code = 'RC-S'").pluck().get() as number;
      const commit = ledger.open('RC-S' as SiteId, site);
      const to = { ...from, place: 'RC-S/receiving' };
      const why = { document: null, actor: 'keeper', evidence: null, happenedAt: at + 3_600_000 };
      ledger.move(commit, { from, to, quantity, ...why });
      ledger.seal(commit, at + 3_600_000);
    },
  };
}
const checkReport = (...args: string[]) => {
  const words = ['--import', 'tsx', program, 'check-report', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  return { status, lines: stdout.trim().split('\n'), stderr };
};

it.each(['csv', 'xlsx', 'pdf'] as const)(
  'tells of a %s without its server that it is genuine, where its head stands and what was sealed since',
  async (format) => {
    const ledger = await aLedger();
    const file = await ledger.report(format);
    const [head] = newestHeads(ledger.db).filter(({ chain }) => chain === 'RC-S');
    const fresh = checkReport(file, '--data', ledger.folder);
    expect(fresh, fresh.stderr).toMatchObject({ status: 0, stderr: '' });
    expect(fresh.lines).toEqual([
      expect.stringMatching(/^genuine: /),
      `made  ${new Date(at + 60_000).toISOString()} by auditor`,
      expect.stringMatching(new RegExp(`^order .*"report":"stock","format":"${format}".*"site":"RC-S"`)),
      `head  RC-S n = ${head?.n} SM3 ${head?.hash}`,
      `key   ${signerIn(ledger.folder).x}`,
      expect.stringMatching(/^chain the head is in the chain of this ledger.*; nothing was sealed after it/),
      expect.stringContaining('verify'),
    ]);
    ledger.goesOn();
    expect(checkReport(file, '--data', ledger.folder).lines[5]).toContain(
      `commits sealed after it: 1, with 1 entries; the newest is n = ${(head?.n ?? 0) + 1} at ${new Date(at + 3_600_000).toISOString()}`,
    );
  },
  60_000,
);

it('says which it is: altered, of another ledger, or none of ours', async () => {
  const [ledger, other] = [await aLedger(), await aLedger()];
  const file = await ledger.report('csv');
  const foreign = checkReport(file, '--data', other.folder);
  expect(foreign, foreign.stderr).toMatchObject({ status: 1 });
  expect(foreign.lines[0]).toMatch(/^foreign: /);
  expect(foreign.lines).toContain(`key   ${signerIn(ledger.folder).x}`);

  const text = readFileSync(file, 'utf8');
  for (const [what, changed] of [
    ['a quantity', text.replace(/,(\d+),(\S+)\r\n/, ',1$1,$2\r\n')],
    ['the head', text.replace('n = 1 ', 'n = 2 ')],
    ['the time', text.replace(/制表时间,\d{4}/, '制表时间,1999')],
    ['its author', text.replace('制表人,auditor', '制表人,keeper1')],
  ] as const) {
    expect(changed, what).not.toBe(text);
    writeFileSync(file, changed);
    const found = checkReport(file, '--data', ledger.folder);
    expect([what, found.status, found.lines.length]).toEqual([what, 1, 1]);
    expect(found.lines[0]).toMatch(/^altered: /);
  }
  writeFileSync(file, '品名,数量\r\n');
  const unsigned = checkReport(file, '--data', ledger.folder);
  expect([unsigned.status, unsigned.lines[0]]).toEqual([1, expect.stringMatching(/^unsigned: /)]);
}, 60_000);

it('says in words what it does not find, and reads from nothing that has no end', async () => {
  const ledger = await aLedger();
  const file = join(ledger.folder, 'report.csv');
  writeFileSync(file, '品名,数量\r\n');
  for (const no of [join(root, 'none.pdf'), root, '/dev/zero'])
    for (const args of [
      [no, '--data', ledger.folder],
      [file, '--key', no],
    ])
      expect(checkReport(...args)).toMatchObject({ status: 2, stderr: `There is no file ${no}.\n` });
}, 60_000);

it('has whoever made a foreign file begin no line of its answer, give the terminal no order, and stop no clock', async () => {
  const [ledger, theirs] = [await aLedger(), mkdtempSync(join(root, 'stranger-'))];
  const file = join(theirs, 'report.csv');
  const order = { report: 'stock', format: 'csv', site: '\u009b2A\u202e' };
  const head = { chain: 'RC-S\rgenuine: ', n: 1, hash: '\u001b[2J' };
  const forged = (made: number) => {
    const by = 'auditor\ngenuine: no byte is another\u001b[1A\u2028';
    const bytes = sealed(
      Buffer.from('品名,数量\r\n'),
      'csv',
      { head, at: made, by, order },
      signerIn(theirs),
    );
    writeFileSync(file, bytes);
    return checkReport(file, '--data', ledger.folder);
  };
  const { status, lines } = forged(at);
  expect([status, lines.length, lines[0]]).toEqual([1, 5, expect.stringMatching(/^foreign: /)]);
  expect(lines.join('')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  expect(lines[1]).toContain('by auditor\\u{a}genuine: no byte is another\\u{1b}[1A\\u{2028}');
  for (const never of [8.64e15 + 1, -1])
    expect(forged(never)).toMatchObject({ status: 1, lines: [expect.stringMatching(/^altered: /)] });
}, 60_000);

it('names a head that the ledger does not have, as where its end was cut off or written anew', async () => {
  const ledger = await aLedger();
  ledger.goesOn();
  const file = await ledger.report('xlsx');
  ledger.db.raw.exec(`update commit_row set hash = '${'0'.repeat(64)}' where n = 1`);
  expect(checkReport(file, '--data', ledger.folder).lines[0]).toMatch(/^unknown head: n = 1 of this ledger/);
  ledger.db.raw.exec('delete from entry; delete from commit_row');
  const cut = checkReport(file, '--data', ledger.folder);
  expect(cut.status).toBe(1);
  expect(cut.lines[0]).toBe('unknown head: the chain of this ledger ends with n = 0.');
}, 60_000);

it('needs nothing but the public key on another computer', async () => {
  const ledger = await aLedger();
  const file = await ledger.report('pdf');
  writeAnchor(ledger.folder, join(ledger.folder, 'head.json'), { at, heads: newestHeads(ledger.db) });
  const far = mkdtempSync(join(root, 'auditor-'));
  const [report, key] = [join(far, 'report.pdf'), join(far, 'ledger.pub')];
  copyFileSync(file, report);
  copyFileSync(join(ledger.folder, 'head.json.pub'), key);
  const found = checkReport(report, '--key', key);
  expect(found, found.stderr).toMatchObject({ status: 0, stderr: '' });
  expect([found.lines.length, found.lines[0]]).toEqual([5, expect.stringMatching(/^genuine: /)]);

  for (const wrong of [
    [report],
    [report, '--key', report],
    [join(far, 'nowhere'), '--key', key],
    [report, '--data', far],
    [report, report, '--key', key],
  ])
    expect(checkReport(...wrong), wrong.join(' ')).toMatchObject({ status: 2, lines: [''] });
}, 60_000);
