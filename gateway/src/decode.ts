/** For the installer with a strange reader on the bench: bytes or hex in, one JSON object a line out, in the order of the bytes. The parsers are the gateway's own. */
import type { Readable, Writable } from 'node:stream';
import { decodeEpc } from '@changping/contracts/epc';
import { epcPattern } from '@changping/contracts/units';
import { crc16 } from './climate/modbus.ts';
import { hex, isNotice, m100Parser, type Piece, readNotice } from './rfid/m100.ts';

const formats = { m100, modbus, epc } satisfies Record<string, (input: Buffer) => object[]>;
export type Format = keyof typeof formats;
export const isFormat = (name: string): name is Format => Object.hasOwn(formats, name);

export async function decode(format: Format, input: Readable, output: Writable): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(chunk as Buffer);
  const all = Buffer.concat(chunks);
  for (const line of formats[format](all)) output.write(`${JSON.stringify(line)}\n`);
}

/** Text of nothing but hex digits and spaces is hex; anything else is taken as it is. */
function bytesOf(input: Buffer): Uint8Array {
  const text = input.toString('latin1');
  return /^[0-9a-fA-F\s]*$/.test(text) && text.trim() ? Buffer.from(text.replace(/\s/g, ''), 'hex') : input;
}

const noise = (bytes: Uint8Array, why: string) => ({ type: 'noise', hex: hex(bytes), why });

function m100(input: Buffer): object[] {
  const parser = m100Parser();
  return [...parser.push(bytesOf(input)), ...parser.flush()].map(pieceLine);
}

function pieceLine(piece: Piece): object {
  if (piece.type === 'noise') return noise(piece.bytes, piece.why);
  if (isNotice(piece)) {
    const notice = readNotice(piece);
    if (typeof notice === 'string') return noise(piece.bytes, notice);
    return { type: 'read', epc: notice.epc, rssi: notice.rssi, pc: notice.pc };
  }
  const { frameType, command, params } = piece;
  return {
    type: 'frame',
    frame: ['command', 'response', 'notice'][frameType],
    command: hex(Uint8Array.of(command)),
    params: hex(params),
    ...meaning(frameType, command, params),
  };
}

const names: Record<number, string> = {
  3: 'info',
  7: 'set region',
  8: 'get region',
  11: 'get select',
  12: 'set select',
  18: 'select mode',
  34: 'single inventory',
  39: 'multi inventory',
  40: 'stop',
  57: 'read',
  73: 'write',
  101: 'kill',
  130: 'lock',
  182: 'set power',
  183: 'get power',
  255: 'error',
};

function meaning(frameType: number, command: number, params: Uint8Array): object {
  const name = names[command];
  const base = name ? { name } : {};
  if (command === 0xff && frameType === 1 && params.length)
    return {
      ...base,
      error: hex(params.subarray(0, 1)),
      ...(params[0] === 0x15 ? { meaning: 'no tag' } : {}),
    };
  if (command === 0x03 && frameType === 1)
    return { ...base, text: Buffer.from(params.subarray(1)).toString('latin1') };
  if ((command === 0xb6 && frameType === 0) || (command === 0xb7 && frameType === 1))
    return { ...base, dbm: (((params[0] ?? 0) << 8) | (params[1] ?? 0)) / 100 };
  return base;
}

/** RTU frames follow each other without a mark: what has a right checksum at a length its function allows is one. */
function modbus(input: Buffer): object[] {
  const bytes = bytesOf(input);
  const lines: object[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = frameLength(bytes.subarray(at));
    if (!length) {
      at++;
      continue;
    }
    if (at > from) lines.push(noise(bytes.subarray(from, at), 'no frame with a right checksum'));
    lines.push(modbusLine(bytes.subarray(at, at + length)));
    at += length;
    from = at;
  }
  if (from < bytes.length) lines.push(noise(bytes.subarray(from), 'no frame with a right checksum'));
  return lines;
}

function frameLength(bytes: Uint8Array): number | undefined {
  const code = bytes[1] ?? 0;
  const lengths = code & 0x80 ? [5] : code >= 1 && code <= 4 ? [5 + (bytes[2] ?? 0), 8] : [8];
  return lengths.find(
    (length) => length >= 5 && length <= bytes.length && crc16(bytes.subarray(0, length)) === 0,
  );
}

function modbusLine(bytes: Uint8Array): object {
  const [unit = 0, code = 0, size = 0] = bytes;
  const base = { type: 'frame', unit, function: code & 0x7f };
  if (code & 0x80) return { ...base, exception: size };
  const word = (at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  const isAnswer = code >= 1 && code <= 4 && bytes.length === 5 + size;
  if (!isAnswer) return { ...base, frame: 'request', register: word(2), count: word(4) };
  const data = bytes.subarray(3, -2);
  const words = code >= 3 ? { words: Array.from({ length: size >> 1 }, (_, i) => word(3 + 2 * i)) } : {};
  return { ...base, frame: 'response', data: hex(data), ...words };
}

/** One code a line. */
function epc(input: Buffer): object[] {
  return input
    .toString('utf8')
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      const code = word.toUpperCase();
      if (!epcPattern.test(code))
        return { type: 'noise', text: word.slice(0, 200), why: 'not whole bytes of hex' };
      const found = decodeEpc(code);
      return found ? { epc: code, ...found } : { epc: code, opaque: true };
    });
}
