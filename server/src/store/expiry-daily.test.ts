import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { daily } from './expiry-daily.ts';

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setImmediate', 'performance'] }),
);
afterEach(() => void vi.useRealTimers());

function aDay(steps = 3) {
  const seen = {
    today: '2026-11-25',
    steps: 0,
    rounds: 0,
    failed: [] as Error[],
    fault: undefined as Error | undefined,
  };
  const end = daily({
    today: () => seen.today,
    *round() {
      seen.rounds++;
      for (let n = 0; n < steps; n++) {
        if (seen.fault) throw seen.fault;
        seen.steps++;
        yield undefined;
      }
    },
    failed: (error) => void seen.failed.push(error),
    die: (error) => {
      throw error;
    },
  });
  return { seen, end };
}
const seconds = (n: number) => vi.advanceTimersByTimeAsync(n * 1000);

it('goes round at the start, a step a turn, and again on every new day, also one that a clock went back to', async () => {
  const { seen, end } = aDay();
  expect(seen.steps).toBe(1);
  await seconds(2);
  expect(seen).toMatchObject({ steps: 3, rounds: 1 });
  for (const today of ['2026-11-26', '2028-11-26', '2026-11-26']) {
    seen.today = today;
    await seconds(2);
  }
  expect(seen).toMatchObject({ steps: 12, rounds: 4 });
  end();
});

it('tells of a busy disk and tries again after a minute', async () => {
  const { seen, end } = aDay();
  await seconds(1);
  seen.today = '2026-11-26';
  seen.fault = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
  await seconds(30);
  expect(seen.failed).toHaveLength(1);
  seen.fault = undefined;
  await seconds(40);
  expect(seen).toMatchObject({ rounds: 3, steps: 6 });
  end();
});

it('stops in the middle when the program ends', async () => {
  const { seen, end } = aDay(1000);
  end();
  await seconds(5);
  expect(seen.steps).toBe(1);
});
