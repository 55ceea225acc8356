import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Block, readAddress, readBlock } from './address.ts';
import { type Allowed, addressWrong, readAllowed, shown, urlWrong, type Wrong } from './target.ts';

const allow = ['10.1.2.0/24', '127.0.0.1:9000', 'robot.police.example:8443', '[fd00::5]:443'].map(
  (text) => readAllowed(text) as Allowed,
);
const guard = {
  allowed: allow,
  near: ['11.5.0.7/24', '2408:8000:1::7/64'].map((text) => readBlock(text) as Block),
};

const table: [url: string, wrong: Wrong | null][] = [
  ['https://oapi.dingtalk.com/robot/send?access_token=x', null],
  ['http://8.8.8.8/', null],
  ['http://127.0.0.1/', 'inside'],
  ['http://127.0.0.1:9000/', null],
  ['http://127.0.0.1:9001/', 'inside'],
  ['http://[::1]/', 'inside'],
  ['http://[::ffff:127.0.0.1]/', 'inside'],
  ['http://169.254.169.254/latest/meta-data', 'inside'],
  ['http://10.0.0.1/', 'inside'],
  ['http://10.1.2.77:8080/hook', null],
  // What the URL's parser reads as 127.0.0.1 and 10.0.0.1.
  ['http://2130706433/', 'inside'],
  ['http://0x7f000001/', 'inside'],
  ['http://0177.0.0.1/', 'inside'],
  ['http://127.1/', 'inside'],
  ['http://012.0.0.1/', 'inside'],
  ['http://１２７.０.０.１/', 'inside'],
  ['http://localhost/', 'inside'],
  ['http://LOCALHOST./', 'inside'],
  ['http://a.localhost:9000/', 'inside'],
  ['http://0.0.0.0/', 'nowhere'],
  ['http://0/', 'nowhere'],
  ['http://[::]/', 'nowhere'],
  ['http://255.255.255.255/', 'nowhere'],
  ['https://[fd00::5]/', null],
  ['https://[fd00::6]/', 'inside'],
  // What is on a line of the server's own is inside whoever else has such addresses.
  ['http://11.5.0.7:8080/', 'inside'],
  ['http://11.5.0.200/', 'inside'],
  ['http://11.5.1.1/', null],
  ['http://[64:ff9b::11.5.0.7]/', 'inside'],
  ['http://[2002:b05:7::1]/', 'inside'],
  ['http://[2408:8000:1::8]/', 'inside'],
  ['http://[2408:8000:2::8]/', null],
  ['file:///etc/passwd', 'scheme'],
  ['ftp://example.org/', 'scheme'],
  ['gopher://127.0.0.1:25/', 'scheme'],
  ['javascript:alert(1)', 'scheme'],
  ['data:text/plain,x', 'scheme'],
  ['//example.org/x', 'url'],
  ['example.org', 'url'],
  ['http://', 'url'],
  ['', 'url'],
  ['https://somebody:secret@example.org/', 'credentials'],
  ['https://somebody@example.org/', 'credentials'],
];
it.each(table)('%s: %s', (url, wrong) => {
  expect(urlWrong(url, guard)).toBe(wrong);
});

it('holds the address that a name was found to be against the setting, not the name alone', () => {
  const of = (url: string, address: string) => addressWrong(readAddress(address), new URL(url), guard);
  expect(of('https://robot.example/', '8.8.8.8')).toBeNull();
  expect(of('https://robot.example/', '10.0.0.1')).toBe('inside');
  expect(of('https://robot.example/', '10.1.2.9')).toBeNull();
  expect(of('https://robot.police.example:8443/', '10.0.0.1')).toBeNull();
  expect(of('https://robot.police.example/', '10.0.0.1')).toBe('inside');
  expect(of('https://robot.police.example:8443/', '224.0.0.1')).toBe('nowhere');
  expect(of('https://robot.example/', 'nonsense')).toBe('nowhere');
});

it.each(['10.1.2.0/24', '::1', 'robot:80', 'robot.example:8443', '[fd00::1]:443', '10.0.0.1:80'])(
  'understands %s in the settings',
  (text) => {
    expect(readAllowed(text)).not.toBeNull();
  },
);
it.each([
  '',
  '*',
  'robot',
  'robot.example',
  'http://robot:80',
  'robot:0',
  'robot:99999',
  'robot:x',
  'a b:80',
  '10.0.0.0/40',
])('understands no %j there', (text) => {
  expect(readAllowed(text)).toBeNull();
});

it('shows where it leads, and nothing of what makes it secret', () => {
  expect(shown('https://oapi.dingtalk.com/robot/send?access_token=abcdef')).toBe(
    'https://oapi.dingtalk.com/…',
  );
  expect(shown('https://open.feishu.cn/open-apis/bot/v2/hook/abcdef')).toBe('https://open.feishu.cn/…');
});

it('never lets a private IPv4 address out, in whatever form a URL may have it', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const form = fc.constantFrom('dotted', 'number', 'hex', 'octal', 'mapped');
  fc.assert(
    fc.property(fc.constantFrom(10, 127), byte, byte, byte, form, (a, b, c, d, as) => {
      const all = [a, b, c, d];
      const host = {
        dotted: all.join('.'),
        number: `${((a * 256 + b) * 256 + c) * 256 + d}`,
        hex: all.map((n) => `0x${n.toString(16)}`).join('.'),
        octal: all.map((n) => `0${n.toString(8)}`).join('.'),
        mapped: `[::ffff:${all.join('.')}]`,
      }[as];
      expect(urlWrong(`http://${host}/`, { allowed: [], near: [] })).toBe('inside');
    }),
  );
});
