/** Bytes of a Modbus RTU line as lines for a person. Frames follow each other without a mark: what has a right checksum at a length its function allows is one. */
import { crc16 } from '../climate/modbus.ts';
import { hex } from '../rfid/m100.ts';
import type { Lines } from './decode.ts';

const why = 'no frame with a right checksum';
const shortest = 4;

export function modbusLines(): Lines {
  let rest: Uint8Array = new Uint8Array();

  function cut(bytes: Uint8Array, final: boolean): object[] {
    const lines: object[] = [];
    let from = 0;
    let at = 0;
    const noiseUpTo = (to: number) => {
      if (to > from) lines.push({ type: 'noise', hex: hex(bytes.subarray(from, to)), why });
    };
    while (at < bytes.length) {
      const left = bytes.subarray(at);
      const length = lengthOf(left);
      if (length === undefined && !final && left.length < longest(left)) break;
      if (length === undefined) {
        at++;
        continue;
      }
      noiseUpTo(at);
      lines.push(lineOf(left.subarray(0, length)));
      at += length;
      from = at;
    }
    noiseUpTo(at);
    rest = bytes.slice(at);
    return lines;
  }

  return {
    push: (chunk) => cut(rest.length ? Buffer.concat([rest, chunk]) : chunk, false),
    end: () => cut(rest, true),
    waiting: () => rest.length,
  };
}

/** Shortest first, so that the answer does not depend on how the bytes were cut. */
function lengthsOf([, code = 0, size = 0]: Uint8Array): number[] {
  if (code & 0x80) return [5];
  return code >= 1 && code <= 4 ? [5 + size, 8].sort((a, b) => a - b) : [8];
}

const longest = (bytes: Uint8Array) => (bytes.length < shortest ? shortest : Math.max(...lengthsOf(bytes)));

const lengthOf = (bytes: Uint8Array): number | undefined =>
  bytes.length < shortest
    ? undefined
    : lengthsOf(bytes).find((length) => length <= bytes.length && crc16(bytes.subarray(0, length)) === 0);

function lineOf(bytes: Uint8Array): object {
  const [unit = 0, code = 0, size = 0] = bytes;
  const base = { type: 'frame', unit, function: code & 0x7f };
  if (code & 0x80) return { ...base, frame: 'exception', exception: size };
  const word = (at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  const isAnswer = code >= 1 && code <= 4 && bytes.length === 5 + size;
  if (!isAnswer) return { ...base, frame: 'request', register: word(2), count: word(4) };
  const data = bytes.subarray(3, -2);
  const words = code >= 3 ? { words: Array.from({ length: size >> 1 }, (_, i) => word(3 + 2 * i)) } : {};
  return { ...base, frame: 'response', data: hex(data), ...words };
}
