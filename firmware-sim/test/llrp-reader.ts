/** A fixed reader under test: questions as an independent library writes them, answers as it reads them. */
import { expect } from 'vitest';
import { readerClock } from '../src/llrp/clock.ts';
import type { TagRead } from '../src/llrp/gathering.ts';
import { llrpReader } from '../src/llrp/reader.ts';
import { anOrder, read, type Told, write } from './oracle.ts';

/** What the library leaves out is an empty row. */
export const row = (found: unknown) => (found ?? {}) as Record<string, unknown>;
/** One of a kind comes alone, more as a list. */
export const rows = (found: unknown) => [found].flat().filter(Boolean).map(row);
const midnight = Date.UTC(2026, 10, 25);

export function aReader(fault?: '1970' | '2106' | 'uptime') {
  const reader = llrpReader(
    [1, 2, 3, 4],
    readerClock((at) => midnight + at, fault),
  );
  const hello = read(Buffer.concat(reader.connect(0)));
  let id = 100;
  const say = (type: string, data: object = {}, at = 10): Told[] =>
    read(Buffer.concat(reader.receive(write(type, data, ++id), at).messages));
  const see = (...reads: TagRead[]) => read(Buffer.concat(reader.see(reads)));
  const statusOf = ([answer]: Told[]) => row(answer?.data.LLRPStatus);
  const does = (type: string, data: object = {}) => statusOf(say(type, data)).StatusCode;
  const reading = (order = anOrder()) => {
    expect(
      ['ADD_ROSPEC', 'ENABLE_ROSPEC', 'START_ROSPEC'].map((type, i) =>
        does(type, i ? { ROSpecID: 7 } : order),
      ),
    ).toEqual(Array(3).fill('M_Success'));
  };
  return { reader, hello, say, see, statusOf, does, reading };
}
