import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readSettings, regionOf } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'changping-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'server.json');
const gateway = { id: 'GW-1', site: 'RC-S', keyHash: 'a'.repeat(64) };
const good = {
  http: { port: 8080 },
  mqtt: { port: 1883 },
  data: 'data',
  region: 'ningxia',
  gateways: [gateway],
};
const read = (content: unknown) => {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readSettings(file, new Set(['RC-S']));
};
const complaint = (content: unknown): string => {
  try {
    read(content);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
};

it('reads a good file, listens on loopback unless told otherwise, and takes folders relative to the file', () => {
  expect(read(good)).toMatchObject({
    http: { host: '127.0.0.1', port: 8080 },
    mqtt: { host: '127.0.0.1', port: 1883 },
    data: join(folder, 'data'),
    gateways: [gateway],
  });
  expect(regionOf(file)).toBe('ningxia');
});

it.each([
  ['no JSON', '{"http": ', ['server.json: ']],
  ['F1 a missing key', { ...good, data: undefined }, ['data']],
  ['F1 an unknown key', { ...good, colour: 'red' }, ['colour']],
  ['F2 a number with its unit', { ...good, http: { port: '8080s' } }, ['http.port']],
  ['a port beyond the last', { ...good, mqtt: { port: 70_000 } }, ['mqtt.port']],
  ['F3 one port for two things', { ...good, mqtt: { port: 8080 } }, ['mqtt.port: the same as http.port']],
  [
    'F7 an address others can reach',
    { ...good, http: { host: '0.0.0.0', port: 1 } },
    ['http.host: must be 127.0.0.1'],
  ],
  [
    'F7 MQTT that others can reach',
    { ...good, mqtt: { host: '0.0.0.0', port: 1 } },
    ['mqtt.host: must be 127.0.0.1'],
  ],
  ['a certificate without its key', { ...good, https: { certFile: 'a.crt' } }, ['https.keyFile']],
  [
    'F3 a gateway twice',
    { ...good, gateways: [gateway, gateway] },
    ['gateways[1].id: the same as gateways[0]'],
  ],
  [
    'F3 two gateways in one store',
    { ...good, gateways: [gateway, { ...gateway, id: 'GW-2' }] },
    ['gateways[1].site: the same as gateways[0]'],
  ],
  [
    'a key instead of its hash',
    { ...good, gateways: [{ ...gateway, keyHash: 'secret' }] },
    ['gateways[0].keyHash'],
  ],
  ['F5 a folder with a newline', { ...good, data: 'data\n' }, ['data: must be the path of a folder']],
  ['F5 a folder with a NUL', { ...good, data: 'da\0ta' }, ['data: must be the path of a folder']],
  ['a store the region has not', { ...good, gateways: [{ ...gateway, site: 'RC-X' }] }, ['no site "RC-X"']],
  ['an id that breaks topics', { ...good, gateways: [{ ...gateway, id: 'a/b' }] }, ['gateways[0].id']],
  [
    'five mistakes',
    { http: { port: -1 }, mqtt: {}, data: '', region: '../etc', gateways: 'none' },
    ['http.port', 'mqtt.port', 'data', 'region', 'gateways'],
  ],
])('refuses %s and names each place', (_, content, places) => {
  const said = complaint(content);
  for (const place of places) expect(said).toContain(place);
  expect(said.split('\n').every((line) => line.startsWith(file))).toBe(true);
});

it.each(['../../etc', '', 7, undefined])('looks for no region called %s', (region) => {
  writeFileSync(file, JSON.stringify({ ...good, region }));
  expect(() => regionOf(file)).toThrow('region: must be the name of a folder');
});

it('listens where others reach it once there is a certificate, whose files are relative to the settings', () => {
  const https = { certFile: 'tls/server.crt', keyFile: '/etc/changping/server.key' };
  expect(read({ ...good, http: { host: '0.0.0.0', port: 443 }, https })).toMatchObject({
    http: { host: '0.0.0.0' },
    https: { certFile: join(folder, 'tls/server.crt'), keyFile: '/etc/changping/server.key' },
  });
});

it('F4 reads the token of a climate server from a file beside it, which no one else may read', () => {
  const influx = { url: 'https://influx.example:8086', org: 'o', bucket: 'climate', tokenFile: 'token' };
  const token = join(folder, 'token');
  writeFileSync(token, 'abcdefgh==\n', { mode: 0o600 });
  expect(read({ ...good, climate: { influx } }).climate?.influx).toMatchObject({
    token: 'abcdefgh==',
    api: 'v2',
  });
  expect(read(good).climate).toBeUndefined();
  chmodSync(token, 0o644);
  expect(complaint({ ...good, climate: { influx } })).toBe(
    `${file}: climate.influx.tokenFile: ${token} can be read by others: chmod 600 it`,
  );
  expect(complaint({ ...good, climate: { influx: { ...influx, url: 'http://influx.example' } } })).toContain(
    'climate.influx.url: must be https',
  );
});

it('understands where webhooks may lead inside, and tells what of it is none', () => {
  const allow = ['10.1.2.0/24', 'robot.police.example:8443', '[fd00::1]:443'];
  expect(read({ ...good, webhooks: { allow } }).webhooks).toEqual({ allow });
  expect(complaint({ ...good, webhooks: { allow: ['10.1.2.0/24', 'robot'] } })).toBe(
    `${file}: webhooks.allow[1]: must be a block of addresses (10.1.2.0/24) or host:port`,
  );
});
