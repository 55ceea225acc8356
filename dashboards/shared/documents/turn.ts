/** Goods that were chosen beside those that first-out proposed: whoever takes a lot while one before it gives less than it could says why. Where nothing was proposed, the server says so. */
export type Amount = { kind: string; lot: string; quantity: number };

/** @param proposed what ends first, first. @returns lots that want a reason, as `lotKey` names them. */
export function outOfTurn(taken: readonly Amount[], proposed: readonly Amount[]): ReadonlySet<string> {
  const given = sumsOf(taken);
  const wanted = [...sumsOf(proposed)];
  const names = wanted.map(([key]) => key);
  const asks = ({ kind, lot }: Amount): boolean => {
    const own = names.indexOf(lotKey({ kind, lot }));
    return wanted.some(
      ([key, quantity], at) =>
        key.startsWith(`${kind} `) && (own < 0 || at < own) && (given.get(key) ?? 0) < quantity,
    );
  };
  return new Set(taken.filter((one) => one.quantity > 0 && asks(one)).map(lotKey));
}

export const lotKey = ({ kind, lot }: Pick<Amount, 'kind' | 'lot'>): string => `${kind} ${lot}`;

function sumsOf(rows: readonly Amount[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(lotKey(row), (sums.get(lotKey(row)) ?? 0) + row.quantity);
  return sums;
}
