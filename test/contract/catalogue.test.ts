import { cellsOf, type KindCells } from '@changping/contracts/catalogue-cells';
import { kindMistakesIn } from '@changping/contracts/cell-mistakes';
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { until } from '../world.ts';
import { agreed } from './agreed.ts';
import { newId, received, slot, whole } from './count-room.ts';
import { openServer, region, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

type Body = CommandBody<'/api/catalogue/propose'>;
let server: TestServer;
let policy: Visitor;
let supervisor: Visitor;
let keeper: Visitor;
beforeAll(async () => {
  server = await openServer();
  policy = await aSample(server, 'policy');
  supervisor = await aSample(server, 'supervisor');
  keeper = await aSample(server, 'keeper-guyuan');
});
afterAll(() => server.close());

const kindsOf = async (who: Visitor, end = '') =>
  whole(await who.get<Answer<'/api/kinds'>>(`/api/kinds?limit=500${end}`)).items;
const cellsIn = async (who: Visitor, id: string): Promise<KindCells> => {
  const kind = (await kindsOf(who)).find((each) => each.id === id);
  if (!kind) throw new Error(`no kind ${id}`);
  return cellsOf(kind);
};
const standing = async (who: Visitor = policy) =>
  whole(await who.get<Answer<'/api/catalogue'>>('/api/catalogue'));
const versions = async () =>
  whole(await policy.get<Answer<'/api/catalogue/versions'>>('/api/catalogue/versions')).items;
type Draft = Partial<Body> & Pick<Body, 'kinds'>;
const draft = async (more: Draft): Promise<Body> => ({
  ...{ after: (await standing()).version, reason: '年度修订' },
  ...more,
});
/** As it is proposed and agreed to. */
const publish = async (more: Draft, who = policy, second = supervisor) =>
  agreed(who, second, '/api/catalogue/propose', await draft(more));
const mistakes = ({ body }: { body: unknown }) =>
  kindMistakesIn((body as { fault: { detail: string } }).fault.detail);
const publications = () => server.count("audit where action = 'catalogue.agree' and result = 'ok'");
const lotOf = async (code: string) =>
  whole(await keeper.get<Answer<'/api/lots'>>('/api/lots?site=RC-S&kind=quilt')).items.find(
    ({ lot }) => lot === code,
  );

it('changes how long a kind keeps, and every lot of it ends by the new record; the version before stays to be read', async () => {
  await received(keeper, 'C-LOT', 20);
  const before = await lotOf('C-LOT');
  const quilt = await cellsIn(policy, 'quilt');
  const rows = publications();
  const { version } = await standing();
  const life = { storage_years: '3', clock: 'manufacture', basis: 'house', source: '局发〔2026〕7 号' };
  const published = whole(await publish({ kinds: [{ ...quilt, ...life }] }));
  expect(published.version).toBe(version + 1);
  expect(publications()).toBe(rows + 1);
  const after = await until(
    () => lotOf('C-LOT'),
    (lot) => lot?.effectiveOn !== before?.effectiveOn,
  );
  expect(after).toMatchObject({ by: 'record', record: { basis: 'house', source: '局发〔2026〕7 号' } });
  expect((await versions())[0]).toMatchObject({
    ...{ version: version + 1, by: 'policy', agreedBy: 'supervisor', reason: '年度修订' },
    ...{ origin: 'console', changed: ['quilt'] },
  });
  const years = async (end: string) =>
    (await kindsOf(policy, end)).find(({ id }) => id === 'quilt')?.shelfLife.storageYears;
  expect([await years(''), await years(`&version=${version + 1}`)]).toEqual([3, 3]);
  expect(await years(`&version=${version}`)).not.toBe(3);
  expect((await policy.get('/api/kinds?version=99')).code).toBe('notFound');
  expect(server.unsound()).toEqual([]);
});

it('refuses a draft on an older version, the same one twice, one that changes nothing and one that is wrong, with every mistake at its field', async () => {
  const quilt = await cellsIn(policy, 'quilt');
  const { version } = await standing();
  const rows = publications();
  const twelve = { after: version, kinds: [{ ...quilt, pack_units: '12' }] };
  whole(await publish(twelve));
  expect(await publish(twelve)).toMatchObject({ status: 409, code: 'catalogueChanged' });
  expect((await publish({ kinds: [{ ...quilt, pack_units: '12' }] })).code).toBe('catalogueSame');
  expect(publications()).toBe(rows + 1);
  const refused = await publish({
    kinds: [
      { ...quilt, name: '', near_expiry_days: '1 2' },
      { ...quilt, id: '../x' },
      { ...quilt, category: 'luxury' },
    ],
  });
  expect([refused.status, refused.code]).toEqual([422, 'catalogueWrong']);
  expect(mistakes(refused)).toEqual([
    { kind: 'quilt', field: 'name', code: 'missing' },
    { kind: 'quilt', field: 'near_expiry_days', code: 'falling' },
    { kind: '../x', field: 'id', code: 'id' },
    { kind: 'quilt', field: 'category', code: 'noCategory|luxury' },
  ]);
  expect((await publish({ kinds: [{ ...quilt, pack_units: '13' }, quilt] })).code).toBe('catalogueWrong');
  expect((await standing()).version).toBe(version + 1);
});

it('has the GTINs of a kind told with it, and refuses one that another kind has, at the kind that claims it', async () => {
  const quilt = await cellsIn(policy, 'quilt');
  const coat = await cellsIn(policy, 'coat');
  const water = (await cellsIn(policy, 'water-550')).gtins;
  whole(await publish({ kinds: [{ ...quilt, gtins: '6901234567892 036000291452' }] }));
  const told = (await kindsOf(keeper)).find(({ id }) => id === 'quilt')?.gtins;
  expect(told).toEqual(['06901234567892', '00036000291452']);
  expect((await kindsOf(keeper)).find(({ id }) => id === 'coat')).not.toHaveProperty('gtins');
  const refused = await publish({
    kinds: [
      { ...coat, gtins: `06901234567892 ${water} 6901234567893` },
      { ...quilt, id: 'rug', gtins: '036000291452' },
    ],
  });
  expect([refused.status, refused.code]).toEqual([422, 'catalogueWrong']);
  expect(mistakes(refused)).toEqual([
    { kind: 'coat', field: 'gtins', code: 'gtin|6901234567893' },
    { kind: 'rug', field: 'gtins', code: 'gtinTaken|00036000291452|quilt' },
  ]);
  const other = await publish({ kinds: [{ ...coat, gtins: `06901234567892 ${water}` }] });
  expect(mistakes(other)).toEqual([
    { kind: 'coat', field: 'gtins', code: 'gtinTaken|06901234567892|quilt' },
    { kind: 'coat', field: 'gtins', code: `gtinTaken|${water}|water-550` },
  ]);
  // A program that knows of no such cell takes none away; who says that there are none does, and they go over in one version.
  const { gtins: known, ...unsaid } = await cellsIn(policy, 'quilt');
  whole(await publish({ kinds: [{ ...unsaid, pack_units: '14' }] }));
  expect(await cellsIn(policy, 'quilt')).toMatchObject({ pack_units: '14', gtins: known });
  const moved = { ...coat, gtins: '6901234567892' };
  expect(mistakes(await publish({ kinds: [{ ...unsaid, pack_units: '15' }, moved] }))).toEqual([
    { kind: 'quilt', field: 'gtins', code: 'gtinTaken|06901234567892|coat' },
    { kind: 'coat', field: 'gtins', code: 'gtinTaken|06901234567892|quilt' },
  ]);
  whole(await publish({ kinds: [{ ...unsaid, gtins: '' }, moved] }));
  expect(
    (await kindsOf(keeper)).filter(({ gtins }) => gtins?.includes('06901234567892')).map(({ id }) => id),
  ).toEqual(['coat']);
});

it('takes no more than a draft has: no cell of another name, no 10 MB, no hundred thousand kinds', async () => {
  const quilt = await cellsIn(policy, 'quilt');
  const more = (extra: object) => publish({ kinds: [{ ...quilt, ...extra }] });
  expect((await more({ version: '9' })).code).toBe('bodyShape');
  expect((await more({ name: 1 })).code).toBe('bodyShape');
  expect((await publish({ kinds: [], by: 'somebody' } as never)).code).toBe('bodyShape');
  const many = Array.from({ length: 1000 }, (_, n) => ({ ...quilt, id: `k${n}` }));
  expect((await publish({ kinds: many })).status).toBe(413);
  const from = performance.now();
  expect((await publish({ kinds: Array(100_000).fill(0) as never })).code).toBe('bodyShape');
  expect(performance.now() - from).toBeLessThan(5000);
});

it('has a new kind known to the book at once, and a retired one take no new stock while what there is of it goes on', async () => {
  const quilt = await cellsIn(policy, 'quilt');
  const name = '<script>alert(1)</script> 雨衣';
  whole(await publish({ kinds: [{ ...quilt, id: 'raincoat', name, name_en: 'Raincoat' }] }));
  expect((await kindsOf(keeper)).find(({ id }) => id === 'raincoat')?.name).toBe(name);
  const opened = (type: 'goodsIn' | 'handOut', kind: string, lot: string) =>
    keeper.post('/api/documents/open', {
      ...{ id: newId(), type, site: 'RC-S' },
      lines: [
        {
          ...{ kind, lot, wanted: 1 },
          from: slot(type === 'goodsIn' ? 'supplier' : 'RC-S/receiving'),
          to: slot(type === 'goodsIn' ? 'RC-S/receiving' : 'unit/squad-3'),
        },
      ],
      ...(type === 'goodsIn' ? { lots: [{ lot, kind }] } : {}),
    });
  whole(await opened('goodsIn', 'raincoat', 'R-1'));
  whole(await publish({ kinds: [{ ...quilt, retired: 'yes' }] }));
  expect((await opened('goodsIn', 'quilt', 'Q-NEW')).code).toBe('kindRetired');
  whole(await opened('handOut', 'quilt', 'C-LOT'));
  whole(await publish({ kinds: [quilt] }));
  whole(await opened('goodsIn', 'quilt', 'Q-NEW'));
  expect(server.unsound()).toEqual([]);
});

it('keeps the unit of a kind that the book counts in it; of one nobody has had it may be corrected', async () => {
  const quilt = await cellsIn(policy, 'quilt');
  const refused = await publish({ kinds: [{ ...quilt, unit: '箱' }] });
  expect(refused.code).toBe('catalogueWrong');
  expect(mistakes(refused)).toEqual([{ kind: 'quilt', field: 'unit', code: `unitInBook|${quilt.unit}` }]);
  whole(await publish({ kinds: [{ ...quilt, id: 'poncho', name: '斗篷', name_en: 'Poncho' }] }));
  whole(await publish({ kinds: [{ ...quilt, id: 'poncho', name: '斗篷', name_en: 'Poncho', unit: '箱' }] }));
  expect((await kindsOf(keeper)).find(({ id }) => id === 'poncho')?.unit).toBe('箱');
});

it('P21 lets the policy owner alone propose: everybody else is refused and leaves one row', async () => {
  const quilt = await cellsIn(policy, 'quilt');
  const { version } = await standing();
  const others = server.rows<{ name: string }>("select name from account where name <> 'policy'");
  expect(others.length).toBeGreaterThan(12);
  for (const { name } of others) {
    const who = await aSample(server, name);
    const rows = server.count('audit');
    const answer = await who.post(
      '/api/catalogue/propose',
      await draft({ after: version, kinds: [{ ...quilt, pack_units: '99' }] }),
    );
    expect(answer.code, name).toMatch(/rightMissing|secondFactorNeeded/);
    expect(server.count('audit') - rows, name).toBe(1);
  }
  expect((await standing()).version).toBe(version);
});

it('holds 500 kinds and no more, for the pages ask for them in one page', async () => {
  const store = await openServer();
  onTestFinished(() => store.close());
  const [owner, second] = [await aSample(store, 'policy'), await aSample(store, 'supervisor')];
  const quilt = await cellsIn(owner, 'quilt');
  const some = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => ({ ...quilt, id: `k${from + n}` }));
  for (const from of [0, 120, 240, 360])
    whole(await publish({ after: 1 + from / 120, kinds: some(from, from + 120) }, owner, second));
  expect((await publish({ after: 5, kinds: some(480, 484) }, owner, second)).code).toBe('catalogueFull');
  whole(await publish({ after: 5, kinds: some(480, 483) }, owner, second));
  expect((await kindsOf(owner)).length).toBe(500);
});

