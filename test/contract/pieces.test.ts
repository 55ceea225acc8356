import type { Answer } from '@changping/contracts/http';
import { rederive, verifyChains } from '@changping/server/store/verify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../world.ts';
import { passage, tags } from './letter.ts';
import { aGateway } from './line.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

let server: TestServer;
let keeper: Visitor;
let county: Visitor;
let approver: Visitor;
beforeAll(async () => {
  server = await openServer();
  keeper = await aSample(server, 'keeper-guyuan');
  county = await aSample(server, 'keeper-pengyang');
  approver = await aSample(server, 'approver');
});
afterAll(() => server.close());

let n = 0;
const newId = () => `01990000-0000-7000-8000-${String(++n).padStart(12, '0')}`;
const epc = (serial: number) => `E28000000000000000${String(serial).padStart(6, '0')}`;
const slot = { place: 'RC-S/receiving', quality: 'usable', grade: 'reserve', owner: 'RC-S' } as const;

/** So many loose quilts of a new lot. */
async function loose(lot: string, quantity: number): Promise<void> {
  const id = newId();
  const opened = await keeper.post('/api/documents/open', {
    ...{ id, type: 'goodsIn', site: 'RC-S', lots: [{ lot, kind: 'quilt' }] },
    lines: [{ kind: 'quilt', lot, wanted: quantity, from: { ...slot, place: 'supplier' }, to: slot }],
  });
  expect(opened.status, JSON.stringify(opened.body)).toBe(200);
  const done = await keeper.post('/api/documents/step', {
    ...{ id, version: 1, action: 'receive', second: { name: '送货员老杨' } },
    portions: [{ line: 1, as: 'arrived', quantity }],
  });
  expect(done.status, JSON.stringify(done.body)).toBe(200);
}
const closing = (piece: string, lot: string, quantity: number, tag?: string) =>
  keeper.post('/api/pieces/close', {
    ...{ key: newId(), piece, lot, quantity, from: slot },
    ...(tag ? { epc: tag } : {}),
  });
const opening = (who: Visitor, piece: string, reason = '发放零散') =>
  who.post('/api/pieces/open', { key: newId(), piece, reason });
const binding = (who: Visitor, piece: string, tag: string, reason?: string) =>
  who.post('/api/pieces/bind', { key: newId(), piece, epc: tag, ...(reason ? { reason } : {}) });
async function trailOf(tag: string): Promise<string[]> {
  const shown = await server.fetch(`/api/pieces/${tag}`);
  const { trail } = (await shown.json()) as Answer<'/api/pieces/{epc}'>;
  return trail.map((step) => {
    if (step.what !== 'entry') return step.what;
    const { loose: before } = step;
    if (!before) return `${step.quantity} ${step.case}`;
    return `${step.quantity} loose ${before.opened ? `out of ${before.opened}` : `from ${step.from}`}`;
  });
}
const stock = (lot: string) =>
  server.db.raw
    .prepare(
      `select piece.id as piece, stock.quantity from stock join cell on cell.key = stock.cell
         join place on place.key = cell.place join lot on lot.key = cell.lot left join piece on piece.key = cell.piece
       where place.code = 'RC-S/receiving' and lot.code = ? and stock.quantity <> 0 order by piece.id`,
    )
    .all(lot);
const audits = () => server.db.raw.prepare('select count(*) from audit').pluck().get() as number;
const sound = () => {
  expect(rederive(server.db)).toEqual([]);
  expect(verifyChains(server.db).faults).toEqual([]);
};

