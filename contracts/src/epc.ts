/** Read the GS1 schemes of the EPC Tag Data Standard 1.9 out of a tag's code. Most tags of a store are opaque factory codes, and that is normal: whatever is not exactly one of the schemes stays opaque. */

export type Decoded = { scheme: string; tagUri: string; uri: string };

/** Bits of the company prefix by partition 0…6, which has 12…6 digits. */
export const companyBits = [40, 37, 34, 30, 27, 24, 20] as const;

type Tail = { numeric: number } | { text: number } | { zeros: number };
type Scheme = {
  name: string;
  uri: string;
  /** Bits and digits of the second field by partition; null: the company's own part is the tail. */
  second: { bits: readonly number[]; digits: (company: number) => number } | null;
  tail: (companyBits: number) => Tail;
};

export const item = { bits: [4, 7, 10, 14, 17, 20, 24], digits: (company: number) => 13 - company };
const asset = { bits: item.bits, digits: (company: number) => 12 - company };
const location = { bits: [1, 4, 7, 11, 14, 17, 21], digits: (company: number) => 12 - company };
const unit = { bits: [18, 21, 24, 28, 31, 34, 38], digits: (company: number) => 17 - company };

/** By header byte. */
const schemes: Record<number, Scheme> = {
  48: { name: 'sgtin-96', uri: 'sgtin', second: item, tail: () => ({ numeric: 38 }) },
  49: { name: 'sscc-96', uri: 'sscc', second: unit, tail: () => ({ zeros: 24 }) },
  50: { name: 'sgln-96', uri: 'sgln', second: location, tail: () => ({ numeric: 41 }) },
  51: { name: 'grai-96', uri: 'grai', second: asset, tail: () => ({ numeric: 38 }) },
  52: { name: 'giai-96', uri: 'giai', second: null, tail: (bits) => ({ numeric: 82 - bits }) },
  54: { name: 'sgtin-198', uri: 'sgtin', second: item, tail: () => ({ text: 140 }) },
  55: { name: 'grai-170', uri: 'grai', second: asset, tail: () => ({ text: 112 }) },
  56: { name: 'giai-202', uri: 'giai', second: null, tail: (bits) => ({ text: 188 - bits }) },
  57: { name: 'sgln-195', uri: 'sgln', second: location, tail: () => ({ text: 140 }) },
};
const gidHeader = 0x35;

/** @param epc upper-case hex. @returns undefined for an opaque code. Never throws. */
export function decodeEpc(epc: string): Decoded | undefined {
  const bits = bitsOf(epc);
  const header = bits.take(8);
  if (header === BigInt(gidHeader)) return gid(bits);
  const scheme = schemes[Number(header)];
  if (!scheme) return undefined;
  const filter = bits.take(3);
  const partition = Number(bits.take(3));
  const width = companyBits[partition];
  if (width === undefined) return undefined;
  const companyDigits = 12 - partition;
  const company = digitsOf(bits.take(width), companyDigits);
  const second = scheme.second
    ? digitsOf(bits.take(scheme.second.bits[partition] ?? 0), scheme.second.digits(companyDigits))
    : null;
  const tail = tailOf(bits, scheme.tail(width));
  if (company === undefined || second === undefined || tail === undefined || !bits.isPadding())
    return undefined;
  const fields = [company, second, tail].filter((field) => field !== null).join('.');
  return {
    scheme: scheme.name,
    tagUri: `urn:epc:tag:${scheme.name}:${filter}.${fields}`,
    uri: `urn:epc:id:${scheme.uri}:${fields}`,
  };
}

function gid(bits: Bits): Decoded | undefined {
  const fields = [bits.take(28), bits.take(24), bits.take(36)].join('.');
  if (!bits.isPadding()) return undefined;
  return { scheme: 'gid-96', tagUri: `urn:epc:tag:gid-96:${fields}`, uri: `urn:epc:id:gid:${fields}` };
}

type Bits = { take(count: number): bigint; isPadding(): boolean };

/** A code shorter than its scheme reads as −1, which no field accepts. */
function bitsOf(hex: string): Bits {
  const value = BigInt(`0x${hex || '0'}`);
  let left = hex.length * 4;
  let short = hex.length === 0;
  return {
    take(count) {
      left -= count;
      short ||= left < 0;
      return short ? -1n : (value >> BigInt(left)) & ((1n << BigInt(count)) - 1n);
    },
    // Memory is whole words of 16 bits; what is beyond the scheme must be empty.
    isPadding: () => !short && left < 32 && (value & ((1n << BigInt(left)) - 1n)) === 0n,
  };
}

/** Padded to its digits; undefined when the number needs more. A field of no digits must be zero. */
function digitsOf(value: bigint, digits: number): string | undefined {
  if (value < 0n || value >= 10n ** BigInt(digits)) return undefined;
  return digits === 0 ? '' : String(value).padStart(digits, '0');
}

/** null where the scheme has no tail to show. */
function tailOf(bits: Bits, tail: Tail): string | null | undefined {
  if ('zeros' in tail) return bits.take(tail.zeros) === 0n ? null : undefined;
  if ('numeric' in tail) {
    const value = bits.take(tail.numeric);
    return value < 0n ? undefined : String(value);
  }
  const characters = Array.from({ length: Math.floor(tail.text / 7) }, () => Number(bits.take(7)));
  const rest = bits.take(tail.text % 7);
  const end = characters.indexOf(0);
  const used = end < 0 ? characters : characters.slice(0, end);
  const isClean = rest === 0n && characters.slice(used.length).every((code) => code === 0);
  const text = String.fromCharCode(...used.map((code) => Math.max(code, 0)));
  return isClean && allowed.test(text) ? text.replace(/["%&/<>?]/g, escaped) : undefined;
}

/** GS1 AI encodable character set 82. */
const allowed = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/;
const escaped = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
