/** A draft of the catalogue between its proposal and the word of the second person: nothing is judged by it yet, and what agreeing finds is what stands then. */
import { cellsOf, type KindCells } from '@changping/contracts/catalogue-cells';
import { kindMistakesIn } from '@changping/contracts/cell-mistakes';
import type { Answer } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import { accounts } from '@changping/server/store/accounts';
import { expect, it, onTestFinished } from 'vitest';
import { agreed } from './agreed.ts';
import { aCount, been, loose, newId, received, slot, whole } from './count-room.ts';
import { openServer, region } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

const reason = '年度修订';
const open = async (facts = region, folder?: string) => {
  const server = await openServer({ facts, ...(folder ? { folder } : {}) });
  onTestFinished(() => server.close());
  const [owner, supervisor] = [await aSample(server, 'policy'), await aSample(server, 'supervisor')];
  return { server, owner, supervisor };
};
const cells = async (who: Visitor, id: string): Promise<KindCells> => {
  const { items } = whole(await who.get<Answer<'/api/kinds'>>('/api/kinds?limit=500'));
  return cellsOf(items.find((kind) => kind.id === id) as (typeof items)[number]);
};
const standing = async (who: Visitor) => whole(await who.get<Answer<'/api/catalogue'>>('/api/catalogue'));
const waiting = async (who: Visitor) =>
  whole(await who.get<Answer<'/api/proposals'>>('/api/proposals')).items;
const propose = '/api/catalogue/propose';

it('judges by the class and the price in force until another person agrees: who loosens them alone lets nothing pass', async () => {
  const { server, owner, supervisor } = await open();
  const keeper = await aSample(server, 'keeper-guyuan');
  const approver = await aSample(server, 'approver-guyuan');
  const quilt = await cells(owner, 'quilt');
  const watched = { ...quilt, abc: 'A' };
  whole(await agreed(owner, supervisor, propose, { after: 1, reason, kinds: [watched] }));
  await received(keeper, 'WATCHED', 20);
  /** A count finds three quilts fewer than the book has. */
  const short = async () => {
    const count = await aCount(keeper, ['RC-S/receiving']);
    whole(await count.step(keeper, 'start'));
    const { head, rows } = await count.sheet(keeper);
    const covered = rows.map(({ place }) => been(place, head));
    whole(await count.add(keeper, crypto.randomUUID(), [loose('WATCHED', 17, head)], covered));
    whole(await count.step(keeper, 'submit'));
    const found = whole(await count.variance(approver)).variances;
    whole(await count.step(keeper, 'cancel', { reason: '重盘' }));
    return found.map(({ needsRecount, fen }) => ({ needsRecount, fen }));
  };
  const [before] = await short();
  expect(before).toEqual({ needsRecount: true, fen: 3 * Number(quilt.unit_cost_fen) });

  const loosened = { after: 2, reason, kinds: [{ ...quilt, abc: 'C', unit_cost_fen: '1' }] };
  const { by, at } = whole(await owner.post(propose, loosened));
  const seen = { of: 'catalogue', by, at } as const;
  expect((await owner.post('/api/proposals/agree', seen)).code).toBe('samePerson');
  expect(await short()).toEqual([before]);
  expect(await cells(keeper, 'quilt')).toEqual(watched);
  whole(await supervisor.post('/api/proposals/agree', seen));
  expect(await short()).toEqual([{ needsRecount: false, fen: 3 }]);
  expect(server.unsound()).toEqual([]);
});

