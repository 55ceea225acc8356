/** Kits over HTTP: put together, filled, broken up by what leaves the store, and taken apart; by keepers of that store alone, each time with one row in the audit. */
import { randomUUID } from 'node:crypto';
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { slot, whole } from './count-room.ts';
import { apply, checked } from './import-file.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
type Kit = Answer<'/api/kits'>['items'][number];
let server: TestServer;
let keeper: Visitor;
const piecesMost = 40;
const epc = (n: number) => `E2801160600099${String(n).padStart(10, '0')}`;
beforeAll(async () => {
  server = await openServer();
  keeper = await aSample(server, 'keeper-guyuan');
  const rows = Array.from({ length: piecesMost }, (_, n) => {
    const [kind, unit] = n % 2 ? ['安全帽', '顶'] : ['棉被', '条'];
    return `${kind},KIT-${n % 2},${id(n)},${epc(n)},5,${unit},ordinary`;
  });
  const { id: file } = await checked(keeper, {
    bytes: `品种,批次,件号,标签编码,数量,单位,位置\n${rows.join('\n')}\n`,
  });
  expect((await apply(keeper, file)).status).toBe(200);
});
afterAll(() => server.close());

const id = (n: number) => `KIT-P-${n}`;
let next = 0;
/** A case of quilts and one of hats that no test had yet. */
const fresh = () => ({ quilt: id(2 * next), hat: id(2 * next++ + 1) });
const plan = [
  { kind: 'quilt', quantity: 10 },
  { kind: 'helmet', quantity: 5 },
];
type Assembled = CommandBody<'/api/kits/assemble'>;
const assemble = (pieces: string[], more: Partial<Assembled> = {}, who = keeper) =>
  who.post('/api/kits/assemble', {
    ...{ key: randomUUID(), site: 'RC-S', name: '急救套', plan, pieces, ...more },
  });
const add = (kit: string, pieces: string[], who = keeper) =>
  who.post('/api/kits/add', { key: randomUUID(), kit, pieces });
const takeOut = (kit: string, pieces: string[], who = keeper) =>
  who.post('/api/kits/take-out', { key: randomUUID(), kit, pieces, reason: '换件' });
const one = async (kit: string, who = keeper) =>
  whole(await who.get<Answer<'/api/kits/{id}'>>(`/api/kits/${kit}`));
const piecesOf = ({ members }: Pick<Kit, 'members'>) => members.map(({ piece }) => piece);
const audits = () =>
  server.rows<{ action: string; object: string; reason: string | null; result: string }>(
    "select action, object, reason, result from audit where action like 'kit.%' order by key",
  );
const detailOf = (body: unknown) => (body as { fault: { detail: string } }).fault.detail;

it('puts a kit together, says what is lacking until it is whole, and takes it apart; each with its row in the audit', async () => {
  const before = audits().length;
  const { quilt, hat } = fresh();
  const kit = whole(await assemble([quilt]));
  expect(kit).toMatchObject({
    ...{
      site: 'RC-S',
      name: '急救套',
      have: 5,
      want: 15,
      lacking: [{ kind: 'quilt', quantity: 5 }, plan[1]],
    },
    members: [{ piece: quilt, kind: 'quilt', quantity: 5, place: 'RC-S/ordinary', isGood: true }],
  });
  const other = fresh();
  const full = whole(await add(kit.id, [hat, other.quilt]));
  expect(full).toMatchObject({ have: 15, want: 15, lacking: [] });
  expect((await add(kit.id, [other.hat])).code, 'it has its hats').toBe('kitPlan');
  expect(whole(await takeOut(kit.id, [other.quilt])).have).toBe(10);
  expect((await one(kit.id)).gone).toMatchObject([{ piece: other.quilt, document: null }]);
  expect((await takeOut(kit.id, [other.quilt])).code).toBe('pieceNotInKit');
  const apart = { key: randomUUID(), kit: kit.id, reason: '改装' };
  expect((await keeper.post('/api/kits/dissolve', apart)).status).toBe(200);
  expect((await keeper.post('/api/kits/dissolve', apart)).status, 'the same again').toBe(200);
  expect((await keeper.get(`/api/kits/${kit.id}`)).code).toBe('notFound');
  // Its pieces are free, and its code is never given again.
  expect(whole(await assemble([quilt, hat])).id).not.toBe(kit.id);
  expect(audits().slice(before)).toMatchObject([
    { action: 'kit.assemble', object: '急救套', result: 'ok' },
    { action: 'kit.add', object: kit.id, result: 'ok' },
    { action: 'kit.add', object: kit.id, result: 'kitPlan' },
    { action: 'kit.takeOut', object: kit.id, reason: '换件', result: 'ok' },
    { action: 'kit.takeOut', object: kit.id, result: 'pieceNotInKit' },
    { action: 'kit.dissolve', object: kit.id, reason: '改装', result: 'ok' },
    { action: 'kit.assemble', result: 'ok' },
  ]);
  expect(server.unsound()).toEqual([]);
});

