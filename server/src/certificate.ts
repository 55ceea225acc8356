/** The server's own certificate and its key: read whole or not at all, checked before anybody is shown it, and read anew while the server runs. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { hostOf, isOwnHost } from '@changping/contracts/own-host';
import type { Instant } from '@changping/contracts/units';
import { type CertificateTerm, isUsable } from './domain/certificate-end.ts';

export type CertificateFiles = { certFile: string; keyFile: string; clientAuthorityFile?: string };
/** `cert`: with the chain above it, as PEM. `ca`: who signs the certificates of people; without it nobody is asked for one. */
export type CertificateKept = CertificateTerm & {
  cert: string;
  key: string;
  ca?: string;
  leaf: X509Certificate;
};
export type Certificate = {
  /** Of the one in use. */
  now(): CertificateKept;
  /** Is the server meant by this Host header? Names that the certificate does not hold are foreign, except at this computer itself. */
  isOurs(host: string | undefined): boolean;
  /** Takes what the files hold by now. @throws Error; then the one before stays in use. */
  reload(): CertificateKept;
};

/** @throws Error that says in one sentence what is wrong with which file. */
export function openCertificate(files: CertificateFiles, now: () => Instant): Certificate {
  let kept = readCertificate(files, now());
  return {
    now: () => kept,
    isOurs(host) {
      if (isOwnHost(host)) return true;
      const name = hostOf(host);
      if (name === null) return false;
      return Boolean(isIP(name) ? kept.leaf.checkIP(name) : kept.leaf.checkHost(name));
    },
    reload() {
      kept = readCertificate(files, now());
      return kept;
    },
  };
}

/** @throws Error */
function readCertificate(
  { certFile, keyFile, clientAuthorityFile }: CertificateFiles,
  now: Instant,
): CertificateKept {
  const cert = textOf(certFile, 'https.certFile');
  const key = textOf(keyFile, 'https.keyFile');
  if (statSync(keyFile).mode & 0o077)
    throw new Error(`https.keyFile: ${keyFile} can be read by others: chmod 600 it`);
  const leaf = tried(() => new X509Certificate(cert), `https.certFile: ${certFile} holds no certificate`);
  const secret = tried(() => createPrivateKey(key), `https.keyFile: ${keyFile} holds no private key`);
  if (!leaf.checkPrivateKey(secret))
    throw new Error(`https.keyFile: ${keyFile} is not the key of the certificate in ${certFile}`);
  tried(() => createSecureContext({ cert, key }), `https.certFile: ${certFile} can not be used`);
  const term = { startsAt: timeOf(leaf.validFrom), endsAt: timeOf(leaf.validTo) };
  if (!isUsable(term, now))
    throw new Error(
      `https.certFile: ${certFile} is good from ${dateOf(term.startsAt)} to ${dateOf(term.endsAt)} only: npm run changping -- certs makes another`,
    );
  const asks = clientAuthorityFile === undefined ? {} : { ca: readAuthorities(clientAuthorityFile) };
  return { ...term, cert, key, ...asks, leaf };
}

/** @throws Error */
function readAuthorities(file: string): string {
  const path = 'https.clientAuthorityFile';
  const pem = readFileOf(file, path);
  const each = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const areAuthorities = tried(
    () => each.length > 0 && each.every((one) => new X509Certificate(one).ca),
    `${path}: ${file} holds what is no certificate`,
  );
  if (!areAuthorities)
    throw new Error(`${path}: ${file} must hold certificates of authorities, as PEM, and no others`);
  return pem;
}

const textOf = (file: string, path: string): string =>
  readFileOf(file, path, '; npm run changping -- certs makes one where there is none');

function readFileOf(file: string, path: string, hint = ''): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}${hint}`);
  }
}

function tried<Made>(make: () => Made, sentence: string): Made {
  try {
    return make();
  } catch (error) {
    throw new Error(`${sentence}: ${(error as Error).message}`);
  }
}

const timeOf = (text: string): Instant => Date.parse(text) as Instant;
const dateOf = (at: Instant): string => new Date(at).toISOString().slice(0, 10);
