import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseOf, tags } from './letter.ts';
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
  const gateway = await aGateway(server, 'GW-RC-S');
  await gateway.send(tags(1, [caseOf(1)]));
});
afterAll(() => server.close());

let n = 0;
const newId = () => `01990000-0000-7000-8000-${String(++n).padStart(12, '0')}`;
const at = (site: string) => ({
  place: `${site}/receiving`,
  quality: 'usable' as const,
  grade: 'reserve' as const,
  owner: site,
});
type Opening = CommandBody<'/api/documents/open'>;
const receipt = (id: string, site: string, lot: string, wanted: number): Opening => ({
  id,
  type: 'goodsIn',
  site,
  lots: [{ lot, kind: 'quilt', madeOn: '2026-01-10', supplier: '某被服厂' }],
  lines: [{ kind: 'quilt', lot, wanted, from: { ...at(site), place: 'supplier' }, to: at(site) }],
});
/** So many loose quilts of a new lot in the receiving zone of a store. */
async function received(who: Visitor, site: string, lot: string, quantity: number) {
  const id = newId();
  const opened = await who.post('/api/documents/open', receipt(id, site, lot, quantity));
  expect(opened, JSON.stringify(opened.body)).toMatchObject({ status: 200 });
  const done = await who.post('/api/documents/step', {
    ...{ id, version: 1, action: 'receive', second: { name: '送货员老杨' } },
    portions: [{ line: 1, as: 'arrived', quantity }],
  });
  expect(done, JSON.stringify(done.body)).toMatchObject({ status: 200 });
  return done.body.document;
}

/** So many hand-outs of the same goods, asked for and not yet approved. */
const asked = (count: number, line: Opening['lines'][number]) =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const id = newId();
      const opened = await keeper.post('/api/documents/open', {
        ...{ id, type: 'handOut', site: 'RC-S' },
        lines: [{ ...line, to: { ...at('RC-S'), place: 'unit/rescue-1' } }],
      });
      expect(opened, JSON.stringify(opened.body)).toMatchObject({ status: 200 });
      return id;
    }),
  );
const approveAll = (ids: readonly string[]) =>
  Promise.all(ids.map((id) => approver.post('/api/documents/step', { id, version: 1, action: 'approve' })));

it('P14 promises the last ten of a lot, and one piece, to one of fifty; the others read who holds it and how much is left', async () => {
  await received(keeper, 'RC-S', 'Q-HELD', 14);
  const ids = await asked(50, { kind: 'quilt', lot: 'Q-HELD', wanted: 10, from: at('RC-S') });
  const replies = await approveAll(ids);
  const won = replies.findIndex(({ status }) => status === 200);
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  const { number } = replies[won]?.body.document ?? { number: '' };
  const refused = replies.filter(({ status }) => status !== 200);
  expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['stockReserved']));
  for (const { body } of refused) {
    const { detail } = (body as unknown as { fault: { detail: string } }).fault;
    expect(detail).toContain(`held by ${number} 10`);
    expect(detail).toContain('only 4 of');
  }
  const line = async () => {
    const { body } = await keeper.get<Answer<'/api/stock'>>('/api/stock?site=RC-S&kind=quilt&limit=500');
    return body.items.find(({ lot }) => lot === 'Q-HELD');
  };
  expect(await line()).toMatchObject({ quantity: 14, reserved: 10 });
  const { body: held } = await keeper.get<Answer<'/api/reservations'>>(
    '/api/reservations?site=RC-S&lot=Q-HELD',
  );
  expect(held.items).toMatchObject([{ number, type: 'handOut', place: 'RC-S/receiving', quantity: 10 }]);

  const move = await keeper.post('/api/documents/open', {
    ...{ id: newId(), type: 'putAway', site: 'RC-S' },
    lines: [
      {
        kind: 'quilt',
        lot: 'Q-HELD',
        wanted: 5,
        from: at('RC-S'),
        to: { ...at('RC-S'), place: 'RC-S/ordinary' },
      },
    ],
  });
  const place = (quantity: number) =>
    keeper.post('/api/documents/step', {
      ...{ id: move.body.document.id, version: 1, action: 'putAway' },
      portions: [{ line: 1, as: 'placed', quantity }],
    });
  expect((await place(5)).code, 'what is promised stays where it is fetched').toBe('stockReserved');
  expect((await place(4)).status).toBe(200);

  const [id, other] = [ids[won] as string, ids.find((_, i) => i !== won) as string];
  await keeper.post('/api/documents/step', { id, version: 2, action: 'cancel', reason: '不用了' });
  expect(await line()).toMatchObject({ quantity: 10, reserved: 0 });
  expect((await approveAll([other]))[0]?.status).toBe(200);
  const given = await keeper.post('/api/documents/step', {
    ...{ id: other, version: 2, action: 'handOut', second: { name: '老李' }, dueAt: Date.now() + 86_400_000 },
    portions: [{ line: 1, as: 'given', quantity: 10 }],
  });
  expect(given.status, JSON.stringify(given.body)).toBe(200);
  expect(server.count("reservation join lot on lot.key = reservation.lot where code = 'Q-HELD'")).toBe(0);

  const [piece] = server.rows<{ id: string; lot: string; wanted: number; place: string; kind: string }>(
    `select piece.id, lot.code as lot, kind.code as kind, piece.quantity as wanted, place.code as place from piece
     join lot on lot.key = piece.lot join kind on kind.key = lot.kind join cell on cell.key = piece.cell
     join place on place.key = cell.place where place.code = 'RC-S/receiving' limit 1`,
  );
  if (!piece) throw new Error('no piece');
  const { id: name, place: from, ...goods } = piece;
  const rivals = await asked(50, { ...goods, piece: name, from: { ...at('RC-S'), place: from } });
  const codes = (await approveAll(rivals)).map(({ status, code }) => code ?? status);
  expect(codes.filter((code) => code === 200)).toHaveLength(1);
  expect(codes.filter((code) => code === 'stockReserved')).toHaveLength(49);
  expect(server.unsound()).toEqual([]);
});

