import fc from 'fast-check';
import { expect, it } from 'vitest';
import { event, frame } from '../../../test/portal-reader.ts';
import { llrpFramer, type Message } from './framer.ts';
import { awaited, hear, isRunning, type Life, newLife } from './life.ts';

const order = { roSpec: 1, antennas: [], keepalive: 5000 };
const messageOf = (text: string) =>
  llrpFramer().push(Buffer.from(text.replaceAll(' ', ''), 'hex'))[0] as Message;
const status = (number: number, id: number, code = 0) =>
  messageOf(frame(number, id, `011F 0008 ${code.toString(16).padStart(4, '0')} 0000`));
const greeting = messageOf(event('0100 0006 0000'));
const numberOf = (bytes: Uint8Array | undefined) =>
  bytes && (((bytes[0] as number) & 3) << 8) | (bytes?.[1] ?? 0);
const walk = (...heard: Message[]) => {
  let life: Life = newLife;
  const sent: number[] = [];
  for (const each of heard) {
    const move = hear(life, order, each);
    life = move.life;
    if (move.send) sent.push(numberOf(move.send) as number);
  }
  return { life, sent };
};
const whole = [greeting, status(31, 1), status(13, 3), status(30, 5), status(34, 7), status(32, 9)];

it.each(whole.map((_, i) => [i, [21, 3, 20, 24, 22][i]] as const))(
  'sends after %i answers the next order',
  (count, next) => {
    const { life, sent } = walk(...whole.slice(0, count + 1));
    expect(sent.at(-1)).toBe(next ?? 22);
    expect(isRunning(life)).toBe(next === undefined);
    expect(awaited(life) === '').toBe(next === undefined);
  },
);

it('takes an answer under another id for none of its own', () => {
  expect(walk(greeting, status(31, 2)).sent).toEqual([21]);
});

it('asks for keepalives alone once, and gives up when they are refused too', () => {
  const { life, sent } = walk(greeting, status(31, 1), status(13, 3, 111));
  expect(sent).toEqual([21, 3, 3]);
  expect(hear(life, order, status(13, 4, 101)).fault).toBe(
    'the reader refuses to take a configuration: M_FieldError',
  );
  expect(numberOf(hear(life, order, status(13, 4)).send)).toBe(20);
});

it('shows what a reader says of itself without what a terminal would obey', () => {
  const text = Buffer.from('no\u001b[2J\u202eantenna').toString('hex');
  const { life } = walk(...whole.slice(0, 3));
  const length = text.length / 2;
  const refused = messageOf(
    frame(
      30,
      5,
      `011F 00${(8 + length).toString(16)} 0065 00${length.toString(16).padStart(2, '0')} ${text}`,
    ),
  );
  expect(hear(life, order, refused).fault).toBe(
    'the reader refuses to take our ROSpec: M_FieldError (no [2J antenna)',
  );
});

it.each([
  ['an event', 63],
  ['an answer', 31],
])('L10 takes %s of ten thousand parameters for no LLRP', (_, number) => {
  const { life } = walk(greeting);
  expect(hear(life, order, messageOf(frame(number, 1, '00FB0004'.repeat(10_000)))).broken).toBe(
    'more parameters than a message has',
  );
});

it('orders nothing before its time, whatever comes in whatever order', () => {
  const any = fc.oneof(
    fc.constantFrom(...whole, messageOf(frame(62, 5)), messageOf(frame(500, 1))),
    fc
      .tuple(fc.constantFrom(4, 13, 30, 31, 32, 34, 63, 100), fc.nat(12), fc.uint8Array({ maxLength: 24 }))
      .map(([number, id, body]) => messageOf(frame(number, id, Buffer.from(body).toString('hex')))),
  );
  fc.assert(
    fc.property(fc.array(any, { maxLength: 40 }), (heard) => {
      const orders = walk(...heard).sent.filter((number) => number !== 72);
      expect([21, 3, 20, 24, 22].join().startsWith(orders.join().replace('3,3', '3'))).toBe(true);
    }),
    { verbose: true, numRuns: 500 },
  );
});
