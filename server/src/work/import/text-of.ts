/** Text out of the bytes of a file: UTF-8, UTF-16 by its mark, or GB18030, which has GBK and GB2312 in it. */
import { Fault } from '@changping/contracts/faults';

export function textOf(bytes: Uint8Array): { text: string; encoding: string } {
  const marked = marks.find(({ mark }) => mark.every((byte, i) => bytes[i] === byte));
  const tries = marked ? [marked.encoding] : ['utf-8', 'gb18030'];
  for (const encoding of tries) {
    const text = decoded(bytes, encoding);
    // A NUL is in no table of people: it is a workbook of old, or UTF-16 without its mark.
    if (text !== undefined && !text.includes('\0')) return { text, encoding };
  }
  throw new Fault('importEncoding', tries.join(', '));
}

const marks = [
  { mark: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
];

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
