/** A stretch of the past out of the present: what moved since is taken back from what is, then put on again step by step. It goes by the order of recording, so what was posted late shows when it became known. */

export type Doubt = 'seenElsewhere' | 'unknownTag' | 'unconfirmed' | 'blankTag' | 'leftWithoutOrder';
export type StockNumbers = { pieces: number; usable: number; held: number };
export type Open = { unconfirmed: number; discrepancies: number; leftWithoutOrder: number };
/** What a store has and what is open in it. */
export type Numbers = { stock: ReadonlyMap<string, StockNumbers>; open: Open };
export type Changed = { at: number; site: string } & (
  | { what: 'stock'; kind: string; quality: string; pieces: number; quantity: number }
  | { what: 'doubt'; doubt: string; by: number }
);
export type Line<Told> = Told & { at: number; site: string };
/** Numbers are those that hold after the step; `told` is what came with it, in order. */
export type Step<Told> = {
  at: number;
  site: string;
  stock?: Map<string, StockNumbers>;
  open?: Open;
  told: Told[];
};

export const nothingOpen: Open = { unconfirmed: 0, discrepancies: 0, leftWithoutOrder: 0 };
const nothing: Numbers = { stock: new Map(), open: nothingOpen };
const noStock: StockNumbers = { pieces: 0, usable: 0, held: 0 };

/** How the sites stood before all of `changes`, of how they stand after them. */
export function before(now: ReadonlyMap<string, Numbers>, changes: readonly Changed[]): Map<string, Numbers> {
  const sites = new Map(now);
  for (const change of changes)
    sites.set(change.site, applied(sites.get(change.site) ?? nothing, change, -1));
  return sites;
}

/** Changes and tidings of one site within `moment` milliseconds are one step. Both lists come in the order of recording. */
export function stepsOf<Told>(
  start: ReadonlyMap<string, Numbers>,
  changes: readonly Changed[],
  told: readonly Line<{ tiding: Told }>[],
  moment: number,
): Step<Told>[] {
  const sites = new Map(start);
  const steps = new Map<string, Step<Told>>();
  const stepOf = (at: number, site: string): Step<Told> => {
    const name = `${Math.floor(at / moment)}/${site}`;
    const step = steps.get(name) ?? { at, site, told: [] };
    step.at = Math.max(step.at, at);
    steps.set(name, step);
    return step;
  };
  for (const change of changes) {
    const numbers = applied(sites.get(change.site) ?? nothing, change, 1);
    sites.set(change.site, numbers);
    const step = stepOf(change.at, change.site);
    if (change.what === 'doubt') step.open = numbers.open;
    else {
      step.stock ??= new Map();
      step.stock.set(change.kind, numbers.stock.get(change.kind) ?? noStock);
    }
  }
  for (const { at, site, tiding } of told) stepOf(at, site).told.push(tiding);
  return [...steps.values()].sort((a, b) => a.at - b.at);
}

function applied({ stock, open }: Numbers, change: Changed, sign: 1 | -1): Numbers {
  if (change.what === 'doubt') return { stock, open: opened(open, change.doubt, sign * change.by) };
  const { kind, quality } = change;
  const { pieces, usable, held } = stock.get(kind) ?? noStock;
  const quantity = sign * change.quantity;
  return {
    open,
    stock: new Map(stock).set(kind, {
      pieces: pieces + sign * change.pieces,
      usable: usable + (quality === 'usable' ? quantity : 0),
      held: held + (quality === 'held' ? quantity : 0),
    }),
  };
}

function opened({ unconfirmed, discrepancies, leftWithoutOrder }: Open, doubt: string, by: number): Open {
  return {
    unconfirmed: unconfirmed + (doubt === 'unknownTag' || doubt === 'unconfirmed' ? by : 0),
    discrepancies: discrepancies + by,
    leftWithoutOrder: leftWithoutOrder + (doubt === 'leftWithoutOrder' ? by : 0),
  };
}