it('proposes what ends first, says why it passes over each lot, and what is missing to the unit', async () => {
  const received26 = async (lot: string, expiresOn: string, quantity: number) => {
    const id = newId();
    const body = receipt(id, 'RC-S', lot, quantity);
    const lots = [{ lot, kind: 'tent-12', expiresOn }];
    const lines = body.lines.map((line) => ({ ...line, kind: 'tent-12' }));
    const opened = await keeper.post('/api/documents/open', { ...body, lots, lines });
    expect(opened.status, JSON.stringify(opened.body)).toBe(200);
    await keeper.post('/api/documents/step', {
      ...{ id, version: 1, action: 'receive', second: { name: '送货员' } },
      portions: [{ line: 1, as: 'arrived', quantity }],
    });
  };
  await received26('T-LATE', '2099-01-01', 5);
  await received26('T-SOON', '2098-01-01', 5);
  await received26('T-PAST', '2020-01-01', 5);
  const ask = async (query: string) =>
    (await keeper.get<Answer<'/api/first-out'>>(`/api/first-out?site=RC-S&kind=tent-12&${query}`)).body;
  const told = ({ picks, skipped, shortfall }: Answer<'/api/first-out'>) => ({
    picks: picks.map(({ lot, quantity }) => `${lot} ${quantity}`),
    skipped: skipped.map(({ lot, why }) => `${lot} ${why}`),
    shortfall,
  });
  expect(told(await ask('quantity=7'))).toEqual({
    ...{ picks: ['T-SOON 5', 'T-LATE 2'], skipped: ['T-PAST expired'], shortfall: 0 },
  });
  expect(told(await ask('quantity=7&minimumDays=26300'))).toMatchObject({
    picks: ['T-LATE 5'],
    shortfall: 2,
  });
  const [id] = await asked(1, { kind: 'tent-12', lot: 'T-SOON', wanted: 5, from: at('RC-S') });
  await approveAll([id as string]);
  expect(told(await ask('quantity=7'))).toEqual({
    ...{ picks: ['T-LATE 5'], skipped: ['T-PAST expired', 'T-SOON reserved'], shortfall: 2 },
  });
  const elsewhere = await county.get('/api/first-out?site=RC-S&kind=tent-12&quantity=7');
  expect(elsewhere.code).toBe('outOfScope');
});