it('closes loose goods into a tagged case, opens it, and closes it again with what is left; the book adds up at each step', async () => {
  await loose('Q-CASE', 30);
  const closed = await closing('CASE-1', 'Q-CASE', 24, epc(1));
  expect(closed, JSON.stringify(closed.body)).toMatchObject({
    status: 200,
    body: { piece: 'CASE-1', lot: 'Q-CASE', quantity: 24, place: 'RC-S/receiving', epcs: [epc(1)] },
  });
  expect(stock('Q-CASE')).toEqual([
    { piece: null, quantity: 6 },
    { piece: 'CASE-1', quantity: 24 },
  ]);
  sound();
  const opened = await opening(keeper, 'CASE-1');
  expect(opened.body).toMatchObject({ quantity: 0, place: 'RC-S/receiving', epcs: [epc(1)] });
  expect(stock('Q-CASE')).toEqual([{ piece: null, quantity: 30 }]);
  sound();
  expect((await opening(keeper, 'CASE-1')).code).toBe('pieceEmpty');
  expect((await binding(keeper, 'CASE-1', epc(9), '换签')).code).toBe('pieceEmpty');
  expect((await closing('CASE-1', 'Q-CASE', 21)).body).toMatchObject({ quantity: 21, epcs: [epc(1)] });
  expect(stock('Q-CASE')).toEqual([
    { piece: null, quantity: 9 },
    { piece: 'CASE-1', quantity: 21 },
  ]);
  sound();
  expect(await trailOf(epc(1))).toEqual([
    ...['21 closed', '24 opened', '24 closed', 'tag'],
    '30 loose from supplier',
  ]);
});

it('leads from a case that was closed from loose goods to all of them that it may hold: out of which cases, and from whom', async () => {
  await loose('Q-LED', 10);
  await closing('LED-A', 'Q-LED', 8, epc(71));
  await opening(keeper, 'LED-A');
  await loose('Q-OTHER', 5);
  await closing('LED-B', 'Q-LED', 6, epc(72));
  expect(await trailOf(epc(72))).toEqual([
    ...['6 closed', 'tag'],
    ...['8 loose out of LED-A', '10 loose from supplier'],
  ]);
  await opening(keeper, 'LED-B');
  await closing('LED-C', 'Q-LED', 9, epc(73));
  expect(await trailOf(epc(73))).toEqual([
    ...['9 closed', 'tag'],
    ...['6 loose out of LED-B', '8 loose out of LED-A', '10 loose from supplier'],
  ]);
});

it('tells of the loose goods before a case none that came to where they had been after they had left it', async () => {
  await loose('Q-HOP', 10);
  const id = newId();
  const shelf = { ...slot, place: 'RC-S/ordinary' };
  const moved = await keeper.post('/api/documents/open', {
    ...{ id, type: 'putAway', site: 'RC-S' },
    lines: [{ kind: 'quilt', lot: 'Q-HOP', wanted: 4, from: slot, to: shelf }],
  });
  expect(moved.status, JSON.stringify(moved.body)).toBe(200);
  const put = await keeper.post('/api/documents/step', {
    ...{ id, version: 1, action: 'putAway' },
    portions: [{ line: 1, as: 'placed', quantity: 4 }],
  });
  expect(put.status, JSON.stringify(put.body)).toBe(200);
  await loose('Q-HOP', 77);
  const close = { key: newId(), piece: 'HOP-A', lot: 'Q-HOP', quantity: 4, from: shelf, epc: epc(81) };
  expect((await keeper.post('/api/pieces/close', close)).status).toBe(200);
  expect(await trailOf(epc(81))).toEqual([
    ...['4 closed', 'tag'],
    ...['4 loose from RC-S/receiving', '10 loose from supplier'],
  ]);
});

it('refuses a case of more than lies there, of an id that is in use, of an unknown lot or place, and changes nothing', async () => {
  await loose('Q-FEW', 5);
  await closing('CASE-FEW', 'Q-FEW', 2);
  expect((await closing('CASE-FEW2', 'Q-FEW', 4)).code).toBe('stockShort');
  expect((await closing('CASE-FEW', 'Q-FEW', 1)).code).toBe('pieceFull');
  expect((await closing('CASE-FEW3', 'Q-NONE', 1)).code).toBe('notFound');
  const nowhere = { ...slot, place: 'RC-S/moon' };
  const far = { key: newId(), piece: 'CASE-FEW4', lot: 'Q-FEW', quantity: 1, from: nowhere };
  expect((await keeper.post('/api/pieces/close', far)).code).toBe('placeUnknown');
  expect((await closing('CASE-FEW5', 'Q-FEW', 1, '0000')).code).toBe('tagBlank');
  expect(server.db.raw.prepare("select count(*) from piece where id like 'CASE-FEW_'").pluck().get()).toBe(0);
  expect(stock('Q-FEW')).toEqual([
    { piece: null, quantity: 3 },
    { piece: 'CASE-FEW', quantity: 2 },
  ]);
});

