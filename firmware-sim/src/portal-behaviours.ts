/** What goes wrong with a fixed reader in the field: each says how the reader is or what goes out instead, and does nothing itself. */
import type { State } from './behaviours.ts';
import type { Move } from './door.ts';
import { headLength, message, tlv, u8, u32 } from './llrp/bytes.ts';
import type { ClockFault } from './llrp/clock.ts';
import type { TagRead } from './llrp/gathering.ts';
import type { Random } from './random.ts';
import { isWithin, type Span } from './span.ts';

/** The message's number from 0. */
export type Sent = { index: number; random: Random };
export type PortalBehaviour = {
  state?(at: number): State;
  clock?: ClockFault;
  /** Whether a keepalive that is due goes out. */
  keepsAlive?(at: number): boolean;
  /** Antennas without a cable. */
  cablesOff?(at: number): readonly number[];
  /** What the contact of the door tells instead of one move of it. */
  contact?(move: Move): Move[];
  /** What is read instead of one tag. */
  read?(read: TagRead, random: Random): TagRead[];
  /** Reads a second of the wall, of tags that belong to nobody. */
  floods?(at: number): number;
  /** What goes out instead of one message. */
  message?(message: Buffer, sent: Sent): Buffer[];
  /** The pieces in which bytes are written. */
  pieces?(bytes: Buffer, random: Random): Buffer[];
  /** Milliseconds of the wall for which everything waits, to go out in one write. */
  holds?: number;
};

/** Every write is torn into pieces of 1 to 19 bytes. */
export const stutters = (): PortalBehaviour => ({
  pieces(bytes, random) {
    const pieces: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += pieces.at(-1)!.length)
      pieces.push(bytes.subarray(at, at + 1 + 2 * Math.floor(random() * 10)));
    return pieces;
  },
});

/** Many messages come in one write. */
export const gathers = (): PortalBehaviour => ({ holds: 200 });

/** One byte, anywhere, is missing from every nth message. */
export const losesByte = (n: number): PortalBehaviour => ({
  message(bytes, sent) {
    if (!isNth(n, sent)) return [bytes];
    const lost = Math.floor(sent.random() * bytes.length);
    return [Buffer.concat([bytes.subarray(0, lost), bytes.subarray(lost + 1)])];
  },
});

/** The length of every nth message claims the next ones as its own. */
export const damagedLength = (n: number): PortalBehaviour => ({
  message: (bytes, sent) => [isNth(n, sent) ? patched(bytes, 5, bytes[5]! ^ 0x60) : bytes],
});

/** The first parameter of every nth message says that it has no length at all. */
export const damagedParameter = (n: number): PortalBehaviour => ({
  message: (bytes, sent) => [
    isNth(n, sent) && bytes.length >= headLength + 4
      ? patched(patched(bytes, headLength + 2, 0), headLength + 3, 0)
      : bytes,
  ],
});

const vendor = 999_999;
/** A type that the standard gives to nothing. */
const unknownType = 900;

/** Another maker's words in and between the reports. */
export const custom = (): PortalBehaviour => ({
  message(bytes, { index }) {
    if ((bytes.readUInt16BE(0) & 0x3ff) !== 61 || bytes.length <= headLength) return [bytes];
    const foreign = Buffer.concat([tlv(1023, u32(vendor), u32(1), u8(1, 2, 3)), tlv(unknownType, u8(7))]);
    const end = headLength + bytes.readUInt16BE(headLength + 2);
    const tag = Buffer.concat([bytes.subarray(headLength, end), foreign]);
    tag.writeUInt16BE(tag.length, 2);
    const rest = bytes.subarray(end);
    return [
      message(1023, index, u32(vendor), u8(1, 0xff)),
      message(61, bytes.readUInt32BE(6), tag, rest, tlv(1023, u32(vendor), u32(2))),
    ];
  },
});

export const missesReads = (p: number): PortalBehaviour => ({
  read: (read, random) => (random() < p ? [] : [read]),
});

