/** Bytes of an M100 reader as lines for a person: frames with what they say, tag reads, noise with the reason. */
import { hex, isNotice, m100Parser, type Piece, readNotice } from '../rfid/m100.ts';
import type { Lines } from './decode.ts';

export function m100Lines(): Lines {
  const parser = m100Parser();
  return {
    push: (bytes) => parser.push(bytes).map(line),
    end: () => parser.flush().map(line),
    waiting: parser.waiting,
  };
}

function line(piece: Piece): object {
  if (piece.type === 'noise') return { type: 'noise', hex: hex(piece.bytes), why: piece.why };
  if (isNotice(piece)) {
    const notice = readNotice(piece);
    if (typeof notice === 'string') return { type: 'noise', hex: hex(piece.bytes), why: notice };
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
  171: 'set channel',
  182: 'set power',
  183: 'get power',
  255: 'error',
};

const errors: Record<number, string> = { 9: 'read failed', 21: 'no tag', 23: 'unknown command' };

function meaning(frameType: number, command: number, params: Uint8Array): object {
  const name = names[command];
  const base = name ? { name } : {};
  if (command === 0xff && frameType === 1 && params.length) {
    const means = errors[params[0] as number];
    return { ...base, error: hex(params.subarray(0, 1)), ...(means && { meaning: means }) };
  }
  if (command === 0x03 && frameType === 1)
    return { ...base, text: Buffer.from(params.subarray(1)).toString('latin1') };
  const isPower = (command === 0xb6 && frameType === 0) || (command === 0xb7 && frameType === 1);
  if (isPower && params.length >= 2)
    return { ...base, dbm: (((params[0] as number) << 8) | (params[1] as number)) / 100 };
  return base;
}
