import { instant } from '@changping/contracts/units';
import { expect, it } from 'vitest';
import { llrpFramer, type Message, messageMost } from './llrp/framer.ts';
import { readsOf } from './portal-reads.ts';

const now = instant(Date.UTC(2026, 10, 25));
const long = (n: number) => n.toString(16).padStart(16, '0');
/** `stamps`: "82…" first seen, "84…" last seen, "83…", "85…" of uptime; microseconds. */
const report = (...stamps: string[]): Message => {
  const tags = stamps.map((each, n) => {
    const body = `8D${String(n).padStart(24, '0')}81000186C9${each}`;
    return `00F0${(4 + body.length / 2).toString(16).padStart(4, '0')}${body}`;
  });
  const body = tags.join('');
  const head = `043D${(10 + body.length / 2).toString(16).padStart(8, '0')}00000001`;
  return llrpFramer().push(Buffer.from(head + body, 'hex'))[0] as Message;
};
const agos = (...messages: Message[]) => readsOf(messages, now, 10_000).reads.map(({ ago }) => ago);
const seen = (ms: number) => `82${long(ms * 1000)}`;
const last = (ms: number) => `84${long(ms * 1000)}`;
const up = (ms: number) => `85${long(ms * 1000)}`;

it.each<[string, string[], (number | undefined)[]]>([
  ['of 1970 that runs', [seen(5), seen(25)], [20, undefined]],
  ['of today', [seen(now), seen(now - 300), seen(now - 30)], [undefined, 300, 30]],
  ['with the last time beside the first', [seen(10) + last(500), seen(400) + last(450)], [undefined, 50]],
  ['that counts from its start only', [up(7000), up(7100)], [100, undefined]],
  ['that stands still', [seen(0), seen(0)], [undefined, undefined]],
  ['that steps by a year within a chunk', [seen(now - 365 * 86_400_000), seen(now)], [undefined, undefined]],
  ['beyond what a number holds', [`82${'F'.repeat(16)}`, seen(5)], [undefined, undefined]],
  ['of two kinds at once, by the first', [seen(100), up(9_999_999), seen(160)], [60, undefined, undefined]],
  ['that says nothing', ['', ''], [undefined, undefined]],
])('knows how long ago a read was from a clock %s', (_, stamps, expected) => {
  expect(agos(report(...stamps))).toEqual(expected);
  expect(agos(...stamps.map((each) => report(each)))).toEqual(expected);
});

it.each<[string, string, string]>([
  ['today', seen(now + 60_000), 'right'],
  ['1970', seen(5), 'wrong'],
  ['2106', seen(4_294_967_295_000), 'wrong'],
  ['the uptime', up(5), 'none'],
  ['nothing', '', 'none'],
])('L8 flags a clock that shows %s', (_, stamp, clock) => {
  expect(readsOf([report(stamp)], now, 10_000).clock).toBe(clock);
});

/** A report of the largest size, full of one tag. */
const full = (tag: string): Message => {
  const count = Math.floor((messageMost - 10) / (tag.length / 2));
  const head = `043D${(10 + (count * tag.length) / 2).toString(16).padStart(8, '0')}00000001`;
  return llrpFramer().push(Buffer.from(head + tag.repeat(count), 'hex'))[0] as Message;
};

it.each<[string, string, number, number, number]>([
  ['no code', '00F00004', 0, 10_000, 252_141],
  ['an empty code', '00F0000A00F100060000', 0, 10_000, 94_856],
  ['a short code', '00F0000C00F1000800100102', 10_000, 0, 77_380],
  ['a thousand fields', `00F01004${'86C9'.repeat(2048)}`, 0, 255, 0],
])(
  'L10 reads ten thousand of a report full of tags with %s, and counts the others',
  (_, tag, good, bad, over) => {
    const message = full(tag);
    const times = Array.from({ length: 5 }, () => {
      const began = process.cpuUsage();
      const heard = readsOf([message], now, 10_000);
      const { user, system } = process.cpuUsage(began);
      expect([heard.reads.length, heard.bad, heard.over]).toEqual([good, bad, over]);
      return (user + system) / 1000;
    });
    // The other stores of the program wait meanwhile. Of the CPU, and the fastest of five, for others use this machine too.
    expect(Math.min(...times)).toBeLessThan(50);
  },
);

it('L10 reads none of a report when the second is used up, and counts it', () => {
  const heard = readsOf([report(seen(5), seen(6))], now, 0);
  expect(heard).toMatchObject({ reads: [], bad: 0, over: 2 });
});
