/** What a policy owner proposes: in force once another person agrees, and not before. */
import type { Answer } from '@changping/contracts/http';
import type { Role } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import { accounts } from '@changping/server/store/accounts';
import { proposals } from '@changping/server/store/proposals';
import { expect, it, onTestFinished } from 'vitest';
import { whole } from './count-room.ts';
import { settled } from './first-day.ts';
import { openServer } from './server.ts';
import { aSample, aVisitor, type Visitor } from './visitor.ts';

type Item = Answer<'/api/proposals'>['items'][number];
type Policies = Answer<'/api/policies'>;
const day = 86_400_000;
const reason = '年度修订';

/** Two clocks of a region with one policy owner and one supervisor; more people come by name. */
async function aRegion() {
  let at = Date.now();
  const clock = () => at as Instant;
  const server = await openServer({ now: clock, wall: clock });
  onTestFinished(() => server.close());
  const someone = (name: string, role: Role, unit = 'ningxia') => {
    const person = { name, display: name, unit, roles: [role], password: null };
    accounts(server.db).add({ ...person, isGiven: false, isSample: true }, clock());
    return aSample(server, name);
  };
  const owner = await aSample(server, 'policy');
  const supervisor = await aSample(server, 'supervisor');
  const list = async (who: Visitor) => whole(await who.get<Answer<'/api/proposals'>>('/api/proposals')).items;
  const table = async () => whole(await supervisor.get<Policies>('/api/policies')).items;
  const rules = (await table())[0]?.rules ?? [];
  const propose = (who: Visitor, after: number, since?: number) =>
    who.post('/api/policies/propose', { after, rules, reason, ...(since ? { since } : {}) });
  const share = { after: 0, site: 'RC-S', kinds: ['quilt'], reason: '联动协议' };
  return {
    server,
    owner,
    supervisor,
    someone,
    list,
    table,
    propose,
    share,
    at: clock,
    later: (ms: number) => (at += ms),
  };
}
const seen = ({ of, by, at }: Item) => ({ of, by, at });
const told = ({ of, by, state, could, mayAgree }: Item) => ({ of, by, state, could, mayAgree });

it('puts nothing in force before the supervisor agrees, who alone may where there is one policy owner; at one moment, with both names', async () => {
  const { server, owner, supervisor, list, table, share } = await aRegion();
  const guest = await aSample(server, 'guest');
  const shared = async () => whole(await guest.get<Answer<'/api/shared'>>('/api/shared')).items.length;
  const counted = (verb: string) => server.count(`audit where action = 'sharing.${verb}' and result = 'ok'`);
  whole(await owner.post('/api/sharing/propose', share));
  expect([await shared(), counted('propose')]).toEqual([0, 1]);
  const [mine] = await list(owner);
  const [theirs] = await list(supervisor);
  if (!mine || !theirs) throw new Error('nothing waits');
  const open = { of: 'sharing', by: 'policy', state: 'open', could: ['supervisor'] };
  expect([told(mine), told(theirs)]).toEqual([
    { ...open, mayAgree: false },
    { ...open, mayAgree: true },
  ]);
  expect(theirs).toMatchObject({ after: 0, reason: '联动协议', content: { site: 'RC-S', kinds: ['quilt'] } });

  expect((await owner.post('/api/proposals/agree', seen(mine))).code).toBe('samePerson');
  for (const name of ['approver', 'commander', 'guest', 'audit', 'keeper-guyuan']) {
    const other = await aSample(server, name);
    expect((await other.post('/api/proposals/agree', seen(mine))).code, name).toBe('rightMissing');
    expect((await other.get('/api/proposals')).code, name).toBe('rightMissing');
  }
  const made = { label: 'script', days: 1, isReadOnly: false, password: '' };
  const { token } = whole(await supervisor.post('/api/tokens', made));
  const script = aVisitor(server);
  script.keeps.authorization = `Bearer ${token}`;
  expect((await script.post('/api/proposals/agree', seen(mine))).code, 'nobody sits there').toBe(
    'rightMissing',
  );
  const before = { ...seen(mine), at: mine.at - 1 };
  expect((await supervisor.post('/api/proposals/agree', before)).code).toBe('nothingWaits');
  expect(await shared()).toBe(0);
  expect(whole(await supervisor.post('/api/proposals/agree', seen(mine)))).toEqual({ version: 1 });
  expect([await shared(), counted('agree'), (await list(owner)).length]).toEqual([1, 1, 0]);
  expect((await supervisor.post('/api/proposals/agree', seen(mine))).code, 'a second tap').toBe(
    'nothingWaits',
  );
  const { items } = whole(await owner.get<Answer<'/api/sharing'>>('/api/sharing'));
  expect(items).toMatchObject([{ version: 1, by: 'policy', agreedBy: 'supervisor', reason: '联动协议' }]);
  expect(await table()).toMatchObject([{ version: 1, by: 'server', agreedBy: null }]);
  const [row] = server.rows<{ account: string; by: string }>(
    "select account, after ->> '$.by' as by from audit where action = 'sharing.agree' and result = 'ok'",
  );
  expect(row).toEqual({ account: 'supervisor', by: 'policy' });
  expect(server.unsound()).toEqual([]);
});

