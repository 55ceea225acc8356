/** Reports ordered over HTTP by real people of a real server, fetched as files, and read again by other libraries than made them. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { CommandBody } from '@changping/contracts/http-commands';
import type { Instant } from '@changping/contracts/units';
import { standingOf } from '@changping/server/check-report/standing';
import { verdictOf } from '@changping/server/check-report/verdict';
import { accounts } from '@changping/server/store/accounts';
import { signerIn } from '@changping/server/store/head-key';
import readSheet from 'read-excel-file/node';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { pdfText } from '../pdf-text.ts';
import { aDay } from './day.ts';
import { caseOf } from './letter.ts';
import type { TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

/** The server's own reader of such files. */
const { parse } = createRequire(createRequire(import.meta.url).resolve('../../server/package.json'))(
  'csv-parse/sync',
) as { parse(bytes: Buffer, options: object): unknown };

type Order = CommandBody<'/api/jobs/start'>;
type Wish = Order extends infer O
  ? O extends Order
    ? Omit<O, 'id' | 'lang'> & { lang?: 'zh' | 'en' }
    : never
  : never;
let server: TestServer;
let keeper: Visitor;
const paper = '01990000-0000-7000-8000-0000000000d1';
const evil = '=cmd|calc!A1';
let made = 0;

beforeAll(async () => {
  server = await aDay();
  keeper = await aSample(server, 'keeper-guyuan');
  const slot = { place: 'RC-S/receiving', quality: 'usable', grade: 'reserve', owner: 'RC-S' } as const;
  const line = {
    kind: 'quilt',
    lot: 'SAMPLE-Q-2026-09',
    wanted: 10,
    from: slot,
    to: { ...slot, place: 'RC-S/ordinary' },
  };
  const body = { id: paper, type: 'putAway', site: 'RC-S', lines: [line], reason: evil } as const;
  expect((await keeper.post('/api/documents/open', body as never)).status).toBe(200);
});
afterAll(() => server.close());

const idOf = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
async function order(wish: Wish, who = keeper) {
  const id = idOf(++made);
  const reply = await who.post('/api/jobs/start', { lang: 'zh', ...wish, id } as Order);
  return { id, ...reply };
}
async function fetched(wish: Wish, who = keeper): Promise<Buffer> {
  const { id, status, body } = await order(wish, who);
  expect(status, JSON.stringify(body)).toBe(200);
  await expect
    .poll(async () => (await who.get<{ state: string }>(`/api/jobs/${id}`)).body, { timeout: 20_000 })
    .toMatchObject({ state: 'done', share: 1, fault: null });
  return Buffer.from(await (await file(id, who)).arrayBuffer());
}
const file = (id: string, who: Visitor) => fetch(`${server.address}/api/files/${id}`, { headers: who.keeps });
const idle = () =>
  expect
    .poll(async () => (await keeper.get<{ items: { state: string }[] }>('/api/jobs')).body.items, {
      timeout: 30_000,
    })
    .not.toContainEqual(expect.objectContaining({ state: expect.stringMatching(/waiting|working/) }));
const table = (bytes: Buffer) =>
  parse(bytes, { bom: true, relax_column_count: true, skip_empty_lines: true }) as string[][];
const head = () =>
  server.rows<{ n: number; hash: string }>(
    "select n, hash from commit_row where site = (select key from site where code = 'RC-S') order by n desc limit 1",
  )[0];

it('tells a store’s stock as a table, under the head of its chain', async () => {
  const rows = table(await fetched({ report: 'stock', site: 'RC-S', format: 'csv' }));
  expect(rows[0]).toEqual(['库存报表']);
  const { n, hash } = head() as { n: number; hash: string };
  expect(rows.find(([label]) => label === '账链')?.[1]).toBe(`RC-S  n = ${n}  SM3 ${hash}`);
  const at = rows.findIndex(([first]) => first === '品名');
  expect(rows[at]?.slice(0, 3)).toEqual(['品名', '批次', '位置']);
  const { body } = await keeper.get<{ items: { lot: string; place: string; quantity: number }[] }>(
    '/api/stock?site=RC-S',
  );
  for (const { lot, place, quantity } of body.items)
    expect(rows.slice(at)).toContainEqual(expect.arrayContaining([lot, place, String(quantity)]));
  expect(rows.at(-3)?.[0]).toContain('签收');
  expect(rows.at(-1)?.[0]).toMatch(/^changping-seal 1 /);
});

