import { generate, type Packet } from 'mqtt-packet';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../world.ts';
import { birth, epochOf, tags } from './letter.ts';
import { aGateway, aLine, connectOf, type Line, laneOf, publishOf } from './line.ts';
import { aServer, openServer, type TestServer } from './server.ts';

const up = laneOf('GW-RC-S', 'up');

/** They wait while the other tests run. */
let early: Promise<{ server: TestServer; cutAfter: Promise<number[]> }>;
beforeAll(() => {
  early = openServer().then(async (server) => {
    const began = performance.now();
    const [half, silent] = [await aLine(server), await aLine(server)];
    half.write(generate(connectOf('GW-RC-S')).subarray(0, 20));
    const lines = [half, silent].map((line) => line.ends(15_000).then(() => performance.now() - began));
    return { server, cutAfter: Promise.all(lines) };
  });
});
afterAll(async () => (await early).server.close());

/** The line ends, it was counted under its reason, the ledger is as before, and the next good gateway is served. */
async function isTurnedAway(
  server: TestServer,
  why: RegExp,
  act: (line: Line) => void | Promise<void>,
  within = 2000,
) {
  const before = server.holds();
  const line = await aLine(server);
  await act(line);
  await line.ends(within);
  await until(
    () => server.refused.map((each) => each.why),
    (all) => all.some((each) => why.test(each)),
    1000,
  );
  expect(server.holds()).toEqual(before);
  await servesTheNext(server);
  expect(server.refused).toHaveLength(1);
}

async function servesTheNext(server: TestServer) {
  const next = await aGateway(server, 'GW-RC-N');
  await next.send(tags(1, undefined, {}, 'GW-RC-N'));
  await next.hearsDown('ack', ({ upTo, epoch }) => upTo === 1 && epoch === epochOf('GW-RC-N'));
  expect(server.count(`evidence where kind = 'tags'`)).toBeGreaterThan(0);
  next.close();
}

const connected = async (line: Line, gateway = 'GW-RC-S') => {
  line.write(connectOf(gateway));
  await line.hears((packet) => packet.cmd === 'connack' && packet.returnCode === 0);
};
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const raw = (first: number, body: Uint8Array) => {
  const length = [];
  for (let left = body.length; length.length === 0 || left > 0; left >>= 7)
    length.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
  return Buffer.concat([Buffer.of(first, ...length), body]);
};
const text = (bytes: Uint8Array | string) => {
  const body = Buffer.from(bytes as string);
  return Buffer.concat([Buffer.of(body.length >> 8, body.length & 0xff), body]);
};
const letter = Buffer.from(JSON.stringify(tags(1)));

it.each([
  ['Q1 HTTP on its port', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), /no CONNECT/],
  ['Q1 a TLS hello on its port', hex('16 03 01 00 f1 01 00 00 ed 03 03'), /no CONNECT/],
  ['Q2 a letter before CONNECT', generate(publishOf(up, letter)), /no CONNECT/],
  ['Q2 a subscription before CONNECT', hex('82 06 00 01 00 01 23 00'), /no CONNECT/],
  ['Q5 a length of five bytes', hex('10 ff ff ff ff 01'), /length of more than four bytes/],
  ['Q6 the announcement of 256 MiB', hex('10 ff ff ff 7f'), /packet of 268435455 bytes/],
  ['Q6 a CONNECT of a little more than 4 KiB', raw(0x10, Buffer.alloc(4097)), /packet of 4097 bytes/],
  [
    'a CONNECT of another protocol',
    raw(0x10, Buffer.concat([text('MQXX'), hex('04 02 00 3c 00 00')])),
    /protocolId/,
  ],
  [
    'a CONNECT with its reserved flag',
    raw(0x10, Buffer.concat([text('MQTT'), hex('04 03 00 3c 00 00')])),
    /flag bit 0/,
  ],
  ['a CONNECT without a body', hex('10 00'), /./],
  ['a CONNECT of version 5', generate(connectOf('GW-RC-S', { protocolVersion: 5 })), /protocol version/],
  ['a CONNECT without keepalive', generate(connectOf('GW-RC-S', { keepalive: 0 })), /keep alive/],
  ['a session that outlives its connection', generate(connectOf('GW-RC-S', { clean: false })), /outlives/],
])('turns away %s', async (_, bytes, why) => {
  await isTurnedAway(await aServer(), why, (line) => line.write(bytes));
});

