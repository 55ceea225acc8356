import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { program, start } from '../../test/command.ts';
import { type Format, linesOf } from './decode.ts';

const table = (name: string) =>
  readFileSync(new URL(`../../../test/golden/${name}.csv`, import.meta.url), 'utf8')
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map((line) => line.split(',') as [string, string, string, string]);
const bytesOf = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const frames = table('serial-frames');
const m100 = frames.filter(([family]) => family.startsWith('YRM100')).map(([, hex]) => bytesOf(hex));
const modbus = frames.filter(([family]) => family === 'Modbus RTU').map(([, hex]) => bytesOf(hex));
const strange = frames.filter(([family]) => family.startsWith('Chafon')).map(([, hex]) => bytesOf(hex));
const notice = m100[5] as Buffer;
const llrp = table('llrp-frames').map(([, hex]) => bytesOf(hex));

type Line = { type?: string; hex?: string; why?: string; epc?: string };
const linesIn = (format: Format, ...chunks: Uint8Array[]): Line[] => {
  const lines = linesOf(format);
  return [...chunks.flatMap((chunk) => lines.push(chunk)), ...lines.end()];
};
const run = async (format: Format, input: Uint8Array | string): Promise<Line[]> => {
  const command = start(['decode', format], input);
  expect(await command.ended).toBe(0);
  expect(command.err()).toBe('');
  const out = command.out();
  return out
    ? out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
};
const golden = [
  { type: 'frame', frame: 'command', command: '03', params: '00', name: 'info' },
  {
    type: 'frame',
    frame: 'response',
    command: '03',
    params: '004D3130302056312E3030',
    name: 'info',
    text: 'M100 V1.00',
  },
  { type: 'frame', frame: 'command', command: '22', params: '', name: 'single inventory' },
  { type: 'frame', frame: 'command', command: '27', params: '222710', name: 'multi inventory' },
  { type: 'frame', frame: 'command', command: '28', params: '', name: 'stop' },
  { type: 'read', epc: '30751FEB705C5904E3D50D70', rssi: -55, pc: '3400' },
  { type: 'read', epc: 'E200471BB0006013044509D0', rssi: -53, pc: '3400' },
  {
    type: 'frame',
    frame: 'response',
    command: 'FF',
    params: '15',
    name: 'error',
    error: '15',
    meaning: 'no tag',
  },
  {
    type: 'frame',
    frame: 'response',
    command: 'FF',
    params: '09',
    name: 'error',
    error: '09',
    meaning: 'read failed',
  },
  { type: 'frame', frame: 'response', command: '0C', params: '00', name: 'set select' },
  { type: 'frame', frame: 'command', command: 'B6', params: '07D0', name: 'set power', dbm: 20 },
  { type: 'frame', frame: 'command', command: 'AB', params: '01', name: 'set channel' },
  { type: 'frame', frame: 'command', command: '27', params: '220000', name: 'multi inventory' },
];

it('reads every captured frame of the M100 family, as bytes and as hex', async () => {
  expect(await run('m100', Buffer.concat(m100))).toEqual(golden);
  const written = m100.map((frame) => `0x${frame.toString('hex').match(/../g)?.join(' 0x')}`);
  expect(await run('m100', `# 读写器 on the bench\n${written.join('   # one\n')}\n`)).toEqual(golden);
});

it('reads every captured Modbus frame', async () => {
  expect(await run('modbus', Buffer.concat(modbus).toString('hex'))).toEqual([
    { type: 'frame', unit: 1, function: 4, frame: 'request', register: 1, count: 1 },
    { type: 'frame', unit: 1, function: 3, frame: 'request', register: 0, count: 2 },
    { type: 'frame', unit: 1, function: 3, frame: 'response', data: '01110272', words: [273, 626] },
  ]);
});

it('reads every code of the table, and takes what is no GS1 code for opaque', async () => {
  const codes = table('epc');
  const opaque = { epc: 'E28011606000020000000001', opaque: true };
  const lines = await run(
    'epc',
    `${codes.map(([, hex]) => hex).join('\n')}\n0xe28011606000020000000001 zz\n`,
  );
  expect(lines.slice(0, -2)).toEqual(
    codes.map(([scheme, epc, tagUri, uri]) => ({ epc, scheme, tagUri, uri })),
  );
  expect(lines.slice(-2)).toEqual([
    opaque,
    { type: 'noise', hex: '7A7A', why: 'not 1 to 62 whole bytes of hex' },
  ]);
});

