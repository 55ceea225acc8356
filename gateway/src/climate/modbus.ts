/** Ask a temperature and humidity probe over Modbus RTU, and believe an answer only when unit, function, length, checksum and range all fit. */
import type { Celsius, Humidity } from '@changping/contracts/units';

export type Reading = { celsius: Celsius | null; humidity: Humidity | null };
export type Profile = {
  function: 3 | 4;
  register: number;
  count: number;
  /** Registers as they came, 0…65535. */
  decode(words: readonly number[]): { celsius: number; humidity: number };
};

const signed = (word: number) => (word << 16) >> 16;
/** KinCony boards write a negative value as 10000 + |x|. */
const offset = (word: number) => (word > 10_000 ? 10_000 - word : word);

/** How each probe lays out its registers. XY-MD02: vendor sheet; RS485-TH: sold by Microrobotics, same order in holding registers. */
export const profiles = {
  'xy-md02': {
    function: 4,
    register: 1,
    count: 2,
    decode: ([t = 0, h = 0]) => ({ celsius: signed(t) / 10, humidity: h / 10 }),
  },
  'rs485-th': {
    function: 3,
    register: 0,
    count: 2,
    decode: ([t = 0, h = 0]) => ({ celsius: signed(t) / 10, humidity: h / 10 }),
  },
  kincony: {
    function: 3,
    register: 0,
    count: 2,
    decode: ([t = 0, h = 0]) => ({ celsius: offset(t) / 10, humidity: h / 10 }),
  },
} satisfies Record<string, Profile>;
export type ProfileName = keyof typeof profiles;

export type Answer =
  | { what: 'reading'; reading: Reading; bytes: number }
  | { what: 'exception'; code: number; bytes: number }
  /** More bytes are needed. */
  | { what: 'part' }
  | { what: 'noise'; why: 'wrong unit' | 'wrong function' | 'wrong length' | 'bad checksum' };

export function request(unit: number, profile: Profile): Uint8Array {
  const { function: code, register, count } = profile;
  return sealed([unit, code, register >> 8, register & 0xff, count >> 8, count & 0xff]);
}

/**
 * The same probe asked for its first word only. RTU numbers no question, so after a silence the answer that is still under way fits the next question as well,
 * and would be a reading of another time. An answer of another length cannot be mixed up with it; and because a line keeps its order, whatever was asked before is answered or lost when that one comes.
 */
export const shorter = (profile: Profile): Profile => ({ ...profile, count: 1 });

export type Heard = Extract<Answer, { what: 'reading' | 'exception' }>;

/** The answer among the bytes since the question: an echo of the question, noise or another unit's words may stand before it. undefined while it has not come. */
export function findAnswer(unit: number, profile: Profile, bytes: Uint8Array): Heard | undefined {
  for (let at = 0; at + 5 <= bytes.length; at++) {
    const answer = readAnswer(unit, profile, bytes.subarray(at));
    if (answer.what === 'reading' || answer.what === 'exception') return answer;
  }
  return undefined;
}

/** Look at the bytes since the request. What is no answer to it is noise, so a late answer to an earlier request of another unit is not taken for this one. */
export function readAnswer(unit: number, profile: Profile, bytes: Uint8Array): Answer {
  if (bytes.length < 5) return { what: 'part' };
  const [from, code, size] = bytes as unknown as [number, number, number];
  if (from !== unit) return { what: 'noise', why: 'wrong unit' };
  if (code === (profile.function | 0x80))
    return isSealed(bytes.subarray(0, 5))
      ? { what: 'exception', code: size, bytes: 5 }
      : { what: 'noise', why: 'bad checksum' };
  if (code !== profile.function) return { what: 'noise', why: 'wrong function' };
  if (size !== profile.count * 2) return { what: 'noise', why: 'wrong length' };
  const length = 5 + size;
  if (bytes.length < length) return { what: 'part' };
  if (!isSealed(bytes.subarray(0, length))) return { what: 'noise', why: 'bad checksum' };
  const words = Array.from(
    { length: profile.count },
    (_, i) => ((bytes[3 + 2 * i] as number) << 8) | (bytes[4 + 2 * i] as number),
  );
  return { what: 'reading', reading: believable(words, profile), bytes: length };
}

/** What a probe says when its sensor is broken, and what no store in the country can be. */
const sentinels = [0x7fff, 0x8000];
function believable(words: number[], profile: Profile): Reading {
  const { celsius, humidity } = profile.decode(words);
  // FFFF alone is −0.1 °C, a cold room's most ordinary value; everywhere it is a probe without its sensor.
  const none = words.every((word) => word === 0xffff);
  const broken = (word: number | undefined) => none || (word !== undefined && sentinels.includes(word));
  return {
    celsius: broken(words[0]) || celsius < -60 || celsius > 90 ? null : (celsius as Celsius),
    humidity: broken(words[1]) || humidity < 0 || humidity > 100 ? null : (humidity as Humidity),
  };
}

function sealed(body: number[]): Uint8Array {
  const crc = crc16(Uint8Array.from(body));
  return Uint8Array.of(...body, crc & 0xff, crc >> 8);
}

const isSealed = (bytes: Uint8Array) =>
  crc16(bytes.subarray(0, -2)) === (((bytes.at(-1) as number) << 8) | (bytes.at(-2) as number));

/** Polynomial 8005 reflected, start FFFF, low byte first on the line. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (let i = 0; i < bytes.length; i++)
    crc = (crc >> 8) ^ (crcTable[(crc ^ (bytes[i] as number)) & 0xff] as number);
  return crc;
}

const crcTable = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  return crc;
});