it('gives a piece that two put into their kits at once to one of them; the other reads where it is', async () => {
  const { quilt } = fresh();
  const kits = [whole(await assemble([], { name: '甲套' })), whole(await assemble([], { name: '乙套' }))];
  const answers = await Promise.all(kits.map((kit) => add(kit.id, [quilt])));
  expect(answers.map(({ code }) => code ?? 'ok').sort()).toEqual(['ok', 'pieceInKit']);
  const winner = kits[answers.findIndex(({ status }) => status === 200)] as Kit;
  const loser = answers.find(({ code }) => code === 'pieceInKit');
  expect(detailOf(loser?.body)).toBe(`${quilt}: ${winner.id} ${winner.name}`);
  // All of them or none.
  const { hat } = fresh();
  expect((await assemble([hat, quilt])).code).toBe('pieceInKit');
  expect(whole(await add(winner.id, [hat])).members).toHaveLength(2);
});

it('puts a kit together once, however often it is asked', async () => {
  const { quilt } = fresh();
  const wish = { key: randomUUID() };
  const [first, again] = [whole(await assemble([quilt], wish)), whole(await assemble([quilt], wish))];
  expect(again.id).toBe(first.id);
  expect((await assemble([], wish)).code).toBe('idTaken');
});

it('loses the piece that is handed out, says by which document, and keeps the one that is put elsewhere in the store', async () => {
  const { quilt, hat } = fresh();
  const kit = whole(await assemble([quilt, hat]));
  const line = { piece: quilt, kind: 'quilt', lot: 'KIT-0', wanted: 5, from: slot('RC-S/ordinary') };
  const document = randomUUID();
  const step = async (body: object, who = keeper, id = document) =>
    whole(await who.post('/api/documents/step', { id, ...body } as never));
  const lines = [{ ...line, to: slot('unit/rescue-1') }];
  whole(await keeper.post('/api/documents/open', { id: document, type: 'handOut', site: 'RC-S', lines }));
  await step({ version: 1, action: 'approve' }, await aSample(server, 'approver'));
  expect((await one(kit.id)).have, 'promised is not gone').toBe(10);
  await step({
    ...{ version: 2, action: 'handOut', second: { name: '老马' }, dueAt: Date.now() + 1e8 },
    portions: [{ line: 1, as: 'given', quantity: 5 }],
  });
  const broken = await one(kit.id);
  expect(broken).toMatchObject({ have: 5, want: 15, gone: [{ piece: quilt, document: { id: document } }] });
  expect(piecesOf(broken)).toEqual([hat]);
  expect((await add(kit.id, [quilt])).code, 'it is not here').toBe('pieceElsewhere');

  const putAway = randomUUID();
  const within = { ...line, piece: hat, kind: 'helmet', lot: 'KIT-1', to: slot('RC-S/receiving') };
  whole(
    await keeper.post('/api/documents/open', { id: putAway, type: 'putAway', site: 'RC-S', lines: [within] }),
  );
  await step(
    { version: 1, action: 'putAway', portions: [{ line: 1, as: 'placed', quantity: 5 }] },
    keeper,
    putAway,
  );
  expect(await one(kit.id)).toMatchObject({ members: [{ piece: hat, place: 'RC-S/receiving' }] });
  expect(server.unsound()).toEqual([]);
});

