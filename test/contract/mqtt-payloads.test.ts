import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { until } from '../world.ts';
import { birth, breach, caseOf, climate, epochOf, health, stranger, tags, voids } from './letter.ts';
import { aGateway, type GatewayLine } from './line.ts';
import { aServer, type TestServer } from './server.ts';

type Poison = { fault: string; why: string; epoch: string | null; seq: number | null; times: number };
const quarantine = (server: TestServer) =>
  server.rows<Poison>('select fault, why, epoch, seq, times from quarantine order by key');
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
const bytesOf = (content: unknown) =>
  Buffer.isBuffer(content)
    ? content
    : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
const json = (letter: object) => JSON.stringify(letter);
const year = 365 * 86_400_000;

async function aStore() {
  const server = await aServer();
  const gateway = await aGateway(server);
  return { server, gateway };
}

/** Kept aside with its reason, named on the down lane, thanked with a PUBACK on a line that stays up; nothing moves, and the next letter is kept. */
async function isSetAside(
  { server, gateway }: { server: TestServer; gateway: GatewayLine },
  content: unknown,
  fault: string,
  { seq = null as number | null, next = 1 } = {},
) {
  const bytes = bytesOf(content);
  const book = () => [
    server.count('entry'),
    server.count('position'),
    server.count('discrepancy'),
    server.count('breach'),
  ];
  const before = book();
  await gateway.send(bytes);
  const refused = await gateway.hearsDown('refused', ({ digest }) => digest === digestOf(bytes));
  expect(refused).toMatchObject({ fault, seq });
  expect(quarantine(server).at(-1)).toMatchObject({ fault, seq, times: 1 });
  expect(book()).toEqual(before);
  await gateway.send(tags(next));
  await gateway.hearsDown('ack', ({ upTo }) => upTo === next);
  expect(gateway.isOpen()).toBe(true);
  expect(server.refused).toEqual([]);
  expect(server.unsound()).toEqual([]);
}

/** Every point of the last week, oldest first. */
const curveOf = ({ climate }: TestServer) =>
  climate
    .curves('RC-S' as never, Date.now() - 7 * 86_400_000, Date.now(), Number.MAX_SAFE_INTEGER)
    .flatMap(({ points }) => points.map(({ celsius }) => celsius));

const good = json(tags(1));
const swap = (from: string, to: string) => good.replace(from, to);
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

it.each([
  ['J1 without a byte', '', 'letterNotJson'],
  ['J2 that is no JSON', 'tags, please', 'letterNotJson'],
  ['J2 that is cut off', good.slice(0, -1), 'letterNotJson'],
  ['J2 with a trailing comma', `${good.slice(0, -1)},}`, 'letterNotJson'],
  ['J2 of two letters', good + good, 'letterNotJson'],
  ['J2 that is null', 'null', 'letterShape'],
  ['J2 that is a text', '"letter"', 'letterShape'],
  ['J2 that is a list', '[1,2,3]', 'letterShape'],
  ['J3 in CBOR', Buffer.from('a2617601626777684757', 'hex'), 'letterNotJson'],
  ['J3 that is a gzip bomb', gzipSync(Buffer.alloc(10_000_000)), 'letterNotJson'],
  ['J3 of NULs', Buffer.alloc(1000), 'letterNotJson'],
  ['J4 ten thousand levels deep', nested(10_000), 'letterTooDeep'],
  ['J4 seventeen levels deep', `{"a":${nested(16)}}`, 'letterTooDeep'],
  ['J7 with number 1e309', swap('"seq":1', '"seq":1e309'), 'letterShape'],
  ['J7 with number 2^53+1', swap('"seq":1', '"seq":9007199254740993'), 'letterShape'],
  ['J7 with number -0', swap('"seq":1', '"seq":-0'), 'letterShape'],
  ['J7 with number null', swap('"seq":1', '"seq":null'), 'letterShape'],
  [
    'J18 in GB18030',
    Buffer.concat([Buffer.from(good.slice(0, -1)), Buffer.from('2c2278223a22b3a3c6bd227d', 'hex')]),
    'letterNotJson',
  ],
  ['J18 in UTF-16', Buffer.from(good, 'utf16le'), 'letterNotJson'],
])('sets a letter aside %s', async (_, content, fault) => {
  await isSetAside(await aStore(), content, fault);
});

