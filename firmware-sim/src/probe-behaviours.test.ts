/** Each field fault of a probe does what its name says, seen from the gateway's side of the line. */
import { expect, it } from 'vitest';
import { modbusCrc, sealed } from './modbus.ts';
import * as p from './probe-behaviours.ts';
import { room } from './room.ts';

const facts = { id: 'RC-S/cold-1', type: 'xy-md02', unit: 1 } as const;
const request = sealed([1, 4, 0, 1, 0, 2]);

/** The temperature rises by 0.1 a question, so that answers can be told apart; one question a second. */
function asked(times: number, ...behaviours: p.ProbeBehaviour[]): string[] {
  const probe = room(facts, (at) => ({ celsius: 4 + at / 10_000, humidity: 50 }), behaviours);
  return Array.from({ length: times }, (_, i) =>
    Buffer.from(probe.receive(request, i * 1000))
      .toString('hex')
      .toUpperCase(),
  );
}
const good = (tenths: number) =>
  Buffer.from(sealed([1, 4, 4, 0, tenths, 0x01, 0xf4]))
    .toString('hex')
    .toUpperCase();
const hexOf = (body: number[]) => Buffer.from(sealed(body)).toString('hex').toUpperCase();

it('answers each question when nothing is wrong', () => {
  expect(asked(3)).toEqual([good(40), good(41), good(42)]);
});

it('names another unit as the sender', () => {
  expect(asked(1, p.wrongUnit())).toEqual([hexOf([2, 4, 4, 0, 40, 0x01, 0xf4])]);
});

it('damages the checksum of every second answer', () => {
  const [first, second] = asked(2, p.badCrc(2)) as [string, string];
  expect(first).toBe(good(40));
  expect(second.slice(0, -2)).toBe(good(41).slice(0, -2));
  expect(modbusCrc(Buffer.from(second, 'hex'))).not.toBe(0);
});

it('answers every second question by an exception', () => {
  expect(asked(2, p.exception(2))).toEqual([good(40), hexOf([1, 0x84, 4])]);
});

it('is silent from its beginning to before its end', () => {
  expect(asked(4, p.silent({ from: 1000, to: 3000 }))).toEqual([good(40), '', '', good(43)]);
});

it('tells what a broken sensor tells in every second answer, and leaves an exception alone', () => {
  expect(asked(2, p.sentinel(2))).toEqual([good(40), hexOf([1, 4, 4, 0x80, 0, 0x80, 0])]);
  expect(asked(1, p.exception(1), p.sentinel(1))).toEqual([hexOf([1, 0x84, 4])]);
});

it('brings every second answer with the next question, before that one', () => {
  expect(asked(4, p.lateAnswer(2))).toEqual([good(40), '', good(41) + good(42), '']);
  expect(asked(3, p.lateAnswer(1))).toEqual(['', good(40), good(41)]);
});

it('may have several faults at once', () => {
  expect(asked(2, p.exception(2), p.wrongUnit())).toEqual([
    hexOf([2, 4, 4, 0, 40, 0x01, 0xf4]),
    hexOf([2, 0x84, 4]),
  ]);
});