it('loses a case that is opened', async () => {
  const { quilt } = fresh();
  const kit = whole(await assemble([quilt]));
  whole(await keeper.post('/api/pieces/open', { key: randomUUID(), piece: quilt, reason: '发放零散' }));
  expect((await one(kit.id)).members).toEqual([]);
});

it('is the business of the store’s keepers alone', async () => {
  const { quilt } = fresh();
  const kit = whole(await assemble([quilt]));
  const county = await aSample(server, 'keeper-pengyang');
  expect((await county.get(`/api/kits/${kit.id}`)).code).toBe('notFound');
  expect((await county.get('/api/kits?site=RC-S')).code).toBe('outOfScope');
  expect((await takeOut(kit.id, [quilt], county)).code).toBe('notFound');
  expect((await assemble([], {}, county)).code).toBe('outOfScope');
  expect((await assemble([quilt], { site: 'CS-640425' }, county)).code, 'a piece of another store').toBe(
    'pieceElsewhere',
  );
  for (const name of ['approver', 'inspector', 'commander']) {
    const looks = await aSample(server, name);
    expect((await one(kit.id, looks)).members, name).toHaveLength(1);
    expect((await takeOut(kit.id, [quilt], looks)).code, name).toBe('rightMissing');
    expect((await assemble([], {}, looks)).code, name).toBe('rightMissing');
  }
  expect(piecesOf(await one(kit.id))).toEqual([quilt]);
});

it.each<[string, Partial<Assembled>]>([
  ['without a name', { name: ' ' }],
  ['without a plan', { plan: [] }],
  ['of nothing', { plan: [{ kind: 'quilt', quantity: 0 }] }],
  ['of half a quilt', { plan: [{ kind: 'quilt', quantity: 1.5 }] }],
  ['that names a kind twice', { plan: [plan[0], plan[0]] as never }],
  ['that names a piece twice', { pieces: ['KIT-P-0', 'KIT-P-0'] }],
  ['of more pieces than it holds', { pieces: Array.from({ length: 201 }, (_, n) => `P-${n}`) }],
  ['with what nobody asked for', { code: 'RC-S-K1' } as never],
])('refuses a kit %s', async (_, more) => {
  expect((await assemble([], more)).code).toBe('bodyShape');
});

it('refuses a kit of a kind that the catalogue does not have, and a piece that nobody knows', async () => {
  expect((await assemble([], { plan: [{ kind: 'unicorn', quantity: 1 }] })).code).toBe('notFound');
  expect((await assemble(['nobody knows'])).code).toBe('pieceElsewhere');
});

it('prints the label of a kit once, and again for a reason', async () => {
  const { quilt, hat } = fresh();
  const kit = whole(await assemble([quilt, hat]));
  const print = (more: object = {}) =>
    keeper.post('/api/jobs/start', {
      ...{ id: randomUUID(), report: 'labels', site: 'RC-S', lang: 'zh', format: 'svg', dpi: 203 },
      ...{ wideMm: 100, highMm: 50, labels: [{ what: 'kit', id: kit.id }], ...more },
    } as CommandBody<'/api/jobs/start'>);
  const job = whole(await print());
  await expect
    .poll(async () => (await keeper.get<{ state: string }>(`/api/jobs/${job.id}`)).body.state, {
      timeout: 20_000,
    })
    .toBe('done');
  const svg = await (await fetch(`${server.address}/api/files/${job.id}`, { headers: keeper.keeps })).text();
  for (const line of ['急救套', kit.id, '棉被 5 条']) expect(svg).toContain(line);
  const again = await print();
  expect(again.code).toBe('labelPrinted');
  expect(detailOf(again.body)).toMatch(new RegExp(`^${kit.id}: keeper-guyuan `));
  expect((await print({ reprint: '标签受潮' })).status).toBe(200);
  const { items } = whole(
    await keeper.get<Answer<'/api/labels'>>(`/api/labels?site=RC-S&what=kit&text=${kit.id}`),
  );
  expect(items).toMatchObject([{ id: kit.id, name: '急救套', printed: { times: 2 } }]);
});
