/** What belongs in a kit and what is in it: how much of its plan good members make up, what is lacking, and when the first of them ends. */
export type Planned = { kind: string; quantity: number };
export type Content = Planned & { quality: string; effectiveOn: string | null };
export type Standing = { want: number; have: number; lacking: Planned[]; endsOn: string | null };

/** `today`: by the region's calendar; a piece is good on its last day. */
export const isGood = ({ quality, effectiveOn }: Omit<Content, keyof Planned>, today: string): boolean =>
  quality === 'usable' && (effectiveOn === null || effectiveOn >= today);

export function standingOf(plan: readonly Planned[], members: readonly Content[], today: string): Standing {
  const good = members.filter((member) => isGood(member, today));
  const lacking = plan.flatMap(({ kind, quantity }) => {
    const left = quantity - sumOf(good, kind);
    return left > 0 ? [{ kind, quantity: left }] : [];
  });
  const want = plan.reduce((sum, { quantity }) => sum + quantity, 0);
  const [endsOn = null] = members.flatMap(({ effectiveOn }) => effectiveOn ?? []).sort();
  return { want, have: want - lacking.reduce((sum, { quantity }) => sum + quantity, 0), lacking, endsOn };
}

/** Of a kind that is short a whole piece goes in, also where it holds more than is short; what is no longer good has to come out before another takes its place. */
export const hasRoom = (plan: readonly Planned[], members: readonly Planned[], kind: string): boolean =>
  sumOf(members, kind) < (plan.find((planned) => planned.kind === kind)?.quantity ?? 0);

const sumOf = (all: readonly Planned[], kind: string): number =>
  all.reduce((sum, each) => sum + (each.kind === kind ? each.quantity : 0), 0);
