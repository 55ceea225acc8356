/** Who counts a room reads nowhere how much the book has in it: every question there is, asked before and after the book has one more, is answered the same. */
import { type Answer, type Route, routes } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import { accounts } from '@changping/server/store/accounts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aCount, been, loose, newId, slot, whole } from './count-room.ts';
import { enrolled } from './handheld.ts';
import { apply, checked } from './import-file.ts';
import { aPage, type Page } from './page.ts';
import { openServer, region, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

const later = '2090-01-01';
let server: TestServer;
let keeper: Visitor;
/** Keeps the stores of the whole region, so that what is told of all at once is told to this one. */
let above: Visitor;
let approver: Visitor;
let ids: { count: string; file: string };
/** Of a case that was closed from the loose goods of the room. */
const epc = 'E2801160600002044A5B0099';
const soon = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  server = await openServer();
  const one = { display: '区级保管员', unit: region.id, roles: ['storeKeeper' as const] };
  accounts(server.db).add(
    { ...one, name: 'keeper-above', password: null, isGiven: false, isSample: true },
    Date.now() as Instant,
  );
  keeper = await aSample(server, 'keeper-guyuan');
  above = await aSample(server, 'keeper-above');
  approver = await aSample(server, 'approver');
  const bytes = `品种,批次,有效期至,数量,位置\n棉被,Q-BLIND,${soon},33,cold\n棉被,Q-CASED,${later},5,cold\n棉被,Q-SEEN,${soon},8,ordinary\n`;
  const { id: file } = await checked(keeper, { bytes });
  whole(await apply(keeper, file));
  const closed = {
    key: newId(),
    piece: 'C-BLIND',
    epc,
    lot: 'Q-BLIND',
    quantity: 3,
    from: slot('RC-S/cold'),
  };
  whole(await keeper.post('/api/pieces/close', closed));
  const cased = { key: newId(), piece: 'C-CASED', lot: 'Q-CASED', quantity: 5, from: slot('RC-S/cold') };
  whole(await keeper.post('/api/pieces/close', cased));
  const count = await aCount(keeper, ['RC-S/cold']);
  whole(await count.step(keeper, 'start'));
  const { head } = await count.sheet(keeper);
  const place = { place: 'RC-S/cold' };
  whole(await count.add(keeper, newId(), [loose('Q-BLIND', 30, head, place)], [been('RC-S/cold', head)]));
  ids = { count: count.id, file };
  asked.at = String(Date.now());
});
afterAll(() => server.close());

const asked: Record<string, string> = {
  ...{ site: 'RC-S', kind: 'quilt', quantity: '1000', from: '0', to: '9999999999999' },
  ...{ lon: '106.2', lat: '38.4', hours: '24', limit: '200' },
};
/** Every route, with every question it takes that names the store, its kinds or its papers. */
const [ids0, ids1] = ['count', 'file'];
const paths = (Object.keys(routes) as Route[]).flatMap((route) =>
  (route.includes('{id}') ? [ids0, ids1, 'RC-S', '1'] : ['']).map((id) => ({ route, id })),
);
function pathOf({ route, id }: { route: Route; id: string }): string {
  const real = id === ids0 ? ids.count : id === ids1 ? ids.file : id;
  const path = route.replace('{id}', real).replace('{code}', '640425100').replace('{epc}', epc);
  const { query } = routes[route] as { query: object };
  const names = Object.keys(query).filter((name) => name in asked);
  const wish = new URLSearchParams(names.map((name) => [name, asked[name] as string]));
  return wish.size ? `${path}?${wish}` : path;
}

async function answers(who: Visitor): Promise<Map<string, string>> {
  const told = new Map<string, string>();
  for (const each of paths) {
    const { status, body } = await who.get<unknown>(pathOf(each));
    told.set(`${each.route} ${each.id}`, JSON.stringify([status, body]));
  }
  return told;
}

