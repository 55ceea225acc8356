/** Every type of document through the real server, over HTTP, by accounts that have the right: its usual way, a no, a calling off, and less than was wanted; with the entries that each leaves in the book. */
import { type DocumentType, documentTypes } from '@changping/contracts/document-words';
import type { Instant } from '@changping/contracts/units';
import { accounts } from '@changping/server/store/accounts';
import { type Photos, photos } from '@changping/server/store/photos';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aCount, been, loose, newId, slot, whole } from './count-room.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';
import { comingIn } from './ways/in.ts';
import { goingOut } from './ways/out.ts';
import { type Ground, type Take, type Type, type Who, wanted } from './ways/way.ts';
import { handedOver, within } from './ways/within.ts';

const types: Record<Exclude<DocumentType, 'count'>, Type> = { ...comingIn, ...goingOut, ...within };
const names: readonly Who[] = [
  ...(['keeper-guyuan', 'keeper-new', 'keeper-pengyang', 'approver', 'approver-guyuan'] as const),
  ...(['commander', 'rotation', 'inspector', 'supervisor', 'partner-med'] as const),
];

let server: TestServer;
let kept: Photos;
let people: Record<Who, Visitor>;
/** A count that is posted. */
let posted: string;
beforeAll(async () => {
  server = await openServer();
  kept = photos(server.db);
  const more = [
    { name: 'keeper-new', display: '接任保管员', unit: 'RC-S', roles: ['storeKeeper' as const] },
    { name: 'partner-med', display: '医药企业', unit: 'PX-MED', roles: ['partner' as const] },
  ];
  for (const one of more)
    accounts(server.db).add(
      { ...one, password: null, isGiven: false, isSample: true },
      Date.now() as Instant,
    );
  const all = await Promise.all(names.map(async (name) => [name, await aSample(server, name)] as const));
  people = Object.fromEntries(all) as Record<Who, Visitor>;
  posted = await counted(handedOver, 'Q-COUNT', wanted);
});
afterAll(() => server.close());

const ways = (['happy', 'refused', 'cancelled', 'short'] as const).flatMap((name) =>
  (Object.keys(types) as (keyof typeof types)[]).map((type) => ({ type, name, way: types[type].ways[name] })),
);

it.each(ways)('$type goes its $name way, and the book has what it says', async ({ type, name, way }) => {
  const ground = await aGround(`${type}-${name}`, types[type].lies);
  const id = newId();
  const body = { id, type, ...types[type].body(ground) };
  whole(await people[types[type].opens].post('/api/documents/open', body));
  if (type === 'handOver') ground.count = await count(handedOver, 'Q-COUNT', wanted);
  for (const take of way.takes) await takes(id, take, ground);
  expect(entriesOf(id, ground)).toEqual(way.posts);
  expect((await paper(id)).state).toBe(way.ends);
});

it('count goes its four ways: no difference, refused to who counted, called off, and less than the book has', async () => {
  const keeper = people['keeper-guyuan'];
  expect(entriesOf(idOf(posted), { lot: 'Q-COUNT' })).toEqual([]);
  await counted('RC-S/cold', 'Q-COUNT-SHORT', 18);
  const [short] = server.rows<{ id: string }>(
    "select id from document where type = 'count' order by key desc",
  );
  expect(entriesOf(short?.id as string, { lot: 'Q-COUNT-SHORT' })).toEqual(['2 known: RC-S/cold → lost']);
  const room = await aCount(keeper, ['RC-S/inspection']);
  whole(await room.step(keeper, 'start'));
  whole(await room.step(keeper, 'submit'));
  expect((await room.post(keeper, [])).code).toBe('dutyMissing');
  whole(await room.step(keeper, 'cancel', { reason: '改日再盘' }));
  expect(entriesOf(room.id, { lot: '' })).toEqual([]);
});

it('leaves nothing on any road, and a book that proves', () => {
  expect(Object.keys({ ...types, count: 1 }).sort()).toEqual(Object.keys(documentTypes).sort());
  const onRoads = `stock join cell on cell.key = stock.cell join place on place.key = cell.place
    where place.code like 'transit/%' and stock.quantity <> 0`;
  expect(server.count(onRoads)).toBe(0);
  expect(server.unsound()).toEqual([]);
});

