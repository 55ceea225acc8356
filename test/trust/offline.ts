/** P26: handhelds work without a line on the same store, each on what it knows; what they signed arrives in any order, some of it twice. Every command is done or stands refused with a reason, nothing is written over, and every unit is somewhere. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { aHandheld } from '../contract/handheld.ts';
import { openServer, type TestServer } from '../contract/server.ts';
import { aSample } from '../contract/visitor.ts';

type Edit =
  | { do: 'receive'; of: number; quantity: number }
  | { do: 'leased'; piece: number }
  | { do: 'actFirst'; piece: number }
  | { do: 'putAway'; piece: number };
/** `edits`: by handheld, in the order it signed them. `turns`: whose next command arrives; `twice`: whose answer is lost and is sent again. */
type Plan = {
  edits: readonly (readonly Edit[])[];
  turns: readonly { who: number; twice: boolean }[];
};
export type OfflineCounts = {
  runs: number;
  handhelds: number;
  commands: number;
  repeats: number;
  done: number;
  conflicts: number;
  /** Hand-outs that rested on a lease, of those that were done. */
  leased: number;
  reasons: number;
  overwritten: number;
  unlisted: number;
  differences: number;
  lost: number;
};

const handhelds = 4;
const pieces = 6;
const papers = 2;
const inCase = 10;
const wanted = 12;
const hour = 3_600_000;

const index = (n: number) => fc.integer({ min: 0, max: n - 1 });
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    do: fc.constant('receive' as const),
    of: index(papers),
    quantity: fc.integer({ min: 1, max: wanted }),
  }),
  fc.record({
    do: fc.constantFrom('leased' as const, 'actFirst' as const, 'putAway' as const),
    piece: index(pieces),
  }),
);
const plan: fc.Arbitrary<Plan> = fc.record({
  edits: fc.array(fc.array(edit, { minLength: 1, maxLength: 5 }), {
    minLength: handhelds,
    maxLength: handhelds,
  }),
  turns: fc.array(fc.record({ who: index(handhelds), twice: fc.boolean() }), {
    minLength: 60,
    maxLength: 60,
  }),
});

/** @throws the smallest plan that breaks it. */
export async function offline({ runs, seed }: { runs: number; seed: number }): Promise<OfflineCounts> {
  const counts: OfflineCounts = {
    ...{ runs: 0, handhelds, commands: 0, repeats: 0, done: 0, conflicts: 0, leased: 0 },
    ...{ reasons: 0, overwritten: 0, unlisted: 0, differences: 0, lost: 0 },
  };
  const reasons = new Set<string>();
  const property = fc.asyncProperty(plan, async (given) => {
    const server = await openServer();
    try {
      const one = await day(server, given);
      for (const code of one.codes) reasons.add(code);
      counts.runs++;
      for (const name of [
        'commands',
        'repeats',
        'done',
        'conflicts',
        'leased',
        'overwritten',
        'unlisted',
        'differences',
        'lost',
      ] as const)
        counts[name] += one[name];
      return one.overwritten + one.unlisted + one.differences + one.lost === 0;
    } finally {
      await server.close();
    }
  });
  await fc.assert(property, { seed, numRuns: runs });
  return { ...counts, reasons: reasons.size };
}

type Command = { path: string; body: object; document: string; quantity: number; action: string };

