/** An M100 reader: answers each command as the module does and notices tags only while multi inventory is on. */
import { frame, type Tag, tagNotice } from './m100-frames.ts';
import type { Random } from './random.ts';

export { frame, type Tag, tagNotice } from './m100-frames.ts';

export type M100 = {
  /** Bytes from the gateway, cut anywhere; returns the bytes of the answers. */
  receive(bytes: Uint8Array): Uint8Array;
  /** One notice for each tag in view, in random order; none while multi inventory is off. */
  round(): Uint8Array[];
  /** Forget everything, as after a loss of power. */
  reset(): void;
};

export type M100Options = { tags: () => Iterable<Tag>; random: Random; autoStart?: boolean };

const error = (code: number) => frame(1, 0xff, [code]);
const done = (command: number) => frame(1, command, [0]);
const noTag = 0x15;
const unknownCommand = 0x17;
// No command of this family is longer; a claim above it is a damaged length.
const paramsMax = 255;

export function m100({ tags, random, autoStart = false }: M100Options): M100 {
  let rest: number[] = [];
  let roundsLeft = autoStart ? Number.POSITIVE_INFINITY : 0;
  let power = 2000;

  function answer(command: Uint8Array): Uint8Array {
    const code = command[2]!;
    const params = command.subarray(5, -2);
    if (code === 0x03) return frame(1, 0x03, [params[0] ?? 0, ...Buffer.from('M100 V1.00')]);
    if (code === 0x22) {
      const seen = [...tags()];
      return seen.length ? tagNotice(seen[Math.floor(random() * seen.length)]!) : error(noTag);
    }
    if (code === 0x27 && params.length === 3) {
      const count = (params[1]! << 8) | params[2]!;
      // 0 and FFFF are both sent by drivers in the field to mean "until told to stop".
      roundsLeft = count === 0 || count === 0xffff ? Number.POSITIVE_INFINITY : count;
      return new Uint8Array();
    }
    if (code === 0x28) {
      roundsLeft = 0;
      return done(0x28);
    }
    if (code === 0xb7) return frame(1, 0xb7, [power >> 8, power & 0xff]);
    if (code === 0xb6 && params.length === 2) {
      power = (params[0]! << 8) | params[1]!;
      return done(0xb6);
    }
    return error(unknownCommand);
  }

  return {
    receive(bytes) {
      const { frames, left } = commandsIn([...rest, ...bytes]);
      rest = left;
      return Uint8Array.from(frames.flatMap((command) => [...answer(command)]));
    },
    round() {
      if (roundsLeft <= 0) return [];
      roundsLeft--;
      return shuffled([...tags()], random).map(tagNotice);
    },
    reset() {
      rest = [];
      roundsLeft = autoStart ? Number.POSITIVE_INFINITY : 0;
      power = 2000;
    },
  };
}

/** Whole commands with a right checksum. On a wrong one only the head is stepped over: the length may be the damaged byte. */
function commandsIn(bytes: number[]): { frames: Uint8Array[]; left: number[] } {
  const frames: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] !== 0xbb) {
      at++;
      continue;
    }
    if (at + 5 > bytes.length) break;
    const length = (bytes[at + 3]! << 8) | bytes[at + 4]!;
    const end = at + length + 7;
    if (bytes[at + 1] !== 0 || length > paramsMax) {
      at++;
      continue;
    }
    if (end > bytes.length) break;
    const told = Uint8Array.from(bytes.slice(at, end));
    if (Buffer.from(frame(0, told[2]!, told.subarray(5, -2))).equals(told)) {
      frames.push(told);
      at = end;
    } else at++;
  }
  return { frames, left: bytes.slice(at) };
}

function shuffled<Item>(items: Item[], random: Random): Item[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}
