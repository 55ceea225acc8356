/** Codes of tags, one a word, as lines for a person: the GS1 scheme where there is one, opaque where there is none. */
import { decodeEpc } from '@changping/contracts/epc';
import { epcPattern } from '@changping/contracts/units';
import { hex } from '../rfid/m100.ts';
import type { Lines } from './decode.ts';

/** Far longer than any code: what goes on is no word. */
const wordMost = 1024;

export function epcLines(): Lines {
  let rest = '';
  let remark = false;

  function take(text: string, final: boolean): object[] {
    const lines: object[] = [];
    let word = rest;
    const tell = () => {
      if (word) lines.push(line(word));
      word = '';
    };
    for (const char of text) {
      if (remark) remark = char !== '\n';
      else if (char === '#' || char <= ' ') {
        tell();
        remark = char === '#';
      } else {
        word += char;
        if (word.length >= wordMost) tell();
      }
    }
    if (final) tell();
    rest = word;
    return lines;
  }

  return {
    // One character a byte: half a character at the end of a chunk is then no trap.
    push: (chunk) => take(Buffer.from(chunk).toString('latin1'), false),
    end: () => take('', true),
    waiting: () => rest.length,
  };
}

function line(word: string): object {
  const code = word.replace(/^0x/i, '').toUpperCase();
  if (!epcPattern.test(code))
    return { type: 'noise', hex: hex(Buffer.from(word, 'latin1')), why: 'not 1 to 62 whole bytes of hex' };
  const found = decodeEpc(code);
  return found ? { epc: code, ...found } : { epc: code, opaque: true };
}
