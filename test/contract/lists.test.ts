/** Every list of the server in every order it offers: pages together are the whole list, and it stays what it is while others write. */
import { type ListName, listOrders, ordersOf } from '@changping/contracts/list-orders';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apply, checked, settled } from './import-file.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
  fill();
  await classes();
  await requests();
});
afterAll(() => server.close());

/** Sixty pieces of three lots in two places, of which some were seen. */
function fill(): void {
  const { raw } = server.db;
  const keyOf = (table: string, code: string) =>
    raw.prepare(`select key from ${table} where code = ?`).pluck().get(code) as number;
  const kind = keyOf('kind', 'quilt');
  const site = keyOf('site', 'RC-S');
  const places = raw.prepare('select key from place where site = ? limit 2').pluck().all(site) as number[];
  for (const i of Array.from({ length: 60 }, (_, n) => n)) {
    const code = `LIST-${i % 3}`;
    raw
      .prepare(
        'insert into lot (code, kind, made_on, expires_on) values (?, ?, null, ?) on conflict do nothing',
      )
      .run(code, kind, i % 3 ? `203${i % 3}-01-01` : null);
    const lot = keyOf('lot', code);
    const piece = raw.prepare('insert into piece (id, lot, quantity) values (?, ?, ?)');
    const { lastInsertRowid: key } = piece.run(`LIST-P-${(i * 37) % 60}`, lot, (i % 7) + 1);
    const cell = raw.prepare(
      "insert into cell (place, lot, piece, quality, grade, owner) values (?, ?, ?, 'usable', 'reserve', 'RC-S')",
    );
    const { lastInsertRowid: at } = cell.run(places[i % 2], lot, key);
    raw.prepare('update piece set cell = ? where key = ?').run(at, key);
    raw.prepare('insert into stock (cell, quantity) values (?, ?)').run(at, (i % 7) + 1);
    const tag = raw.prepare('insert into tag (epc, piece) values (?, ?)');
    const { lastInsertRowid: epc } = tag.run(`E28011${`${(i * 53) % 60}`.padStart(18, '0')}`, key);
    raw
      .prepare(
        `insert into lot_stock (site, kind, lot, quality, pieces, quantity) values (?, ?, ?, 'usable', 1, ?)
         on conflict do update set pieces = pieces + 1, quantity = quantity + excluded.quantity`,
      )
      .run(site, kind, lot, (i % 7) + 1);
    if (i % 4 === 0)
      raw
        .prepare('insert into position (tag, site, evidence, change, at, newest) values (?, ?, 1, 1, ?, 1)')
        .run(epc, site, 1000 + (i % 5));
  }
}

/** Two kinds of names, each in another order than the codes. */
async function classes(): Promise<void> {
  const policy = await sitting('policy');
  const rows = Array.from(
    { length: 30 },
    (_, i) => `${1010101 + i},${i % 2 ? '帐篷' : '棉被'} ${(i * 7) % 30}`,
  );
  const bytes = ['代码,名称', ...rows, ''].join('\n');
  const { id } = await checked(policy, { kind: 'supplyClasses', site: 'ningxia', bytes });
  await apply(policy, id);
  expect(await settled(policy, id)).toMatchObject({ state: 'applied', errors: 0 });
}

/** Some wait for an approval, and some, of goods that have come, for one that is owed within a day. */
async function requests(): Promise<void> {
  const keeper = await sitting('keeper-guyuan');
  const there = { place: 'RC-S/receiving', quality: 'usable', grade: 'reserve', owner: 'RC-S' } as const;
  for (let i = 0; i < 16; i++) {
    const id = `01990000-0000-7000-8000-${`${i}`.padStart(12, '0')}`;
    const lot = `WAITS-${i}`;
    const opened = await keeper.post('/api/documents/open', {
      ...(i % 2
        ? { id, type: 'handOut', site: 'RC-S' }
        : { id, type: 'emergencyPurchase', site: 'RC-S', lots: [{ lot, kind: 'quilt' }], phone: '值班室' }),
      lines: [
        i % 2
          ? { kind: 'quilt', wanted: 1, from: there, to: { ...there, place: 'unit/squad-3' } }
          : { kind: 'quilt', lot, wanted: 5, from: { ...there, place: 'supplier' }, to: there },
      ],
    } as const);
    expect(opened.status, JSON.stringify(opened.body)).toBe(200);
    if (i % 2) continue;
    const received = await keeper.post('/api/documents/step', {
      ...{
        id,
        version: 1,
        action: 'receive',
        second: { name: '送货员老杨' },
        dueAt: Date.now() + 86_400_000,
      },
      portions: [{ line: 1, as: 'arrived', quantity: 5 }],
    });
    expect(received.status, JSON.stringify(received.body)).toBe(200);
  }
}

const inside = new Map<string, Promise<Visitor>>();
/** Comes in once. */
function sitting(name: string): Promise<Visitor> {
  const there = inside.get(name) ?? aSample(server, name);
  inside.set(name, there);
  return there;
}