/** A neighbour's tag is read, faintly, beside a share p of the reads. */
export const strayTag = (epcHex: string, p: number): PortalBehaviour => ({
  read: (read, random) => (random() < p ? [read, { ...read, epcHex, rssi: -78 }] : [read]),
});

/** Deaf and dumb for a while, with the line open. */
export const stalls = (span: Span): PortalBehaviour => ({
  state: (at) => (isWithin(at, span) ? 'hung' : 'on'),
});

/** Gone without a word; when power returns it knows neither its orders nor its client. */
export const powerCut = (span: Span): PortalBehaviour => ({
  state: (at) => (isWithin(at, span) ? 'off' : 'on'),
});

export const noKeepalive = (span: Span): PortalBehaviour => ({ keepsAlive: (at) => !isWithin(at, span) });

export const wrongClock = (clock: ClockFault): PortalBehaviour => ({ clock });

export const cableOff = (antenna: number, span: Span): PortalBehaviour => ({
  cablesOff: (at) => (isWithin(at, span) ? [antenna] : []),
});

/** More than any client can use: 50,000 reports a second of the wall. */
export const flood = (span: Span): PortalBehaviour => ({ floods: (at) => (isWithin(at, span) ? 50_000 : 0) });

/** The contact closes and opens some times before it has settled, as every contact without a capacitor. */
export const contactBounces = (): PortalBehaviour => ({
  contact: ({ at, isOpen }) =>
    bounces.map((after, i) => ({ at: at + after, isOpen: isOpen === (i % 2 === 0) })),
});
const bounces = [0, 4, 9, 17, 23];

/** It never changes again. */
export const contactDead = (span: Span): PortalBehaviour => ({
  contact: (move) => (isWithin(move.at, span) ? [] : [move]),
});

/** Once open it is held open, by a wedge or a box. */
export const doorHangsOpen = (span: Span): PortalBehaviour => ({
  contact(move) {
    if (!isWithin(move.at, span) || move.isOpen) return [move];
    return [{ at: span.to, isOpen: false }];
  },
});

export type AllPortal = Required<Omit<PortalBehaviour, 'clock' | 'holds'>> & {
  clock: ClockFault | undefined;
  holds: number;
};

/** One after the other: what the first sends the next may damage. Off outranks hung. */
export function allPortal(behaviours: readonly PortalBehaviour[]): AllPortal {
  return {
    state(at) {
      const states = behaviours.map((each) => each.state?.(at));
      return states.includes('off') ? 'off' : states.includes('hung') ? 'hung' : 'on';
    },
    clock: behaviours.find(({ clock }) => clock)?.clock,
    holds: Math.max(0, ...behaviours.map(({ holds }) => holds ?? 0)),
    keepsAlive: (at) => behaviours.every((each) => each.keepsAlive?.(at) ?? true),
    contact: (move) =>
      behaviours.reduce<Move[]>((moves, { contact }) => (contact ? moves.flatMap(contact) : moves), [move]),
    cablesOff: (at) => behaviours.flatMap((each) => each.cablesOff?.(at) ?? []),
    floods: (at) => Math.max(0, ...behaviours.map((each) => each.floods?.(at) ?? 0)),
    read: (read, random) =>
      behaviours.reduce<TagRead[]>(
        (reads, { read: instead }) => (instead ? reads.flatMap((each) => instead(each, random)) : reads),
        [read],
      ),
    message: (bytes, sent) =>
      behaviours.reduce<Buffer[]>(
        (out, { message: instead }) => (instead ? out.flatMap((each) => instead(each, sent)) : out),
        [bytes],
      ),
    pieces: (bytes, random) =>
      behaviours.reduce<Buffer[]>(
        (out, { pieces }) => (pieces ? out.flatMap((each) => pieces(each, random)) : out),
        [bytes],
      ),
  };
}

const isNth = (n: number, { index }: Sent) => index % n === n - 1;
function patched(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
}
