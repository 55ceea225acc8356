/** What of the region's outline a partner or a neighbour is told: the kinds by name and how they keep, not what they cost nor how much of them we mean to hold; of the stores the own one and those it has to do with; and of a document that it has a part in all but where in our store the goods lie, and why of our lots this one goes first. */
import type { Document, Portion, Slot } from '@changping/contracts/documents';

type Kind = { unitCostFen: number; levels: object };

export const kindTold = <Some extends Kind>(kind: Some, isOutside: boolean) =>
  isOutside ? { ...kind, unitCostFen: 0, levels: {} } : kind;

/** @param concerned those that a document leads to it from, or that gives. */
export const storesTold = <Store extends { id: string }>(
  stores: readonly Store[],
  unit: string,
  concerned: ReadonlySet<string>,
): Store[] => stores.filter(({ id }) => id === unit || concerned.has(id));

/** @param unit of whoever is told. */
export function documentTold(document: Document, unit: string): Document {
  const { site, lines, steps } = document;
  if (site === unit) return document;
  const place = (code: string) => (code.startsWith(`${site}/`) ? site : code);
  const slot = (at: Slot | null) => at && { ...at, place: place(at.place) };
  const portion = ({ from, to, reason, ...rest }: Portion): Portion => ({
    ...rest,
    ...(reason === undefined || reason.trim() === lines[rest.line - 1]?.outOfTurn ? {} : { reason }),
    ...(from === undefined ? {} : { from: place(from) }),
    ...(to === undefined ? {} : { to: place(to) }),
  });
  return {
    ...document,
    lines: lines.map(({ outOfTurn: _, passedOver: __, ...line }) => ({
      ...line,
      from: slot(line.from),
      to: slot(line.to),
    })),
    steps: steps.map((step) => ({ ...step, portions: step.portions.map(portion) })),
  };
}