/** Its number can be read, so it is counted and the mark moves on. */
it.each([
  ['J5 with a __proto__ key', swap('{', '{"__proto__":{"kind":"tags"},'), 'letterShape'],
  [
    'J5 with a __proto__ key written otherwise',
    swap('{', '{"\\u005f_proto__":{"kind":"tags"},'),
    'letterShape',
  ],
  ['J5 with a constructor key', swap('{', '{"constructor":1,'), 'letterShape'],
  ['J5 with a __proto__ key further in', swap('{', '{"more":[{"__proto__":{"polluted":1}}],'), 'letterShape'],
  [
    'J5 with a prototype in a reader',
    json(
      health(1, [
        { reader: 'g', state: 'reading', lastReadAt: null, reads: 0, noiseBytes: 0, badFrames: 0, x: 1 },
      ]),
    ).replace('"x"', '"__proto__"'),
    'letterShape',
  ],
  ['J6 with its kind twice', swap('"kind":"tags"', '"kind":"void","kind":"tags"'), 'letterShape'],
  ['J6 with its number twice', swap('"seq":1', '"seq":9,"seq":1'), 'letterShape'],
  [
    'J6 with the same key in two spellings',
    swap('"kind":"tags"', '"kind":"void","k\\u0069nd":"tags"'),
    'letterShape',
  ],
  [
    'J6 with a reader’s state twice',
    json(
      health(1, [{ reader: 'g', state: 'reading', lastReadAt: null, reads: 0, noiseBytes: 0, badFrames: 0 }]),
    ).replace('"reads":0', '"reads":0,"reads":1'),
    'letterShape',
  ],
  ['J7 with a text for a number', tags(1, undefined, { dt: ['0'] }), 'letterShape'],
  ['J7 with half a millisecond', tags(1, undefined, { dt: [0.5] }), 'letterShape'],
  [
    'J7 with an infinite temperature',
    json(climate(1, [4])).replace('"celsius":[4]', '"celsius":[1e309]'),
    'letterShape',
  ],
  ['J7 with a temperature as text', climate(1, ['4' as never]), 'letterShape'],
  [
    'J7 with minus one read',
    health(1, [{ reader: 'g', state: 'reading', lastReadAt: null, reads: -1, noiseBytes: 0, badFrames: 0 }]),
    'letterShape',
  ],
  [
    'J7 with a reading at an impossible time',
    health(1, [{ reader: 'g', state: 'reading', lastReadAt: 9e15, reads: 1, noiseBytes: 0, badFrames: 0 }]),
    'letterShape',
  ],
  ['J7 with rows thousands of years apart', tags(1, undefined, { dt: [-9e15] }), 'letterShape'],
  ['J7 with a breach since forever', breach(1, 'e1', { since: -9e15 }), 'letterShape'],
  ['with a time no calendar has', tags(1, undefined, { at: 9e15 }), 'letterShape'],
  [
    'with a kind that is an object',
    swap('"kind":"tags"', '"kind":{"toString":1,"valueOf":1}'),
    'letterVersion',
  ],
  ['with a version that is an object', swap('"v":1', '"v":{"toString":1,"valueOf":1}'), 'letterVersion'],
  ['with columns of unlike length', tags(1, undefined, { dt: [0, 1] }), 'letterShape'],
  ['with 1,001 rows', tags(1, Array(1001).fill('E280')), 'letterShape'],
  ['with an EPC of 63 bytes', tags(1, ['AB'.repeat(63)]), 'letterShape'],
  ['with an EPC in small letters', tags(1, ['e280']), 'letterShape'],
  [
    'with 1,000 readers',
    health(
      1,
      Array.from({ length: 1000 }, (_, i) => ({
        reader: `g${i}`,
        state: 'reading',
        lastReadAt: null,
        reads: 0,
        noiseBytes: 0,
        badFrames: 0,
      })),
    ),
    'letterShape',
  ],
  ['J17 of version 2', tags(1, undefined, { v: 2 }), 'letterVersion'],
  ['J17 of a kind from the future', tags(1, undefined, { kind: 'forklift' }), 'letterVersion'],
])('sets a letter aside %s, and its number is taken', async (_, content, fault) => {
  const store = await aStore();
  // The epoch is known from the birth, as always.
  await store.gateway.tell(birth());
  await isSetAside(store, content, fault, { seq: 1, next: 2 });
});

