import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isIn, readAddress, readBlock, type Standing, standingOf } from './address.ts';

const table: [Standing, string[]][] = [
  ['outside', ['8.8.8.8', '203.119.1.1', '172.15.255.255', '172.32.0.0', '100.63.255.255', '100.128.0.0']],
  ['outside', ['11.0.0.0', '9.255.255.255', '169.253.0.1', '192.167.0.1', '223.255.255.255', '198.20.0.0']],
  ['outside', ['2400:3200::1', '240e::1', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8', '2002:808:808::1']],
  ['inside', ['127.0.0.1', '127.255.255.254', '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255']],
  ['inside', ['192.168.0.1', '169.254.169.254', '100.64.0.1', '100.127.255.255', '192.0.0.1', '198.18.0.1']],
  ['inside', ['192.0.2.1', '198.51.100.1', '203.0.113.1', '192.88.99.1']],
  ['inside', ['::1', 'fe80::1', 'fe80::1%eth0', 'febf::1', 'fc00::1', 'fdff::1', 'fec0::1']],
  ['inside', ['::ffff:127.0.0.1', '::ffff:7f00:1', '::FFFF:10.0.0.1', '0:0:0:0:0:ffff:a9fe:a9fe']],
  [
    'inside',
    ['64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '64:ff9b:1::8.8.8.8', '2002:7f00:1::', '2002:a00:1::1'],
  ],
  ['inside', ['::ffff:0:127.0.0.1', '::8.8.8.8', '2001::1', '2001:db8::1', '3fff::1', '4000::1', '100::1']],
  ['nowhere', ['0.0.0.0', '0.1.2.3', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255']],
  ['nowhere', ['::', 'ff02::1', 'ff0e::1', '::ffff:0.0.0.0', '::ffff:224.0.0.1', '64:ff9b::', '2002::1']],
];
it.each(table.flatMap(([standing, all]) => all.map((text) => [text, standing] as const)))(
  '%s stands %s',
  (text, standing) => {
    const address = readAddress(text);
    expect(address).toHaveLength(16);
    expect(standingOf(address ?? [])).toBe(standing);
  },
);

it.each([
  ...[
    '',
    'robot',
    '127.1',
    '2130706433',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '256.0.0.1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.4 ',
  ],
  ...[':', ':::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '::12345', '::g', '1:2:3:4:5:6:7::8'],
  ...['fe80::1%', '::1.2.3', '::1.2.3.256', '1.2.3.4::'],
])('takes %j for no address', (text) => {
  expect(readAddress(text)).toBeNull();
});

it.each([
  ['10.1.0.0/16', '10.1.255.255', true],
  ['10.1.0.0/16', '10.2.0.0', false],
  ['10.1.0.0/16', '::ffff:10.1.2.3', true],
  ['10.1.2.3', '10.1.2.3', true],
  ['10.1.2.3', '10.1.2.2', false],
  ['10.1.2.0/23', '10.1.3.9', true],
  ['10.1.2.0/23', '10.1.4.0', false],
  ['0.0.0.0/0', '10.1.4.0', true],
  ['0.0.0.0/0', '::1', false],
  ['fd00::/8', 'fdab::1', true],
  ['fd00::/8', 'fc00::1', false],
])('block %s holds %s: %s', (block, address, is) => {
  expect(isIn(readAddress(address) ?? [], readBlock(block) ?? { address: [], bits: 0 })).toBe(is);
});

it.each(['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0/8', '::/129', 'robot/8', '10.0.0.0/-1'])(
  'takes %j for no block',
  (text) => {
    expect(readBlock(text)).toBeNull();
  },
);

const byte = fc.integer({ min: 0, max: 255 });
it('judges an IPv4 address the same however IPv6 carries it', () => {
  fc.assert(
    fc.property(fc.tuple(byte, byte, byte, byte), (four) => {
      const [a, b, c, d] = four;
      const hex = (n: number) => n.toString(16).padStart(2, '0');
      const [high, low] = [`${hex(a)}${hex(b)}`, `${hex(c)}${hex(d)}`];
      const plain = standingOf(readAddress(four.join('.')) ?? []);
      for (const text of [
        ...[`::ffff:${four.join('.')}`, `::ffff:${high}:${low}`, `64:ff9b::${high}:${low}`],
        ...[`2002:${high}:${low}::1`, `0:0:0:0:0:FFFF:${high}:${low}`],
      ])
        expect([text, standingOf(readAddress(text) ?? [])]).toEqual([text, plain]);
    }),
  );
});

it('reads what the URL parser writes, and no private block gets out', () => {
  const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(groups, (all) => {
      const text = new URL(`http://[${all.map((n) => n.toString(16)).join(':')}]/`).hostname.slice(1, -1);
      const address = readAddress(text);
      expect(address).toEqual(all.flatMap((n) => [n >> 8, n & 0xff]));
      const isLocal = ((all[0] as number) & 0xfe00) === 0xfc00 || ((all[0] as number) & 0xffc0) === 0xfe80;
      if (isLocal) expect(standingOf(address ?? [])).toBe('inside');
    }),
  );
});
