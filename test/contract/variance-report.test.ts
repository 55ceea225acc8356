/** The report of count variances held against counts that were really posted: row by row, in money, and the same in every form. */
import { createRequire } from 'node:module';
import type { Answer } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import { accounts } from '@changping/server/store/accounts';
import readSheet from 'read-excel-file/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pdfText } from '../pdf-text.ts';
import { aCount, been, loose, newId, received, whole } from './count-room.ts';
import { openServer, region, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

/** The server's own reader of such files. */
const { parse } = createRequire(createRequire(import.meta.url).resolve('../../server/package.json'))(
  'csv-parse/sync',
) as { parse(bytes: Buffer, options: object): string[][] };

type Variances = Answer<'/api/counts/{id}/variance'>['variances'];
const cold = { place: 'RC-S/cold' };
const cost = region.kinds.find(({ id }) => id === 'quilt')?.unitCostFen as number;
let server: TestServer;
let keeper: Visitor;
let approver: Visitor;
/** As the server tells them of the document. */
let posted: Variances;

beforeAll(async () => {
  server = await openServer();
  const second = { display: '另一审批人', unit: 'RC-S', roles: ['approver' as const] };
  accounts(server.db).add(
    { ...second, name: 'approver-two', password: null, isGiven: false, isSample: true },
    Date.now() as Instant,
  );
  [keeper, approver] = [await aSample(server, 'keeper-guyuan'), await aSample(server, 'approver')];
  await received(keeper, 'V-LESS', 20, 'RC-S/cold');
  await received(keeper, 'V-MORE', 7, 'RC-S/cold');
  await received(keeper, 'V-ASTRAY', 9, 'RC-S/cold');
  await received(keeper, 'V-WORSE', 5, 'RC-S/cold');
  await received(keeper, 'V-RIGHT', 4, 'RC-S/cold');
  const count = await aCount(keeper, ['RC-S/cold', 'RC-S/dangerous']);
  whole(await count.step(keeper, 'start'));
  const { head } = await count.sheet(keeper);
  const seen = [
    loose('V-LESS', 17, head, cold),
    loose('V-MORE', 12, head, cold),
    loose('V-ASTRAY', 6, head, cold),
    loose('V-ASTRAY', 3, head, { place: 'RC-S/dangerous' }),
    loose('V-WORSE', 5, head, { ...cold, quality: 'damaged', grade: 'dispose' }),
    loose('V-RIGHT', 4, head, cold),
  ];
  const places = ['RC-S/cold', 'RC-S/dangerous'].map((place) => been(place, head));
  whole(await count.add(keeper, newId(), seen, places));
  whole(await count.step(keeper, 'submit'));
  let { variances } = whole(await count.variance(approver));
  if (variances.some(({ needsRecount }) => needsRecount)) {
    whole(await count.step(approver, 'askAgain', { reason: '超出容差' }));
    const other = await aSample(server, 'inspector');
    const again = seen.map((scan) => ({ ...scan, id: newId() }));
    const there = places.map((each) => ({ ...each, id: newId() }));
    whole(await count.add(other, newId(), again, there, 2));
    whole(await count.step(other, 'submitAgain'));
    ({ variances } = whole(await count.variance(approver)));
  }
  const reasons = variances.map(({ key, what }) => ({
    ...{ key, reason: what === 'misplaced' ? ('wrongPlace' as const) : ('theft' as const) },
    ...(what === 'missing' ? { note: '门锁已坏' } : {}),
  }));
  whole(await count.post(approver, reasons));
  posted = whole(await count.variance(approver)).variances;
  expect(posted.map(({ what }) => what).sort()).toEqual(['condition', 'gained', 'misplaced', 'missing']);
});
afterAll(() => server.close());

async function report(format: 'csv' | 'xlsx' | 'pdf'): Promise<Buffer> {
  const id = newId();
  const wish = { id, report: 'variance' as const, site: 'RC-S', format, lang: 'en' as const };
  whole(await approver.post('/api/jobs/start', { ...wish, from: 0, to: Date.now() + 1000 }));
  await expect
    .poll(async () => (await approver.get<{ state: string }>(`/api/jobs/${id}`)).body.state, {
      timeout: 30_000,
    })
    .toBe('done');
  const response = await fetch(`${server.address}/api/files/${id}`, { headers: approver.keeps });
  return Buffer.from(await response.arrayBuffer());
}

/** Below its head, without what stands after it. */
function rowsIn(sheet: readonly (readonly unknown[])[]): string[][] {
  const all = sheet.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
  const from = all.findIndex(([first]) => first === 'document');
  const length = all.slice(from).findIndex(([first]) => first === 'total');
  return all.slice(from + 1, from + length + 1);
}

/** Lot, from, to, difference, quantity, value. */
const told = (row: readonly string[]) => [3, 5, 6, 7, 8, 9].map((at) => row[at]);
const english = {
  missing: 'missing',
  gained: 'gained',
  misplaced: 'misplaced',
  condition: 'worse than in the book',
} as const;
const sign = { missing: -1, gained: 1, misplaced: 0, condition: 0 } as const;
const expected = () =>
  posted.map(({ lot, from, to, what, quantity, fen }) => [
    ...[lot, from.place, to.place, english[what], String(quantity)],
    String((sign[what] * fen) / 100 || 0),
  ]);

it('lists exactly what was posted, each with its way, its quantity and its money', async () => {
  const rows = rowsIn(parse(await report('csv'), { bom: true, relax_column_count: true }));
  const body = rows.slice(0, -1).map(told);
  expect(body.map((row) => row.join(' ')).sort()).toEqual(
    expected()
      .map((row) => row.join(' '))
      .sort(),
  );
  expect(rows.find((row) => row[3] === 'V-LESS')?.[10]).toMatch(/.：门锁已坏$/);
});

it('adds up to what the variances are worth, in money', async () => {
  const rows = rowsIn(parse(await report('csv'), { bom: true, relax_column_count: true }));
  const sum = (what: 'missing' | 'gained') =>
    posted.filter((each) => each.what === what).reduce((all, { fen }) => all + fen, 0);
  expect([sum('missing'), sum('gained')]).toEqual([3 * cost, 5 * cost]);
  expect(Number(rows.at(-1)?.[9]) * 100).toBe(sum('gained') - sum('missing'));
});

it('tells the same as a workbook and on paper', async () => {
  const csv = rowsIn(parse(await report('csv'), { bom: true, relax_column_count: true }));
  const book = await readSheet(await report('xlsx'));
  const sheet = (book as unknown as { data: unknown[][] }[])[0]?.data ?? (book as unknown as unknown[][]);
  expect(rowsIn(sheet).map((row) => row.slice(0, 13))).toEqual(csv);
  const bare = (text = '') => text.replaceAll(/\s/g, '');
  const paper = bare(pdfText(await report('pdf')).join(''));
  for (const row of csv) for (const at of [3, 7, 9]) expect(paper, row.join()).toContain(bare(row[at]));
});

it('lists no posting that was taken back', async () => {
  const [count] = server.rows<{ id: string; version: number }>(
    "select id, version from document where type = 'count'",
  );
  const back = { id: count?.id as string, version: count?.version as number, reason: '原因填错' };
  whole(await approver.post('/api/documents/correct', { ...back, second: { name: 'approver-two' } }));
  expect(rowsIn(parse(await report('csv'), { bom: true, relax_column_count: true })).slice(0, -1)).toEqual(
    [],
  );
});
