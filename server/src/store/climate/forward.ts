/** Sends what waits on the disk, the oldest first, one batch at a time, and forgets a batch only when the server has said that it has it. While it fails it tries again ever more rarely; nothing of it ever throws. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Segments } from './segments.ts';
import type { Verdict } from './verdict.ts';

export type Sent = { verdict: Verdict; why: string };
export type State = 'fine' | 'down' | 'refused';
export type ForwardParts = {
  queue: Pick<Segments, 'first' | 'forget'>;
  /** Never rejects. */
  send(text: string, givenUp: AbortSignal): Promise<Sent>;
  /** Called when the state changes, and for lines the server does not take. */
  told(what: State | 'setAside', why: string): void;
  die(error: Error): never;
};
export type Forwarder = {
  /** There is something to send. */
  wake(): void;
  state(): State;
  /** Points that the server will never take, since the start. */
  setAside(): number;
  close(): Promise<void>;
};

/** Some 6,000 points: 2 ms of the main thread. */
const batchBytes = 512 * 1024;
/** For an answer. */
const answerWithin = 10_000;
const firstPause = 100;
const longestPause = 30_000;
/** A server closes an idle line now and then; twice in a row is no accident. */
const patience = 2;
/** A server that refuses more single lines of one batch is set up wrongly, and none of them may be lost for that. */
const badLinesMost = 20;

export function forwarder({ queue, send, told, die }: ForwardParts): Forwarder {
  const closing = new AbortController();
  let state: State = 'fine';
  let failures = 0;
  let setAside = 0;
  let wake = () => {};
  let inFlight = new AbortController();

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      const piece = queue.first(batchBytes);
      if (!piece) {
        await new Promise<void>((next) => {
          wake = next;
        });
        continue;
      }
      const { verdict, why } = await deliver(piece.text);
      if (closing.signal.aborted) return;
      if (verdict.what === 'kept') {
        queue.forget(piece);
        failures = 0;
        setAside += verdict.dropped;
        if (verdict.dropped) told('setAside', `${verdict.dropped} of ${piece.points} points: ${why}`);
        become('fine', '');
      } else {
        failures++;
        if (failures >= patience) become(verdict.what === 'down' ? 'down' : 'refused', why);
        const wait = Math.min(longestPause, firstPause * 2 ** (failures - 1));
        await pause(wait, undefined, { signal: closing.signal }).catch(() => {});
      }
    }
  }

  /** Kept, or why nothing of it may be forgotten. */
  async function deliver(text: string): Promise<Sent> {
    const bad = { lines: 0 };
    const sent = await halve(text, bad);
    return bad.lines > badLinesMost ? { verdict: { what: 'refused' }, why: sent.why } : sent;
  }

  async function halve(text: string, bad: { lines: number }): Promise<Sent> {
    const sent = await sendOnce(text);
    if (sent.verdict.what !== 'split') return sent;
    const middle = text.indexOf('\n', text.length >> 1) + 1;
    const cut = middle < text.length ? middle : text.lastIndexOf('\n', text.length - 2) + 1;
    if (cut === 0) {
      bad.lines++;
      return { verdict: { what: 'kept', dropped: 1 }, why: sent.why };
    }
    const first = await halve(text.slice(0, cut), bad);
    if (first.verdict.what !== 'kept' || bad.lines > badLinesMost) return first;
    const second = await halve(text.slice(cut), bad);
    if (second.verdict.what !== 'kept') return second;
    const dropped = first.verdict.dropped + second.verdict.dropped;
    return { verdict: { what: 'kept', dropped }, why: second.why || first.why };
  }

  async function sendOnce(text: string): Promise<Sent> {
    inFlight = new AbortController();
    const timer = setTimeout(() => inFlight.abort(), answerWithin);
    const sent = await send(text, closing.signal.aborted ? AbortSignal.abort() : inFlight.signal);
    clearTimeout(timer);
    return sent;
  }

  function become(next: State, why: string): void {
    if (state === next) return;
    state = next;
    told(next, why);
  }

  const ended = run().catch(die);
  return {
    wake: () => wake(),
    state: () => state,
    setAside: () => setAside,
    close() {
      closing.abort();
      inFlight.abort();
      wake();
      return ended;
    },
  };
}
