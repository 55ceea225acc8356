import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { climateShape, withToken } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'changping-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));
const tokenFile = (content: string, mode = 0o600) => {
  writeFileSync(join(folder, 'token'), content);
  chmodSync(join(folder, 'token'), mode);
};
const good = { url: 'https://influx.example:8086', bucket: 'climate', tokenFile: 'token' };
const check = (influx: unknown) => climateShape.safeParse({ influx });

it('asks for an address, a bucket and a token, and takes version 2 and a queue for a month as given', () => {
  tokenFile('abcdefgh==\n');
  expect(withToken(climateShape.parse({ influx: good }), folder).influx).toEqual({
    url: good.url,
    api: 'v2',
    org: '',
    bucket: 'climate',
    token: 'abcdefgh==',
    queueMegabytes: 256,
  });
  tokenFile('keeper:a pass phrase');
  expect(withToken(climateShape.parse({ influx: { ...good, api: 'v1' } }), folder).influx.token).toBe(
    'keeper:a pass phrase',
  );
});

it.each(['http://127.0.0.1:8086', 'http://localhost:8086/influx/', 'http://[::1]:8086', 'https://10.1.2.3'])(
  'takes %s',
  (url) => {
    expect(check({ ...good, url }).success).toBe(true);
  },
);

it.each([
  ['url', { ...good, url: 'http://influx.example:8086' }],
  ['url', { ...good, url: 'http://localhost.example:8086' }],
  ['url', { ...good, url: 'https://user:key@influx.example' }],
  ['url', { ...good, url: 'https://influx.example?token=1' }],
  ['url', { ...good, url: 'file:///etc/passwd' }],
  ['bucket', { ...good, bucket: '' }],
  ['tokenFile', { ...good, tokenFile: undefined }],
  ['api', { ...good, api: 'v3' }],
  ['queueMegabytes', { ...good, queueMegabytes: 0 }],
  ['queueMegabytes', { ...good, queueMegabytes: '256 MB' }],
  ['influx', { ...good, token: 'in the open' }],
])('refuses a wrong %s: %o', (key, influx) => {
  expect(check(influx).error?.issues[0]?.path).toContain(key);
});

it.each([
  ['a file that others can read', 'abcdefgh', 0o644, 'chmod 600'],
  ['a file that a group can read', 'abcdefgh', 0o640, 'chmod 600'],
  ['an empty file', '', 0o600, 'does not hold a token'],
  ['two lines', 'abcdefgh\nijklmnop', 0o600, 'does not hold a token'],
])('refuses %s for the token', (_, content, mode, why) => {
  tokenFile(content, mode);
  expect(() => withToken(climateShape.parse({ influx: good }), folder)).toThrow(why);
});

it('refuses a token for a version 1, and a file that is not there', () => {
  tokenFile('abcdefgh');
  expect(() => withToken(climateShape.parse({ influx: { ...good, api: 'v1' } }), folder)).toThrow(
    'does not hold user:password',
  );
  const lost = climateShape.parse({ influx: { ...good, tokenFile: 'lost' } });
  expect(() => withToken(lost, folder)).toThrow(/^climate\.influx\.tokenFile: ENOENT/);
});