/** As if one more had lain there from the beginning: in the entry, in the sums, in what the map tells. */
async function oneMore(): Promise<void> {
  const cell =
    "(select cell.key from cell join lot on lot.key = cell.lot join place on place.key = cell.place where lot.code = 'Q-BLIND' and place.code = 'RC-S/cold' and cell.piece is null)";
  const site = "(select key from site where code = 'RC-S')";
  const lot = "(select key from lot where code = 'Q-BLIND')";
  server.db.raw.exec(`
    update entry set quantity = quantity + 1 where to_cell = ${cell};
    update stock set quantity = quantity + 1 where cell = ${cell};
    update lot_stock set quantity = quantity + 1 where site = ${site} and lot = ${lot};
    update tally set quantity = quantity + 1 where site = ${site} and quality = 'usable' and kind = (select kind from lot where code = 'Q-BLIND');
    update notice set quantity = quantity + 1 where site = ${site} and lot = ${lot};
    update event set detail = json_set(detail, '$.quantity', json_extract(detail, '$.quantity') + 1)
      where site = ${site} and what = 'nearExpiry' and json_extract(detail, '$.quantity') is not null`);
  const before = JSON.stringify(server.live.site('RC-S' as never)?.stock);
  server.live.moved(['RC-S' as never]);
  await expect.poll(() => JSON.stringify(server.live.site('RC-S' as never)?.stock)).not.toBe(before);
}

const differing = (one: Map<string, string>, other: Map<string, string>) =>
  [...one].filter(([name, text]) => other.get(name) !== text).map(([name]) => name.split(' ')[0]);

it('answers every question the same to whoever counts, though the book has one more', async () => {
  // First, for who reads what a count found leaves a commit.
  const open = await answers(approver);
  const first = { keeper: await answers(keeper), above: await answers(above) };
  const again = { keeper: await answers(keeper), above: await answers(above) };
  await oneMore();
  const then = { keeper: await answers(keeper), above: await answers(above) };
  for (const who of ['keeper', 'above'] as const) {
    const moving = new Set(differing(first[who], again[who]));
    expect([...moving].filter((route) => !['/healthz', '/api/me'].includes(route as string))).toEqual([]);
    expect(
      differing(again[who], then[who]).filter((route) => !moving.has(route)),
      who,
    ).toEqual([]);
  }
  const changed = new Set(differing(open, await answers(approver)));
  for (const route of [
    '/api/stock',
    '/api/lots',
    '/api/notices',
    '/api/expiry',
    '/api/first-out',
    '/api/sites',
    '/api/sites/{id}',
    '/api/events',
    '/api/stock/as-of',
  ])
    expect(changed, 'an approver who counted nothing reads on').toContain(route);
}, 120_000);

it('answers who counts the same about pieces, though the book has one more of them there', async () => {
  const wishes = [
    ...['', '&sort=place', '&lot=Q-BLIND', '&kind=quilt&limit=2', '&as=tags'].map(
      (one) => `/api/pieces?site=RC-S${one}`,
    ),
    ...['', '&text=Q-BLIND', '&limit=1'].map((one) => `/api/labels?site=RC-S${one}`),
  ];
  const read = async (who: Visitor) =>
    Promise.all(wishes.map(async (one) => (await who.get<unknown>(one)).body));
  const before = [await read(keeper), await read(above)];
  const open = await read(approver);
  const [place, lot] = ['RC-S/cold', 'Q-BLIND'];
  server.db.raw.exec(`
    insert into piece (id, lot, quantity) select 'P-BLIND', key, 6 from lot where code = '${lot}';
    insert into cell (place, lot, piece, quality, grade, owner)
      select place.key, piece.lot, piece.key, 'usable', 'reserve', 'RC-S' from piece, place where id = 'P-BLIND' and code = '${place}';
    update piece set cell = (select max(key) from cell) where id = 'P-BLIND';
    insert into stock (cell, quantity) select cell, 6 from piece where id = 'P-BLIND';
    insert into tag (epc, piece) select 'E2801160600002044A5B0001', key from piece where id = 'P-BLIND';
    update lot_stock set pieces = pieces + 1 where lot = (select key from lot where code = '${lot}')`);
  expect([await read(keeper), await read(above)]).toEqual(before);
  expect(await read(approver), 'who counted nothing reads on').not.toEqual(open);
});