it('J8 acknowledges the same letter again, and keeps it once', async () => {
  const { server, gateway } = await aStore();
  const letter = json(tags(1, [caseOf(1)]));
  for (let i = 0; i < 3; i++) await gateway.send(letter);
  expect(server.holds()).toMatchObject({ evidence: 1, entry: 1, quarantine: 0 });
  expect(gateway.downs().map(({ kind }) => kind)).not.toContain('refused');
});

it('J9 sets aside the same number with other content, and raises a security notice', async () => {
  const { server, gateway } = await aStore();
  await gateway.send(tags(1));
  await isSetAside({ server, gateway }, tags(1, [caseOf(2)]), 'letterConflict', { seq: 1, next: 2 });
  expect(server.rows('select what from event order by key')).toContainEqual({ what: 'security' });
});

it('J10 keeps what comes after a gap, names the hole, and closes it when the rest comes', async () => {
  const { server, gateway } = await aStore();
  await gateway.send(tags(1));
  await gateway.send(tags(5));
  const ack = await gateway.hearsDown('ack', ({ holes }) => holes.length > 0);
  expect(ack).toMatchObject({ upTo: 1, holes: [[2, 4]] });
  await until(
    () => server.live.site('RC-S' as never)?.gateways[0]?.holes,
    (holes) => holes === 1,
  );
  for (const seq of [3, 2, 4]) await gateway.send(tags(seq));
  await gateway.hearsDown('ack', ({ upTo }) => upTo === 5);
});

it('J10 names the tail that a birth speaks of and nobody sent', async () => {
  const { gateway } = await aStore();
  await gateway.send(tags(1));
  await gateway.tell(birth('GW-RC-S', { last: 4 }));
  expect(await gateway.hearsDown('ack', ({ holes }) => holes.length > 0)).toMatchObject({
    upTo: 1,
    holes: [[2, 4]],
  });
});

it('J10 sets aside a number a thousand million ahead', async () => {
  const store = await aStore();
  await store.gateway.send(tags(1));
  await isSetAside(store, tags(1_000_000_001), 'letterSeqJump', { seq: 1_000_000_001, next: 2 });
});

it('J10 sets aside the letters of an outbox that leaves out every second number, once ten thousand gaps are open', async () => {
  const server = await aServer();
  const gateway = await aGateway(server);
  await gateway.tell(birth());
  const outbox = server.ledger.outboxes.find('GW-RC-S' as never, epochOf('GW-RC-S'));
  if (!outbox) throw new Error('the birth was not heard');
  outbox.mark = { upTo: 0, over: Array.from({ length: 10_000 }, (_, i) => [2 * i + 2, 2 * i + 2] as const) };
  await gateway.send(tags(20_002));
  expect(await gateway.hearsDown('refused')).toMatchObject({ fault: 'letterSeqJump', seq: 20_002 });
  await gateway.send(tags(1));
  await gateway.hearsDown('ack', ({ upTo }) => upTo === 2);
});

it('J10 lets a void take only what nobody sent, and shows how much that is', async () => {
  const { server, gateway } = await aStore();
  for (const seq of [1, 3, 6]) await gateway.send(tags(seq));
  await gateway.send(voids(2, 8));
  await gateway.hearsDown('ack', ({ upTo }) => upTo === 8);
  const rows = server.rows<{ from: number; to: number }>(
    `select from_seq as "from", seq as "to" from evidence where kind = 'void' order by seq`,
  );
  expect(rows).toEqual([
    { from: 2, to: 2 },
    { from: 4, to: 5 },
    { from: 7, to: 8 },
  ]);
  const counted = server.rows<{ n: number }>('select sum(seq - from_seq + 1) as n from evidence');
  expect(counted).toEqual([{ n: 8 }]);
  // The void itself may come again, also with fewer holes left to take.
  await gateway.send(voids(2, 8));
  expect(server.count('quarantine')).toBe(0);
  expect(server.unsound()).toEqual([]);
});

it('J10 lets a void whose own number came already take the holes before it, and remembers them after a restart', async () => {
  const { server, gateway } = await aStore();
  for (const seq of [1, 6]) await gateway.send(tags(seq));
  await gateway.send(voids(2, 6));
  await gateway.hearsDown('ack', ({ upTo }) => upTo === 6);
  expect(server.rows(`select from_seq as "from", seq as "to" from evidence where kind = 'void'`)).toEqual([
    { from: 2, to: 5 },
  ]);
});