it('is refused with a reason or withdrawn, each with its row in the audit; a new proposal takes the place of the own one before', async () => {
  const { server, owner, supervisor, list, table, propose } = await aRegion();
  whole(await propose(owner, 1));
  whole(await propose(owner, 1, Date.now() + 9 * day));
  const [item, ...more] = await list(supervisor);
  if (!item) throw new Error('nothing waits');
  expect(more).toEqual([]);
  const answer = { ...seen(item), reason: '依据不足' };
  expect((await owner.post('/api/proposals/refuse', answer)).code).toBe('samePerson');
  expect((await supervisor.post('/api/proposals/refuse', { ...answer, reason: ' ' })).code).toBe('bodyShape');
  whole(await supervisor.post('/api/proposals/refuse', answer));
  // Who proposed it reads why.
  const refused = { by: 'supervisor', reason: '依据不足' };
  expect(await list(owner)).toMatchObject([{ state: 'refused', refused }]);
  expect((await list(supervisor)).map(told)).toMatchObject([{ state: 'refused', mayAgree: false }]);
  expect((await supervisor.post('/api/proposals/agree', seen(item))).code).toBe('nothingWaits');
  expect((await supervisor.post('/api/proposals/refuse', answer)).code).toBe('nothingWaits');

  const { at } = whole(await propose(owner, 1));
  const taken = { of: 'policy', at } as const;
  expect((await supervisor.post('/api/proposals/withdraw', taken)).code).toBe('nothingWaits');
  whole(await owner.post('/api/proposals/withdraw', taken));
  expect([await list(owner), await table()]).toMatchObject([[], [{ version: 1 }]]);
  const rows = server.rows<{ action: string }>(
    "select action, object, account, reason from audit where action like 'policy.%' and result = 'ok' order by key",
  );
  const row = (verb: string, account: string, why: string | null) => ({
    ...{ action: `policy.${verb}`, object: 'policy 2', account, reason: why },
  });
  expect(rows).toEqual([
    ...[row('propose', 'policy', reason), row('propose', 'policy', reason)],
    row('refuse', 'supervisor', '依据不足'),
    ...[row('propose', 'policy', reason), row('withdraw', 'policy', null)],
  ]);
  expect(server.unsound()).toEqual([]);
});

