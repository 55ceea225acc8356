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
import type { Instant } from '@changping/contracts/units';
import { normalised } from '../domain/password.ts';
import { totpCode, totpMessage, totpSteps } from '../domain/totp-window.ts';

// Of OWASP's equal settings the one with the smallest memory, 32 MB: two people may come in at once on a small computer. Node has it built in and runs it beside the main thread; argon2 would bring a native package for the same promise.
const cost: ScryptOptions = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 2 ** 20 };
const keyLength = 32;

const stretch = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((done, fail) => {
    scrypt(normalised(password), salt, keyLength, cost, (error, key) => (error ? fail(error) : done(key)));
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

/** What our own page has of a session and a foreign one can not know. */
export const csrfOf = (token: string): string => hashToken(`csrf ${token}`).slice(0, 32);

/** Read out over a telephone and typed once: 60 bits in groups of four, without letters that look alike. */
export function newCode(): string {
  const letters = 'ABCDEFGHJKMNPQRSTVWXYZ0123456789';
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group()].join('-');
}
/** However it is typed. */
export const hashCode = (code: string): string => hashToken(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''));

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** 160 bits in base32, as the apps take it. */
export const newTotpSecret = (): string => Array.from(randomBytes(32), (byte) => base32[byte % 32]).join('');

/** The code an app shows in a step: SHA-1, as all of them take it. */
export function totpOf(secret: string, step: number): string {
  const bits = Array.from(secret, (letter) => base32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  return totpCode(createHmac('sha1', key).update(totpMessage(step)).digest());
}

/** @returns the step whose code it is; null for none that may be used. */
export const stepOf = (secret: string, code: string, now: Instant, lastUsed: number): number | null =>
  totpSteps(now, lastUsed).find((step) => totpOf(secret, step) === code) ?? null;
