/** An M100 reader: answers each command as the module does and notices tags only while multi inventory is on. */
import { atRssi, checksum, frame, type Tag, tagNotice } from './m100-frames.ts';
import { type Random, shuffled } from './random.ts';

export { frame, type Tag, tagNotice } from './m100-frames.ts';

export type M100 = {
  /** Bytes from the gateway, cut anywhere; returns the bytes of the answers. */
  receive(bytes: Uint8Array): Uint8Array;
  /** One notice for each tag in view, in random order; none while multi inventory is off. */
  round(): Uint8Array[];
  isReading(): boolean;
  /** Forget everything, as after a loss of power. */
  reset(): void;
};

export type M100Options = { tags: () => Iterable<Tag>; random: Random };

const noTag = 0x15;
const unknownCommand = 0x17;
/** Tag memory is not simulated: read, write, lock and kill fail as they do when no tag is near. */
const failures: Readonly<Record<number, number>> = { 57: 0x09, 73: 0x10, 130: 0x13, 101: 0x12 };
/** 01 = China 920–925 MHz; its channel 1; 20.00 dBm; no mask. A mask is kept and told back but hides no tag. */
const factory = { region: 0x01, channel: 1, power: 2000, select: new Uint8Array(7) };

export function m100({ tags, random }: M100Options): M100 {
  let rest: Uint8Array = new Uint8Array();
  let roundsLeft = 0;
  let { region, channel, power, select } = factory;
  const noticeOf = encoder();

  function answer(command: Uint8Array): Uint8Array {
    const code = command[2]!;
    const params = command.subarray(5, -2);
    const failure = failures[code];
    if (failure !== undefined) return error(failure);
    if (code === 0x03) return frame(1, 0x03, [params[0] ?? 0, ...Buffer.from('M100 V1.00')]);
    if (code === 0x22) {
      const seen = [...tags()];
      return seen.length ? noticeOf(seen[Math.floor(random() * seen.length)]!) : error(noTag);
    }
    if (code === 0x27 && params.length === 3) {
      const count = (params[1]! << 8) | params[2]!;
      // 0 and FFFF are both sent by drivers in the field to mean "until told to stop".
      roundsLeft = count === 0 || count === 0xffff ? Number.POSITIVE_INFINITY : count;
      return new Uint8Array();
    }
    if (code === 0x28) {
      roundsLeft = 0;
      return done(code);
    }
    if (code === 0x07 && params.length === 1) {
      region = params[0]!;
      return done(code);
    }
    if (code === 0x08) return frame(1, code, [region]);
    if (code === 0xab && params.length === 1) {
      channel = params[0]!;
      return done(code);
    }
    if (code === 0xaa) return frame(1, code, [channel]);
    if (code === 0xb7) return frame(1, code, [power >> 8, power & 0xff]);
    if (code === 0xb6 && params.length === 2) {
      power = (params[0]! << 8) | params[1]!;
      return done(code);
    }
    if (code === 0x0c && params.length >= 7) {
      select = params.slice();
      return done(code);
    }
    if (code === 0x0b) return frame(1, code, select);
    if (code === 0x12 && params.length === 1) return done(code);
    return error(unknownCommand);
  }

  return {
    receive(bytes) {
      const { frames, left } = commandsIn(rest.length ? Buffer.concat([rest, bytes]) : bytes);
      rest = left.slice();
      return Buffer.concat(frames.map(answer));
    },
    round() {
      if (roundsLeft <= 0) return [];
      roundsLeft--;
      return shuffled([...tags()], random).map(noticeOf);
    },
    isReading: () => roundsLeft > 0,
    reset() {
      rest = new Uint8Array();
      roundsLeft = 0;
      ({ region, channel, power, select } = factory);
    },
  };
}

const error = (code: number) => frame(1, 0xff, [code]);
const done = (command: number) => frame(1, command, [0]);

const most = 4096;

/** Each tag is encoded once and then only gets its RSSI; forgets all when it has seen very many. */
function encoder(): (tag: Tag) => Uint8Array {
  const known = new Map<string, Uint8Array>();
  return (tag) => {
    if (tag.pc !== undefined) return tagNotice(tag);
    const notice = known.get(tag.epcHex);
    if (notice) return atRssi(notice, tag.rssi);
    if (known.size >= most) known.clear();
    const fresh = tagNotice(tag);
    known.set(tag.epcHex, fresh);
    return fresh;
  };
}

// No command of this family is longer; a claim above it is a damaged length.
const paramsMax = 255;

/** Whole commands with a right checksum. On a wrong one only the head is stepped over: the length may be the damaged byte. */
function commandsIn(bytes: Uint8Array): { frames: Uint8Array[]; left: Uint8Array } {
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
    const told = bytes.subarray(at, end);
    if (told[told.length - 1] === 0x7e && told[told.length - 2] === checksum(told)) {
      frames.push(told);
      at = end;
    } else at++;
  }
  return { frames, left: bytes.subarray(at) };
}
