import { gzipSync } from 'node:zlib';
import type { GatewayId } from '@changping/contracts/units';
import { openLedger } from '@changping/server/store/ledger';
import { expect, it } from 'vitest';
import { until } from '../world.ts';
import { birth, breach, caseOf, climate, epochOf, health, tags, voids } from './letter.ts';
import { aGateway } from './line.ts';
import { aServer } from './server.ts';
import { aStore, isSetAside, json } from './set-aside.ts';

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
  // A server that starts anew reads its marks from what is stored.
  const again = openLedger(server.db).outboxes.find('GW-RC-S' as GatewayId, epochOf('GW-RC-S'));
  expect(again?.mark).toEqual({ upTo: 6, over: [] });
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