it('reads every captured LLRP message, each report before its reads', async () => {
  const lines = await run('llrp', Buffer.concat(llrp));
  expect(lines).toHaveLength(20);
  expect(lines.slice(0, 3)).toEqual([
    {
      ...{ type: 'message', message: 'READER_EVENT_NOTIFICATION', number: 63, id: 179472585 },
      utc: '2014-05-01T09:33:30.740479Z',
      events: [{ event: 'connectionAttempt', ok: true, why: 'success' }],
    },
    { type: 'message', message: 'RO_ACCESS_REPORT', number: 61, id: 1083541807, tags: 1 },
    {
      ...{ type: 'read', epc: '3005FB63AC1F3841EC880467', antenna: 1, rssi: -50 },
      ...{ firstSeenUtc: '2013-11-27T20:44:01.558537Z', lastSeenUtc: null, seenCount: 1 },
    },
  ]);
  expect(lines.slice(-2)).toEqual([
    { type: 'message', message: 'RO_ACCESS_REPORT', number: 61, id: 0, tags: 1, skipped: 1 },
    {
      ...{ type: 'read', epc: '85047000049050503155303400702300', antenna: 1, rssi: -73 },
      ...{ firstSeenUtc: null, lastSeenUtc: null, seenCount: null, pc: '4400' },
    },
  ]);
  expect(await run('llrp', Buffer.concat(llrp).toString('hex'))).toEqual(lines);
});

it('shows an LLRP message that cannot be read as noise with the reason, and reads on behind it', () => {
  const bad = bytesOf('043D0000000E0000000700F00000');
  const unknown = bytesOf('05F40000000C00000009BEEF');
  const lines = linesIn(
    'llrp',
    llrp[0] as Buffer,
    bad,
    bytesOf('043E000000050000'),
    unknown,
    llrp[8] as Buffer,
  );
  expect(lines.slice(1)).toEqual([
    { type: 'noise', hex: '043D0000000E0000000700F00000', why: 'a parameter shorter than its head' },
    { type: 'noise', hex: '043E000000050000', why: 'length below 10' },
    { type: 'noise', hex: '05F40000000C00000009BEEF', why: 'no header' },
    { type: 'message', message: 'KEEPALIVE', number: 62, id: 0 },
  ]);
  expect(linesIn('llrp', unknown)).toEqual([
    { type: 'message', message: 'UNKNOWN', number: 500, id: 9, body: 'BEEF' },
  ]);
});

it('takes frames of other families for noise, whole', () => {
  const bytes = Buffer.concat([...strange, ...modbus]);
  const lines = linesIn('m100', bytes);
  expect(lines.every(({ type }) => type === 'noise')).toBe(true);
  expect(lines.map((line) => line.hex).join('')).toBe(bytes.toString('hex').toUpperCase());
  const asModbus = linesIn('modbus', ...strange, ...m100);
  expect(asModbus.every(({ type }) => type === 'noise')).toBe(true);
});