it('puts another tag on a piece for a reason only, takes the old one off, and keeps who said so', async () => {
  await loose('Q-TAG', 10);
  await closing('TAG-1', 'Q-TAG', 5);
  await closing('TAG-2', 'Q-TAG', 5, epc(21));
  expect((await binding(keeper, 'TAG-1', epc(20))).body).toMatchObject({ epcs: [epc(20)] });
  expect((await binding(keeper, 'TAG-1', epc(22))).code).toBe('tagReason');
  expect((await binding(keeper, 'TAG-1', epc(21), '旧签损坏')).code).toBe('tagTaken');
  expect((await binding(keeper, 'TAG-1', 'FFFFFFFF', '旧签损坏')).code).toBe('tagBlank');
  expect((await binding(keeper, 'TAG-1', 'ABC', '旧签损坏')).code).toBe('bodyShape');
  expect((await binding(keeper, 'TAG-1', epc(22), '旧签损坏')).body).toMatchObject({ epcs: [epc(22)] });
  const kept = server.db.raw
    .prepare(
      `select epc, tag_binding.by, until is null as isNow, reason from tag_binding join tag on tag.key = tag
       join piece on piece.key = tag_binding.piece where piece.id = 'TAG-1' order by tag_binding.key`,
    )
    .all();
  expect(kept).toEqual([
    { epc: epc(20), by: 'keeper-guyuan', isNow: 0, reason: '旧签损坏' },
    { epc: epc(22), by: 'keeper-guyuan', isNow: 1, reason: null },
  ]);
});

it('hears the new tag at once and the old one as a stranger; of an opened case it says nothing', async () => {
  await loose('Q-HEAR', 4);
  await closing('HEAR-1', 'Q-HEAR', 2, epc(31));
  await closing('HEAR-2', 'Q-HEAR', 2, epc(33));
  const gateway = await aGateway(server, 'GW-RC-S');
  await gateway.send(tags(1, [epc(31), epc(33)]));
  const doubts = () =>
    server.db.raw
      .prepare(
        'select epc, what from discrepancy join tag on tag.key = tag where closed_at is null and epc in (?, ?, ?) order by epc',
      )
      .all(epc(31), epc(32), epc(33));
  expect(doubts()).toEqual([]);
  await binding(keeper, 'HEAR-1', epc(32), '旧签脱落');
  await opening(keeper, 'HEAR-2');
  await gateway.send(tags(2, [epc(31), epc(32), epc(33)]));
  await until(doubts, (all) => all.length > 0);
  expect(doubts()).toEqual([{ epc: epc(31), what: 'unknownTag' }]);
});

it('does the same again once, lets nobody else do it, and leaves one audit row each time', async () => {
  await loose('Q-ONCE', 3);
  const key = newId();
  const body = { key, piece: 'ONCE-1', lot: 'Q-ONCE', quantity: 3, from: slot };
  const before = audits();
  const first = await keeper.post('/api/pieces/close', body);
  expect((await keeper.post('/api/pieces/close', body)).body).toEqual(first.body);
  expect(audits() - before).toBe(1);
  expect((await keeper.post('/api/pieces/close', { ...body, quantity: 2 })).code).toBe('idTaken');
  expect((await opening(county, 'ONCE-1')).code, 'below, not beside').toBe('notFound');
  expect((await opening(approver, 'ONCE-1')).code).toBe('rightMissing');
  expect(stock('Q-ONCE')).toEqual([{ piece: 'ONCE-1', quantity: 3 }]);
  sound();
});

it('misses a case that leaves although it was called open before, and no paper that only names it, and is cancelled, explains it', async () => {
  await loose('Q-OUT', 4);
  await closing('OUT-1', 'Q-OUT', 4, epc(41));
  await opening(keeper, 'OUT-1');
  const gateway = await aGateway(server, 'GW-RC-S');
  await gateway.send(passage(9, 'out', [epc(41)]));
  const missed = () =>
    server.db.raw
      .prepare(
        "select count(*) from discrepancy join tag on tag.key = tag where closed_at is null and what = 'leftWithoutOrder' and epc = ?",
      )
      .pluck()
      .get(epc(41));
  await until(missed, (n) => n === 1);
  const id = newId();
  const opened = await keeper.post('/api/documents/open', {
    ...{ id, type: 'handOut', site: 'RC-S' },
    lines: [
      {
        ...{ kind: 'quilt', lot: 'Q-OUT', piece: 'OUT-1', wanted: 4 },
        ...{ from: slot, to: { ...slot, place: 'person/wang' } },
      },
    ],
  });
  expect(opened.status, JSON.stringify(opened.body)).toBe(200);
  const off = await keeper.post('/api/documents/step', {
    ...{ id, version: 1, action: 'cancel', reason: '不用了' },
  });
  expect(off.status, JSON.stringify(off.body)).toBe(200);
  expect(missed()).toBe(1);
});

