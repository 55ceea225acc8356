/** Cut the byte stream of an M100-family reader into frames and noise, and read tag notices. Frames are cut by their length, never by 7E: BB and 7E occur inside payloads. Nothing is lost: pieces plus what waits add up to the input. */
import type { Dbm, Epc } from '@changping/contracts/units';

export type Frame = {
  type: 'frame';
  /** 0 command, 1 response, 2 notice. */
  frameType: number;
  command: number;
  params: Uint8Array;
  bytes: Uint8Array;
};
export type Noise = { type: 'noise'; bytes: Uint8Array; why: Why };
export type Why = 'no header' | 'bad checksum' | 'bad end' | 'bad length' | 'cut short';
export type Piece = Frame | Noise;

export type Parser = {
  push(chunk: Uint8Array): Piece[];
  /** After a silence: what waits for the rest of a frame will not get it. */
  flush(): Piece[];
  /** Bytes that wait, never more than one frame. */
  waiting(): number;
};

const head = 0xbb;
const end = 0x7e;
const headLength = 5;
const overhead = 7;
// A notice of the longest EPC has 67 bytes, a long memory read under 255; a claim above is a damaged length.
const paramsMax = 255;

export function m100Parser(): Parser {
  let rest: Uint8Array = new Uint8Array();

  function cut(bytes: Uint8Array, final: boolean): Piece[] {
    const pieces: Piece[] = [];
    let from = 0;
    let at = 0;
    let why: Why = 'no header';
    const noiseUpTo = (to: number) => {
      if (to > from) pieces.push({ type: 'noise', bytes: bytes.subarray(from, to), why });
      why = 'no header';
    };
    while (at < bytes.length) {
      if (bytes[at] !== head) {
        at++;
        continue;
      }
      const fault = faultAt(bytes, at);
      if (fault === undefined) {
        noiseUpTo(at);
        const length = overhead + lengthAt(bytes, at);
        pieces.push(frameOf(bytes.subarray(at, at + length)));
        at += length;
        from = at;
      } else if (fault === 'cut short' && !final) break;
      else {
        // A damaged length byte can claim the next good frames as its own data, so only the head is stepped over.
        if (why === 'no header') why = fault;
        at++;
      }
    }
    noiseUpTo(at);
    rest = at < bytes.length ? bytes.slice(at) : new Uint8Array();
    return pieces;
  }

  return {
    push: (chunk) => cut(rest.length ? joined(rest, chunk) : chunk, false),
    flush: () => cut(rest, true),
    waiting: () => rest.length,
  };
}

/** What keeps the bytes at a head from being a frame; undefined when they are one. */
function faultAt(bytes: Uint8Array, at: number): Why | undefined {
  const left = bytes.length - at;
  if (left > 1 && (bytes[at + 1] as number) > 2) return 'no header';
  if (left < headLength) return 'cut short';
  const length = lengthAt(bytes, at);
  if (length > paramsMax) return 'bad length';
  if (left < overhead + length) return 'cut short';
  const last = at + overhead + length - 1;
  if (bytes[last] !== end) return 'bad end';
  let sum = 0;
  for (let i = at + 1; i < last - 1; i++) sum += bytes[i] as number;
  return (sum & 0xff) === bytes[last - 1] ? undefined : 'bad checksum';
}

const lengthAt = (bytes: Uint8Array, at: number) =>
  ((bytes[at + 3] as number) << 8) | (bytes[at + 4] as number);

const frameOf = (bytes: Uint8Array): Frame => ({
  type: 'frame',
  frameType: bytes[1] as number,
  command: bytes[2] as number,
  params: bytes.subarray(headLength, -2),
  bytes,
});

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** A frame to send. */
export function commandFrame(command: number, params: readonly number[] = []): Uint8Array {
  const body = [0, command, params.length >> 8, params.length & 0xff, ...params];
  return Uint8Array.of(head, ...body, body.reduce((sum, byte) => sum + byte, 0) & 0xff, end);
}

/** `rssi`: null where the byte is no strength a tag can have. */
export type Notice = { epc: Epc; rssi: Dbm | null; pc: string };
export type NoticeFault = 'too short' | 'no code' | 'length differs from the PC word' | 'tag CRC wrong';

export const isNotice = ({ frameType, command }: Frame): boolean => frameType === 2 && command === 0x22;

/** RSSI, PC word, EPC, CRC of the tag. The PC word says how long the code is: not always 12 bytes. */
export function readNotice({ params }: Frame): Notice | NoticeFault {
  if (params.length < 5) return 'too short';
  const words = (params[1] as number) >> 3;
  const epc = params.subarray(3, -2);
  if (words === 0) return 'no code';
  if (epc.length !== words * 2) return 'length differs from the PC word';
  const crc = ((params[params.length - 2] as number) << 8) | (params[params.length - 1] as number);
  if (tagCrc(params, 1, params.length - 2) !== crc) return 'tag CRC wrong';
  return {
    epc: hex(epc) as Epc,
    rssi: believable(((params[0] as number) << 24) >> 24),
    pc: hex(params.subarray(1, 3)),
  };
}

/** A tag's answer is weaker than a milliwatt, and below the noise nothing is read; some clones send 0 for "not measured". */
export const believable = (dbm: number): Dbm | null => (dbm < 0 && dbm >= -120 ? (dbm as Dbm) : null);

/** CRC-16 of the air protocol (ISO 18000-63): polynomial 1021, start FFFF, inverted, over PC and EPC. */
function tagCrc(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0xffff;
  for (let i = from; i < to; i++)
    crc = ((crc << 8) & 0xffff) ^ (crcTable[(crc >> 8) ^ (bytes[i] as number)] as number);
  return crc ^ 0xffff;
}

const crcTable = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc & 0xffff;
});

export const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex').toUpperCase();