async function takes(id: string, { who, action, more, fails }: Take, ground: Ground): Promise<void> {
  const { version } = await paper(id);
  // As a handheld sends them: what is judged must be here to be seen.
  for (const hash of more(ground).photos ?? [])
    if (!kept.find(id, hash))
      kept.add(id, { hash, type: 'image/png', bytes: 1, by: who, at: 0 as Instant, ahead: true });
  const reply = await people[who].post('/api/documents/step', { id, version, action, ...more(ground) });
  const told = `${who} ${action}: ${JSON.stringify(reply.body)}`;
  if (fails) expect(reply.code, told).toBe(fails);
  else expect(reply.status, told).toBe(200);
  expect((await paper(id)).version, told).toBe(version + (fails ? 0 : 1));
}

async function paper(id: string) {
  const keeper = people.commander;
  return whole(await keeper.get<{ document: { version: number; state: string } }>(`/api/documents/${id}`))
    .document;
}

let n = 0;
/** So many quilts of a new lot in the receiving zone of the southern depot. */
async function aGround(name: string, lies: Type['lies']): Promise<Ground> {
  const lot = `Q-${++n}-${name}`;
  const brought = await bring(lot, 'RC-S/receiving', lies);
  return { lot, brought, unknown: `${lot}-N`, count: posted };
}

/** @returns the number of the goods-in. */
async function bring(lot: string, place: string, lies?: Type['lies']): Promise<string> {
  const id = newId();
  const line = { kind: 'quilt', lot, wanted, from: slot('supplier'), to: slot(place) };
  const keeper = people['keeper-guyuan'];
  const lots = [{ lot, kind: 'quilt' }];
  whole(await keeper.post('/api/documents/open', { id, type: 'goodsIn', site: 'RC-S', lots, lines: [line] }));
  const { document } = whole(
    await keeper.post('/api/documents/step', {
      ...{ id, version: 1, action: 'receive', second: { name: '送货员老杨' } },
      portions: [{ line: 1, as: lies ?? 'arrived', quantity: wanted, ...(lies ? { reason: '受潮' } : {}) }],
    }),
  );
  return document.number;
}

/** @returns the number of the count, posted by an approver. */
async function counted(place: string, lot: string, seen: number): Promise<string> {
  await bring(lot, place);
  return count(place, lot, seen);
}

async function count(place: string, lot: string, seen: number): Promise<string> {
  const keeper = people['keeper-guyuan'];
  const room = await aCount(keeper, [place]);
  whole(await room.step(keeper, 'start'));
  const { head } = await room.sheet(keeper);
  whole(await room.add(keeper, newId(), [loose(lot, seen, head, { place })], [been(place, head)]));
  whole(await room.step(keeper, 'submit'));
  const { variances } = whole(await room.variance(people.approver));
  const reasons = variances.map(({ key }) => ({ key, reason: 'theft' as const }));
  return whole(await room.post(people.approver, reasons)).document.number;
}

const idOf = (number: string): string =>
  server.rows<{ id: string }>(`select id from document where number = '${number}'`)[0]?.id as string;

type Entry = Record<'lot' | `${'from' | 'to'}${'Place' | 'Quality' | 'Grade' | 'Owner'}`, string> & {
  quantity: number;
};
/** What its steps posted, read out: `known` is the lot that was there before, `new` the one that came. What is not usable reserve of the southern depot is said. */
function entriesOf(id: string, { lot: known }: Pick<Ground, 'lot'>): string[] {
  const rows = server.rows<Entry>(
    `select entry.quantity, lot.code as lot, f.code as fromPlace, a.quality as fromQuality, a.grade as fromGrade, a.owner as fromOwner,
       t.code as toPlace, b.quality as toQuality, b.grade as toGrade, b.owner as toOwner
     from entry join document on document.key = entry.document
     join cell a on a.key = from_cell join place f on f.key = a.place
     join cell b on b.key = to_cell join place t on t.key = b.place join lot on lot.key = b.lot
     where document.id = '${id}' order by entry.key`,
  );
  const told = (place: string, ...[quality, grade, owner]: string[]) =>
    [
      place.replace(/^transit\/.*/, 'transit'),
      ...(quality === 'usable' ? [] : [quality]),
      ...(grade === 'reserve' ? [] : [grade]),
      ...(owner === 'RC-S' ? [] : [`of ${owner}`]),
    ].join(' ');
  return rows.map((row) => {
    const from = told(row.fromPlace, row.fromQuality, row.fromGrade, row.fromOwner);
    const to = told(row.toPlace, row.toQuality, row.toGrade, row.toOwner);
    return `${row.quantity} ${row.lot === known ? 'known' : 'new'}: ${from} → ${to}`;
  });
}
