import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aCertificate } from '../../test/certificate.ts';
import { readSettings } from './settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  writeFileSync(join(folder, 'key'), 'a-key-of-the-gateway-1\n', { mode: 0o600 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const reader = { id: 'gate-1', type: 'm100', port: { tcp: '127.0.0.1:7101' } };
const portal = { id: 'portal-1', type: 'llrp', port: { tcp: '10.0.0.9:5084' } };
const gate = { inner: [3, 4], outer: [1, 2] };
const probe = {
  id: 'cold-1',
  profile: 'xy-md02',
  port: { tcp: '127.0.0.1:7102' },
  unit: 1,
  zone: 'cold',
  everySeconds: 30,
};
const good = {
  id: 'GW-1',
  region: 'ningxia',
  site: 'yinchuan',
  server: { url: 'mqtt://127.0.0.1:1883', keyFile: 'key' },
  data: 'data',
  readers: [reader],
  probes: [probe],
};
const file = (content: unknown, name = 'a.json') => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
/** Without the folder's name, one mistake a line. */
const mistakes = (...files: string[]): string[] => {
  try {
    readSettings(files);
    return [];
  } catch (error) {
    return (error as Error).message.replaceAll(`${folder}/`, '').split('\n');
  }
};
const other = { ...good, id: 'GW-2', site: 'wuzhong', data: 'data2', readers: [], probes: [] };

it('fills in what the installer need not say', () => {
  expect(readSettings([file(good)])).toMatchObject([
    {
      server: {
        url: 'mqtt://127.0.0.1:1883',
        key: 'a-key-of-the-gateway-1',
        ca: null,
        inClear: false,
      },
      data: join(folder, 'data'),
      statusPort: null,
      readers: [{ type: 'm100', antenna: 1, patience: 10_000, gate: null, room: null }],
      probes: [{ every: 30_000, band: {} }],
    },
  ]);
  const serial = { ...good, readers: [{ ...reader, port: { serial: '/dev/serial/by-id/usb-1' } }] };
  expect(readSettings([file(serial)])[0]?.readers[0]?.port).toEqual({
    serial: '/dev/serial/by-id/usb-1',
    baud: 115_200,
  });
});

it('knows which antennas of a portal look in and which look out, and which reader sweeps a room', () => {
  const readers = [
    { ...portal, gate },
    { ...reader, room: { zone: 'hall-2' } },
  ];
  expect(readSettings([file({ ...good, readers })])[0]?.readers).toMatchObject([
    { type: 'llrp', port: { tcp: '10.0.0.9:5084' }, gate, room: null },
    { type: 'm100', gate: null, room: { zone: 'hall-2' } },
  ]);
});

it('knows at which input of a portal the door tells that it is open', () => {
  const door = { input: 1, open: 'low' };
  const [settings] = readSettings([file({ ...good, readers: [{ ...portal, gate: { ...gate, door } }] })]);
  expect(settings?.readers[0]?.gate).toEqual({ ...gate, door });
});

it('knows the outputs of a gate’s lamp, and how long it shines', () => {
  const lampOf = (lamp: object) => {
    const [settings] = readSettings([file({ ...good, readers: [{ ...portal, gate: { ...gate, lamp } }] })]);
    return settings?.readers[0]?.gate?.lamp;
  };
  expect(lampOf({ good: 1, act: 2 })).toEqual({ good: 1, act: 2, lasts: 5000 });
  const whole = { good: 1, act: 2, watch: 3, sound: 4 };
  expect(lampOf({ ...whole, seconds: 10 })).toEqual({ ...whole, lasts: 10_000 });
});

it('tells all mistakes of a lamp at once', () => {
  const lamp = { good: 2, watch: 2, sound: 0, seconds: 60 };
  expect(mistakes(file({ ...good, readers: [{ ...portal, gate: { ...gate, lamp } }] }))).toEqual([
    'a.json: readers[0].gate.lamp.act: is missing',
    'a.json: readers[0].gate.lamp.watch: output 2 is that of good',
    'a.json: readers[0].gate.lamp.sound: must be a whole number from 1 to 64, not 0',
    'a.json: readers[0].gate.lamp.seconds: must be a whole number of seconds from 1 to 30, not 60',
  ]);
});

