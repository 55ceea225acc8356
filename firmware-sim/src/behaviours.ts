/** What goes wrong with a reader in the field: each says how the module is or what goes out instead of a notice, and does nothing itself. */
import { tagNotice } from './m100-frames.ts';
import type { Random } from './random.ts';
import { isWithin, type Span } from './span.ts';

/** Simulated milliseconds since the story began, and the notice's number from 0. */
export type Moment = { at: number; index: number; random: Random };
/** `hung` neither hears nor sends and remembers; `off` does neither and forgets its orders. */
export type State = 'on' | 'hung' | 'off';

export type Behaviour = {
  state?(at: number): State;
  /** What goes out instead of one notice. */
  notice?(notice: Uint8Array, moment: Moment): Uint8Array[];
  /** What goes out instead of any bytes, answers to commands too. */
  line?(bytes: Uint8Array, moment: Pick<Moment, 'at' | 'random'>): Uint8Array;
};

/** Everything is sent twice. */
export const stutters = (): Behaviour => ({ notice: (notice) => [notice, notice] });

/** One byte, anywhere, is missing from every nth notice. */
export const losesByte = (n: number): Behaviour => ({
  notice(notice, moment) {
    if (!isNth(n, moment)) return [notice];
    const lost = Math.floor(moment.random() * notice.length);
    return [notice.filter((_, i) => i !== lost)];
  },
});

export const badChecksum = (n: number): Behaviour => ({
  notice: (notice, moment) => [isNth(n, moment) ? changed(notice, notice.length - 2, 0x55) : notice],
});

/** The low length byte of every nth notice claims the next frames as its own. */
export const damagedLength = (n: number): Behaviour => ({
  notice: (notice, moment) => [isNth(n, moment) ? changed(notice, 4, 0x60) : notice],
});

export const missesReads = (p: number): Behaviour => ({
  notice: (notice, { random }) => (random() < p ? [] : [notice]),
});

/** A tag that belongs to nobody here is read beside a share p of the notices. */
export function strayTag(epcHex: string, p: number): Behaviour {
  const stray = tagNotice({ epcHex, rssi: -78 });
  return { notice: (notice, { random }) => (random() < p ? [notice, stray] : [notice]) };
}

/** Deaf and dumb for a while, with the line open. */
export const stalls = (span: Span): Behaviour => ({ state: (at) => (isWithin(at, span) ? 'hung' : 'on') });

export const powerCut = (span: Span): Behaviour => ({ state: (at) => (isWithin(at, span) ? 'off' : 'on') });

/** Every byte comes out as another. Commands are still understood, so that there is something to garble. */
export const wrongBaud = (span: Span): Behaviour => ({
  line: (bytes, { at, random }) => (isWithin(at, span) ? bytes.map(() => Math.floor(random() * 256)) : bytes),
});

/** One after the other: what the first sends the next may damage. Off outranks hung. */
export function all(behaviours: readonly Behaviour[]): Required<Behaviour> {
  return {
    state(at) {
      const states = behaviours.map((behaviour) => behaviour.state?.(at));
      return states.includes('off') ? 'off' : states.includes('hung') ? 'hung' : 'on';
    },
    notice: (notice, moment) =>
      behaviours.reduce<Uint8Array[]>(
        (sent, { notice: instead }) => (instead ? sent.flatMap((bytes) => instead(bytes, moment)) : sent),
        [notice],
      ),
    line: (bytes, moment) => behaviours.reduce((out, { line }) => (line ? line(out, moment) : out), bytes),
  };
}

const isNth = (n: number, { index }: Moment) => index % n === n - 1;
const changed = (bytes: Uint8Array, at: number, mask: number) =>
  bytes.map((byte, i) => (i === at ? byte ^ mask : byte));