it('waits with its cells for whoever has to agree, and stands at once with both names; each step is one row of the audit', async () => {
  const { server, owner, supervisor } = await open();
  const quilt = await cells(owner, 'quilt');
  const { head } = await standing(owner);
  const named = { ...head, edition: '2027 版' };
  const kinds = [{ ...quilt, pack_units: '12' }];
  whole(await owner.post(propose, { after: 1, reason, kinds, head: named }));
  const [item, ...more] = await waiting(supervisor);
  if (!item) throw new Error('nothing waits');
  expect(more).toEqual([]);
  expect(item).toMatchObject({
    ...{ of: 'catalogue', by: 'policy', after: 1, since: null, state: 'open', mayAgree: true, reason },
    content: { kinds, head: named },
  });
  expect((await standing(owner)).head).toEqual(head);
  whole(await supervisor.post('/api/proposals/agree', { of: item.of, by: item.by, at: item.at }));
  expect(await standing(owner)).toMatchObject({ version: 2, head: named });
  const { items } = whole(await owner.get<Answer<'/api/catalogue/versions'>>('/api/catalogue/versions'));
  expect(items).toMatchObject([
    { version: 2, by: 'policy', agreedBy: 'supervisor', reason, origin: 'console', changed: ['quilt'] },
    { version: 1, by: 'server', agreedBy: null, origin: 'folder' },
  ]);

  const again = whole(await owner.post(propose, { after: 2, reason, kinds: [quilt] }));
  const refusal = { of: 'catalogue', ...again, reason: '依据不足' } as const;
  whole(await supervisor.post('/api/proposals/refuse', refusal));
  expect(await waiting(owner)).toMatchObject([{ state: 'refused', refused: { reason: '依据不足' } }]);
  whole(await owner.post('/api/proposals/withdraw', { of: 'catalogue', at: again.at }));
  const rows = server.rows<{ action: string; draft: string | null; digest: string | null }>(
    `select action, object, coalesce(after ->> '$.waits.draft', after ->> '$.draft') as draft, after ->> '$.digest' as digest
     from audit where action like 'catalogue.%' and result = 'ok' order by key`,
  );
  expect(rows.map(({ action }) => action)).toEqual(
    ['propose', 'agree', 'propose', 'refuse', 'withdraw'].map((verb) => `catalogue.${verb}`),
  );
  // What was agreed to is what was proposed.
  expect(rows[0]?.draft).toMatch(/^[0-9a-f]{64}$/);
  expect(rows[1]?.draft).toBe(rows[0]?.draft);
  expect(rows[1]?.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(server.unsound()).toEqual([]);
});

it('is checked once more when it is agreed to, by what the book has then, with every mistake at its field; and stands upon no other version', async () => {
  const { server, owner, supervisor } = await open();
  const keeper = await aSample(server, 'keeper-guyuan');
  const tent = await cells(owner, 'tent-12');
  const poncho = { ...tent, id: 'poncho', name: '斗篷', name_en: 'Poncho' };
  whole(await agreed(owner, supervisor, propose, { after: 1, reason, kinds: [poncho] }));
  const boxed = { after: 2, reason, kinds: [{ ...poncho, unit: '箱', unit_en: 'box' }] };
  const { by, at } = whole(await owner.post(propose, boxed));
  // Nobody has had one, until now.
  const line = { kind: 'poncho', lot: 'P-1', wanted: 1, from: slot('supplier'), to: slot('RC-S/receiving') };
  whole(
    await keeper.post('/api/documents/open', {
      ...{ id: newId(), type: 'goodsIn', site: 'RC-S' },
      ...{ lots: [{ lot: 'P-1', kind: 'poncho' }], lines: [line] },
    }),
  );
  const seen = { of: 'catalogue', by, at } as const;
  const refused = await supervisor.post('/api/proposals/agree', seen);
  expect([refused.status, refused.code]).toEqual([422, 'catalogueWrong']);
  const { detail } = (refused.body as unknown as { fault: { detail: string } }).fault;
  expect(kindMistakesIn(detail)).toEqual([
    { kind: 'poncho', field: 'unit', code: `unitInBook|${tent.unit}` },
  ]);
  expect((await standing(owner)).version).toBe(2);

  const person = { name: 'second', display: '二', unit: 'ningxia', roles: ['policyOwner' as const] };
  accounts(server.db).add(
    { ...person, password: null, isGiven: false, isSample: true },
    Date.now() as Instant,
  );
  const second = await aSample(server, 'second');
  whole(await agreed(second, owner, propose, { after: 2, reason, kinds: [{ ...tent, pack_units: '3' }] }));
  expect(await waiting(owner)).toMatchObject([{ by: 'policy', state: 'overtaken', mayAgree: false }]);
  expect((await second.post('/api/proposals/agree', seen)).code).toBe('catalogueChanged');
  expect(server.unsound()).toEqual([]);
});

it('falls to a folder that is taken meanwhile, and leaves one offered that nobody has looked at', async () => {
  const facts = (packUnits: number) => ({
    ...region,
    kinds: region.kinds.map((kind) => (kind.id === 'quilt' ? { ...kind, packUnits } : kind)),
  });
  let { server, owner, supervisor } = await open(facts(10));
  const start = async (packUnits: number) => {
    ({ server, owner, supervisor } = await open(facts(packUnits), await server.stop()));
  };
  const coat = await cells(owner, 'coat');
  const early = whole(await owner.post(propose, { after: 1, reason, kinds: [{ ...coat, pack_units: '7' }] }));
  await start(11);
  expect(await waiting(supervisor)).toMatchObject([{ state: 'overtaken', mayAgree: false }]);
  const seen = { of: 'catalogue', ...early } as const;
  expect((await supervisor.post('/api/proposals/agree', seen)).code).toBe('catalogueChanged');

  whole(
    await agreed(owner, supervisor, propose, { after: 2, reason, kinds: [{ ...coat, pack_units: '7' }] }),
  );
  await start(12);
  const digest = (await standing(owner)).folder?.digest as string;
  const kinds = [{ ...coat, pack_units: '8' }];
  const looked = whole(await owner.post(propose, { after: 3, reason, kinds, folder: digest }));
  await start(13);
  whole(await supervisor.post('/api/proposals/agree', { of: 'catalogue', ...looked }));
  const { version, folder } = await standing(owner);
  expect(version).toBe(4);
  expect(folder?.kinds.map(({ id, pack_units }) => [id, pack_units])).toContainEqual(['quilt', '13']);
  expect(server.unsound()).toEqual([]);
});