it('says of a tag whose it is, and neither where in the store it should be nor what lay loose there', async () => {
  const told = async (who: Visitor) => {
    const tag = whole(await who.get<Answer<'/api/pieces/{epc}'>>(`/api/pieces/${epc}`));
    const moves = tag.trail.flatMap((step) =>
      step.what === 'entry' ? `${step.loose ? 'loose ' : ''}${step.from} ${step.to} ${step.quantity}` : [],
    );
    return [tag.piece?.lot, tag.piece?.place, moves, tag.withheld > 0];
  };
  expect(await told(keeper)).toEqual(['Q-BLIND', 'RC-S', ['RC-S RC-S 3'], true]);
  const moves = ['RC-S/cold RC-S/cold 3', expect.stringMatching(/^loose \S+ RC-S\/cold \d+$/)];
  expect(await told(approver)).toEqual(['Q-BLIND', 'RC-S/cold', moves, false]);
});

it('tells tags of a counted room to an enrolled handheld alone', async () => {
  const ask = '/api/pieces?site=RC-S&lot=Q-BLIND&as=tags';
  const epcs = (body: unknown) => (body as Answer<'/api/pieces'>).items.map((each) => [each.epc, each.place]);
  expect(epcs(whole(await keeper.get(ask)))).toEqual([]);
  const handheld = await enrolled(server, await aSample(server, 'system'));
  expect(epcs((await handheld.send(ask)).body)).toContainEqual([epc, 'RC-S']);
});

it('refuses too much out of a counted room without how much is there, or that all of it lies in cases; what there is leaves', async () => {
  const from = slot('RC-S/cold');
  const told = async (who: Visitor, lot: string, quantity: number) => {
    const id = newId();
    const lines = [{ kind: 'quilt', lot, wanted: quantity, from, to: slot('RC-S/ordinary') }];
    whole(await who.post('/api/documents/open', { id, type: 'putAway', site: 'RC-S', lines }));
    const portions = [{ line: 1, as: 'placed' as const, quantity }];
    const { status, code } = await who.post('/api/documents/step', {
      id,
      version: 1,
      action: 'putAway',
      portions,
    });
    return code ?? status;
  };
  expect(await told(keeper, 'Q-CASED', 5)).toBe('stockShort');
  const body = { key: newId(), piece: 'C-MUCH', lot: 'Q-BLIND', quantity: 999, from };
  const much = await keeper.post('/api/pieces/close', body);
  expect([much.code, JSON.stringify(much.body)]).toEqual([
    'stockShort',
    expect.not.stringMatching(/cold: \d/),
  ]);
  expect(await told(keeper, 'Q-BLIND', 1)).toBe(200);
});

it('says that it is being counted where it tells nothing', async () => {
  const site = whole(await keeper.get<{ live: { isCounted?: true; stock: unknown[] } }>('/api/sites/RC-S'));
  expect(site.live).toMatchObject({ isCounted: true, stock: [] });
  const notices = whole(
    await keeper.get<{ items: { lot: string; quantity: number | null }[] }>('/api/notices?site=RC-S'),
  );
  const told = Object.fromEntries(notices.items.map(({ lot, quantity }) => [lot, quantity]));
  expect(told).toMatchObject({ 'Q-BLIND': null, 'Q-SEEN': 8 });
  const wall = whole(await keeper.get<{ withheld: number }>('/api/expiry?site=RC-S'));
  expect(wall.withheld).toBe(2);
  const offer = whole(
    await keeper.get<{ withheld: string[]; shortfall: number }>(
      '/api/first-out?site=RC-S&kind=quilt&quantity=1000',
    ),
  );
  expect(offer.withheld).toEqual(['RC-S/cold']);
  expect((await above.get('/api/coverage')).code).toBe('countBlind');
  const journal = { id: newId(), report: 'journal', format: 'csv', site: 'RC-S', lang: 'zh' } as const;
  expect((await keeper.post('/api/jobs/start', { ...journal, from: 0, to: 1 })).code).toBe('countBlind');
});

it('tells the live map of whoever counts no sums of that store, neither at first nor with a change', async () => {
  const [blind, open] = [await aPage(server, {}, keeper.keeps), await aPage(server, {}, approver.keeps)];
  const shown = (page: Page) => page.sites().get('RC-S');
  const check = () => {
    expect(shown(blind)).toMatchObject({ isCounted: true, stock: [], sweeps: [] });
    expect(shown(open)?.stock.length).toBeGreaterThan(0);
  };
  check();
  server.live.moved(['RC-S' as never]);
  await expect.poll(() => [blind.changes.length, open.changes.length]).toEqual([1, 1]);
  check();
});