it('J10 does not swallow a letter whose number was given up before: it is set aside, for people to see', async () => {
  const { server, gateway } = await aStore();
  await gateway.send(tags(1));
  await gateway.send(voids(2, 5));
  await isSetAside({ server, gateway }, tags(3, [caseOf(1)]), 'letterConflict', { seq: 3, next: 6 });
});

it('J10 sets aside a void of more than a million numbers', async () => {
  const store = await aStore();
  await store.gateway.tell(birth());
  await isSetAside(store, voids(1, 1_000_001), 'letterSeqJump', { seq: 1_000_001 });
});

it('J11 sets aside the letters of an outbox that a birth has replaced, with a security notice', async () => {
  const { server, gateway } = await aStore();
  await gateway.tell(birth('GW-RC-S', { epoch: '00000000000000aa' }));
  await gateway.send(tags(1, undefined, { epoch: '00000000000000aa' }));
  await gateway.tell(birth());
  await isSetAside(
    { server, gateway },
    tags(2, [caseOf(1)], { epoch: '00000000000000aa' }),
    'epochSuperseded',
    { seq: 2 },
  );
  expect(server.rows('select what from event')).toContainEqual({ what: 'security' });
});

it('J11 never lets a letter replace the outbox that a birth announced: it asks for the birth, and takes the letter then', async () => {
  const { server, gateway } = await aStore();
  await gateway.tell(birth());
  await gateway.send(tags(1));
  const typo = json(tags(1, [caseOf(3)], { epoch: 'ffffffffffffffff' }));
  await gateway.send(typo);
  await gateway.hearsDown('rebirth');
  expect(quarantine(server)).toMatchObject([{ fault: 'epochUnknown', seq: 1 }]);
  // Only the birth may say that it is another outbox now, so the letter must not be given up.
  expect(gateway.downs().filter(({ kind }) => kind === 'refused')).toEqual([]);
  await gateway.send(tags(2));
  await gateway.hearsDown('ack', ({ upTo, epoch }) => upTo === 2 && epoch === epochOf('GW-RC-S'));
  await gateway.tell(birth('GW-RC-S', { epoch: 'ffffffffffffffff', last: 1 }));
  await gateway.send(typo);
  await gateway.hearsDown('ack', ({ upTo, epoch }) => upTo === 1 && epoch === 'ffffffffffffffff');
  expect(server.count('entry')).toBe(1);
});

it('J11 bounds how many outboxes one gateway may announce, and says so once', async () => {
  const { server, gateway } = await aStore();
  for (let i = 1; i <= 25; i++)
    await gateway.tell(birth('GW-RC-S', { epoch: i.toString(16).padStart(16, '0') }));
  expect(server.count('outbox')).toBeLessThanOrEqual(10);
  expect(server.rows(`select what from event where what = 'security'`)).toHaveLength(1);
});

it('J12 sets aside a letter signed by another gateway, with a security notice', async () => {
  const store = await aStore();
  await isSetAside(store, tags(1, [caseOf(1)], {}, 'GW-RC-N'), 'letterIdentity', { seq: 1 });
  expect(store.server.rows('select what from event')).toContainEqual({ what: 'security' });
});

it.each([
  ['1970', 0],
  ['before 1970', -1],
  ['2106', 4_294_967_296_000],
  ['the year 10000', 253_402_300_800_000],
  ['next year', Date.now() + year],
])('J13 keeps a letter of %s with the time it arrived, flagged, and the goods arrive', async (_, at) => {
  const { server, gateway } = await aStore();
  const began = Date.now();
  await gateway.send(tags(1, [caseOf(1)], { at }));
  const [row] = server.rows<{ at: number; flags: number }>('select at, flags from evidence');
  expect(row?.flags).toBe(1);
  expect(row?.at).toBeGreaterThanOrEqual(began);
  const [entry] = server.rows<{ at: number }>('select happened_at as at from entry');
  expect(entry?.at).toBeGreaterThanOrEqual(began);
  expect(entry?.at).toBeLessThanOrEqual(Date.now());
});

