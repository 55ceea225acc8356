/** The printed form of documents: what stands on it is what people call things, and it says what each signature covered. */
import { randomUUID } from 'node:crypto';
import type { CommandBody } from '@changping/contracts/http-commands';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { pdfText } from '../pdf-text.ts';
import { aCount, been, loose, newId, received, slot, whole } from './count-room.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
let server: TestServer;
let keeper: Visitor;
let approver: Visitor;
beforeAll(async () => {
  server = await openServer();
  keeper = await aSample(server, 'keeper-guyuan');
  approver = await aSample(server, 'approver');
});
afterAll(() => server.close());

/** Page by page: what stands in each cell, in the order of drawing. */
async function printed(document: string, lang: 'zh' | 'en' = 'zh'): Promise<string[]> {
  const id = randomUUID();
  const order = { id, report: 'document', format: 'pdf', document, lang } as const;
  whole(await keeper.post('/api/jobs/start', order));
  await expect
    .poll(async () => (await keeper.get<{ state: string }>(`/api/jobs/${id}`)).body.state, {
      timeout: 30_000,
    })
    .toBe('done');
  const reply = await fetch(`${server.address}/api/files/${id}`, { headers: keeper.keeps });
  return pdfText(Buffer.from(await reply.arrayBuffer()));
}
/** At the foot of the page. */
const onePage = '1/1';
/** However a cell was broken. */
const bare = (pages: readonly string[]): string => pages.join('').replace(/\s/g, '');
const step = (who: Visitor, body: CommandBody<'/api/documents/step'>) =>
  who.post('/api/documents/step', body).then(whole);

async function aHandOut(): Promise<string> {
  const id = newId();
  await received(keeper, 'F-OUT', 20, 'RC-S/ordinary/A-08');
  const line = {
    ...{ kind: 'quilt', lot: 'F-OUT', wanted: 10 },
    ...{ from: slot('RC-S/ordinary/A-08'), to: slot('unit/彭阳县局') },
  };
  const body = { type: 'handOut', site: 'RC-S', urgency: 'emergency', level: 'II', reason: '山洪' } as const;
  whole(await keeper.post('/api/documents/open', { id, ...body, lines: [line] }));
  await step(approver, { id, version: 1, action: 'approve' });
  const second = { name: '张三' };
  const dueAt = Date.now() + 5 * 86_400_000;
  const given = [{ line: 1, as: 'given' as const, quantity: 10 }];
  await step(keeper, { id, version: 2, action: 'handOut', second, dueAt, portions: given });
  const back = [
    { line: 1, as: 'returned' as const, quantity: 3 },
    { line: 1, as: 'damaged' as const, quantity: 1, reason: '裂' },
  ];
  await step(keeper, { id, version: 3, action: 'takeBack', second, portions: back });
  return id;
}

it('calls whoever gets the goods and the shelf by their names, and says how urgent it was under which response', async () => {
  const id = await aHandOut();
  const pages = await printed(id);
  const text = bare(pages);
  expect(text).toContain(onePage);
  for (const word of ['彭阳县局', '常温区A-08', '紧急程度:特急', '响应级别:II', '裂'])
    expect(text).toContain(word);
  for (const raw of ['unit/', 'ordinary', '…']) expect(text).not.toContain(raw);
  const english = (await printed(id, 'en')).join('\n');
  expect(english).toMatch(/ordinary\s*A-08/);
  expect(english).toMatch(/emergency[\s\S]*张三 \(no\s*account\)/);
});

it('says beside each signature how much it covered, and breaks no moment', async () => {
  const id = await aHandOut();
  const [page = ''] = await printed(id);
  const cells = page.split('\n');
  const moments = cells.filter((cell) => /^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(cell));
  expect(moments).toHaveLength(4);
  expect(cells.filter((cell) => /\d\d:$/.test(cell))).toEqual([]);
  const steps = bare([page]).split('办理经过')[1] ?? '';
  expect(steps).toMatch(/开单.*?10条.*?批准.*?10条.*?发放.*?已发放10条.*?收回.*?已归还3条.*?损坏1条/);
});

it('tells of what came in who brought it, when it was made and until when it is good', async () => {
  const id = newId();
  const lots = [
    {
      ...{ lot: 'F-IN', kind: 'quilt', madeOn: '2026-01-10', expiresOn: '2031-01-09' },
      supplier: '宁夏某被服厂',
    },
  ];
  const line = { kind: 'quilt', lot: 'F-IN', wanted: 5, from: slot('supplier'), to: slot('RC-S/receiving') };
  whole(await keeper.post('/api/documents/open', { id, type: 'goodsIn', site: 'RC-S', lots, lines: [line] }));
  const pages = await printed(id);
  for (const word of [onePage, '宁夏某被服厂', '2026-01-10', '2031-01-09', '收发区'])
    expect(bare(pages)).toContain(word);
  expect(bare(pages), 'nothing of it where it is ordinary').not.toMatch(/紧急程度|响应级别/);
});

it('tells on a hand-over what its count saw and what it found other than the book, in words of one language', async () => {
  await received(keeper, 'F-HANDED', 20, 'RC-S/cold');
  const id = newId();
  const lines = ['库房钥匙三把', 'RC-S/cold'].map((item) => ({ item, wanted: 1 }));
  whole(await keeper.post('/api/documents/open', { id, type: 'handOver', site: 'RC-S', lines }));
  const place = 'RC-S/cold';
  const count = await aCount(keeper, [place]);
  whole(await count.step(keeper, 'start'));
  const { head } = await count.sheet(keeper);
  whole(await count.add(keeper, newId(), [loose('F-HANDED', 18, head, { place })], [been(place, head)]));
  whole(await count.step(keeper, 'submit'));
  const { variances } = whole(await count.variance(approver));
  const reasons = variances.map(({ key }) => ({ key, reason: 'theft' as const }));
  const { number } = whole(await count.post(approver, reasons)).document;
  await step(keeper, { id, version: 1, action: 'attachCount', refs: [number] });
  const text = bare(await printed(id));
  for (const word of [onePage, `盘点单${number}`, '已盘:恒温区', '棉被', 'F-HANDED', '丢失', '条', '盘亏2'])
    expect(text).toContain(word);
  for (const raw of ['missing', 'lost', 'RC-S/cold', '…', '相符']) expect(text).not.toContain(raw);
  const english = bare(await printed(id, 'en'));
  for (const word of [`count${number}`, 'covered:coldroom', 'Quilt', 'missing2'])
    expect(english).toContain(word);
  expect(english).not.toContain('盘亏');
});
