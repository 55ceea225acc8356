/** What of the region's outline a partner or a neighbour is told: the kinds by name and how they keep, not what they cost nor how much of them we mean to hold; and of the stores the own one and those it has to do with. */
type Kind = { unitCostFen: number; levels: object };

export const kindTold = <Some extends Kind>(kind: Some, isOutside: boolean) =>
  isOutside ? { ...kind, unitCostFen: 0, levels: {} } : kind;

/** @param concerned those that a document leads to it from, or that gives. */
export const storesTold = <Store extends { id: string }>(
  stores: readonly Store[],
  unit: string,
  concerned: ReadonlySet<string>,
): Store[] => stores.filter(({ id }) => id === unit || concerned.has(id));
