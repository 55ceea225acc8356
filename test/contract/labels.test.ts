/** Labels over HTTP: the server knows what was printed, and no piece gets a second one without a reason. */
import { randomUUID } from 'node:crypto';
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { apply, checked } from './import-file.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

type Order = Extract<CommandBody<'/api/jobs/start'>, { report: 'labels' }>;
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
type Rows = Answer<'/api/labels'>;
let server: TestServer;
let keeper: Visitor;
const epc = (n: number) => `E2801160600088${String(n).padStart(10, '0')}`;
beforeAll(async () => {
  server = await openServer();
  keeper = await aSample(server, 'keeper-guyuan');
  const rows = [1, 2, 3, 4, 5, 6].map(
    (n) => `棉被,LAB-${n},LAB-P-${n},${n === 6 ? '' : epc(n)},10,条,ordinary`,
  );
  const { id } = await checked(keeper, {
    bytes: `品种,批次,件号,标签编码,数量,单位,位置\n${rows.join('\n')}\n`,
  });
  expect((await apply(keeper, id)).status).toBe(200);
});
afterAll(() => server.close());
// Of one person no more than four wait.
afterEach(() =>
  expect
    .poll(
      async () => (await keeper.get<Answer<'/api/jobs'>>('/api/jobs')).body.items.map(({ state }) => state),
      {
        timeout: 30_000,
      },
    )
    .not.toContainEqual(expect.stringMatching(/waiting|working/)),
);

const piece = (n: number) => ({ what: 'piece', id: `LAB-P-${n}` }) as const;
const order = async (labels: Order['labels'], more: Partial<Order> = {}, who = keeper) => {
  const id = randomUUID();
  const body = { report: 'labels', site: 'RC-S', lang: 'zh', format: 'zpl', ...more, labels, id } as Order;
  const stock = { dpi: 203, wideMm: 100, highMm: 50 } as const;
  return { id, ...(await who.post('/api/jobs/start', { ...stock, ...body })) };
};
const listed = async (query: string, who = keeper) =>
  (await who.get<Rows>(`/api/labels?site=RC-S&${query}`)).body.items;
const audits = () =>
  server.rows<{ action: string; reason: string | null; result: string }>(
    "select action, reason, result from audit where action like 'label.%' order by key",
  );
const ended = (id: string) =>
  expect
    .poll(async () => (await keeper.get<{ state: string }>(`/api/jobs/${id}`)).body.state, {
      timeout: 20_000,
    })
    .toBe('done');
const detailOf = (body: unknown) => (body as { fault: { detail: string } }).fault.detail;

it('refuses a second label of a piece and says who printed the first and when; with a reason it is a reprint in the audit', async () => {
  const before = audits().length;
  const first = await order([piece(1)]);
  expect(first.status, JSON.stringify(first.body)).toBe(200);
  await ended(first.id);
  expect((await keeper.post('/api/jobs/start', { ...bodyOf(first.id, [piece(1)]) })).status).toBe(200);

  const again = await order([piece(2), piece(1)], { format: 'pdf' });
  expect([again.status, again.code]).toEqual([409, 'labelPrinted']);
  expect(detailOf(again.body)).toMatch(/^LAB-P-1: keeper-guyuan 20\d\d-\d\d-\d\d \d\d:\d\d$/);
  // Nothing of a refused order was printed.
  expect((await order([piece(2)])).status).toBe(200);
  const reprint = await order([piece(1)], { format: 'svg', reprint: '标签受潮' });
  expect(reprint.status, JSON.stringify(reprint.body)).toBe(200);
  expect(audits().slice(before)).toEqual([
    { action: 'label.print', reason: null, result: 'ok' },
    { action: 'label.reprint', reason: null, result: 'labelPrinted' },
    { action: 'label.print', reason: null, result: 'ok' },
    { action: 'label.reprint', reason: '标签受潮', result: 'ok' },
  ]);
  const [row] = server.rows<{ before: string }>(
    "select before from audit where action = 'label.reprint' and result = 'ok'",
  );
  expect(JSON.parse(row?.before ?? '')).toMatchObject({ printed: [{ id: 'LAB-P-1', by: 'keeper-guyuan' }] });
  const [told] = await listed('text=LAB-P-1');
  expect(told?.printed).toMatchObject({ by: 'keeper-guyuan', times: 2 });
  expect(server.unsound()).toEqual([]);
});

