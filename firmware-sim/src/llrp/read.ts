/** What a client sends, cut into messages and parameters; every length is checked before it is believed. */
import { headLength } from './bytes.ts';
import { codes, Refusal } from './refusal.ts';

export type Message = { version: number; type: number; id: number; body: Buffer };
export type Parameter = { type: number; body: Buffer };

/** No client of ours sends more; a longer claim is a damaged length, and there is no way back into the stream. */
const longest = 256 * 1024;

/** Whole messages, what is left, and whether the stream is past saving. */
export function cut(bytes: Buffer): { messages: Message[]; rest: Buffer; isLost: boolean } {
  const messages: Message[] = [];
  let at = 0;
  while (bytes.length - at >= headLength) {
    const word = bytes.readUInt16BE(at);
    const length = bytes.readUInt32BE(at + 2);
    if (length < headLength || length > longest) return { messages, rest: bytes.subarray(at), isLost: true };
    if (at + length > bytes.length) break;
    messages.push({
      version: (word >> 10) & 7,
      type: word & 0x3ff,
      id: bytes.readUInt32BE(at + 6),
      body: bytes.subarray(at + headLength, at + length),
    });
    at += length;
  }
  return { messages, rest: bytes.subarray(at), isLost: false };
}

/** TLV parameters that fill the bytes exactly. Clients send no others. @throws Refusal */
export function parameters(bytes: Buffer): Parameter[] {
  const found: Parameter[] = [];
  for (let at = 0; at < bytes.length; ) {
    const type = (bytes[at]! << 8) | (bytes[at + 1] ?? 0);
    const length = at + 4 <= bytes.length ? bytes.readUInt16BE(at + 2) : 0;
    if (type & 0xfc00 || length < 4 || at + length > bytes.length)
      throw new Refusal(codes.parameterError, `Parameter ${type & 0x3ff} has a length that cannot be.`, {
        parameter: [type & 0x3ff, codes.parameterError],
      });
    found.push({ type, body: bytes.subarray(at + 4, at + length) });
    at += length;
  }
  return found;
}

/** The first of its kind. @throws Refusal when there is none. */
export function one(all: readonly Parameter[], type: number, name: string): Buffer {
  const found = all.find((each) => each.type === type);
  if (found) return found.body;
  throw new Refusal(codes.missingParameter, `${name} is missing.`, {
    parameter: [type, codes.missingParameter],
  });
}

/** @throws Refusal when the fields of a message or parameter are not all there. */
export function atLeast(body: Buffer, length: number, name: string): Buffer {
  if (body.length >= length) return body;
  throw new Refusal(codes.fieldError, `${name} is too short.`, { field: [0, codes.fieldError] });
}