it('tells all mistakes of a door at once', () => {
  const door = { input: '1', open: true, colour: 'green' };
  expect(mistakes(file({ ...good, readers: [{ ...portal, gate: { ...gate, door } }] }))).toEqual([
    'a.json: readers[0].gate.door.colour: is not known; there are input, open',
    'a.json: readers[0].gate.door.open: must be "high" or "low", as the input stands when the door is open, not true',
    'a.json: readers[0].gate.door.input: must be a whole number from 1 to 64, written without quotes or unit, not "1"',
  ]);
  expect(mistakes(file({ ...good, readers: [{ ...portal, gate: { ...gate, door: {} } }] }))).toEqual([
    'a.json: readers[0].gate.door.input: is missing',
    'a.json: readers[0].gate.door.open: is missing',
  ]);
});

it('reads a file that an editor has begun with a byte order mark', () => {
  expect(mistakes(file(`\uFEFF${JSON.stringify(good)}`))).toEqual([]);
});

it('tells all mistakes of all files at once, each with its file and path', () => {
  const a = file({ ...good, site: undefined, colour: 'red', readers: [{ ...reader, type: 'm200' }] });
  const b = file({ ...other, server: { url: 'http://x', keyFile: 'nokey' }, probes: 'none' }, 'b.json');
  const c = join(folder, 'c.json');
  expect(mistakes(a, b, c)).toEqual([
    'a.json: site: is missing',
    expect.stringContaining('a.json: colour: is not known; there are id, region'),
    'a.json: readers[0].type: must be one of m100, llrp, not "m200"',
    'b.json: server.url: must be mqtts://host:port, or mqtt://127.0.0.1:port on this computer, not "http://x"',
    expect.stringContaining('b.json: server.keyFile: ENOENT'),
    'b.json: probes: must be a list, not "none"',
    expect.stringContaining('c.json: ENOENT'),
  ]);
});

it('says in which line a file stops being JSON', () => {
  expect(mistakes(file('{\n  "id": "GW-1",\n  "site": yinchuan\n}'))).toEqual([
    expect.stringMatching(/^a\.json: is not JSON: .*/),
  ]);
  expect(mistakes(file('{\n  "id": "GW-1"\n  "site": "x"\n}'))[0]).toContain('(line 3)');
  expect(mistakes(file('[]'))[0]).toBe('a.json: must be an object, not []');
});

