import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agreed } from './agreed.ts';
import { newId, received, slot, whole } from './count-room.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

type Listed = Answer<'/api/policies'>;
type Body = CommandBody<'/api/policies/propose'>;
let server: TestServer;
let policy: Visitor;
let supervisor: Visitor;
let keeper: Visitor;
beforeAll(async () => {
  server = await openServer();
  policy = await aSample(server, 'policy');
  supervisor = await aSample(server, 'supervisor');
  keeper = await aSample(server, 'keeper-guyuan');
  await received(keeper, 'P-LOT', 20);
});
afterAll(() => server.close());

const day = 86_400_000;
const versions = async () => whole(await policy.get<Listed>('/api/policies')).items;
const write = (after: number, rules: Body['rules'], more: Partial<Body> = {}) =>
  agreed(policy, supervisor, '/api/policies/propose', { after, rules, reason: '年度修订', ...more });
const told = ({ body }: { body: unknown }) => (body as { fault: { detail?: string } }).fault.detail;
/** @returns the version that its first step names. */
async function asked(): Promise<number | undefined> {
  const line = {
    kind: 'quilt',
    lot: 'P-LOT',
    wanted: 1,
    from: slot('RC-S/receiving'),
    to: slot('unit/squad-3'),
  };
  const body = { id: newId(), type: 'handOut' as const, site: 'RC-S', lines: [line] };
  const { document } = whole(await keeper.post('/api/documents/open', body));
  return document.steps[0]?.policy;
}
const openedUnder = async (version: number) =>
  whole(
    await keeper.get<Answer<'/api/documents'>>(
      `/api/documents?site=RC-S&state=all&type=handOut&policy=${version}`,
    ),
  ).items.length;

it('has a version stand from its day on: until then documents are opened under the one in force, and each is found by its version', async () => {
  const [first] = await versions();
  expect(first).toMatchObject({ version: 1, state: 'standing', until: null });
  const rules = first?.rules ?? [];
  const now = Date.now();
  expect((await write(1, rules, { since: now - day })).code).toBe('policyTerm');
  expect((await write(1, rules, { since: now + 400 * day })).code).toBe('policyTerm');
  whole(await write(1, rules, { since: now + day }));
  expect(await versions()).toMatchObject([
    {
      version: 2,
      state: 'coming',
      since: now + day,
      until: null,
      by: 'policy',
      agreedBy: 'supervisor',
      reason: '年度修订',
    },
    { version: 1, state: 'standing', until: now + day },
  ]);
  expect(await asked()).toBe(1);
  expect([await openedUnder(1), await openedUnder(2)]).toEqual([1, 0]);
  // Its day comes.
  server.db.raw.prepare('update policy set since = ? where version = 2').run(Date.now() - 1);
  expect(await asked()).toBe(2);
  expect([await openedUnder(1), await openedUnder(2)]).toEqual([1, 1]);
  expect((await versions()).map(({ state }) => state)).toEqual(['standing', 'over']);

  whole(await write(2, rules, { since: now + 9 * day }));
  whole(await write(3, rules));
  expect((await versions()).map(({ version, state }) => `${version} ${state}`)).toEqual([
    '4 standing',
    '3 never',
    '2 over',
    '1 over',
  ]);
  expect(await asked()).toBe(4);
  expect(server.count("audit where action = 'policy.agree' and result = 'ok'")).toBe(3);
  expect(server.unsound()).toEqual([]);
});

it('refuses a table under which a store with people of its own would have nobody to sign, and names row and store', async () => {
  const { version = 0, rules = [] } = (await versions())[0] ?? {};
  const own = rules.map((rule) =>
    rule.id === 'approve'
      ? { ...rule, signatures: [{ by: [{ role: 'approver' as const, unit: 'own' as const }], count: 1 }] }
      : rule,
  );
  const refused = await write(version, own);
  expect([refused.code, told(refused)]).toEqual(['policyWrong', 'approve: nobodyThere ST-640425203']);
  const admin = await aSample(server, 'security');
  const people = whole(await admin.get<Answer<'/api/people'>>('/api/people')).items;
  const { id, roles } = people.find(({ name }) => name === 'keeper-fengzhuang') as (typeof people)[number];
  whole(await admin.post('/api/people/roles', { id, roles: [...roles, 'approver'] }));
  whole(await write(version, own));
});