async function day(server: TestServer, { edits, turns }: Plan) {
  const keeper = await aSample(server, 'keeper-guyuan');
  const system = await aSample(server, 'system');
  const approver = await aSample(server, 'approver');
  const receipts = Array.from({ length: papers }, () => randomUUID());
  for (const [n, id] of receipts.entries()) await expectGoods(keeper, id, `Q-${n}`);
  await cases(keeper);
  const devices = await Promise.all(
    edits.map(async (own, who) => {
      const { body } = await system.post('/api/handhelds/code', { name: `手持${who}`, site: 'RC-S' });
      const device = aHandheld(server);
      await device.send('/api/handhelds/enrol', { code: body.code, epoch: device.epoch });
      // The last one is in the hands of an approver, who may let goods go first of what others asked for.
      const isApprover = who === handhelds - 1;
      await device.send('/api/session/sample', { name: isApprover ? 'approver' : 'keeper-guyuan' });
      const asked = new Map<Edit, string>();
      for (const one of isApprover ? own : []) {
        if (one.do !== 'actFirst') continue;
        const [open] = signed(one, receipts);
        if (!open) continue;
        await keeper.post('/api/documents/open', open.body as never);
        asked.set(one, open.document);
      }
      return { id: body.id, device, own, asked };
    }),
  );
  // Each is given what it means to hand out on a lease; the first has it.
  for (const { id, own } of devices)
    for (const one of own)
      if (one.do === 'leased')
        await approver.post('/api/leases/give', { handheld: id, pieces: [`CASE-${one.piece}`], hours: 8 });

  // From here on nobody has a line: all is signed for what the store was then.
  const queues = devices.map(({ own, asked }) => own.flatMap((one) => signed(one, receipts, asked.get(one))));
  const heads = queues.map(() => ({ next: 0, seq: 0 }));
  const stuck = queues.map(() => new Set<string>());
  const results: { command: Command; code: string | null }[] = [];
  let repeats = 0;
  const arrive = async (who: number, twice: boolean) => {
    const [queue, head, held] = [queues[who] ?? [], heads[who], stuck[who]];
    const command = queue[head?.next ?? 0];
    const device = devices[who]?.device;
    if (!command || !head || !held || !device) return;
    head.next++;
    head.seq++;
    // As the handheld does: behind what was refused nothing of that document is sent.
    if (held.has(command.document)) return void results.push({ command, code: 'behind' });
    const send = () => device.send(command.path, command.body, device.word({ seq: head.seq }));
    const first = await send();
    if (twice) {
      repeats++;
      await send();
    }
    if (first.status !== 200) held.add(command.document);
    results.push({ command, code: first.status === 200 ? null : (first.code ?? `${first.status}`) });
  };
  for (const { who, twice } of turns) await arrive(who, twice);
  for (const who of queues.keys())
    while ((heads[who]?.next ?? 0) < (queues[who]?.length ?? 0)) await arrive(who, false);
  return judge(server, queues.flat().length, repeats, results);
}

function judge(
  server: TestServer,
  commands: number,
  repeats: number,
  results: readonly { command: Command; code: string | null }[],
) {
  const done = results.filter(({ code }) => code === null);
  const refused = results.filter(({ code }) => code !== null);
  let overwritten = 0;
  const bodies = new Map(
    server
      .rows<{ id: string; body: string }>('select id, body from document where body is not null')
      .map(({ id, body }) => [
        id,
        JSON.parse(body) as {
          version: number;
          steps: { action: string }[];
          lines: { done: Record<string, number> }[];
        },
      ]),
  );
  for (const id of new Set(done.map(({ command }) => command.document))) {
    const document = bodies.get(id);
    const own = done.filter(({ command }) => command.document === id);
    const steps = own.filter(({ command }) => command.action !== 'open').length;
    // Whatever was thanked for stands in the document, and nothing else does.
    if (document?.version !== steps + 1 || document.steps.length !== steps + 1) overwritten++;
    const arrived = document?.lines[0]?.done.arrived ?? 0;
    const told = own.reduce(
      (sum, { command }) => sum + (command.action === 'receive' ? command.quantity : 0),
      0,
    );
    if (arrived !== told) overwritten++;
  }
  const sum = (where: string) =>
    server.rows<{ n: number | null }>(
      `select sum(quantity) as n from stock join cell on cell.key = stock.cell join lot on lot.key = cell.lot join place on place.key = cell.place where ${where}`,
    )[0]?.n ?? 0;
  const received = done.reduce(
    (n, { command }) => n + (command.action === 'receive' ? command.quantity : 0),
    0,
  );
  const outside = "place.code not in ('supplier', 'lost', 'found', 'consumed', 'disposed')";
  const there = sum(`lot.code like 'Q-%' and ${outside}`);
  const given = done.filter(({ command }) => command.action === 'handOut').length;
  const isListed = ({ code }: { code: string | null }) =>
    code === 'behind' || server.count(`audit where result = '${code}'`) > 0;
  return {
    ...{ commands, repeats, done: done.length, conflicts: refused.length },
    codes: refused.flatMap(({ code }) => (code === null || code === 'behind' ? [] : code)),
    leased: done.filter(({ command }) => command.action === 'useLease').length,
    overwritten,
    // What was refused has its row in the book, and its card on the handheld.
    unlisted: commands - results.length + refused.filter((each) => !isListed(each)).length,
    lost:
      Math.abs(there - received - pieces * inCase) +
      Math.abs(sum("place.code like 'unit/%'") - given * inCase),
    differences: server.unsound().length,
  };
}

