/** What goes wrong in the field: each says what to send instead of a notice, and does nothing itself. */
import { tagNotice } from './m100-frames.ts';
import type { Random } from './random.ts';

/** Simulated milliseconds since the start, and the notice's number from 0. */
export type Moment = { at: number; index: number; random: Random };
/** `hung` sends nothing and remembers; `off` sends nothing and forgets its orders. */
export type Outcome = { send: Uint8Array[]; state: 'on' | 'hung' | 'off' };
export type Behaviour = (notice: Uint8Array, moment: Moment) => Outcome;

const on = (...send: Uint8Array[]): Outcome => ({ send, state: 'on' });
const every = (n: number, { index }: Moment) => index % n === n - 1;
const within = (from: number, to: number, { at }: Moment) => at >= from && at < to;

/** Everything is sent twice. */
export const stutters = (): Behaviour => (notice) => on(notice, notice);

/** One byte, anywhere, is missing from every nth notice. */
export const losesByte =
  (n: number): Behaviour =>
  (notice, moment) => {
    if (!every(n, moment)) return on(notice);
    const lost = Math.floor(moment.random() * notice.length);
    return on(notice.filter((_, i) => i !== lost));
  };

export const badChecksum =
  (n: number): Behaviour =>
  (notice, moment) =>
    on(every(n, moment) ? changed(notice, notice.length - 2, 0x55) : notice);

/** The low length byte of every nth notice claims the next frames as its own. */
export const damagedLength =
  (n: number): Behaviour =>
  (notice, moment) =>
    on(every(n, moment) ? changed(notice, 4, 0x60) : notice);

/** Silent from…to, with the line open. */
export const stalls =
  (from: number, to: number): Behaviour =>
  (notice, moment) =>
    within(from, to, moment) ? { send: [], state: 'hung' } : on(notice);

export const missesReads =
  (p = 0.3): Behaviour =>
  (notice, { random }) =>
    random() < p ? on() : on(notice);

/** A tag that belongs to nobody here is read beside a share p of the notices. */
export const strayTag =
  (epcHex: string, p: number): Behaviour =>
  (notice, { random }) =>
    random() < p ? on(notice, tagNotice({ epcHex, rssi: -78 })) : on(notice);

export const powerCut =
  (from: number, to: number): Behaviour =>
  (notice, moment) =>
    within(from, to, moment) ? { send: [], state: 'off' } : on(notice);

/** One after the other: what the first sends the next may damage. Off outranks hung. */
export const all =
  (...behaviours: Behaviour[]): Behaviour =>
  (notice, moment) =>
    behaviours.reduce<Outcome>((so, behaviour) => {
      const each = so.send.map((bytes) => behaviour(bytes, moment));
      const states = [so.state, ...each.map((outcome) => outcome.state)];
      const state = states.includes('off') ? 'off' : states.includes('hung') ? 'hung' : 'on';
      return { send: each.flatMap((outcome) => outcome.send), state };
    }, on(notice));

const changed = (bytes: Uint8Array, at: number, mask: number) =>
  bytes.map((byte, i) => (i === at ? byte ^ mask : byte));
