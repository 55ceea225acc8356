/** What goes wrong with a probe in the field: each says what goes out instead of an answer, and does nothing itself. */
import { sealed } from './modbus.ts';
import { isWithin, type Span } from './span.ts';

/** Simulated milliseconds since the story began, the answer's number from 0, and the one before it. */
export type Asked = { at: number; index: number; before: Uint8Array };
export type ProbeBehaviour = (answer: Uint8Array, asked: Asked) => Uint8Array[];

/** Every answer names the next unit as its sender. */
export const wrongUnit = (): ProbeBehaviour => (answer) => [sealed([answer[0]! + 1, ...bodyOf(answer, 1)])];

export const badCrc =
  (n: number): ProbeBehaviour =>
  (answer, asked) => {
    const last = answer.length - 1;
    return [isNth(n, asked) ? answer.map((byte, i) => (i === last ? byte ^ 0x55 : byte)) : answer];
  };

const deviceFailure = 4;

/** Every nth answer is "device failure". */
export const exception =
  (n: number): ProbeBehaviour =>
  (answer, asked) => [isNth(n, asked) ? sealed([answer[0]!, answer[1]! | 0x80, deviceFailure]) : answer];

export const silent =
  (span: Span): ProbeBehaviour =>
  (answer, { at }) =>
    isWithin(at, span) ? [] : [answer];

/** Every nth answer holds what a probe says whose sensor is broken: 8000, the lowest of all numbers. */
export const sentinel =
  (n: number): ProbeBehaviour =>
  (answer, asked) =>
    isNth(n, asked) && !isException(answer)
      ? [sealed([...answer.subarray(0, 3), ...bodyOf(answer, 3).map((_, i) => (i % 2 ? 0x00 : 0x80))])]
      : [answer];

/** Every nth answer comes only with the next question, ahead of that one's answer. */
export const lateAnswer =
  (n: number): ProbeBehaviour =>
  (answer, asked) => {
    if (isNth(n, asked)) return n === 1 && asked.before.length ? [asked.before] : [];
    return asked.before.length && isNth(n, { ...asked, index: asked.index - 1 })
      ? [asked.before, answer]
      : [answer];
  };

/** One after the other: what the first sends the next may damage. */
export const allOf =
  (behaviours: readonly ProbeBehaviour[]): ProbeBehaviour =>
  (answer, asked) =>
    behaviours.reduce<Uint8Array[]>(
      (sent, behaviour) => sent.flatMap((bytes) => behaviour(bytes, asked)),
      [answer],
    );

const isNth = (n: number, { index }: Asked) => index % n === n - 1;
const isException = (answer: Uint8Array) => (answer[1]! & 0x80) !== 0;
/** Without the CRC. */
const bodyOf = (answer: Uint8Array, from: number) => answer.subarray(from, -2);