it('neither packs nor unpacks what a document has promised, nor promises the same goods on two lines', async () => {
  await loose('Q-HELD', 20);
  await closing('HELD-1', 'Q-HELD', 10);
  const asked = async (lines: { piece?: string; wanted: number }[]) => {
    const id = newId();
    const opened = await keeper.post('/api/documents/open', {
      ...{ id, type: 'transfer', site: 'RC-S', there: 'CS-640425' },
      lines: lines.map((line) => ({
        ...{ kind: 'quilt', lot: 'Q-HELD', ...line, from: slot },
        to: { ...slot, place: 'CS-640425/receiving' },
      })),
    });
    expect(opened.status, JSON.stringify(opened.body)).toBe(200);
    return approver.post('/api/documents/step', { id, version: 1, action: 'approve' });
  };
  expect((await asked([{ wanted: 6 }, { wanted: 6 }])).code, 'twelve of ten').toBe('stockShort');
  expect((await asked([{ wanted: 6 }, { piece: 'HELD-1', wanted: 10 }])).status).toBe(200);
  expect((await closing('HELD-2', 'Q-HELD', 5)).code).toBe('stockReserved');
  expect((await opening(keeper, 'HELD-1')).code).toBe('stockReserved');
  expect((await closing('HELD-2', 'Q-HELD', 4)).status).toBe(200);
});

it('says that a lot lies in pieces where all of it does and some is asked loose, and that it is short where it is', async () => {
  await loose('Q-BOXED', 15);
  await closing('BOXED-1', 'Q-BOXED', 15);
  const out = { ...slot, place: 'unit/squad-3' };
  const given = async (wanted: number) => {
    const id = newId();
    const lines = [{ kind: 'quilt', lot: 'Q-BOXED', wanted, from: slot, to: out }];
    const opened = await keeper.post('/api/documents/open', { id, type: 'handOut', site: 'RC-S', lines });
    expect(opened.status, JSON.stringify(opened.body)).toBe(200);
    return approver.post('/api/documents/step', { id, version: 1, action: 'approve' });
  };
  expect((await given(8)).code).toBe('stockInPieces');
  expect((await given(16)).code).toBe('stockShort');
});

it('opens no document over a place that the region does not have, at either end, and names the line', async () => {
  const nowhere = { ...slot, place: 'RC-S/ordinary/Z-99' };
  const types = [
    ['handOut', nowhere, { ...slot, place: 'unit/squad-3' }],
    ['goodsIn', { ...slot, place: 'supplier' }, nowhere],
    ['putAway', slot, nowhere],
    ['disposal', nowhere, nowhere],
    ['transfer', slot, { ...nowhere, place: 'CS-640425/ordinary/Z-99', owner: 'CS-640425' }],
  ] as const;
  for (const [type, from, to] of types) {
    const id = newId();
    const there = type === 'transfer' ? { there: 'CS-640425' } : {};
    const goods = { kind: 'quilt', lot: 'Q-NOWHERE', wanted: 1 };
    const opened = await keeper.post('/api/documents/open', {
      ...{
        id,
        type,
        site: 'RC-S',
        ...there,
        lots: type === 'goodsIn' ? [{ lot: 'Q-NOWHERE', kind: 'quilt' }] : [],
      },
      lines: [{ ...goods, from, to }],
    });
    expect([type, opened.code]).toEqual([type, 'placeUnknown']);
    expect(JSON.stringify(opened.body)).toMatch(/第 1 行：.*Z-99/);
    expect(server.count(`document where id = '${id}'`)).toBe(0);
  }
});