it('takes the other policy owner where there is one; what was written upon an older version is told as overtaken and not agreed to', async () => {
  const { owner, supervisor, someone, list, table, propose } = await aRegion();
  const far = await someone('far', 'policyOwner', 'RC-S');
  const second = await someone('second', 'policyOwner');
  expect((await propose(far, 1)).code).toBe('outOfScope');
  whole(await propose(owner, 1));
  whole(await propose(second, 1));
  const of = async (name: string) => (await list(supervisor)).find(({ by }) => by === name) as Item;
  expect(told(await of('policy'))).toMatchObject({ could: ['second'], mayAgree: false });
  const [mine, theirs] = [seen(await of('policy')), seen(await of('second'))];
  expect((await supervisor.post('/api/proposals/agree', mine)).code).toBe('proposalSecond');
  expect((await far.post('/api/proposals/agree', mine)).code).toBe('outOfScope');
  whole(await second.post('/api/proposals/agree', mine));
  expect(told(await of('second'))).toMatchObject({ state: 'overtaken', mayAgree: false });
  expect((await owner.post('/api/proposals/agree', theirs)).code).toBe('policyChanged');
  expect(await table()).toMatchObject([
    { version: 2, by: 'policy', agreedBy: 'second' },
    { version: 1, by: 'server' },
  ]);
  whole(await owner.post('/api/proposals/refuse', { ...theirs, reason: '已有新版' }));
  expect(await list(owner)).toEqual([]);
});

it('falls with the right of who proposed, lapses after thirty days, and never stands from before it was agreed to', async () => {
  const { server, owner, supervisor, someone, list, propose, later } = await aRegion();
  const again = (name: string) => aSample(server, name);
  const second = await someone('second', 'policyOwner');
  whole(await propose(second, 1));
  const security = await aSample(server, 'security');
  const people = whole(await security.get<Answer<'/api/people'>>('/api/people')).items;
  const id = people.find(({ name }) => name === 'second')?.id as string;
  whole(await security.post('/api/people/roles', { id, roles: [] }));
  const [left] = await list(owner);
  expect(told(left as Item)).toMatchObject({ by: 'second', state: 'ownerless', mayAgree: false });
  expect((await owner.post('/api/proposals/agree', seen(left as Item))).code).toBe('nothingWaits');
  whole(await owner.post('/api/proposals/refuse', { ...seen(left as Item), reason: '已离任' }));

  whole(await propose(owner, 1));
  const [item] = (await list(supervisor)) as [Item];
  expect(item.endsAt).toBe(item.at + 30 * day);
  later(30 * day);
  const [late, early] = [await again('supervisor'), await again('policy')];
  expect((await list(late)).map(told)).toMatchObject([{ state: 'lapsed', mayAgree: false }]);
  expect((await late.post('/api/proposals/agree', seen(item))).code).toBe('proposalLapsed');

  const now = whole(await propose(early, 1)).at;
  whole(await early.post('/api/proposals/withdraw', { of: 'policy', at: now }));
  whole(await propose(early, 1, now + day));
  later(2 * day);
  const next = await again('supervisor');
  const [dated] = (await list(next)) as [Item];
  expect(dated.since).toBe(now + day);
  whole(await next.post('/api/proposals/agree', seen(dated)));
  expect(whole(await next.get<Policies>('/api/policies')).items[0]).toMatchObject({
    ...{ version: 2, state: 'standing', since: now + 2 * day },
  });
  expect(server.unsound()).toEqual([]);
});

it('goes with the password of who proposed: whoever holds the account after a reset may be another', async () => {
  const { server, owner, list, at } = await aRegion();
  const third = { name: 'third', display: '三', unit: 'ningxia', roles: ['policyOwner' as const] };
  accounts(server.db).add({ ...third, password: 'x', isGiven: false, isSample: false }, at());
  const content = { after: 1, since: null, content: [], refused: null };
  proposals(server.db, 'policy').put('third', { content, by: 'third', at: at(), reason });
  expect((await list(owner)).map(({ by }) => by)).toEqual(['third']);
  const security = await aSample(server, 'security');
  const people = whole(await security.get<Answer<'/api/people'>>('/api/people')).items;
  const id = people.find(({ name }) => name === 'third')?.id as string;
  expect(whole(await security.post('/api/people/reset', { id })).waits).toBe(true);
  expect(
    (await list(owner)).map(({ by }) => by),
    'not before it is another',
  ).toEqual(['third']);
  whole(await settled(await aSample(server, 'system'), id, true));
  expect(await list(owner)).toEqual([]);
});
