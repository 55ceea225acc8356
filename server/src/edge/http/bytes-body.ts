/**
 * A body that carries a file: JSON whose last key is "bytes", in base64. What stands before it is told as soon as it is here, so that
 * whoever has no business with it is refused before the rest is read; and the file is decoded as it comes, for five megabytes in one go
 * would hold everybody up.
 */
import { Fault } from '@changping/contracts/faults';
import type { Request } from 'express';

/** More stands before no file. */
const headMost = 8192;
const tailMost = 256;
const mark = /[{,]\s*"bytes"\s*:\s*"/;
const quote = 0x22;

/** @param begun with all but the bytes; what it throws ends the reading. @throws Fault bodyType, bodyTooLarge, bodyBroken, bodyShape */
export async function bytesBody<Head>(
  request: Request,
  most: number,
  begun: (head: unknown) => Head,
): Promise<{ head: Head; bytes: Uint8Array }> {
  const { 'content-type': type = 'none', 'content-encoding': coding = 'identity' } = request.headers;
  if (!request.is('application/json') || coding !== 'identity')
    throw new Fault('bodyType', `${type} ${coding}`);
  if (Number(request.headers['content-length'] ?? 0) > most) throw new Fault('bodyTooLarge');
  try {
    return await readBytes(request, most, begun);
  } catch (error) {
    // What still comes is let go by, or the line would hang before the refusal is through.
    request.resume();
    // Whoever goes away in the middle has sent no whole body.
    const isGone = request.readableAborted && !(error instanceof Fault);
    throw isGone ? new Fault('bodyBroken', 'it broke off') : error;
  }
}

async function readBytes<Head>(
  request: Request,
  most: number,
  begun: (head: unknown) => Head,
): Promise<{ head: Head; bytes: Uint8Array }> {
  let before = Buffer.alloc(0);
  let head: { is: Head } | undefined;
  let tail: string | undefined;
  let size = 0;
  const file = decoder();
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new Fault('bodyTooLarge');
    let rest = chunk;
    if (!head) {
      before = Buffer.concat([before, chunk]);
      const at = startOf(before);
      if (at === null && before.length > headMost) throw new Fault('bodyShape', 'bytes');
      if (at === null) continue;
      head = { is: begun(parsed(`${before.subarray(0, at.head).toString() || '{'}}`)) };
      rest = before.subarray(at.bytes);
    }
    if (tail === undefined) {
      const end = rest.indexOf(quote);
      file.add(end < 0 ? rest : rest.subarray(0, end));
      if (end >= 0) tail = rest.toString('latin1', end + 1, end + 1 + tailMost);
    } else if (tail.length < tailMost) tail += rest.toString('latin1', 0, tailMost);
  }
  // What brings no file is heard all the same, for the row of its refusal.
  if (!head) begun(parsed(before.toString()));
  const bytes = file.all();
  const isLast = /^\s*\}\s*$/.test(tail ?? '');
  // What does not end is no JSON; what goes on is, and of another form.
  if (head && !isLast) parsed(`{"bytes":""${tail ?? ''}`);
  if (!head || !isLast || !bytes.length) throw new Fault('bodyShape', 'bytes last');
  return { head: head.is, bytes };
}

/** Where what stands before the bytes ends, and where they begin. */
function startOf(before: Buffer): { head: number; bytes: number } | null {
  const found = mark.exec(before.toString('latin1', 0, headMost));
  return found && { head: found.index, bytes: found.index + found[0].length };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Fault('bodyBroken');
  }
}

/** Four signs are three bytes: what is over waits for the next chunk. */
function decoder() {
  const parts: Buffer[] = [];
  let rest = '';
  return {
    add(chunk: Buffer): void {
      const text = rest + chunk.toString('latin1');
      const whole = text.length - (text.length % 4);
      rest = text.slice(whole);
      parts.push(Buffer.from(text.slice(0, whole), 'base64'));
    },
    all: (): Buffer => Buffer.concat([...parts, Buffer.from(rest, 'base64')]),
  };
}
