import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { hourly } from './hourly.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const hours = (n: number) => vi.advanceTimersByTimeAsync(n * 3_600_000);

/** A store whose tidying fails so, and what came of it. */
function failing(error: () => Error) {
  const seen = { runs: 0, failed: [] as string[], died: [] as string[] };
  const stop = hourly({
    async tidy() {
      seen.runs++;
      throw error();
    },
    failed: ({ message }) => seen.failed.push(message),
    die({ message }) {
      seen.died.push(message);
      throw new Halt();
    },
  });
  return { seen, stop };
}
class Halt extends Error {}
const coded = (code: string) => () => Object.assign(new Error(code), { code });

it.each(['SQLITE_FULL', 'SQLITE_BUSY', 'ENOSPC'])('says %s once an hour and tries again', async (code) => {
  const { seen, stop } = failing(coded(code));
  await hours(3);
  stop();
  await hours(3);
  expect(seen).toEqual({ runs: 3, failed: [code, code, code], died: [] });
});

it('does not end the server over a mistake of ours', async () => {
  const { seen, stop } = failing(() => new TypeError('x is undefined'));
  await hours(1);
  stop();
  expect(seen).toEqual({ runs: 1, failed: ['x is undefined'], died: [] });
});

it.each(['SQLITE_IOERR_READ', 'SQLITE_CORRUPT', 'EIO'])('ends the server on %s', async (code) => {
  const halted = new Promise((halt) => process.once('unhandledRejection', halt));
  const { seen, stop } = failing(coded(code));
  await hours(1);
  stop();
  expect(await halted).toBeInstanceOf(Halt);
  expect(seen).toEqual({ runs: 1, failed: [], died: [code] });
});
