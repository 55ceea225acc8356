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

/** How the sites stood before all of `changes`, of how they stand after them. */
export function before(now: ReadonlyMap<string, Numbers>, changes: readonly Changed[]): Map<string, Numbers> {
  const sites = copied(now);
  for (const change of changes) apply(siteOf(sites, change.site), change, -1);
  return sites;
}

/** Changes and tidings of one site within `moment` milliseconds are one step. Both lists come in the order of recording. */
export function stepsOf<Told>(
  start: ReadonlyMap<string, Numbers>,
  changes: readonly Changed[],
  told: readonly Line<{ tiding: Told }>[],
  moment: number,
): Step<Told>[] {
  const sites = copied(start);
  const steps = new Map<string, Step<Told>>();
  const stepOf = (at: number, site: string): Step<Told> => {
    const name = `${Math.floor(at / moment)}/${site}`;
    const step = steps.get(name);
    if (step) {
      step.at = Math.max(step.at, at);
      return step;
    }
    const fresh: Step<Told> = { at, site, told: [] };
    steps.set(name, fresh);
    return fresh;
  };
  for (const change of changes) {
    const numbers = siteOf(sites, change.site);
    apply(numbers, change, 1);
    const step = stepOf(change.at, change.site);
    if (change.what === 'doubt') step.open = numbers.open;
    else {
      step.stock ??= new Map();
      step.stock.set(change.kind, numbers.stock.get(change.kind) as StockNumbers);
    }
  }
  for (const { at, site, tiding } of told) stepOf(at, site).told.push(tiding);
  return [...steps.values()].sort((a, b) => a.at - b.at);
}

/** A day may have a hundred thousand changes, so the maps are filled in place; what they hold is never changed. */
type Filling = { stock: Map<string, StockNumbers>; open: Open };

const copied = (sites: ReadonlyMap<string, Numbers>): Map<string, Filling> =>
  new Map([...sites].map(([site, { stock, open }]) => [site, { stock: new Map(stock), open }]));

function siteOf(sites: Map<string, Filling>, site: string): Filling {
  const known = sites.get(site);
  if (known) return known;
  const fresh = { stock: new Map<string, StockNumbers>(), open: nothingOpen };
  sites.set(site, fresh);
  return fresh;
}

function apply(numbers: Filling, change: Changed, sign: 1 | -1): void {
  if (change.what === 'doubt') {
    numbers.open = opened(numbers.open, change.doubt, sign * change.by);
    return;
  }
  const { kind, quality } = change;
  const line = numbers.stock.get(kind);
  const quantity = sign * change.quantity;
  numbers.stock.set(kind, {
    pieces: (line?.pieces ?? 0) + sign * change.pieces,
    usable: (line?.usable ?? 0) + (quality === 'usable' ? quantity : 0),
    held: (line?.held ?? 0) + (quality === 'held' ? quantity : 0),
  });
}

function opened({ unconfirmed, discrepancies, leftWithoutOrder }: Open, doubt: string, by: number): Open {
  return {
    unconfirmed: unconfirmed + (doubt === 'unknownTag' || doubt === 'unconfirmed' ? by : 0),
    discrepancies: discrepancies + by,
    leftWithoutOrder: leftWithoutOrder + (doubt === 'leftWithoutOrder' ? by : 0),
  };
}
