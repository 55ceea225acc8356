/** The key that signs for a ledger what leaves it: heads that are kept elsewhere, and reports. It lies beside the database, is made on first use and never leaves. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Signer = {
  /** Ed25519. */
  sign(text: string): Buffer;
  /** PEM. */
  publicKey: string;
  /** The same in 43 signs: RFC 8037. */
  x: string;
};

/** @param folder of the data. */
export function signerIn(folder: string): Signer {
  const file = keyFile(folder);
  if (!existsSync(file)) makeKey(file);
  const key = createPrivateKey(readFileSync(file));
  const publicKey = pem(createPublicKey(key));
  return { sign: (text) => sign(null, Buffer.from(text), key), publicKey, x: xOf(publicKey) };
}

export const hasSigner = (folder: string): boolean => existsSync(keyFile(folder));

/** @param key PEM. @throws Error where that is no key. */
export const isSignedBy = (key: string, text: string, signature: Uint8Array): boolean =>
  verify(null, Buffer.from(text), createPublicKey(key), signature);

/** @param key PEM. @throws Error where that is no Ed25519 key. */
export function xOf(key: string): string {
  const { crv, x } = createPublicKey(key).export({ format: 'jwk' });
  if (crv !== 'Ed25519' || !x) throw new Error('no Ed25519 key');
  return x;
}

/** @throws Error where that is no key. */
export const pemOf = (x: string): string =>
  pem(createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }));

const keyFile = (folder: string): string => join(folder, 'head-key.pem');

const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }) as string;

/** The server may be making one at this moment: the first stays. */
function makeKey(file: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  const fresh = `${file}.${process.pid}.${process.hrtime.bigint()}`;
  writeFileSync(fresh, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  try {
    linkSync(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh);
  }
}
