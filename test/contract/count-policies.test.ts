/** The policy of counts over HTTP: written whole in versions; a new one judges the next count, and not the one that was opened before it. */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type { CountRules } from '@changping/contracts/count-policy';
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agreed } from './agreed.ts';
import { been, loose } from './count-room.ts';
import { aDay } from './day.ts';
import type { TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

/** The server's own reader of such files. */
const { parse } = createRequire(createRequire(import.meta.url).resolve('../../server/package.json'))(
  'csv-parse/sync',
) as { parse(bytes: Buffer, options: object): string[][] };

type Listed = Answer<'/api/count-policies'>;
type Body = CommandBody<'/api/count-policies/propose'>;
let server: TestServer;
let owner: Visitor;
let supervisor: Visitor;
let keeper: Visitor;
let approver: Visitor;

beforeAll(async () => {
  server = await aDay();
  [owner, supervisor, keeper, approver] = [
    await aSample(server, 'policy'),
    await aSample(server, 'supervisor'),
    await aSample(server, 'keeper-guyuan'),
    await aSample(server, 'approver-guyuan'),
  ];
});
afterAll(() => server.close());

const whole = <T>({ status, body }: { status: number; body: T }): T => {
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
const versions = async () => whole(await owner.get<Listed>('/api/count-policies')).items;
const write = (after: number, rules: CountRules, more: Partial<Body> = {}, who = owner) =>
  agreed(who, supervisor, '/api/count-policies/propose', { after, rules, reason: '年度修订', ...more });

it('starts with the house’s own numbers, and says that they are', async () => {
  const [first, ...more] = await versions();
  expect(more).toEqual([]);
  expect(first).toMatchObject({ version: 1, by: 'server', state: 'standing', until: null });
  expect(first?.rules.classes.B).toMatchObject({ quantity: 2, fen: 50_000, everyDays: 180 });
  const plan = whole(await keeper.get<Answer<'/api/counts/plan'>>('/api/counts/plan?site=RC-S'));
  expect(plan.policy).toEqual({ version: 1, source: first?.rules.source });
  expect(plan.policy.source).toContain('未引用标准');
});

it('is proposed by the policy owner alone, on the newest version, for a day to come, and never against itself', async () => {
  const [{ rules } = {}] = await versions();
  if (!rules) throw new Error('no policy');
  const before = server.count("audit where action = 'countPolicy.agree' and result = 'ok'");
  const { A } = rules.classes;
  const loose = { ...rules, classes: { ...rules.classes, A: { ...A, quantity: 3, everyDays: 400 } } };
  for (const [answer, code, detail] of [
    [await write(1, rules, {}, keeper), 'rightMissing', undefined],
    [await write(1, rules, {}, approver), 'rightMissing', undefined],
    [await write(0, rules), 'bodyShape', undefined],
    [await write(2, rules), 'countPolicyChanged', '1'],
    [await write(1, rules, { since: Date.now() - 60_000 }), 'policyTerm', undefined],
    [await write(1, loose), 'countPolicyWrong', 'A: looserThanNext; A: rarerThanNext'],
    [await write(1, { ...rules, aheadDays: 91 }), 'bodyShape', undefined],
  ] as const) {
    expect(answer.code).toBe(code);
    if (detail !== undefined)
      expect((answer.body as { fault?: { detail?: string } }).fault?.detail).toBe(detail);
  }
  expect(server.count("audit where action = 'countPolicy.agree' and result = 'ok'")).toBe(before);
  expect(await versions()).toHaveLength(1);
});

/** Opens and begins a count of a room that is empty. */
async function opened(): Promise<string> {
  const id = randomUUID();
  whole(await keeper.post('/api/counts/open', { id, site: 'RC-S', places: ['RC-S/dangerous'] }));
  return id;
}
/** Finds thirty units there that the book does not have. */
async function counted(id: string, lot: string) {
  whole(await keeper.post('/api/documents/step', { id, version: 1, action: 'start' }));
  const sheet = whole(await keeper.get<Answer<'/api/counts/{id}'>>(`/api/counts/${id}`));
  whole(
    await keeper.post('/api/counts/add', {
      ...{ id, device: randomUUID(), round: 1 },
      scans: [loose(lot, 30, sheet.head, { place: 'RC-S/dangerous' })],
      covered: sheet.rows.map(({ place }) => been(place, sheet.head)),
    }),
  );
  whole(await keeper.post('/api/documents/step', { id, version: 2, action: 'submit' }));
  return judged(id);
}
const judged = async (id: string) =>
  whole(await approver.get<Answer<'/api/counts/{id}/variance'>>(`/api/counts/${id}/variance`));

it('judges the next count by the new version, and the one that was open by its own; the report says which', async () => {
  const slot = { place: 'RC-S/receiving', quality: 'usable', grade: 'reserve', owner: 'RC-S' } as const;
  const id = randomUUID();
  const lots = [{ lot: 'COUNTED-BY', kind: 'quilt' }];
  const lines = [
    { kind: 'quilt', lot: 'COUNTED-BY', wanted: 1, from: { ...slot, place: 'supplier' }, to: slot },
  ];
  const paper = { id, type: 'emergencyPurchase', site: 'RC-S', phone: '值班室 老李', lots, lines } as const;
  whole(await keeper.post('/api/documents/open', paper));

  const [{ rules } = {}] = await versions();
  if (!rules) throw new Error('no policy');
  const early = await opened();
  // Thirty quilts more than the book has: above no tolerance now, and above every one then.
  const wide = { quantity: 50, percent: 0, fen: 10_000_000_000 };
  const all = { A: rules.classes.A, B: rules.classes.B, C: rules.classes.C };
  for (const of of ['A', 'B', 'C'] as const) all[of] = { ...all[of], ...wide, everyDays: 30 };
  expect(whole(await write(1, { ...rules, classes: all, source: '区局〔2026〕12 号' }))).toEqual({
    version: 2,
  });
  const late = await opened();
  const numbers = server.rows<{ id: string; number: string; version: number }>(
    `select id, number, body ->> '$.countPolicy' as version from document where id in ('${early}', '${late}') order by key`,
  );
  expect(numbers.map(({ version }) => version)).toEqual([1, 2]);

  const before = await counted(early, 'COUNTED-BY');
  expect([before.policy, before.variances.map(({ what, needsRecount }) => [what, needsRecount])]).toEqual([
    1,
    [['gained', true]],
  ]);
  const after = await counted(late, 'COUNTED-BY');
  expect([after.policy, after.variances.map(({ what, needsRecount }) => [what, needsRecount])]).toEqual([
    2,
    [['gained', false]],
  ]);
  const plan = whole(await keeper.get<Answer<'/api/counts/plan'>>('/api/counts/plan?site=RC-S'));
  expect(plan.policy).toEqual({ version: 2, source: '区局〔2026〕12 号' });
  expect(new Set(plan.proposals.map(({ everyDays }) => everyDays))).toEqual(new Set([30]));

  const reasons = after.variances.map(({ key }) => ({ key, reason: 'unrecordedReceipt' as const }));
  whole(await approver.post('/api/counts/post', { id: late, version: 3, reasons }));
  expect((await judged(late)).policy).toBe(2);
  const job = randomUUID();
  const span = { from: 0, to: Date.now() + 1000 };
  const order = { id: job, report: 'variance', site: 'RC-S', format: 'csv', lang: 'en', ...span } as const;
  whole(await approver.post('/api/jobs/start', order));
  await expect
    .poll(async () => (await approver.get<{ state: string }>(`/api/jobs/${job}`)).body.state, {
      timeout: 20_000,
    })
    .toBe('done');
  const file = await fetch(`${server.address}/api/files/${job}`, { headers: approver.keeps });
  const rows = parse(Buffer.from(await file.arrayBuffer()), { bom: true, relax_column_count: true });
  const titles = rows.find(([first]) => first === 'document') ?? [];
  const row = rows.find(([first]) => first === numbers[1]?.number) ?? [];
  expect(row[titles.indexOf('count policy version')]).toBe('2');

  // Posted by a later version's numbers it stays what its own says.
  const again = { ...rules, classes: { ...all, A: { ...all.A, secondCount: 'everyDifference' as const } } };
  expect(whole(await write(2, again, { since: Date.now() + 86_400_000 }))).toEqual({ version: 3 });
  expect((await versions()).map(({ version, state }) => [version, state])).toEqual([
    [3, 'coming'],
    [2, 'standing'],
    [1, 'over'],
  ]);
  expect((await judged(early)).variances[0]?.needsRecount).toBe(true);
  expect(
    server.rows(
      "select object, account, after ->> '$.by' as first, before ->> '$.version' as was, after ->> '$.rules.source' as source from audit where action = 'countPolicy.agree' and result = 'ok' order by key",
    )[0],
  ).toEqual({
    ...{ object: 'count policy 2', account: 'supervisor', first: 'policy' },
    was: 1,
    source: '区局〔2026〕12 号',
  });
  expect(server.unsound()).toEqual([]);
}, 60_000);
