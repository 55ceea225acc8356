/** A long import: decided whole, entered in several commits, all or nothing for everybody, also after a crash in the middle. */
import { randomUUID } from 'node:crypto';
import type { Answer } from '@changping/contracts/http';
import { expect, it, onTestFinished } from 'vitest';
import { newId, slot, whole } from './count-room.ts';
import { apply, checked, type Importing } from './import-file.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

const many = 250;
const epc = (n: number) => `E2801160600099${String(n).padStart(10, '0')}`;
const rows = Array.from({ length: many }, (_, i) => `棉被,LONG,LONG-${i},${epc(i)},10,条,ordinary`);
const file = `${['品种,批次,件号,标签编码,数量,单位,位置', ...rows].join('\n')}\n`;

const entered = (server: TestServer) =>
  server.rows<{ pieces: number; tags: number; quantity: number }>(
    `select count(*) as pieces, count(tag.key) as tags, coalesce(sum(stock.quantity), 0) as quantity
     from piece join lot on lot.key = piece.lot join cell on cell.key = piece.cell join stock on stock.cell = cell.key
       left join tag on tag.piece = piece.key where lot.code = 'LONG'`,
  )[0];
const all = { pieces: many, tags: many, quantity: many * 10 };
const audits = ({ rows }: TestServer) =>
  rows<{ action: string; result: string }>(
    "select action, result from audit where action like 'import.%' and action <> 'import.upload' order by key",
  ).map(({ action, result }) => `${action} ${result}`);
const breakAfter = ({ db, count }: TestServer, entries: number) =>
  db.raw.exec(
    `create trigger broken before insert on entry when (select count(*) from entry) >= ${count('entry') + entries}
       begin select raise(abort, 'broken'); end`,
  );
const enteredAll = [
  'import.apply ok',
  // The one new lot, and a hundred rows each.
  ...Array.from({ length: 4 }, () => 'import.enter ok'),
];

async function aStore() {
  const server = await openServer();
  return { server, keeper: await aSample(server, 'keeper-guyuan') };
}
const receive = async (keeper: Visitor, piece: string, lot = 'OTHER') => {
  const id = newId();
  const line = { kind: 'quilt', lot, piece, wanted: 10, from: slot('supplier'), to: slot('RC-S/receiving') };
  const lots = [{ lot, kind: 'quilt', madeOn: '2026-01-10' }];
  const opened = await keeper.post('/api/documents/open', {
    ...{ id, type: 'goodsIn', site: 'RC-S', lots, lines: [line] },
  });
  if (opened.code) return opened.code;
  const portions = [{ line: 1, as: 'arrived' as const, quantity: 10 }];
  const second = { name: '送货员老杨' };
  return (await keeper.post('/api/documents/step', { id, version: 1, action: 'receive', second, portions }))
    .code;
};

it('enters a long file in several commits under one decision, and its entries can be opened page by page', async () => {
  const { server, keeper } = await aStore();
  onTestFinished(() => server.close());
  const { id } = await checked(keeper, { bytes: file });
  const { receipt, share, state } = whole(await apply(keeper, id));
  expect([state, share, entered(server), audits(server)]).toEqual(['applied', 1, all, enteredAll]);
  expect(receipt).toMatchObject({ lots: 1, pieces: many, tags: many, quantity: many * 10 });
  const pages: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const query: string = `limit=70${after ? `&after=${after}` : ''}`;
    const page = await keeper.get<Answer<'/api/imports/{id}/entries'>>(`/api/imports/${id}/entries?${query}`);
    pages.push(...page.body.items.map(({ piece }) => piece ?? ''));
    after = page.body.next;
  }
  expect(pages).toEqual(rows.map((_, i) => `LONG-${i}`));
  expect(server.count('import_part')).toBe(0);
  const again = whole(await apply(keeper, (await checked(keeper, { bytes: file })).id));
  expect([again.receipt, entered(server)]).toEqual([receipt, all]);
  expect(server.unsound()).toEqual([]);
});