it('tells the same in a workbook, and in English', async () => {
  const sheet = await readSheet(await fetched({ report: 'stock', site: 'RC-S', format: 'xlsx', lang: 'en' }));
  const rows = (sheet as unknown as { data: unknown[][] }[])[0]?.data ?? (sheet as unknown as unknown[][]);
  expect(rows[0]?.[0]).toBe('Stock');
  expect(rows.find(([first]) => first === 'kind')).toContain('quantity');
  expect(rows.flat()).toContain('SAMPLE-Q-2026-09');
});

it('signs every report with the ledger’s key: its bytes, its head, when, by whom and what was ordered', async () => {
  const { x } = signerIn(dirname(server.db.raw.name));
  const span = { from: 0, to: Date.now() };
  const site = 'RC-S';
  for (const wish of [
    { report: 'stock', site, format: 'csv' },
    { report: 'journal', site, format: 'xlsx', ...span },
    { report: 'variance', site, format: 'pdf', ...span, lang: 'en' },
    { report: 'month', site, format: 'xlsx', month: new Date().toISOString().slice(0, 7) },
    { report: 'inventory', site, format: 'xlsx' },
    { report: 'inventory', site, format: 'csv' },
    { report: 'document', format: 'pdf', document: paper },
  ] as const) {
    const before = Date.now();
    const verdict = verdictOf(await fetched(wish), x);
    expect(verdict, wish.report).toMatchObject({
      is: 'genuine',
      claim: { by: 'keeper-guyuan', order: wish },
    });
    if (verdict.is !== 'genuine') continue;
    expect(verdict.claim.at).toBeGreaterThanOrEqual(before);
    expect(standingOf(server.db, verdict.claim.head)).toMatchObject({ is: 'inChain' });
  }
}, 60_000);

it('prints a document with its lines, steps and number', async () => {
  const bytes = await fetched({ report: 'document', format: 'pdf', document: paper });
  const text = pdfText(bytes).join('\n');
  const { number } = server.rows<{ number: string }>(
    `select number from document where id = '${paper}'`,
  )[0] as { number: string };
  for (const word of ['上架单', number, 'SAMPLE-Q-2026-09', '开单', '签收', 'keeper-guyuan'])
    expect(text).toContain(word);
  expect(bytes.length).toBeLessThan(200_000);
});

it('prints who called, why something came damaged, what photographs there are and what is still owed', async () => {
  const id = '01990000-0000-7000-8000-0000000000d2';
  const slot = { place: 'RC-S/receiving', quality: 'usable', grade: 'reserve', owner: 'RC-S' } as const;
  const lots = [{ lot: 'Q-PRINTED', kind: 'quilt' }];
  const line = { kind: 'quilt', lot: 'Q-PRINTED', wanted: 5, from: { ...slot, place: 'supplier' }, to: slot };
  const opened = await keeper.post('/api/documents/open', {
    ...{ id, type: 'emergencyPurchase', site: 'RC-S', phone: '局值班室 老李', photos: ['a'.repeat(64)] },
    ...{ lots, lines: [line] },
  });
  expect(opened.status, JSON.stringify(opened.body)).toBe(200);
  const came = await keeper.post('/api/documents/step', {
    ...{ id, version: 1, action: 'receive', second: { name: '送货员老杨' } },
    portions: [
      { line: 1, as: 'arrived', quantity: 4 },
      { line: 1, as: 'damaged', quantity: 1, reason: '箱子压坏' },
    ],
    dueAt: Date.now() + 5 * 86_400_000,
  });
  expect(came.status, JSON.stringify(came.body)).toBe(200);
  const text = pdfText(await fetched({ report: 'document', format: 'pdf', document: id })).join('');
  for (const word of ['局值班室', '箱子压坏', '照片1', '尚欠', '审批制度版本', '送货员老杨'])
    expect(text.replace(/\s/g, '')).toContain(word);
});