it('takes a changed folder at a start as the next version while nobody has written one, and afterwards only offers it, until it was looked at', async () => {
  const facts = (packUnits: number, without = '') => ({
    ...region,
    kinds: region.kinds
      .filter(({ id }) => id !== without)
      .map((kind) => (kind.id === 'quilt' ? { ...kind, packUnits } : kind)),
  });
  let store = await openServer({ facts: facts(10) });
  onTestFinished(() => store.close());
  const start = async (next: ReturnType<typeof facts>) => {
    store = await openServer({ facts: next, folder: await store.stop() });
    return [await aSample(store, 'policy'), await aSample(store, 'supervisor')] as const;
  };
  const quiltOf = (kinds: { id: string; packUnits: number }[]) =>
    kinds.find(({ id }) => id === 'quilt')?.packUnits;

  let [owner, second] = await start(facts(11, 'oc-spray'));
  expect(await standing(owner)).toMatchObject({ version: 2, folder: null });
  expect(quiltOf(await kindsOf(owner))).toBe(11);
  expect((await kindsOf(owner)).find(({ id }) => id === 'oc-spray')?.isRetired).toBe(true);
  expect(store.count("audit where action = 'catalogue.take'")).toBe(1);
  [owner, second] = await start(facts(11, 'oc-spray'));
  expect((await standing(owner)).version, 'the same folder is no news').toBe(2);

  const coat = await cellsIn(owner, 'coat');
  whole(await publish({ after: 2, kinds: [{ ...coat, pack_units: '7' }] }, owner, second));
  [owner, second] = await start(facts(12));
  const offered = await standing(owner);
  expect(offered.version, 'what people wrote stands').toBe(3);
  expect(quiltOf(await kindsOf(owner))).toBe(11);
  expect(offered.folder?.kinds.map(({ id, pack_units }) => [id, pack_units])).toEqual([
    ['quilt', '12'],
    ['coat', '10'],
    ['oc-spray', expect.any(String)],
  ]);
  const [quilt] = offered.folder?.kinds ?? [];
  const looked = { after: 3, kinds: [quilt as KindCells], folder: offered.folder?.digest as string };
  whole(await publish(looked, owner, second));
  expect(await standing(owner)).toMatchObject({ version: 4, folder: null });
  [owner, second] = await start(facts(12));
  expect(await standing(owner), 'what was looked at is not offered again').toMatchObject({
    ...{ version: 4, folder: null },
  });
  expect((await cellsIn(owner, 'coat')).pack_units).toBe('7');
  expect(store.unsound()).toEqual([]);
});