it('is completed after a crash in the middle, and until then nobody takes a name of it', async () => {
  const { server, keeper } = await aStore();
  const { id } = await checked(keeper, { bytes: file });
  breakAfter(server, 130);
  expect((await apply(keeper, id)).status).toBe(500);
  expect(entered(server)).toMatchObject({ pieces: 100 });
  const shown = whole(await keeper.get<Importing>(`/api/imports/${id}`));
  expect(shown.share).toBeCloseTo(2 / 4);
  expect(await receive(keeper, 'LONG-240')).toBe('goodsMoving');
  const bind = { key: randomUUID(), piece: 'LONG-3', epc: epc(245), reason: '换签' };
  expect((await keeper.post('/api/pieces/bind', bind)).code).toBe('goodsMoving');
  server.db.raw.exec('drop trigger broken');
  const again = await openServer({ folder: await server.stop() });
  onTestFinished(() => again.close());
  await expect.poll(() => entered(again), { timeout: 10_000 }).toEqual(all);
  await expect.poll(() => again.count('import_part')).toBe(0);
  expect(audits(again)).toEqual(enteredAll);
  const back = await aSample(again, 'keeper-guyuan');
  expect(await receive(back, 'LONG-A')).toBeUndefined();
  expect(again.unsound()).toEqual([]);
});

it('lets no other import have a piece without a tag, or loose goods, that one under way has yet to enter', async () => {
  const { server, keeper } = await aStore();
  onTestFinished(() => server.close());
  await receive(keeper, 'EARLY-1');
  const [head] = file.split('\n');
  const last = ['棉被,LONG,LONG-P,,10,条,ordinary', '棉被,OTHER,,,10,条,ordinary'];
  const { id } = await checked(keeper, { bytes: `${[head, ...rows, ...last].join('\n')}\n` });
  breakAfter(server, 130);
  expect((await apply(keeper, id)).status).toBe(500);
  for (const line of last) {
    const short = await checked(keeper, { bytes: `${head}\n${line}\n` });
    expect((await apply(keeper, short.id)).code, line).toBe('goodsMoving');
  }
}, 60_000);

it('enters nothing where the book came between the check and the decision, and nothing of what a crash left undecided', async () => {
  const { server, keeper } = await aStore();
  const { id } = await checked(keeper, { bytes: file });
  // What the thread has read is a moment old: here somebody was quicker.
  server.db.raw.exec(
    `create trigger early after insert on import_part when new.n = 1 begin
       insert into tag (epc, piece) select '${epc(240)}', key from piece limit 1; end`,
  );
  await receive(keeper, 'EARLY-1');
  const lots = server.count('lot');
  expect((await apply(keeper, id)).code).toBe('importChanged');
  expect([server.count('import_part'), server.count('lot'), server.count('import')]).toEqual([0, lots, 0]);
  expect(await receive(keeper, 'LONG-7'), 'its names are free again').toBeUndefined();
  server.db.raw.exec(
    `drop trigger early; insert into import_part (import, n, body) values ('nobody', 0, '{"lots":[],"lines":[]}')`,
  );
  const again = await openServer({ folder: await server.stop() });
  onTestFinished(() => again.close());
  expect(again.count('import_part')).toBe(0);
});

it('holds no names of what was not decided, also where the disk keeps its parts, and takes it up anew', async () => {
  const { server, keeper } = await aStore();
  onTestFinished(() => server.close());
  const { id } = await checked(keeper, { bytes: file });
  server.db.raw.exec(
    `create trigger broken before insert on import begin select raise(abort, 'broken'); end;
     create trigger kept before delete on import_part begin select raise(abort, 'kept'); end`,
  );
  expect((await apply(keeper, id)).status).toBe(500);
  expect(server.count('import_part')).toBe(4);
  server.db.raw.exec('drop trigger broken; drop trigger kept');
  expect(whole(await apply(keeper, id)).state).toBe('applied');
  expect([entered(server), server.count('import_part')]).toEqual([all, 0]);
  expect(server.unsound()).toEqual([]);
});
