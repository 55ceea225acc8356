import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { cellsOf } from '@changping/contracts/catalogue-cells';
import type { Answer } from '@changping/contracts/http';
import {
  type Command,
  type CommandAnswer,
  type CommandBody,
  commands,
} from '@changping/contracts/http-commands';
import { peopleCommands } from '@changping/contracts/http-people';
import { expect, it, onTestFinished, vi } from 'vitest';
import { been, loose } from './count-room.ts';
import { aHandheld } from './handheld.ts';
import { settled } from './import-file.ts';
import { openServer } from './server.ts';
import { aSample } from './visitor.ts';

vi.setConfig({ testTimeout: 120_000 });

type Reply = { status: number; body: unknown };
/** Of TCP; nothing listens there. */
const closedPort = 1;
const slot = (place: string, owner = 'RC-S') =>
  ({ place, quality: 'usable', grade: 'reserve', owner }) as const;

it('P22 writes one row for every command that is done: each of them is done here', async () => {
  const server = await openServer({ allow: [`127.0.0.1:${closedPort}`] });
  onTestFinished(() => server.close());
  const rows = () => server.count("audit where result = 'ok'");
  const written = new Map<string, number[]>();
  const once = async <C extends Command>(command: C, act: (command: C) => Promise<Reply>) => {
    const before = rows();
    const { status, body } = await act(command);
    expect(status, `${command} ${JSON.stringify(body)}`).toBe(200);
    written.set(command, [...(written.get(command) ?? []), rows() - before]);
    return body as CommandAnswer<C>;
  };
  const someone = async (name: string) => {
    const visitor = await aSample(server, name);
    return {
      get: visitor.get,
      done: <C extends Command>(command: C, body: CommandBody<C>) =>
        once(command, (asked) => visitor.post(asked, body)),
    };
  };
  const keeper = await someone('keeper-guyuan');
  const approver = await someone('approver');
  const supervisor = await someone('supervisor');
  const system = await someone('system');
  const security = await someone('security');
  const policy = await someone('policy');
  const device = async (name: string) => {
    const { id, code } = await system.done('/api/handhelds/code', { name, site: 'RC-S' });
    const handheld = aHandheld(server);
    const done = (command: Command, body: object, word?: string) =>
      once(command, (asked) => handheld.send(asked, body, word));
    await done('/api/handhelds/enrol', { code, epoch: handheld.epoch });
    await handheld.send('/api/session/sample', { name: 'keeper-guyuan' });
    return { ...handheld, id, done };
  };

  // Goods come in, with the photograph that the receipt names.
  const bytes = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(500)]);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const receipt = randomUUID();
  const goods = { kind: 'quilt', lot: 'Q-ROWS' } as const;
  await keeper.done('/api/documents/open', {
    ...{
      id: receipt,
      type: 'goodsIn',
      site: 'RC-S',
      photos: [hash],
      lots: [{ lot: 'Q-ROWS', kind: 'quilt' }],
    },
    lines: [{ ...goods, wanted: 30, from: slot('supplier'), to: slot('RC-S/receiving') }],
  });
  await keeper.done('/api/photos/keep', { id: receipt, hash, bytes: bytes.toString('base64') });
  const arrive = (version: number) =>
    keeper.done('/api/documents/step', {
      ...{ id: receipt, version, action: 'receive', second: { name: '送货员老杨' } },
      portions: [{ line: 1, as: 'arrived', quantity: 30 }],
    });
  await arrive(1);
  await keeper.done('/api/documents/correct', {
    ...{ id: receipt, version: 2, reason: '数错了', second: { name: 'approver' } },
  });
  await arrive(3);

  // A case is closed from them, tagged, leased in every way, and opened.
  await keeper.done('/api/pieces/close', {
    ...{ key: randomUUID(), piece: 'ROWS-1', lot: 'Q-ROWS', quantity: 5, from: slot('RC-S/receiving') },
  });
  await keeper.done('/api/pieces/bind', {
    ...{ key: randomUUID(), piece: 'ROWS-1', epc: 'E28068940000500000000F01' },
  });
  const pieces = ['ROWS-1'];
  const key = randomUUID;
  const plan = [{ kind: 'quilt', quantity: 5 }];
  const made = { key: key(), site: 'RC-S', name: '急救套', plan, pieces };
  const { id: kit } = await keeper.done('/api/kits/assemble', made);
  await keeper.done('/api/kits/take-out', { key: key(), kit, pieces, reason: '换件' });
  await keeper.done('/api/kits/add', { key: key(), kit, pieces });
  await keeper.done('/api/kits/dissolve', { key: key(), kit, reason: '改装' });
  const handheld = await device('手持甲');
  await approver.done('/api/leases/give', { handheld: handheld.id, pieces, hours: 1 });
  await handheld.done('/api/leases/give-back', { pieces });
  await handheld.done('/api/leases/take', { pieces, hours: 1, second: { name: 'approver' } });
  await approver.done('/api/leases/end', { piece: 'ROWS-1', reason: '急用' });
  await keeper.done('/api/pieces/open', { key: randomUUID(), piece: 'ROWS-1', reason: '发放零散' });

  // Let go before it was approved, signed afterwards, looked at by the supervisor.
  const urgent = randomUUID();
  await keeper.done('/api/documents/open', {
    ...{ id: urgent, type: 'handOut', site: 'RC-S', urgency: 'emergency', reason: '山洪' },
    lines: [{ ...goods, wanted: 1, from: slot('RC-S/receiving'), to: slot('unit/rescue-1') }],
  });
  const urgently = { version: 1, action: 'actFirst', reason: '山洪', phone: '0951-1234567' } as const;
  await approver.done('/api/documents/step', { id: urgent, ...urgently });
  await supervisor.done('/api/reviews/settle', { document: urgent, finding: '来电属实' });

  // A count is planned, made, a slip set aside, and what differs posted.
  const id = randomUUID();
  await keeper.done('/api/counts/open', { id, site: 'RC-S', places: ['RC-S/dangerous'] });
  await keeper.done('/api/documents/step', { id, version: 1, action: 'start' });
  const { body: sheet } = await keeper.get<Answer<'/api/counts/{id}'>>(`/api/counts/${id}`);
  const slip = loose('Q-ROWS', 3, sheet.head, { place: 'RC-S/dangerous' });
  await keeper.done('/api/counts/add', {
    ...{ id, device: randomUUID(), round: 1, scans: [slip] },
    covered: sheet.rows.map(({ place }) => been(place, sheet.head)),
  });
  await keeper.done('/api/counts/set-aside', { id, scans: [slip.id], reason: '别处的' });
  await keeper.done('/api/documents/step', { id, version: 2, action: 'submit' });
  await approver.get(`/api/counts/${id}/variance`);
  const { body: found } = await approver.get<Answer<'/api/counts/{id}/variance'>>(
    `/api/counts/${id}/variance`,
  );
  const reasons = found.variances.map(({ key }) => ({ key, reason: 'unrecordedIssue' as const }));
  await approver.done('/api/counts/post', { id, version: 3, reasons });

  // Somebody stands in, the table of approvals is written anew, and a file is brought in.
  const until = Date.now() + 86_400_000;
  const loan = { to: 'commander', until, actions: null, types: null, reason: '出差' };
  const { id: lent } = await approver.done('/api/delegations/give', loan);
  await approver.done('/api/delegations/revoke', { id: lent });
  const { body: versions } = await policy.get<Answer<'/api/policies'>>('/api/policies');
  const { version = 0, rules = [] } = versions.items[0] ?? {};
  const table = { after: version, rules, reason: '年度修订' };
  const again = await policy.done('/api/policies/propose', table);
  await policy.done('/api/proposals/withdraw', { of: 'policy', at: again.at, reason: '再议' });
  const agreed = await policy.done('/api/policies/propose', table);
  await supervisor.done('/api/proposals/agree', { of: 'policy', ...agreed });
  const { body: judging } = await policy.get<Answer<'/api/count-policies'>>('/api/count-policies');
  const { version: stands = 0, rules: classes } = judging.items[0] ?? {};
  if (!classes) throw new Error('no policy of counts');
  const loosened = { after: stands, rules: classes, reason: '年度修订' };
  const refused = await policy.done('/api/count-policies/propose', loosened);
  await supervisor.done('/api/proposals/refuse', { of: 'countPolicy', ...refused, reason: '依据不足' });
  const { body: kinds } = await policy.get<Answer<'/api/kinds'>>('/api/kinds?limit=1');
  const revised = kinds.items.map((kind) => ({ ...cellsOf(kind), pack_units: '12' }));
  const draft = { after: 1, kinds: revised, reason: '年度修订' };
  const proposed = await policy.done('/api/catalogue/propose', draft);
  await supervisor.done('/api/proposals/agree', { of: 'catalogue', ...proposed });
  // Quilts are shared with neighbours, and one of them asks.
  const choice = { after: 0, site: 'RC-S', kinds: ['quilt'], reason: '联动协议' };
  const shared = await policy.done('/api/sharing/propose', choice);
  await supervisor.done('/api/proposals/agree', { of: 'sharing', ...shared });
  const guest = await someone('guest');
  await guest.done('/api/aid/ask', {
    ...{ id: randomUUID(), lines: [{ kind: 'quilt', wanted: 2 }], to: 'unit/兰州支援队' },
    ...{ neededBy: until, phone: '0931-1234567' },
  });
  const file = Buffer.from('甲,乙,丙,丁\nquilt,ROWS-IN,5,ordinary\n').toString('base64');
  const sent = { id: randomUUID(), kind: 'stock', site: 'RC-S', name: '清单.csv', bytes: file } as const;
  await keeper.done('/api/imports/upload', sent);
  const visitor = await aSample(server, 'keeper-guyuan');
  await settled(visitor, sent.id);
  const mapping = { kind: 0, lot: 1, quantity: 2, place: 3 };
  await keeper.done('/api/imports/map', { id: sent.id, mapping });
  await settled(visitor, sent.id);
  await keeper.done('/api/imports/apply', { id: sent.id });

  // A robot is told notices for a while; nobody answers at its address.
  const { id: robot } = await system.done('/api/hooks/add', {
    ...{ name: '值班群', url: `http://127.0.0.1:${closedPort}/`, format: 'feishu', unit: 'RC-S' },
    ...{ topics: ['expiry'], lang: 'zh' },
  });
  await system.done('/api/hooks/test', { id: robot });
  await system.done('/api/hooks/pause', { id: robot, paused: true });
  await system.done('/api/hooks/remove', { id: robot, reason: '换群' });

  // Reports are ordered, and one of them is given up.
  const order = { report: 'month', site: 'RC-S', format: 'pdf', month: '2026-01', lang: 'zh' } as const;
  const jobs = [randomUUID(), randomUUID()];
  for (const job of jobs) await keeper.done('/api/jobs/start', { ...order, id: job });
  await keeper.done('/api/jobs/stop', { id: jobs[1] as string });

  // A handheld is lost, hands over what it had not sent, and somebody looks at that.
  await security.done('/api/handhelds/revoke', { id: handheld.id, reason: '遗失' });
  const unsent = { epoch: handheld.epoch, seq: 9, by: 'keeper-guyuan', signedAt: 1000, sentAt: 61_000 };
  const left = { ...unsent, command: '/api/documents/step', body: { action: 'receive' } };
  await handheld.done('/api/handhelds/leftover', left, handheld.word());
  const [leftover] = server.rows<{ key: number }>('select key from handheld_leftover');
  await supervisor.done('/api/handhelds/settle', { id: leftover?.key ?? 0, reason: '已核对' });

  console.log('P22', JSON.stringify({ commands: written.size, done: [...written.values()].flat().length }));
  expect([...written].filter(([, all]) => all.some((n) => n !== 1))).toEqual([]);
  // Those of people are done, each, by another test.
  const untried = Object.keys(commands).filter(
    (each) => !(each in peopleCommands) && !written.has(each as Command),
  );
  expect(untried).toEqual([]);
  expect(server.unsound()).toEqual([]);
});