it('J13 believes no row that lies beyond the clock of the others: it was seen when it arrived', async () => {
  const { server, gateway } = await aStore();
  const began = Date.now();
  const dt = [0, 63_072_000_000, -63_072_000_000_000];
  await gateway.send(tags(1, [caseOf(1), caseOf(2), caseOf(3)], { at: began - 60_000, dt }));
  const times = server.rows<{ at: number }>('select happened_at as at from entry order by key');
  expect(times[0]?.at).toBe(began - 60_000);
  for (const { at } of times.slice(1)) expect(at).toBeGreaterThanOrEqual(began);
  for (const { at } of times) expect(at).toBeLessThanOrEqual(Date.now());
  const trail = await fetch(`${server.address}/api/pieces/${caseOf(2)}`).then((answer) => answer.json());
  expect(trail.trail.find(({ what }: { what: string }) => what === 'sighting').at).toBe(times[1]?.at);
});

it('J13 keeps a letter of days ago with its own time', async () => {
  const { server, gateway } = await aStore();
  const at = Date.now() - 3 * 86_400_000;
  await gateway.send(tags(1, undefined, { at }));
  expect(server.rows('select at, flags from evidence')).toEqual([{ at, flags: 0 }]);
});

it.each([
  ['"at" with a zone', '"2026-01-01T00:00:00+08:00"'],
  ['"at" without a zone', '"2026-01-01T00:00:00"'],
  ['a leap second', '"2016-12-31T23:59:60Z"'],
])('J13 sets aside %s, for times are numbers', async (_, at) => {
  const store = await aStore();
  await store.gateway.tell(birth());
  await isSetAside(store, good.replace(/"at":\d+/, `"at":${at}`), 'letterShape', { seq: 1, next: 2 });
});

it.each([
  ['1970', 0],
  ['2106', 4_294_967_296_000],
  ['next year', Date.now() + year],
])(
  'J13 puts the curve of a probe whose gateway’s clock says %s at the time it arrived, and goes on showing what comes later',
  async (_, at) => {
    const { server, gateway } = await aStore();
    await gateway.send(climate(1, [4, 5, 6], { at }));
    await gateway.send(climate(2, [7]));
    const now = Date.now();
    const probe = await until(
      () => server.live.site('RC-S' as never)?.probes[0],
      (seen) => seen?.celsius === 7,
      2000,
    );
    expect(Math.abs((probe?.at ?? 0) - now)).toBeLessThan(10_000);
    expect(curveOf(server)).toEqual([4, 5, 6, 7]);
  },
);

it('J13 leaves a curve of days ago in its place, and the reading of now as it is', async () => {
  const { server, gateway } = await aStore();
  await gateway.send(climate(1, [4]));
  await gateway.send(climate(2, [30], { at: Date.now() - 3 * 86_400_000 }));
  expect(server.live.site('RC-S' as never)?.probes).toMatchObject([{ celsius: 4 }]);
  expect(curveOf(server)).toEqual([30, 4]);
});

it('J14 lists a tag nobody knows as unregistered, and it is no stock', async () => {
  const { server, gateway } = await aStore();
  await gateway.send(tags(1, [stranger(1), '00'.repeat(12), 'FF'.repeat(12)]));
  expect(server.rows('select what from discrepancy order by key')).toEqual([
    { what: 'unknownTag' },
    { what: 'blankTag' },
    { what: 'blankTag' },
  ]);
  expect(server.count('entry')).toBe(0);
  await until(
    () => server.live.site('RC-S' as never)?.unconfirmed,
    (n) => n === 1,
  );
});

it('J15 shows a piece seen in another store as a discrepancy, and does not move it', async () => {
  const { server, gateway } = await aStore();
  await gateway.send(tags(1, [caseOf(1)]));
  const other = await aGateway(server, 'GW-RC-N');
  await other.send(tags(1, [caseOf(1)], { at: Date.now() + 1000 }, 'GW-RC-N'));
  expect(server.rows('select what from discrepancy')).toEqual([{ what: 'seenElsewhere' }]);
  expect(server.count('entry')).toBe(1);
  const stock = await fetch(`${server.address}/api/stock?site=RC-N`).then((each) => each.json());
  expect(stock.items).toEqual([]);
  expect(server.unsound()).toEqual([]);
});