it.each(['csv', 'xlsx', 'pdf'] as const)('tells movements, variances and the month as %s', async (format) => {
  const span = { from: 0, to: Date.now() + 1000 };
  const month = new Date().toISOString().slice(0, 7);
  const files = [
    await fetched({ report: 'journal', site: 'RC-S', format, ...span }),
    await fetched({ report: 'variance', site: 'RC-S', format, ...span, lang: 'en' }),
    await fetched({ report: 'month', site: 'RC-S', format, month }),
  ];
  if (format === 'pdf') {
    const [journal, variance, form] = files.map((file) => pdfText(file).join('\n'));
    expect(journal).toContain('出入库流水');
    expect(variance).toContain('Count variances');
    expect(form).toContain('本系统自拟');
  } else if (format === 'csv') {
    const [journal, , form] = files.map(table);
    expect(journal?.length).toBeGreaterThan(20);
    const quilts = form?.find((row) => row[1] && row[2] === '0') ?? [];
    expect(Number(quilts[2]) + Number(quilts[3]) - Number(quilts[4])).toBe(Number(quilts[5]));
    expect(Number(quilts[5])).toBeGreaterThan(0);
  } else for (const file of files) expect(file.subarray(0, 2).toString()).toBe('PK');
});

it('prints labels with the tag’s EPC and notes why they are printed once more', async () => {
  const [piece] = server.rows<{ id: string }>(
    `select piece.id from piece join tag on tag.piece = piece.key where epc = '${caseOf(3)}'`,
  );
  const labels = [
    { what: 'piece', id: piece?.id ?? '' } as const,
    { what: 'bin', id: 'RC-S/ordinary' } as const,
  ];
  const wish = { report: 'labels', site: 'RC-S', labels, dpi: 203, wideMm: 100, highMm: 50 } as const;
  const zpl = (await fetched({ ...wish, format: 'zpl', reprint: '标签受潮' })).toString('latin1');
  expect(zpl.match(/\^XA/g)).toHaveLength(2);
  expect(zpl.match(/\^RFW,H\^FD([0-9A-F]+)\^FS/g)).toEqual([`^RFW,H^FD${caseOf(3)}^FS`]);
  expect(server.rows("select object, reason, account from audit where action = 'label.print'")).toEqual([
    { object: '2 zpl', reason: '标签受潮', account: 'keeper-guyuan' },
  ]);
  const sheet = await fetched({ ...wish, format: 'pdf', reprint: '打印机卡纸' });
  const printed = pdfText(sheet).join('').replaceAll('\n', '');
  for (const word of ['常温区', 'RC-S/ordinary', `件号 ${piece?.id}`]) expect(printed).toContain(word);
  const supervisor = await aSample(server, 'supervisor');
  expect((await order({ ...wish, format: 'pdf' }, supervisor)).code).toBe('rightMissing');
});

it('makes nothing for whoever may not see it, and hands nobody the file of another', async () => {
  const other = await aSample(server, 'keeper-pengyang');
  expect((await order({ report: 'stock', site: 'RC-S', format: 'csv' }, other)).code).toBe('outOfScope');
  expect((await order({ report: 'document', format: 'pdf', document: paper }, other)).code).toBe('notFound');
  const admin = await aSample(server, 'system');
  expect((await order({ report: 'document', format: 'pdf', document: paper }, admin)).code).toBe(
    'rightMissing',
  );
  const { id } = await order({ report: 'stock', site: 'RC-S', format: 'csv' });
  expect((await other.get(`/api/jobs/${id}`)).code).toBe('notFound');
  expect((await file(id, other)).status).toBe(404);
  expect((await fetch(`${server.address}/api/files/${id}`)).status).toBe(401);
});