const whose: Record<ListName, [name: string, path: string, query: string]> = {
  documents: ['keeper-guyuan', '/api/documents', 'site=RC-S&state=all'],
  waiting: ['approver-guyuan', '/api/waiting', ''],
  audit: ['audit', '/api/audit', ''],
  pieces: ['keeper-guyuan', '/api/pieces', 'site=RC-S&kind=quilt'],
  stock: ['keeper-guyuan', '/api/stock', 'site=RC-S'],
  outside: ['keeper-guyuan', '/api/stock/outside', 'site=RC-S'],
  imports: ['keeper-guyuan', '/api/imports', 'site=RC-S'],
  people: ['security', '/api/people', ''],
  handhelds: ['security', '/api/handhelds', ''],
  hooks: ['system', '/api/hooks', ''],
  leftovers: ['supervisor', '/api/handhelds/leftovers', ''],
  delegations: ['supervisor', '/api/delegations', ''],
  reviews: ['supervisor', '/api/reviews', ''],
  leases: ['keeper-guyuan', '/api/leases', ''],
  kits: ['keeper-guyuan', '/api/kits', 'site=RC-S'],
  classes: ['policy', '/api/supply-classes', ''],
  labels: ['keeper-guyuan', '/api/labels', 'site=RC-S'],
  sessions: ['keeper-guyuan', '/api/sessions', ''],
};
type Page = { items: Record<string, unknown>[]; next: string | null };
const lists = (Object.keys(listOrders) as ListName[]).flatMap((name) =>
  ordersOf(name).map((sort) => [name, sort] as const),
);

async function pagesOf(who: Visitor, asked: string, limit: number): Promise<Page['items']> {
  const items: Page['items'] = [];
  for (let after = ''; ; ) {
    const { status, body } = await who.get<Page>(`${asked}&limit=${limit}${after && `&after=${after}`}`);
    expect(status).toBe(200);
    items.push(...body.items);
    if (body.next === null) return items;
    after = body.next;
  }
}

it.each(lists)('reads %s by %s on pages as it does at once', async (name, sort) => {
  const [person, path, query] = whose[name];
  const who = await sitting(person);
  const asked = `${path}?${query}&sort=${sort}`;
  // What looking itself moves: its own session, its own row.
  const whole = (await pagesOf(who, asked, name === 'kits' ? 100 : 500)).slice(0, 60);
  const paged = await pagesOf(who, asked, name === 'audit' ? 40 : 7);
  if (name === 'pieces' || name === 'labels') expect(whole).toHaveLength(60);
  if (name === 'stock') expect(whole.length).toBeGreaterThanOrEqual(6);
  if (name === 'waiting') expect(whole).toHaveLength(16);
  if (name === 'classes') expect(whole).toHaveLength(30);
  const column = sort.replace('-', '');
  const told = whole.map((row) => row[column]).filter((value) => value !== null);
  if (name === 'waiting' || name === 'classes') {
    const rising = told.toSorted((one, other) => ((one as string) < (other as string) ? -1 : 1));
    expect(told).toEqual(sort.startsWith('-') ? rising.reverse() : rising);
    expect(told.length).toBeGreaterThanOrEqual(8);
  }
  const still = ({ seenAt: _, sessions: __, ...row }: Page['items'][number]) => row;
  expect(paged.slice(0, whole.length).map(still)).toEqual(whole.map(still));
  expect((await who.get(`${asked.replace(/sort=.*/, 'sort=nothing')}`)).code).toBe('badQuery');
  expect((await who.get(`${asked}&after=bm90aGluZw`)).code).toBe('badQuery');
});

it('finds by what is typed, and nothing else', async () => {
  const security = await sitting('security');
  const people = await pagesOf(security, '/api/people?text=KEEPER&role=storeKeeper', 5);
  expect(people.length).toBeGreaterThan(1);
  for (const { name } of people) expect(name).toContain('keeper');
  const keeper = await sitting('keeper-guyuan');
  const [first] = await pagesOf(keeper, '/api/pieces?site=RC-S', 500);
  const { epc, piece } = first as { epc: string; piece: string };
  expect(await pagesOf(keeper, `/api/pieces?site=RC-S&text=${epc.toLowerCase()}`, 5)).toEqual([first]);
  expect(await pagesOf(keeper, `/api/pieces?site=RC-S&text=${piece}`, 5)).toEqual([first]);
  expect(await pagesOf(keeper, "/api/pieces?site=RC-S&text=%25' or 1=1", 5)).toEqual([]);
});

it('tells the audit of some days, of some act and of what was refused', async () => {
  const audit = await sitting('audit');
  const keeper = await sitting('keeper-guyuan');
  await keeper.get('/api/audit');
  const refused = await pagesOf(audit, '/api/audit?result=refused', 50);
  expect(refused.length).toBeGreaterThan(0);
  for (const { result } of refused) expect(result).not.toBe('ok');
  const [newest] = await pagesOf(audit, '/api/audit?sort=-at', 500);
  const { at } = newest as { at: number };
  for (const row of await pagesOf(audit, `/api/audit?since=${at}`, 50))
    expect(row.at).toBeGreaterThanOrEqual(at);
  for (const row of await pagesOf(audit, `/api/audit?until=${at}`, 50)) expect(row.at).toBeLessThan(at);
});