it('J16 keeps a batch of 200 KB, and sets one of 300 KB aside by its digest', async () => {
  const store = await aStore();
  const batch = (seq: number, size: number) => {
    const letter = json(
      tags(
        seq,
        Array.from({ length: 1000 }, (_, i) => stranger(i).repeat(2)),
      ),
    );
    return letter.replace('}', `,"note":"${'n'.repeat(size - letter.length - 10)}"}`);
  };
  expect(batch(1, 200_000)).toHaveLength(200_000);
  await store.gateway.send(batch(1, 200_000));
  expect(store.server.count('position')).toBe(1000);
  await isSetAside(store, batch(2, 300_000), 'letterTooLarge', { next: 2 });
});

it('J17 keeps a letter of the future byte for byte, for the day it can be read', async () => {
  const { server, gateway } = await aStore();
  await gateway.tell(birth());
  const bytes = Buffer.from(json(tags(1, [caseOf(1)], { v: 2, news: '新' })));
  await gateway.send(bytes);
  expect(server.rows('select fault, body from quarantine')).toEqual([
    { fault: 'letterVersion', body: bytes },
  ]);
  await gateway.hearsDown('ack', ({ upTo }) => upTo === 1);
});

it('J18 keeps texts as they are, and makes half characters whole', async () => {
  const { server, gateway } = await aStore();
  const texts = [
    '<script>alert(1)</script>',
    '\u202Egnp.exe',
    '😀',
    '𠮷野家',
    `'; drop table entry; --`,
    '常平\ud800',
    '\udc00x',
    'a\u0000b',
  ];
  for (const [i, text] of texts.entries()) await gateway.send(breach(i + 1, text, { boot: text }));
  const kept = server
    .rows<{ episode: string }>('select episode from breach order by key')
    .map(({ episode }) => episode);
  expect(kept).toEqual(
    texts.map((text) => text.replace(/\p{Surrogate}/gu, '\ufffd').replace('\0', '\ufffd')),
  );
  // Opened and closed under the same half character is one episode.
  await gateway.send(breach(9, '常平\ud800', { state: 'closed' }));
  expect(server.count('breach')).toBe(texts.length);
  expect(server.count('breach where closed_at is null')).toBe(texts.length - 1);
  expect(server.count('quarantine')).toBe(0);
});

it('keeps keys it does not know out of everything it shows', async () => {
  const { server, gateway } = await aStore();
  const row = { reader: 'g', state: 'reading', lastReadAt: null, reads: 0, noiseBytes: 0, badFrames: 0 };
  await gateway.tell(birth('GW-RC-S', { readers: [{ ...row, note: 'n'.repeat(10_000) }] }));
  expect(server.live.site('RC-S' as never)?.gateways[0]?.readers).toEqual([row]);
  await gateway.send(health(1, [{ ...row, reads: 1, note: 'n'.repeat(10_000) }]));
  expect(server.live.site('RC-S' as never)?.gateways[0]?.readers).toEqual([{ ...row, reads: 1 }]);
});

it('shows a bounded number of probes, whatever a gateway invents', async () => {
  const { server, gateway } = await aStore();
  await Promise.all(
    Array.from({ length: 300 }, (_, i) => gateway.send(climate(i + 1, [4], { probe: `p${i}` }))),
  );
  expect(server.live.site('RC-S' as never)?.probes).toHaveLength(200);
});

it.each([
  ['another gateway', { gw: 'GW-RC-N' }],
  ['another store', { site: 'RC-N' }],
  ['an epoch of another form', { epoch: 'xyz' }],
  ['a negative number', { last: -1 }],
  ['too many readers', { readers: Array(201).fill({}) }],
])('drops and counts a birth of %s, and the line stays up', async (_, more) => {
  const { server, gateway } = await aStore();
  await gateway.tell(birth('GW-RC-S', more));
  expect(server.refused).toHaveLength(1);
  expect(server.count('outbox')).toBe(0);
  await gateway.send(tags(1));
  expect(gateway.isOpen()).toBe(true);
});

it('drops and counts births that come faster than any gateway of ours', async () => {
  const { server, gateway } = await aStore();
  for (let i = 0; i < 40; i++) await gateway.tell(birth('GW-RC-S', { last: i }));
  expect(server.refused).toEqual(Array(10).fill({ why: 'too many births', who: 'GW-RC-S' }));
  await gateway.send(tags(1));
});
