/** When the end of a certificate is worth a warning, and when it may not be used at all. */
import type { Instant } from '@changping/contracts/units';

const day = 86_400_000;
/** Days before the end from which on it is said once more. */
export const warnings = [30, 7, 1] as const;

export type CertificateTerm = { startsAt: Instant; endsAt: Instant };
/** `within`: so many days are left at the most; 0: it is over. */
export type CertificateWarning = { within: (typeof warnings)[number] | 0 };

export function warningOf({ endsAt }: CertificateTerm, now: Instant): CertificateWarning | null {
  if (now >= endsAt) return { within: 0 };
  const within = warnings.findLast((days) => endsAt - now <= days * day);
  return within === undefined ? null : { within };
}

/** A clock that is behind by some minutes makes a fresh one look as if it were of tomorrow. */
export const isUsable = ({ startsAt, endsAt }: CertificateTerm, now: Instant): boolean =>
  now < endsAt && now >= startsAt - day;
