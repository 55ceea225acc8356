import { expect, it } from 'vitest';
import { readReport, type Tag } from './report.ts';

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const read = (text: string) => {
  const tags: Partial<Tag>[] = [];
  const tally = readReport(bytesOf(text), (tag) =>
    tags.push(Object.fromEntries(Object.entries(tag).filter(([, value]) => value !== null))),
  );
  return { tally, tags };
};
const epc96 = '8D 300833B2DDD906C000000000';
const epc = '300833B2DDD906C000000000';

it('reads every field a tag report may have', () => {
  const text = [
    '00F0 0060',
    '00F1 0012 0060 300833B2DDD906C000000000',
    '89 00000001 8E 0002 8A 0003 81 0004 86 C9 87 0005',
    '82 000000000000000A 83 000000000000000B 84 000000000000000C 85 0004EC2EA8355AF2',
    '88 0007 8C 3400 8B BEEF 90 00000008',
  ].join('');
  const { tally, tags } = read(
    text.replace('00F0 0060', `00F0 00${(text.replaceAll(' ', '').length / 2).toString(16)}`),
  );
  expect(tally).toEqual({ tags: 1, bad: 0, skipped: 0, over: 0 });
  expect(tags).toEqual([
    {
      ...{ epc, roSpec: 1, spec: 2, inventory: 3, antenna: 4, rssi: -55, channel: 5 },
      ...{ firstSeen: 10, firstUptime: 11, lastSeen: 12, lastUptime: 1_385_585_041_562_354 },
      ...{ seenCount: 7, pc: 0x3400, crc: 0xbeef, accessSpec: 8 },
    },
  ]);
});

it.each<[string, string, string[]]>([
  ['of 16 bits', '00F0 000C 00F1 0008 0010 ABCD', ['ABCD']],
  ['of 13 bits, the rest of its last byte zero', '00F0 000C 00F1 0008 000D ABCF', ['ABC8']],
  ['of 62 bytes', `00F0 0048 00F1 0044 01F0 ${'A5'.repeat(62)}`, ['A5'.repeat(62)]],
  ['of nothing', '00F0 000A 00F1 0006 0000', []],
  ['of 63 bytes', `00F0 0049 00F1 0045 01F8 ${'A5'.repeat(63)}`, []],
])('reads a code %s', (_, text, codes) => {
  const { tally, tags } = read(text);
  expect(tags.map((tag) => tag.epc)).toEqual(codes);
  expect(tally).toMatchObject({ tags: codes.length, bad: 1 - codes.length });
});

it('keeps a read whose antenna or strength is none, without it', () => {
  expect(read(`00F0 0016 ${epc96} 81 0000 86 14`).tags).toEqual([{ epc }]);
});

it('L4 gives up at a TLV whose length is zero instead of reading it for ever', () => {
  const why = 'a parameter shorter than its head';
  expect(read(`00F0 0000 ${epc96}`).tally).toBe(why);
  expect(read(`00F0 0019 ${epc96} 03FF 0000 00000000`).tally).toBe(why);
  expect(read(`00F0 0015 ${epc96} 03FF 0003`).tally).toBe(why);
});

it('L5 gives up at a parameter that ends behind its parent', () => {
  const why = 'a parameter past the end of its parent';
  expect(read(`00F0 00FF ${epc96}`).tally).toBe(why);
  // Inside the message, but past its own tag report: the next tag's bytes are not taken for this one's.
  expect(read(`00F0 0015 ${epc96} 03FF 0010 00F0 0011 ${epc96}`).tally).toBe(why);
  expect(read(`00F0 0012 ${epc96} 81 00F0 0011 ${epc96}`).tally).toBe(why);
  expect(read('00F0 0006 00F1').tally).toBe(why);
});

it('L5 gives up at a code longer than its own parameter', () => {
  expect(read('00F0 000C 00F1 0008 0060 ABCD').tally).toBe('a field past the end of its parameter');
});

it('L6 steps over TLV parameters nobody knows, and counts them', () => {
  const custom = '03FF 000E 00005E95 00000038 0016';
  const { tally, tags } = read(
    `0155 0006 BEEF 00F0 002E ${epc96} ${custom} 81 0002 0100 000C 0000000000000000`,
  );
  expect(tally).toEqual({ tags: 1, bad: 0, skipped: 3, over: 0 });
  expect(tags).toEqual([{ epc, antenna: 2 }]);
});

it('L6 loses the one tag whose TV nobody can step over, and no other', () => {
  const { tally, tags } = read(`00F0 0013 ${epc96} FF 00 00F0 0014 ${epc96} 81 0003`);
  expect(tally).toEqual({ tags: 1, bad: 1, skipped: 0, over: 0 });
  expect(tags).toEqual([{ epc, antenna: 3 }]);
});

it('L10 stops at as many tags as it may read, bad ones too, and counts the rest by their heads', () => {
  const body = bytesOf(`00F0 0004 ${`00F0 0011 ${epc96}`.repeat(4)} 03FF 0004`);
  expect(readReport(body, () => {}, 3)).toEqual({ tags: 2, bad: 1, skipped: 0, over: 3 });
});

it('L10 looks at no more fields of a tag than a tag can have', () => {
  const { tally, tags } = read(`00F0 00CD ${epc96} ${'86 C9'.repeat(64)} ${'81 0002'.repeat(20)}`);
  expect(tally).toMatchObject({ tags: 1, bad: 0, skipped: 1 });
  expect(tags).toEqual([{ epc, rssi: -55 }]);
});
