/** Discovery as an installer runs it: the program, a serial line, a portal at byte level. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { m100 } from '@changping/firmware-sim/m100';
import { ptyPort } from '@changping/firmware-sim/pty-port';
import { mulberry32 } from '@changping/firmware-sim/random';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { start } from '../../test/command.ts';
import { aPortalReader, type PortalReader, report, tagReport } from '../../test/portal-reader.ts';
import { aWire } from '../../test/wire.ts';
import { readSettings } from '../settings/settings.ts';
import { addressesOf, discoverOptions } from './options.ts';

let folder: string;
let portal: PortalReader;
let saying: NodeJS.Timeout;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  portal = await aPortalReader();
  saying = setInterval(() => portal.say(report(tagReport(7, { antenna: 2 }))), 100);
});
afterEach(async () => {
  clearInterval(saying);
  await portal.close();
  rmSync(folder, { recursive: true, force: true });
});
const run = async (...args: string[]) => {
  const command = start(['discover', ...args]);
  return { code: await command.ended, out: command.out(), err: command.err() };
};

it('finds a serial reader and a portal, shows what they read, and writes a file that starts a gateway', async () => {
  const device = m100({
    tags: () => [{ epcHex: 'E28011606000020000000042', rssi: -50 }],
    random: mulberry32(1),
  });
  const path = join(folder, 'ttyTEST');
  const line = await ptyPort(device, path);
  const beats = setInterval(() => {
    for (const frame of device.round()) line.send(frame);
  }, 20);
  const file = join(folder, 'gateway.json');
  try {
    const { code, out } = await run(
      '--serial',
      path,
      '--host',
      portal.tcp,
      '--seconds',
      '3',
      '--write',
      file,
    );
    expect(code).toBe(0);
    expect(out).toContain(`${path}  M100 读写器 · M100 reader: `);
    expect(out).toContain(`${portal.tcp}  LLRP 通道读写器 · LLRP portal reader`);
    expect(out).toMatch(/E28011606000020000000042 {2}天线 antenna 1 {2}-50 dBm/);
    expect(out).toMatch(/E28011606000020000000007 {2}天线 antenna 2 {2}-55 dBm/);
  } finally {
    clearInterval(beats);
    await line.close();
  }
  expect(() => readSettings([file])).toThrow(/keyFile/);
  writeFileSync(join(folder, 'gateway.key'), 'a-key-of-the-gateway-1\n', { mode: 0o600 });
  const [settings] = readSettings([file]);
  expect(settings?.readers.filter(({ port }) => 'tcp' in port || port.serial === path)).toMatchObject([
    { type: 'm100', port: { serial: path, baud: 115_200 } },
    { type: 'llrp', port: { tcp: portal.tcp } },
  ]);
});

it('says why a portal does not serve us, and takes it into the file all the same', async () => {
  portal.greets = 2;
  const file = join(folder, 'gateway.json');
  const { out } = await run('--host', portal.tcp, '--seconds', '0', '--write', file);
  expect(out).toContain('拒绝连接 refuses us: another client is connected');
  expect(JSON.parse(readFileSync(file, 'utf8')).readers).toContainEqual(
    expect.objectContaining({ type: 'llrp', port: { tcp: portal.tcp } }),
  );
});

it('finds an M100 behind a terminal server, and says of strangers that they speak', async () => {
  const [behind, stranger] = [await aWire(), await aWire()];
  const device = m100({ tags: () => [], random: mulberry32(1) });
  behind.onOrder = (bytes) => behind.say(device.receive(bytes));
  stranger.onOrder = () => stranger.say(Buffer.from('HTTP/1.1 400 Bad Request\r\n'));
  try {
    const { out } = await run(
      '--host',
      behind.tcp,
      '--host',
      stranger.tcp,
      '--host',
      '127.0.0.1:1',
      '--seconds',
      '0',
    );
    expect(out).toContain(`${behind.tcp}  M100 读写器`);
    expect(out).toMatch(
      new RegExp(`${stranger.tcp} .*something speaks \\(\\d+ bytes\\), but neither LLRP nor M100`),
    );
    expect(out).toMatch(/127\.0\.0\.1:1 .*ECONNREFUSED/);
  } finally {
    await Promise.all([behind.close(), stranger.close()]);
  }
});

it('never writes over a file, says so of a port it may not open, and ends with a code', async () => {
  const file = join(folder, 'gateway.json');
  writeFileSync(file, 'mine');
  const { code, out, err } = await run('--serial', join(folder, 'none'), '--write', file);
  expect(code).toBe(1);
  expect(out).toMatch(/none {2}没有读写器 · no reader: .*No such file/);
  expect(out).toContain('没有找到读写器');
  expect(out).toMatch(/未写入 .*EEXIST/);
  expect(err).toBe('');
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

it('explains itself', async () => {
  const { code, out } = await run('--help');
  expect(code).toBe(0);
  expect(out).toContain('--subnet A.B.C.D/NN');
  expect(await run('--colour', 'red')).toMatchObject({ code: 2 });
});

it.each<[string, string[], string]>([
  ['a network too large', ['--subnet', '10.0.0.0/8'], '/22 at most'],
  ['a network that is none', ['--subnet', '10.0.0.300/24'], 'must be like 192.168.1.0/24'],
  ['too many networks', ['--subnet', '10.0.0.0/22', '--subnet', '10.0.4.0/28'], 'at most 1024'],
  ['a host with a path', ['--host', 'http://x'], '--host must be'],
  ['a time without end', ['--seconds', 'Infinity'], '--seconds must be 0 to 600'],
])('refuses %s', (_, args, sentence) => {
  expect(() => discoverOptions(args)).toThrow(sentence);
});

it('knows the addresses of a network', () => {
  expect(addressesOf('192.168.1.77/30')).toEqual(['192.168.1.77', '192.168.1.78']);
  expect(addressesOf('10.0.0.7/32')).toEqual(['10.0.0.7']);
  expect(addressesOf('255.255.255.0/24')).toHaveLength(254);
});
