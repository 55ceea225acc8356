/** Standard input as bytes, whether it comes as bytes or as hex written down: with spaces or none, 0x before it, and remarks from # to the end of a line. The first sixteen bytes decide. */

export type Piece = { bytes: Uint8Array } | { strange: Uint8Array };
export type BytesIn = {
  push(chunk: Uint8Array): Piece[];
  /** At the end of the input. */
  end(): Piece[];
};

/** Sixteen bytes that all could be hex by chance come once in 10^16 times. */
const enough = 16;
const hash = 0x23;
const newline = 0x0a;
const zero = 0x30;

export function bytesIn(): BytesIn {
  let first: Uint8Array = new Uint8Array();
  let reader: BytesIn | undefined;

  const choose = (isText: boolean): Piece[] => {
    reader = isText ? hexIn() : rawIn;
    const waiting = first;
    first = new Uint8Array();
    return reader.push(waiting);
  };

  return {
    push(chunk) {
      if (reader) return reader.push(chunk);
      first = Buffer.concat([first, chunk]);
      if (!isWritten(first.subarray(0, enough))) return choose(false);
      return first.length < enough ? [] : choose(true);
    },
    end() {
      const pieces = reader ? [] : choose(true);
      return [...pieces, ...(reader?.end() ?? [])];
    },
  };
}

const rawIn: BytesIn = { push: (chunk) => (chunk.length ? [{ bytes: chunk }] : []), end: () => [] };

function hexIn(): BytesIn {
  let half: number | undefined;
  let remark = false;

  return {
    push(chunk) {
      const pieces: Piece[] = [];
      let bytes: number[] = [];
      let strange: number[] = [];
      const tell = () => {
        if (bytes.length) pieces.push({ bytes: Uint8Array.from(bytes) });
        if (strange.length) pieces.push({ strange: Uint8Array.from(strange) });
        bytes = [];
        strange = [];
      };
      for (const char of chunk) {
        if (remark) remark = char !== newline;
        else if (char === hash) remark = true;
        else if (isX(char) && half === 0) half = undefined;
        else if (isGap(char)) continue;
        else {
          const digit = digitOf(char);
          if (digit === undefined) {
            if (bytes.length) tell();
            strange.push(char);
            continue;
          }
          if (strange.length) tell();
          if (half === undefined) half = digit;
          else {
            bytes.push((half << 4) | digit);
            half = undefined;
          }
        }
      }
      tell();
      return pieces;
    },
    end: () => (half === undefined ? [] : [{ strange: Uint8Array.of(charOf(half)) }]),
  };
}

const isX = (char: number) => (char | 0x20) === 0x78;
/** White space, and the signs that people and tools put between bytes. */
const isGap = (char: number) =>
  char <= 0x20 || char === 0x2c || char === 0x2d || char === 0x3a || char === 0x3b;

function digitOf(char: number): number | undefined {
  if (char >= zero && char <= 0x39) return char - zero;
  const letter = char | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : undefined;
}

const charOf = (digit: number) => digit.toString(16).toUpperCase().charCodeAt(0);

/** A remark may be in any language, but holds no control characters. */
function isWritten(bytes: Uint8Array): boolean {
  let remark = false;
  return bytes.every((char) => {
    remark = char === hash || (remark && char !== newline);
    const isPlain = (char >= 0x20 && char < 0x7f) || char === 0x09 || char === newline || char === 0x0d;
    return isPlain || (remark && char >= 0x80);
  });
}
