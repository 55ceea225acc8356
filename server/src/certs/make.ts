/** Makes an authority of our own and the server's certificate where they are missing, renews the certificate before its end, and never writes over one that somebody else gave. */
import { createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join } from 'node:path';
import type { CertificateFiles } from '../certificate.ts';
import { authorityCertificate, type Hosts, serverCertificate } from './x509.ts';

export type Made = {
  did: 'made' | 'renewed' | 'nothing';
  hosts: Hosts;
  endsAt: number;
  authority: { file: string; fingerprint: string; isNew: boolean };
};
export type Wish = {
  /** Where the authority is kept. */
  folder: string;
  files: CertificateFiles;
  /** Asked for by name; null: as before, or what this computer is called. */
  hosts: Hosts | null;
  /** What this computer is called, and where it is reached. */
  here(): Hosts;
  now: number;
};

const day = 86_400_000;
/** Browsers take no longer ones. */
const serverTerm = 397 * day;
const authorityTerm = 3650 * day;
const renewWithin = 60 * day;
/** Clocks of handhelds are behind. */
const early = day;

/** @throws Error that says in one sentence why nothing was made. */
export function makeCertificates({ folder, files, hosts, here, now }: Wish): Made {
  const authority = openAuthority(folder, now);
  const before = existsSync(files.certFile) ? new X509Certificate(readFileSync(files.certFile)) : null;
  if (before && !before.verify(authority.certificate.publicKey))
    throw new Error(`${files.certFile} was given by somebody else and stays as it is`);
  if (!before && existsSync(files.keyFile))
    throw new Error(`${files.keyFile} is there without its certificate and stays as it is`);
  const said = {
    file: authority.file,
    fingerprint: authority.certificate.fingerprint256,
    isNew: authority.isNew,
  };
  const had = before ? hostsOf(before) : null;
  const wanted = [...new Set([...(hosts ?? had ?? here()), 'localhost', '127.0.0.1', '::1'])];
  const end = before ? Date.parse(before.validTo) : 0;
  if (before && had && end - now > renewWithin && wanted.every((host) => isFor(before, host)))
    return { did: 'nothing', hosts: had, endsAt: end, authority: said };
  const endsAt = Math.min(now + serverTerm, Date.parse(authority.certificate.validTo));
  const pair = newPair();
  const cert = serverCertificate(authority.key, authority.name, {
    ...{ publicKey: pair.publicKey, hosts: wanted, term: { startsAt: now - early, endsAt } },
  });
  put(files.keyFile, pem(pair.privateKey), 0o600);
  // The authority goes along: a handheld that trusts it finds its way.
  put(files.certFile, cert + readFileSync(authority.file, 'utf8'), 0o644);
  return { did: before ? 'renewed' : 'made', hosts: wanted, endsAt, authority: said };
}

function openAuthority(folder: string, now: number) {
  const [file, keyFile] = [join(folder, 'authority.crt'), join(folder, 'authority.key')];
  const isNew = !existsSync(file);
  if (isNew) {
    const { privateKey } = newPair();
    // Two stores may each have one, and a handheld tells them apart by name.
    const name = `Changping authority ${randomBytes(4).toString('hex')}`;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    put(keyFile, pem(privateKey), 0o600);
    put(
      file,
      authorityCertificate(privateKey, name, { startsAt: now - early, endsAt: now + authorityTerm }),
      0o644,
    );
  }
  const certificate = new X509Certificate(readFileSync(file));
  if (Date.parse(certificate.validTo) - now < renewWithin)
    throw new Error(
      `${file} ends on ${certificate.validTo}: move it away, and every handheld learns the next one`,
    );
  const name = certificate.subject.replace(/^CN=/, '');
  return { file, isNew, certificate, name, key: createPrivateKey(readFileSync(keyFile)) };
}

const newPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = (key: ReturnType<typeof newPair>['privateKey']): string =>
  key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** In place whole: a server that reads in between finds the one before. */
function put(file: string, content: string, mode: number): void {
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, content, { mode, flag: 'wx' });
  renameSync(fresh, file);
}

const isFor = (certificate: X509Certificate, host: string): boolean =>
  Boolean(isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host));

function hostsOf({ subjectAltName = '' }: X509Certificate): string[] {
  return subjectAltName.split(', ').map((entry) => entry.replace(/^(?:DNS|IP Address):/, '').toLowerCase());
}
