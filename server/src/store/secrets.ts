/** Passwords, tokens and second factors: made, hashed, compared. Nothing here is ever logged. */
import {
  createHash,
  createHmac,
  randomBytes,
  randomInt,
  type ScryptOptions,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';

// Of OWASP's equal settings the one with the smallest memory, 32 MB: two people may come in at once on a small computer. Node has it built in and runs it beside the main thread; argon2 would bring a native package for the same promise.
const cost: ScryptOptions = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 2 ** 20 };
const keyLength = 32;

const stretch = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((done, fail) => {
    // The same letters typed on two keyboards are the same password.
    scrypt(password.normalize('NFKC'), salt, keyLength, cost, (error, key) =>
      error ? fail(error) : done(key),
    );
  });

/** `scrypt$N$r$p$salt$key`, the last two as base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await stretch(password, salt);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

const nobody = hashPassword(randomBytes(16).toString('hex'));

/** Takes the same time where there is no such person. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [name, n, r, p, salt = '', key = ''] = (stored ?? (await nobody)).split('$');
  const isOurs = name === 'scrypt' && Number(n) === cost.N && Number(r) === cost.r && Number(p) === cost.p;
  const made = await stretch(password, Buffer.from(salt, 'base64url'));
  const kept = Buffer.from(key, 'base64url');
  return isOurs && kept.length === made.length && timingSafeEqual(made, kept) && stored !== null;
}

/** 256 bits, in letters that a URL, a cookie and a header take. */
export const newToken = (): string => randomBytes(32).toString('base64url');
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Read out over a telephone and typed once: 60 bits in groups of four, without letters that look alike. */
export function newCode(): string {
  const letters = 'ABCDEFGHJKMNPQRSTVWXYZ0123456789';
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group()].join('-');
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** 160 bits in base32, as the apps take it. */
export const newTotpSecret = (): string => Array.from(randomBytes(32), (byte) => base32[byte % 32]).join('');

/** RFC 6238 with the apps' usual choices: SHA-1, 30 seconds, six digits. */
export function totpAt(secret: string, step: number): string {
  const bits = Array.from(secret, (letter) => base32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** @returns the step the code belongs to, where it is one of now, the one before or after, and newer than the last that was used. */
export function totpStep(secret: string, code: string, now: number, usedStep: number): number | null {
  const current = Math.floor(now / 30_000);
  for (const step of [current, current - 1, current + 1])
    if (step > usedStep && totpAt(secret, step) === code) return step;
  return null;
}
