/** What one handheld may hand out without a line: goods that the server put into its hands before, until a moment, judged by when it was signed and not by when that arrived. Of anything else it may only act first, and a person looks at it. */
import type { Line, Slot } from '@changping/contracts/documents';
import type { Instant } from '@changping/contracts/units';

/** `endedAt`: given back, used, or null. `by`: who gave it. */
type Term = { by: string; handheld: number; madeAt: Instant; until: Instant; endedAt: Instant | null };
export type Lease = Term & { piece: string };
/** Loose goods of a lot in a slot. `used`: what was handed out of them. */
export type LooseLease = Term & { key: number; lot: string; from: Slot; quantity: number; used: number };
export type Leased = { pieces: ReadonlyMap<string, Lease>; loose: readonly LooseLease[] };
/** Why goods are not this handheld's to give: nobody leased them, or not so many, they are another's, it was over, or two approvers gave them and a document rests on one approval. */
export type LeaseDoubt = 'notLeased' | 'ofAnother' | 'over' | 'ofTwo';
type Wanted = Pick<Line, 'lot' | 'piece' | 'wanted' | 'from'>;
/** So much of a lease is handed out. */
export type Use = { key: number; quantity: number };
/** `by`: whose approval the hand-out rests on. */
export type Rest =
  | { ok: true; by: string; uses: Use[] }
  | { ok: false; piece: string | null; why: LeaseDoubt };

export const leasesMost = 200;
export const leaseHoursMost = 72;

/** What ends first is used first. @param leased of a piece the newest lease, of loose goods all of this handheld's. */
export function restOn(
  lines: readonly Wanted[],
  leased: Leased,
  handheld: number | null,
  signedAt: Instant,
): Rest {
  const pieces = lines.flatMap(({ piece }) => piece ?? []);
  for (const piece of pieces) {
    const why = doubtOf(leased.pieces.get(piece), handheld, signedAt);
    if (why) return { ok: false, piece, why };
  }
  const wanted = lines.filter(({ piece }) => piece === null);
  const loose = leased.loose
    .filter((lease) => doubtOf(lease, handheld, signedAt) === null)
    .sort((one, other) => one.until - other.until || one.key - other.key);
  const given = pieces.map((piece) => leased.pieces.get(piece)?.by ?? '');
  const lessors = new Set(given.length ? given : loose.map(({ by }) => by));
  if (given.length && lessors.size > 1) return { ok: false, piece: null, why: 'ofTwo' };
  for (const by of lessors) {
    const uses = drawn(
      wanted,
      loose.filter((lease) => lease.by === by),
    );
    if (uses) return { ok: true, by, uses };
  }
  return { ok: false, piece: null, why: 'notLeased' };
}

function doubtOf(lease: Term | undefined, handheld: number | null, signedAt: Instant): LeaseDoubt | null {
  if (!lease) return 'notLeased';
  if (lease.handheld !== handheld) return isOpen(lease, signedAt) ? 'ofAnother' : 'notLeased';
  // Signed before it was leased is signed without a lease, whatever it is now.
  if (signedAt < lease.madeAt) return 'notLeased';
  return isOpen(lease, signedAt) ? null : 'over';
}

/** @param leases in the order in which they are used. @returns null where they are not enough. */
function drawn(wanted: readonly Wanted[], leases: readonly LooseLease[]): Use[] | null {
  const left = new Map(leases.map(({ key, quantity, used }) => [key, quantity - used]));
  for (const line of wanted) {
    let missing = line.wanted;
    for (const { key } of leases.filter((lease) => isSame(lease, line))) {
      const some = Math.min(missing, left.get(key) ?? 0);
      left.set(key, (left.get(key) ?? 0) - some);
      missing -= some;
    }
    if (missing > 0) return null;
  }
  return leases.flatMap(({ key, quantity, used }) => {
    const more = quantity - used - (left.get(key) ?? 0);
    return more > 0 ? { key, quantity: more } : [];
  });
}

const isSame = ({ lot, from }: LooseLease, line: Wanted): boolean =>
  lot === line.lot &&
  (['place', 'quality', 'grade', 'owner'] as const).every((each) => from[each] === line.from?.[each]);

/** Whoever else wants the goods has to wait. */
export const isOpen = ({ until, endedAt }: Pick<Term, 'until' | 'endedAt'>, at: Instant): boolean =>
  at <= until && (endedAt === null || at < endedAt);
