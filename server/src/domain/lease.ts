/** What one handheld may hand out without a line: pieces that the server put into its hands before, until a moment, judged by when it was signed and not by when that arrived. Of anything else it may only act first, and a person looks at it. */
import type { Instant } from '@changping/contracts/units';

/** `endedAt`: given back, used, or null. `by`: who gave it. */
export type Lease = {
  by: string;
  piece: string;
  handheld: number;
  madeAt: Instant;
  until: Instant;
  endedAt: Instant | null;
};
/** Why a piece is not this handheld's to give: nobody leased it, it is another's, or it was over. */
export type LeaseDoubt = 'notLeased' | 'ofAnother' | 'over';

export const leasesMost = 200;
export const leaseHoursMost = 72;

/** @param leases of a piece the newest. @returns nothing: all of it may be handed out. A line that names no piece is leased to nobody. */
export function doubtsOf(
  pieces: readonly (string | null)[],
  leases: ReadonlyMap<string, Lease>,
  handheld: number | null,
  signedAt: Instant,
): { piece: string | null; why: LeaseDoubt }[] {
  return pieces.flatMap((piece) => {
    const why = doubtOf(piece === null ? undefined : leases.get(piece), handheld, signedAt);
    return why ? [{ piece, why }] : [];
  });
}

function doubtOf(lease: Lease | undefined, handheld: number | null, signedAt: Instant): LeaseDoubt | null {
  if (!lease) return 'notLeased';
  if (lease.handheld !== handheld) return isOpen(lease, signedAt) ? 'ofAnother' : 'notLeased';
  // Signed before it was leased is signed without a lease, whatever it is now.
  if (signedAt < lease.madeAt) return 'notLeased';
  return isOpen(lease, signedAt) ? null : 'over';
}

/** Whoever else wants the piece has to wait. */
export const isOpen = ({ until, endedAt }: Pick<Lease, 'until' | 'endedAt'>, at: Instant): boolean =>
  at <= until && (endedAt === null || at < endedAt);