it.each<[string, object, string]>([
  [
    'F2 a number with its unit',
    { probes: [{ ...probe, everySeconds: '5s' }] },
    'probes[0].everySeconds: must be a whole number of seconds from 1 to 3600, written without quotes or unit, not "5s"',
  ],
  [
    'F8 a period of nothing',
    { probes: [{ ...probe, everySeconds: 0 }] },
    'probes[0].everySeconds: must be a whole number of seconds from 1 to 3600, not 0',
  ],
  [
    'a limit no store can reach',
    { probes: [{ ...probe, band: { celsius: { max: 800 } } }] },
    'probes[0].band.celsius.max: must be a number from -60 to 90, not 800',
  ],
  [
    'limits the wrong way round',
    { probes: [{ ...probe, band: { celsius: { min: 8, max: 2 } } }] },
    'probes[0].band.celsius: min must be below max, not 8 and 2',
  ],
  [
    'a hysteresis wider than the band',
    { probes: [{ ...probe, band: { celsius: { min: 2, max: 4, hysteresis: 2 } } }] },
    'probes[0].band.celsius.hysteresis: must be less than 2',
  ],
  [
    'an empty band',
    { probes: [{ ...probe, band: { humidity: {} } }] },
    'probes[0].band.humidity: needs min, max or both',
  ],
  [
    'an episode that takes a week to begin',
    { probes: [{ ...probe, band: { celsius: { max: 8, forSeconds: 604_800 } } }] },
    'probes[0].band.celsius.forSeconds: must be a whole number of seconds from 0 to 86400, not 604800',
  ],
  [
    'two ports in one',
    { readers: [{ ...reader, port: { tcp: 'a:1', serial: '/dev/x' } }] },
    'readers[0].port: must be {"tcp": "host:port"} or {"serial": "/dev/serial/by-id/…"}',
  ],
  [
    'a port without number',
    { readers: [{ ...reader, port: { tcp: '10.0.0.5' } }] },
    'readers[0].port.tcp: must be "host:port", not "10.0.0.5"',
  ],
  ['a name with a slash', { id: 'GW/1' }, 'id: must be letters, digits, - and _, at most 40, not "GW/1"'],
  ['a folder with a newline', { data: 'data\n' }, 'data: must be a folder, not "data\\n"'],
  [
    'an antenna on both sides of a gate',
    { readers: [{ ...portal, gate: { inner: [1, 2], outer: [2] } }] },
    'readers[0].gate.outer[0]: antenna 2 is an inner one too',
  ],
  [
    'an antenna named twice',
    { readers: [{ ...portal, gate: { inner: [1, 1], outer: [2] } }] },
    'readers[0].gate.inner[1]: antenna 1 is there twice',
  ],
  [
    'an antenna no portal has',
    { readers: [{ ...portal, gate: { inner: [17], outer: [2] } }] },
    'readers[0].gate.inner[0]: must be a whole number from 1 to 16, not 17',
  ],
  [
    'a gate of one side',
    { readers: [{ ...portal, gate: { inner: [1, 2], outer: [] } }] },
    'readers[0].gate.outer: needs an antenna: without it in and out look the same',
  ],
  [
    'a gate without its other side',
    { readers: [{ ...portal, gate: { inner: [1, 2] } }] },
    'readers[0].gate.outer: is missing',
  ],
  [
    'a gate of one antenna',
    { readers: [{ ...reader, gate }] },
    'readers[0].gate: needs a reader of type llrp: one antenna cannot tell in from out',
  ],
  [
    'a gate that is a room',
    { readers: [{ ...portal, gate, room: { zone: 'hall' } }] },
    'readers[0].room: cannot stand beside gate: a reader watches a gate or sweeps a room',
  ],
  ['a room without a zone', { readers: [{ ...reader, room: {} }] }, 'readers[0].room.zone: is missing'],
  [
    'a portal on a serial port',
    { readers: [{ ...portal, port: { serial: '/dev/ttyS0' } }] },
    'readers[0].port.serial: is not for llrp: the reader is on the network, {"tcp": "host:5084"}',
  ],
  [
    'an antenna for a reader that names its own',
    { readers: [{ ...portal, antenna: 2 }] },
    'readers[0].antenna: is not for llrp: the reader names the antenna of every read',
  ],
  [
    'the same reader twice',
    { readers: [reader, { ...reader, port: { tcp: 'b:1' } }] },
    'readers[1].id: the same as readers[0]',
  ],
  [
    'two readers on one line',
    { readers: [reader, { ...reader, id: 'gate-2', port: { tcp: 'localhost:7101' } }] },
    'readers[1].port: is the port of readers[0]; a reader needs a line of its own',
  ],
  [
    'a probe on the line of a reader',
    { probes: [{ ...probe, port: reader.port }] },
    'probes[0].port: is the port of readers[0]; a reader needs a line of its own',
  ],
  [
    'two probes of one unit on one line',
    { probes: [probe, { ...probe, id: 'cold-2' }] },
    'probes[1].port: is the port of probes[0], which has the same unit 1',
  ],
])('refuses %s', (_, change, sentence) => {
  expect(mistakes(file({ ...good, ...change }))).toEqual([`a.json: ${sentence}`]);
});

it('takes probes of different units on one line, but only at one speed', () => {
  const line = { serial: '/dev/ttyX', baud: 9600 };
  const two = (baud: number) => [
    { ...probe, port: line },
    { ...probe, id: 'cold-2', unit: 2, port: { ...line, baud } },
  ];
  expect(mistakes(file({ ...good, probes: two(9600) }))).toEqual([]);
  expect(mistakes(file({ ...good, probes: two(4800) }))).toEqual([
    'a.json: probes[1].port: has another baud rate than probes[0] on the same line',
  ]);
});

it('F3 refuses two gateways of one name, store, folder, page or line', () => {
  const status = { status: { port: 7190 } };
  const twin = { ...good, ...status, probes: [] };
  expect(mistakes(file({ ...good, ...status }), file(twin, 'b.json'))).toEqual([
    'b.json: id: the same as in a.json',
    'b.json: site: the same as in a.json',
    'b.json: data: the same as in a.json',
    'b.json: status.port: the same as in a.json',
    'b.json: readers[0].port: is the port of readers[0] of a.json; a line belongs to one gateway',
  ]);
  expect(mistakes(file(good), file(other, 'b.json'))).toEqual([]);
});

it('knows one adapter by two names', () => {
  writeFileSync(join(folder, 'ttyUSB0'), '');
  symlinkSync(join(folder, 'ttyUSB0'), join(folder, 'by-id'));
  const readers = ['ttyUSB0', 'by-id'].map((name) => ({
    ...reader,
    id: name,
    port: { serial: join(folder, name) },
  }));
  expect(mistakes(file({ ...good, readers }))).toEqual([
    'a.json: readers[1].port: is the port of readers[0]; a reader needs a line of its own',
  ]);
});

