/** The certificate of a person, as it is handed to the security administrator: what it says, and the fingerprint by which it is known at the door. Who signed it is judged there, in the handshake. */
import { X509Certificate } from 'node:crypto';
import { Fault } from '@changping/contracts/faults';
import type { Instant } from '@changping/contracts/units';

export type PersonCertificate = { fingerprint: string; subject: string; endsAt: Instant };

const subjectMost = 200;

/** @throws Fault certificateBroken */
export function readPersonCertificate(pem: string, now: Instant): PersonCertificate {
  const read = parsed(pem);
  const endsAt = Date.parse(read.validTo) as Instant;
  if (read.ca || !(endsAt > now)) throw new Fault('certificateBroken', read.validTo);
  return {
    fingerprint: read.fingerprint256.replaceAll(':', '').toLowerCase(),
    subject: read.subject.replaceAll('\n', ', ').slice(0, subjectMost),
    endsAt,
  };
}

function parsed(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new Fault('certificateBroken');
  }
}