it('the same order again is the same job; what is stopped makes no file; too many wait no longer', async () => {
  await idle();
  const before = server.count("audit where action like 'report.%'");
  const wish = { report: 'month', site: 'RC-S', format: 'pdf', month: '2026-01' } as const;
  const jobs = [];
  for (let i = 0; i < 5; i++) jobs.push(await order(wish));
  expect(jobs.map(({ code }) => code).filter(Boolean)).toEqual(['tooManyJobs']);
  const waiting = jobs[3]?.id as string;
  expect((await keeper.post('/api/jobs/start', { ...wish, lang: 'zh', id: waiting })).status).toBe(200);
  expect((await keeper.post('/api/jobs/start', { ...wish, lang: 'en', id: waiting })).code).toBe('idTaken');
  expect((await keeper.post('/api/jobs/stop', { id: waiting })).body).toMatchObject({ state: 'stopped' });
  expect((await file(waiting, keeper)).status).toBe(409);
  // Four were ordered, one of them was stopped.
  expect(server.count("audit where action like 'report.%'") - before).toBe(5);
  await idle();
  expect(server.unsound()).toEqual([]);
});

it('hands a file out no more once its owner may not order it any more', async () => {
  const { id } = await order({ report: 'stock', site: 'RC-S', format: 'csv' });
  await idle();
  expect((await file(id, keeper)).status).toBe(200);
  server.db.raw.exec("update account set unit = 'RC-N' where name = 'keeper-guyuan'");
  try {
    const response = await file(id, keeper);
    expect([response.status, await response.json()]).toMatchObject([403, { fault: { code: 'outOfScope' } }]);
  } finally {
    server.db.raw.exec("update account set unit = 'RC-S' where name = 'keeper-guyuan'");
  }
  expect((await file(id, keeper)).status).toBe(200);
});

it('ends the report of a partner after a minute, and not that of whoever works here', async () => {
  await idle();
  const all = { password: null, isGiven: false, isSample: true, display: '代储' };
  accounts(server.db).add({ ...all, name: 'px-med', unit: 'PX-MED', roles: ['partner'] }, 0 as Instant);
  const partner = await aSample(server, 'px-med');
  // The bound alone goes by it: the threads that make the reports have a clock of their own.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  /** How a report stands after so long. */
  const after = async (who: Visitor, site: string, ms: number) => {
    const { id, status, body } = await order({ report: 'stock', format: 'csv', site }, who);
    expect(status, JSON.stringify(body)).toBe(200);
    vi.advanceTimersByTime(ms);
    return (await who.get<{ state: string; fault: string | null }>(`/api/jobs/${id}`)).body;
  };
  expect(await after(partner, 'PX-MED', 60_000)).toMatchObject({ state: 'failed', fault: 'reportTooLong' });
  expect(await after(partner, 'PX-MED', 59_999)).toMatchObject({
    state: expect.not.stringMatching('failed'),
  });
  expect(await after(keeper, 'RC-S', 60_000)).toMatchObject({ state: expect.not.stringMatching('failed') });
}, 60_000);

it('makes reports in turns: whoever orders three waits for another after the first', async () => {
  await idle();
  const commander = await aSample(server, 'commander');
  const wish = { report: 'stock', site: 'RC-S', format: 'csv' } as const;
  const own = [await order(wish), await order(wish), await order(wish)];
  const other = await order(wish, commander);
  const stateOf = async (id: string | undefined, who: Visitor) =>
    (await who.get<{ state: string }>(`/api/jobs/${id}`)).body.state;
  await expect.poll(() => stateOf(other.id, commander), { timeout: 20_000, interval: 20 }).toBe('done');
  expect(await stateOf(own[2]?.id, keeper)).toBe('waiting');
  await idle();
});