const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: 'RC-S' }) as const;

/** `asked`: the hand-out that waits for it already. */
function signed(one: Edit, receipts: readonly string[], asked?: string): Command[] {
  const step = (id: string, version: number, action: string, more: object, quantity = 0): Command => ({
    ...{ path: '/api/documents/step', document: id, quantity, action },
    body: { id, key: randomUUID(), version, action, ...more },
  });
  if (one.do === 'receive') {
    const portions = [{ line: 1, as: 'arrived', quantity: one.quantity }];
    const id = receipts[one.of] ?? '';
    return [step(id, 1, 'receive', { portions, second: { name: '送货员老杨' } }, one.quantity)];
  }
  const id = asked ?? randomUUID();
  const goods = { kind: 'quilt', lot: 'Q-CASES', piece: `CASE-${one.piece}`, wanted: inCase };
  const from = slot('RC-S/receiving');
  const isAway = one.do === 'putAway';
  const to = isAway ? slot('RC-S/ordinary') : slot('unit/rescue-1');
  const urgency = one.do === 'actFirst' ? { urgency: 'emergency' } : {};
  const open: Command = {
    ...{ path: '/api/documents/open', document: id, quantity: 0, action: 'open' },
    body: {
      id,
      type: isAway ? 'putAway' : 'handOut',
      site: 'RC-S',
      ...urgency,
      lines: [{ ...goods, from, to }],
    },
  };
  if (isAway)
    return [open, step(id, 1, 'putAway', { portions: [{ line: 1, as: 'placed', quantity: inCase }] })];
  const basis = one.do === 'leased' ? {} : { reason: '现场急用', refs: ['电话'] };
  const portions = [{ line: 1, as: 'given', quantity: inCase }];
  const hand = { portions, second: { name: '救援队老马' }, dueAt: Date.now() + 100 * hour };
  return [
    ...(asked ? [] : [open]),
    step(id, 1, one.do === 'leased' ? 'useLease' : 'actFirst', basis),
    step(id, 2, 'handOut', hand),
  ];
}

type Keeper = Awaited<ReturnType<typeof aSample>>;
async function expectGoods(keeper: Keeper, id: string, lot: string): Promise<void> {
  const lines = [{ kind: 'quilt', lot, wanted, from: slot('supplier'), to: slot('RC-S/receiving') }];
  await keeper.post('/api/documents/open', {
    id,
    type: 'goodsIn',
    site: 'RC-S',
    lots: [{ lot, kind: 'quilt' }],
    lines,
  });
}
async function cases(keeper: Keeper): Promise<void> {
  const id = randomUUID();
  const all = Array.from({ length: pieces }, (_, n) => n);
  const lines = all.map((n) => ({
    ...{ kind: 'quilt', lot: 'Q-CASES', piece: `CASE-${n}`, wanted: inCase },
    ...{ from: slot('supplier'), to: slot('RC-S/receiving') },
  }));
  const lots = [{ lot: 'Q-CASES', kind: 'quilt' }];
  await keeper.post('/api/documents/open', { id, type: 'goodsIn', site: 'RC-S', lots, lines });
  const portions = all.map((n) => ({ line: n + 1, as: 'arrived' as const, quantity: inCase }));
  const { status, body } = await keeper.post('/api/documents/step', {
    ...{ id, version: 1, action: 'receive', second: { name: '送货员老杨' }, portions },
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
}