it.each([
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['an empty name', ''],
  ['a name of 3 kB', 'G'.repeat(3000)],
  ['a NUL in a name', 'GW-RC-S\0'],
  ['another case', 'gw-rc-s'],
])('Q7 turns away the client id %s with code 4', async (_, clientId) => {
  await isTurnedAway(await aServer(), /unknown gateway/, async (line) => {
    line.write({ ...connectOf('GW-RC-S'), clientId, username: 'x' });
    await line.hears((packet) => packet.cmd === 'connack' && packet.returnCode === 4);
  });
});

it('Q7 turns away a client id of 10 kB before it is read', async () => {
  await isTurnedAway(await aServer(), /packet of 20\d+ bytes/, (line) =>
    line.write(connectOf('G'.repeat(10_000), { password: Buffer.from('x') })),
  );
});

it('Q7 turns away the key of another gateway, and a wrong user name', async () => {
  const server = await aServer();
  for (const more of [{ clientId: 'GW-RC-N', username: 'GW-RC-N' }, { username: 'GW-RC-N' }]) {
    const line = await aLine(server);
    line.write({ ...connectOf('GW-RC-S'), ...more });
    await line.hears((packet) => packet.cmd === 'connack' && packet.returnCode === 4);
    await line.ends();
  }
  expect(server.refused).toHaveLength(2);
  await servesTheNext(server);
});

