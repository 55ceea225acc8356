/** For the installer with a strange reader on the bench: bytes or hex in, one JSON object a line out as they come, for as long as they come. The parsers are the gateway's own. */
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { instant } from '@changping/contracts/units';
import { hex } from '../rfid/m100.ts';
import { bytesIn, type Piece } from './bytes-in.ts';
import { epcLines } from './epc-lines.ts';
import { gs1Lines } from './gs1-lines.ts';
import { llrpLines } from './llrp-lines.ts';
import { m100Lines } from './m100-lines.ts';
import { modbusLines } from './modbus-lines.ts';

export type Lines = {
  push(bytes: Uint8Array): object[];
  /** At the end of the input: what waits for more will not get it. */
  end(): object[];
  /** Bytes that wait for the rest of a frame or word. */
  waiting(): number;
};

const formats = {
  m100: () => fromBytes(m100Lines()),
  modbus: () => fromBytes(modbusLines()),
  llrp: () => fromBytes(llrpLines()),
  epc: epcLines,
  gs1: () => gs1Lines(instant(Date.now())),
} satisfies Record<string, () => Lines>;
export type Format = keyof typeof formats;
export const isFormat = (name: string): name is Format => Object.hasOwn(formats, name);
export const linesOf = (format: Format): Lines => formats[format]();

/** Ends quietly when nobody reads on: `gateway decode m100 | head`. */
export async function decode(format: Format, input: Readable, output: Writable): Promise<void> {
  const lines = linesOf(format);
  let open = true;
  output.on('error', () => {
    open = false;
    input.destroy();
  });
  try {
    for await (const chunk of input) {
      open = await write(output, lines.push(chunk));
      if (!open) return;
    }
    await write(output, lines.end());
  } catch (error) {
    if (open) throw error;
  }
}

/** @returns false once nobody reads on. */
async function write(output: Writable, lines: readonly object[]): Promise<boolean> {
  if (!lines.length) return output.writable;
  const isRoom = output.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  if (!isRoom && output.writable) await once(output, 'drain');
  return output.writable;
}

function fromBytes(lines: Lines): Lines {
  const input = bytesIn();
  const take = (pieces: Piece[]) =>
    pieces.flatMap((piece) =>
      'bytes' in piece
        ? lines.push(piece.bytes)
        : [{ type: 'noise', hex: hex(piece.strange), why: 'not hex' }],
    );
  return {
    push: (chunk) => take(input.push(chunk)),
    end: () => [...take(input.end()), ...lines.end()],
    waiting: lines.waiting,
  };
}