it('F4 refuses a key that others can read, and one that is none', () => {
  chmodSync(join(folder, 'key'), 0o644);
  expect(mistakes(file(good))).toEqual(['a.json: server.keyFile: key can be read by others: chmod 600 it']);
  chmodSync(join(folder, 'key'), 0o600);
  writeFileSync(join(folder, 'key'), 'two\nlines of a key that is none');
  expect(mistakes(file(good))).toEqual([expect.stringContaining('server.keyFile: key holds no key')]);
});

const served = (server: object) => ({ ...good, server: { keyFile: 'key', ...server } });
const inClear =
  'a.json: server.url: sends the key in the clear: use mqtts://; "plain": true beside it allows it, on a line that something else keeps private';

it.each<[string, object, string[]]>([
  ['mqtt:// on this computer', { url: 'mqtt://localhost:1883' }, []],
  ['mqtt:// on this computer by its number', { url: 'mqtt://127.0.0.1' }, []],
  ['mqtts:// anywhere', { url: 'mqtts://depot.example:8883' }, []],
  ['mqtt:// to another computer', { url: 'mqtt://192.0.2.4:1883' }, [inClear]],
  ['a name that only begins like this computer', { url: 'mqtt://localhost.example:1883' }, [inClear]],
  ['a number that only begins like it', { url: 'mqtt://127.0.0.1.example' }, [inClear]],
  ['mqtt:// to another computer that the file asks for', { url: 'mqtt://192.0.2.4', plain: true }, []],
  [
    'plain with a word',
    { url: 'mqtt://192.0.2.4', plain: 'yes' },
    ['a.json: server.plain: must be true or not be there, not "yes"'],
  ],
  [
    'plain where it says nothing',
    { url: 'mqtts://192.0.2.4', plain: true },
    ['a.json: server.plain: is for mqtt:// to another computer only: take it out'],
  ],
  [
    'a certificate for a line without TLS',
    { url: 'mqtt://127.0.0.1', caFile: 'ca.pem' },
    ['a.json: server.caFile: is for mqtts:// only'],
  ],
  [
    'a file that holds no certificate',
    { url: 'mqtts://192.0.2.4', caFile: 'key' },
    ['a.json: server.caFile: key holds no certificate (PEM)'],
  ],
  [
    'a file that is not there',
    { url: 'mqtts://192.0.2.4', caFile: 'none.pem' },
    [expect.stringContaining('server.caFile: none.pem: ENOENT')],
  ],
])('F7 knows %s for what it is', (_, server, sentences) => {
  writeFileSync(join(folder, 'ca.pem'), aCertificate().cert);
  expect(mistakes(file(served(server)))).toEqual(sentences);
});

it('reads the certificates of a server, and says whether a line is in the clear', () => {
  const { cert } = aCertificate();
  writeFileSync(join(folder, 'ca.pem'), `# ours\n${cert}${cert}`);
  const [tls] = readSettings([file(served({ url: 'mqtts://192.0.2.4', caFile: 'ca.pem' }))]);
  expect(tls?.server).toMatchObject({ ca: `${cert}${cert}`.trim(), inClear: false });
  const [clear] = readSettings([file(served({ url: 'mqtt://192.0.2.4', plain: true }))]);
  expect(clear?.server).toMatchObject({ ca: null, inClear: true });
  writeFileSync(join(folder, 'ca.pem'), cert.replace(/\n.{64}\n/, '\n'));
  expect(mistakes(file(served({ url: 'mqtts://192.0.2.4', caFile: 'ca.pem' })))).toHaveLength(1);
});

it.each<[string, string, string]>([
  ['F1 a key that is not there', 'id', 'id: is missing'],
  ['F1 a key nobody knows', 'colour', 'colour: is not known; there are id, region'],
])('refuses %s, by its name', (_, name, sentence) => {
  const { [name as 'id']: _out, ...rest } = good;
  const content = name in good ? rest : { ...good, [name]: 1 };
  expect(mistakes(file(content))[0]).toContain(sentence);
});

it.each([
  ['a newline', '\n'],
  ['a NUL', '\0'],
])('F5 refuses %s in a folder, a file and an address', (_, sign) => {
  const bad = served({ url: `mqtts://a${sign}`, keyFile: `key${sign}` });
  expect(mistakes(file({ ...bad, data: `data${sign}` }))).toHaveLength(3);
});