it.each([
  ['Q3 a second CONNECT', generate(connectOf('GW-RC-S')), /second CONNECT/],
  ['Q8 a topic with NUL', generate(publishOf(`${up}\0`, letter)), /publish on/],
  [
    'Q8 a topic that is no UTF-8',
    raw(0x32, Buffer.concat([text(Uint8Array.of(0xff, 0xfe)), hex('00 01'), letter])),
    /publish on/,
  ],
  [
    'Q8 a topic of 65,535 bytes',
    raw(0x32, Buffer.concat([text('x'.repeat(65_535)), hex('00 01'), letter])),
    /publish on/,
  ],
  [
    'Q8 a topic of 5,000 levels',
    raw(0x32, Buffer.concat([text('a/'.repeat(5000)), hex('00 01'), letter])),
    /levels/,
  ],
  ['Q8 an empty topic', raw(0x32, Buffer.concat([text(''), hex('00 01'), letter])), /empty topic/],
  [
    'Q8 + in a topic',
    raw(0x32, Buffer.concat([text('changping/1/+/x'), hex('00 01'), letter])),
    /\+ is not allowed/,
  ],
  ['Q8 # in a topic', raw(0x32, Buffer.concat([text('#'), hex('00 01'), letter])), /# is not allowed/],
  ['Q8 a topic of the broker itself', generate(publishOf('$SYS/x/heartbeat', letter)), /publish on/],
  ['Q8 the up lane of another gateway', generate(publishOf(laneOf('GW-RC-N', 'up'), letter)), /publish on/],
  ['Q8 its own down lane', generate(publishOf(laneOf('GW-RC-S', 'down'), letter)), /publish on/],
  [
    'Q9 quality of service 3',
    raw(0x36, Buffer.concat([text(up), hex('00 01'), letter])),
    /quality of service 3/,
  ],
  ['Q11 a letter to be retained', generate(publishOf(up, letter, 1, { retain: true })), /retained/],
  [
    'Q13 a letter with quality of service 2',
    generate(publishOf(up, letter, 1, { qos: 2 })),
    /quality of service 2/,
  ],
  [
    'Q13 a birth with quality of service 2',
    generate(publishOf(laneOf('GW-RC-S', 'state'), JSON.stringify(birth()), 1, { qos: 2 })),
    /quality of service 2/,
  ],
  [
    'Q13 65,535 letters of quality of service 2 without PUBREL',
    Buffer.concat(Array.from({ length: 65_535 }, (_, i) => generate(publishOf(up, '{}', i + 1, { qos: 2 })))),
    /quality of service 2/,
  ],
  [
    'a letter with quality of service 0',
    generate(publishOf(up, letter, 1, { qos: 0 })),
    /quality of service 0/,
  ],
  ['Q14 PUBREL of a packet it never sent', hex('62 02 00 07'), /packet type 6/],
  ['Q14 PUBREC of a packet it never got', hex('50 02 00 07'), /packet type 5/],
  ['Q14 PUBCOMP of a packet it never got', hex('70 02 00 07'), /packet type 7/],
  ['a CONNACK from a client', hex('20 02 00 00'), /packet type 2/],
  ['packet type 0', hex('00 00'), /packet type 0/],
  ['packet type 15', hex('f0 00'), /packet type 15/],
  ['a PUBACK without its number', hex('40 00'), /packet of 0 bytes/],
  ['a PINGREQ with a body', hex('c0 01 00'), /packet of 1 byte/],
  ['a PUBLISH of more than 1 MiB', hex('32 81 80 40'), /packet of 1048577 bytes/],
  [
    'Q12 a SUBSCRIBE of 100 kB',
    raw(
      0x82,
      Buffer.concat([
        hex('00 01'),
        ...Array.from({ length: 20_000 }, () => Buffer.concat([text('a'), hex('00')])),
      ]),
    ),
    /packet of 80002 bytes/,
  ],
  [
    'an UNSUBSCRIBE of 100 kB',
    raw(0xa2, Buffer.concat([hex('00 01'), ...Array.from({ length: 30_000 }, () => text('a'))])),
    /packet of 90002 bytes/,
  ],
])('turns away a connected gateway that sends %s', async (_, bytes, why) => {
  const server = await aServer();
  await isTurnedAway(server, why, async (line) => {
    await connected(line);
    line.write(bytes);
  });
});

it('Q10 turns away a will on another’s topic, one that is no will of this gateway, and one that is too long', async () => {
  const server = await aServer();
  const state = laneOf('GW-RC-S', 'state');
  const gone = { v: 1, kind: 'gone', gw: 'GW-RC-S', epoch: epochOf('GW-RC-S'), boot: 'b1' };
  const wills = [
    [laneOf('GW-RC-N', 'state'), gone],
    [up, gone],
    [state, birth()],
    [state, { ...gone, gw: 'GW-RC-N' }],
    [state, { ...gone, boot: 'b'.repeat(2000) }],
  ] as const;
  for (const [on, will] of wills) {
    const line = await aLine(server);
    line.write(
      connectOf('GW-RC-S', {
        will: { topic: on, payload: Buffer.from(JSON.stringify(will)), qos: 1, retain: true },
      }),
    );
    await line.ends();
    expect(line.heard).toEqual([]);
  }
  expect(server.refused.map(({ why }) => why.slice(0, 6))).toEqual(wills.map(() => 'a will'));
  await servesTheNext(server);
});

it('Q12 answers 128 to every filter but its own, keeps the line, and delivers nothing of others', async () => {
  const server = await aServer();
  const line = await aLine(server);
  await connected(line);
  const filters = [
    '#',
    '$SYS/#',
    '+/+/+/+/+/down',
    laneOf('GW-RC-N', 'down'),
    laneOf('GW-RC-N', 'state'),
    up,
    laneOf('GW-RC-S', 'state'),
    `${laneOf('GW-RC-S', 'down')}\0`,
  ];
  line.write({
    cmd: 'subscribe',
    messageId: 3,
    subscriptions: [...filters, laneOf('GW-RC-S', 'down')].map((topic) => ({ topic, qos: 1 })),
  } as Packet);
  const suback = await line.hears(({ cmd }) => cmd === 'suback');
  expect(suback).toMatchObject({ granted: [...filters.map(() => 128), 1] });
  await servesTheNext(server);
  line.write({ cmd: 'pingreq' });
  await line.hears(({ cmd }) => cmd === 'pingresp');
  expect(line.heard.filter(({ cmd }) => cmd === 'publish')).toEqual([]);
  expect(server.refused).toHaveLength(filters.length);
});

it('Q12 turns away a SUBSCRIBE of a thousand filters', async () => {
  await isTurnedAway(await aServer(), /packet of \d+ bytes/, async (line) => {
    await connected(line);
    line.write({
      cmd: 'subscribe',
      messageId: 3,
      subscriptions: Array.from({ length: 1000 }, (_, i) => ({ topic: `a/${i}`, qos: 0 })),
    } as Packet);
  });
});

it('Q15 hands the line over to the same gateway with its key, and to nobody without it', async () => {
  const server = await aServer();
  const first = await aGateway(server);
  const thief = await aLine(server);
  thief.write(connectOf('GW-RC-S', { password: Buffer.from('guessed') }));
  await thief.ends();
  await first.send(tags(1));
  const second = await aGateway(server);
  await first.ends();
  await second.send(tags(2));
  await second.hearsDown('ack', ({ upTo }) => upTo === 2);
  expect(server.live.site('RC-S' as never)?.gateways[0]?.line).toBe('online');
});

it('Q15 tells a gateway that connects again and again to wait, with code 3, and others do not notice', async () => {
  const server = await aServer();
  const codes: unknown[] = [];
  for (let i = 0; i < 40; i++) {
    const line = await aLine(server);
    line.write(connectOf('GW-RC-S'));
    const connack = await line.hears(({ cmd }) => cmd === 'connack');
    codes.push(connack.cmd === 'connack' && connack.returnCode);
  }
  expect(codes).toEqual([...Array(30).fill(0), ...Array(10).fill(3)]);
  await servesTheNext(server);
});

it('Q15 does not let strangers with a wrong key shut out the gateway they name', async () => {
  const server = await aServer();
  for (let i = 0; i < 60; i++) {
    const line = await aLine(server);
    line.write(connectOf('GW-RC-S', { password: Buffer.from(`guess ${i}`) }));
    await line.ends();
  }
  const gateway = await aGateway(server);
  await gateway.send(tags(1));
});

it('Q16 turns away 5,000 packets sent before the CONNACK', async () => {
  await isTurnedAway(await aServer(), /queue limit/, (line) =>
    line.write(connectOf('GW-RC-S'), ...Array.from({ length: 5000 }, () => hex('c0 00'))),
  );
});

it('Q16 keeps the letters of a gateway in a hurry, which sends its first before the CONNACK', async () => {
  const server = await aServer();
  const line = await aLine(server);
  line.write(connectOf('GW-RC-S'), ...[1, 2, 3].map((seq) => publishOf(up, JSON.stringify(tags(seq)), seq)));
  await line.hears((packet) => packet.cmd === 'puback' && packet.messageId === 3);
  expect(server.count('evidence')).toBe(3);
});

it('Q4 has cut, 5 s after they came, who said half a CONNECT and who said nothing at all', async () => {
  const { server, cutAfter } = await early;
  const took = await cutAfter;
  expect(Math.min(...took)).toBeGreaterThan(4500);
  expect(Math.max(...took)).toBeLessThan(7000);
  expect(server.refused.map(({ why }) => why)).toEqual(Array(2).fill('connect did not arrive in time'));
  await servesTheNext(server);
});
