/** Says in time that the server's certificate ends: to whoever asks for its health, and once a day to whoever reads its log. */
import type { Answer } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import type { Certificate } from './certificate.ts';
import { warningOf } from './domain/certificate-end.ts';

export type CertificateWatch = {
  health(): Answer<'/healthz'>['certificate'];
  /** 0: there is none. */
  endsAt(): number;
  round(): Iterable<void>;
};

export const watchCertificate = (
  certificate: Certificate | null,
  now: () => Instant,
  warn: (within: number, endsAt: Instant) => void,
): CertificateWatch => ({
  health() {
    if (!certificate) return null;
    const term = certificate.now();
    return { endsAt: term.endsAt, within: warningOf(term, now())?.within ?? null };
  },
  endsAt: () => certificate?.now().endsAt ?? 0,
  *round() {
    const warning = certificate && warningOf(certificate.now(), now());
    if (warning) warn(warning.within, certificate.now().endsAt);
    yield;
  },
});