it.each<[Format, Buffer]>([
  ['m100', Buffer.concat(m100)],
  ['m100', Buffer.from(Buffer.concat(m100).toString('hex'))],
  ['llrp', Buffer.concat(llrp.filter(({ length }) => length < 100))],
  ['modbus', Buffer.concat(modbus)],
  ['modbus', Buffer.from(Buffer.concat(modbus).toString('hex'))],
  [
    'epc',
    Buffer.from(
      table('epc')
        .map(([, hex]) => hex)
        .join(' '),
    ),
  ],
])('says the same of %s wherever the input is cut', (format, all) => {
  const whole = linesIn(format, all);
  for (let at = 0; at <= all.length; at++)
    expect(linesIn(format, all.subarray(0, at), all.subarray(at))).toEqual(whole);
  expect(linesIn(format, ...[...all].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
});

it('reads on behind a damaged length', () => {
  for (const claim of [0x00, 0x10, 0x12, 0x60, 0xff]) {
    const bad = Buffer.from(notice);
    bad[4] = claim;
    const reads = linesIn('m100', bad, notice, notice, notice).filter(({ type }) => type === 'read');
    expect(reads.length).toBeGreaterThanOrEqual(3);
  }
  const damaged = Buffer.from(modbus[2] as Buffer);
  damaged[2] = 0xff;
  expect(linesIn('modbus', damaged, ...modbus).filter(({ type }) => type === 'frame')).toHaveLength(3);
});

it('never throws and gives every byte back, whatever comes', () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 12 });
  fc.assert(
    fc.property(chunks, (all) => {
      // Bytes that are no text, so that they are taken as they are.
      const parts = [Uint8Array.of(0, 0xbb), ...all];
      for (const format of ['m100', 'llrp', 'modbus'] as const) {
        const lines = linesIn(format, ...parts);
        if (lines.every(({ type }) => type === 'noise'))
          expect(lines.map((line) => line.hex).join('')).toBe(
            Buffer.concat(parts).toString('hex').toUpperCase(),
          );
      }
      linesIn('epc', ...parts);
      linesIn('m100', ...all);
      linesIn('llrp', ...llrp, ...all, ...llrp);
    }),
    { verbose: true },
  );
});

it('never throws at captured LLRP messages with bytes changed, and holds at most one message', () => {
  const all = Buffer.concat(llrp);
  const change = fc.tuple(fc.nat(all.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), fc.nat(all.length), (changes, at) => {
      const bytes = Buffer.from(all);
      for (const [place, byte] of changes) bytes[place] = byte;
      const lines = linesOf('llrp');
      lines.push(bytes.subarray(0, at));
      expect(lines.waiting()).toBeLessThanOrEqual(1024 * 1024);
      lines.push(bytes.subarray(at));
      lines.end();
      expect(lines.waiting()).toBe(0);
    }),
    { verbose: true, numRuns: 1000 },
  );
});

it('takes 10 MB of noise and gives every byte of it back', async () => {
  let seed = 1;
  const noise = Buffer.alloc(10 * 1024 * 1024).map(() => {
    seed = (seed * 1664525 + 1013904223) >>> 0;
    return seed >>> 24;
  });
  noise[0] = 0;
  const lines = await run('m100', noise);
  expect(lines.reduce((sum, line) => sum + (line.hex?.length ?? 0), 0)).toBe(noise.length * 2);
});

it('holds little of noise or of text without an end', () => {
  for (const format of ['m100', 'llrp', 'modbus', 'epc'] as const) {
    const lines = linesOf(format);
    for (let i = 0; i < 16; i++) {
      lines.push(Uint8Array.from({ length: 65_536 }, (_, at) => (i % 2 ? (at * at * 7 + i) & 0xff : 0x41)));
      expect(lines.waiting()).toBeLessThan(4096);
    }
  }
});

it('prints as the bytes come, before their end', async () => {
  const command = start(['decode', 'm100']);
  command.child.stdin.write(notice);
  await expect.poll(command.out, { timeout: 10_000 }).toContain('30751FEB705C5904E3D50D70');
  command.child.stdin.end();
  expect(await command.ended).toBe(0);
});

it('ends quietly when nobody reads on, however much still comes', () => {
  const pipe = `head -c 20000000 /dev/urandom | '${process.execPath}' ${program.map((part) => `'${part}'`).join(' ')} decode m100 | head -n 2; echo "\${PIPESTATUS[1]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', pipe], { encoding: 'utf8' });
  const [first, second, code] = stdout.trimEnd().split('\n');
  expect([JSON.parse(first as string).type, JSON.parse(second as string).type, code]).toEqual([
    'noise',
    'noise',
    '0',
  ]);
  expect(stderr).toBe('');
});

it('says which formats there are', () => {
  const { status, stderr } = spawnSync(process.execPath, [...program, 'decode', 'barcode'], {
    encoding: 'utf8',
  });
  expect(status).toBe(2);
  expect(stderr).toContain('There is no format "barcode".');
  expect(execFileSync(process.execPath, [...program, '--help'], { encoding: 'utf8' })).toContain(
    'decode m100|llrp|modbus|epc',
  );
});
