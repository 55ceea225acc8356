/** What a handheld says of itself with every request, and what of it a person has to look at first: commands are known by device, epoch and number, and what is old, of a memory that was replaced, or another thing under a known number is never applied by itself. */
import type { Instant } from '@changping/contracts/units';

/** `unsent`: commands that it keeps. `signed`: of the command that this request brings. */
export type Word = { epoch: string; unsent: number; signed: Signed | null };
/** Both times by the clock of the handheld: only their difference counts. `base`: the version it was made for. */
export type Signed = { seq: number; signedAt: number; sentAt: number; base: number | null };
export type Review = 'handheldLate' | 'handheldEpoch' | 'handheldSeq';

export const lateAfter = 24 * 3_600_000;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const longest = 200;

/** @returns undefined where it is not as agreed. */
export function readWord(text: string): Word | undefined {
  if (text.length > longest) return undefined;
  const said = new Map(text.split(';').map((part) => part.split('=', 2) as [string, string | undefined]));
  const number = (name: string): number | undefined => {
    const value = said.get(name);
    return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
  };
  const epoch = said.get('epoch') ?? '';
  const unsent = number('unsent');
  if (!uuid.test(epoch) || unsent === undefined) return undefined;
  if (!said.has('seq')) return { epoch, unsent, signed: null };
  const [seq, signedAt, sentAt] = ['seq', 'signed', 'sent'].map(number);
  if (!seq || signedAt === undefined || sentAt === undefined) return undefined;
  return { epoch, unsent, signed: { seq, signedAt, sentAt, base: number('base') ?? null } };
}

/** When it was signed, by the server's clock. A handheld whose clock was set back in between may have kept it for any time. */
export const signedAt = (
  { signedAt, sentAt }: Pick<Signed, 'signedAt' | 'sentAt'>,
  arrivedAt: Instant,
): Instant => (arrivedAt - Math.abs(sentAt - signedAt)) as Instant;

export type Known = {
  /** Of the memory that the handheld has now; null: it has sent nothing yet. */
  epoch: string | null;
  /** Memories that were replaced. */
  isPast(epoch: string): boolean;
  /** Of what was done under this number before; what was refused may be signed anew. */
  digest: string | undefined;
};

/** @returns why a person has to look at it first; null: it may be judged like anything else. */
export function reviewOf(
  { epoch, signed }: { epoch: string; signed: Signed },
  digest: string,
  known: Known,
  now: Instant,
): Review | null {
  if (known.isPast(epoch)) return 'handheldEpoch';
  if (known.digest !== undefined && known.digest !== digest) return 'handheldSeq';
  // What came in time and is asked again is no older for it.
  if (known.digest === undefined && now - signedAt(signed, now) > lateAfter) return 'handheldLate';
  return null;
}

/** What was typed to sign must not lie in a table for others to read. */
export function withoutPasswords(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { password: _, second, ...rest } = body;
  if (typeof second !== 'object' || second === null) return second === undefined ? rest : { ...rest, second };
  const { password: __, ...signer } = second as Record<string, unknown>;
  return { ...rest, second: signer };
}