const bodyOf = (id: string, labels: Order['labels']): Order => ({
  ...{ id, report: 'labels', site: 'RC-S', lang: 'zh', format: 'zpl', labels },
  ...{ dpi: 203, wideMm: 100, highMm: 50 },
});

it('asks two keepers who print the same piece at once for a reason from the second alone', async () => {
  const commands = [order([piece(3)]), order([piece(3)], { format: 'pdf' })];
  const codes = (await Promise.all(commands)).map(({ code }) => code ?? 'ok');
  expect(codes.sort()).toEqual(['labelPrinted', 'ok']);
});

it('wants a reason for the second label of a bin too, and tells how often it was printed', async () => {
  const bin = { what: 'bin', id: 'RC-S/ordinary' } as const;
  const first = await order([bin]);
  expect(first.status).toBe(200);
  await ended(first.id);
  const again = await order([bin]);
  expect([again.status, again.code]).toEqual([409, 'labelPrinted']);
  const reprint = await order([bin], { reprint: '货架更换' });
  expect(reprint.status).toBe(200);
  await ended(reprint.id);
  const [row] = await listed('what=bin&text=ordinary');
  expect(row).toMatchObject({ id: 'RC-S/ordinary', kind: null, printed: { times: 2 } });
});

it('counts no label that never came out of its order', async () => {
  const busy = await order([piece(4)]);
  const waiting = await order([piece(5)]);
  expect((await listed('text=LAB-P-5'))[0]?.printed).not.toBeNull();
  await keeper.post('/api/jobs/stop', { id: waiting.id });
  const { body } = await keeper.get<{ state: string }>(`/api/jobs/${waiting.id}`);
  // It may have been made before it was stopped; then it counts.
  const isStopped = body.state === 'stopped';
  expect((await listed('text=LAB-P-5'))[0]?.printed === null).toBe(isStopped);
  await ended(busy.id);
  expect((await listed('text=LAB-P-4'))[0]?.printed).toMatchObject({ times: 1 });
});

it('finds what bears a label by piece, tag, lot and place, each page after the other, in the own store alone', async () => {
  const ids = async (query: string) => (await listed(query)).map(({ id }) => id);
  expect(await ids('text=LAB-P-6')).toEqual(['LAB-P-6']);
  expect(await ids(`text=${epc(2).toLowerCase()}`)).toEqual(['LAB-P-2']);
  expect(await ids('text=LAB-2')).toEqual(['LAB-P-2']);
  expect((await ids('text=LAB-&limit=500')).length).toBe(6);
  expect(await ids('text=LAB-&kind=tent-12')).toEqual([]);
  expect((await ids('text=ordinary&limit=500')).filter((id) => id.startsWith('LAB-P'))).toHaveLength(6);
  expect(await ids("text=%25' or 1=1")).toEqual([]);
  const all = await ids('limit=500');
  const paged: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const { body: page }: { body: Rows } = await keeper.get<Rows>(
      `/api/labels?site=RC-S&limit=7${next && `&after=${next}`}`,
    );
    paged.push(...page.items.map(({ id }) => id));
    next = page.next;
  }
  expect(paged).toEqual(all);
  const other = await aSample(server, 'keeper-pengyang');
  expect((await other.get<Rows>('/api/labels?site=RC-S')).code).toBe('outOfScope');
  expect((await order([piece(6)], { site: 'CS-640425' }, other)).code).toBe('notFound');
  expect((await (await aSample(server, 'approver')).get<Rows>('/api/labels?site=RC-S')).code).toBe(
    'rightMissing',
  );
});

it.each([
  ['a font that would command the printer', { font: '^XZ' as never }],
  ['a font without its drive', { font: 'SIMSUN.TTF' }],
  ['labels wider than any roll', { wideMm: 500 }],
  ['a reprint without a word', { reprint: ' ' }],
])('refuses %s', async (_, more) => {
  expect((await order([piece(6)], more)).code).toBe('bodyShape');
});

it('takes no piece twice in one order', async () => {
  expect((await order([piece(6), piece(6)])).code).toBe('bodyShape');
});

it('writes the number of a piece before all else but what it is: where room ends, the last rows are left out', async () => {
  const { id } = await order([piece(6)], { format: 'svg', wideMm: 60, highMm: 35 });
  await ended(id);
  const svg = await (await fetch(`${server.address}/api/files/${id}`, { headers: keeper.keeps })).text();
  const rows = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
  expect(rows.slice(0, 2)).toEqual(['棉被', '件号 LAB-P-6']);
});
