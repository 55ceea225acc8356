/** A stretch of the past out of the present: what moved since is taken back from what is, then put on again step by step. It goes by the order of recording, so what was posted late shows when it became known. */

import type { NoticeStep } from './expiry.ts';
import { highest } from './notice.ts';

export type StockNumbers = { pieces: number; usable: number; held: number };
export type Open = { unconfirmed: number; discrepancies: number; leftWithoutOrder: number };
/** Lots with an open notice, each counted at its latest step. */
export type NoticeCounts = Record<NoticeStep, number>;
/** What a store has and what is open in it. */
export type Numbers = { stock: ReadonlyMap<string, StockNumbers>; open: Open; notices: NoticeCounts };
export type Changed = { at: number; site: string } & (
  | { what: 'stock'; kind: string; quality: string; pieces: number; quantity: number }
  | { what: 'doubt'; doubt: string; by: number }
  | { what: 'notice'; notices: NoticeCounts }
);
/** One notice of a lot, from when to when it was open. */
export type NoticeSpan = {
  site: string;
  lot: number;
  step: NoticeStep;
  openedAt: number;
  closedAt: number | null;
};
/** Numbers are those that hold after the step; `told` is what came with it, in order. */
export type Step<Told> = {
  at: number;
  site: string;
  stock?: Map<string, StockNumbers>;
  open?: Open;
  notices?: NoticeCounts;
  told: Told[];
};

export const noNotices: NoticeCounts = { nearExpiry: 0, expired: 0 };
export const nothingOpen: Open = { unconfirmed: 0, discrepancies: 0, leftWithoutOrder: 0 };

/** A day may have a hundred thousand changes, so the maps are filled in place; what they hold is never changed. */
type Filling = { stock: Map<string, StockNumbers>; open: Open; notices: NoticeCounts };
export type Standing = Map<string, Filling>;

export const standing = (sites: ReadonlyMap<string, Numbers>): Standing =>
  new Map([...sites].map(([site, { stock, ...numbers }]) => [site, { stock: new Map(stock), ...numbers }]));

/** Makes of how the sites stand after `changes` how they stood before; in whatever order, so a piece at a time. */
export function takeBack(sites: Standing, changes: readonly Changed[]): void {
  for (const change of changes) apply(siteOf(sites, change.site), change, -1);
}

/** How the counts turned with every notice that opened or closed. @param spans all that belong to a lot at a site are there, or none of them. */
export function turnsOf(spans: readonly NoticeSpan[]): Extract<Changed, { what: 'notice' }>[] {
  const subjects = new Map<string, NoticeSpan[]>();
  for (const span of spans) {
    const name = `${span.site}/${span.lot}`;
    subjects.set(name, [...(subjects.get(name) ?? []), span]);
  }
  return [...subjects.values()].flatMap((own) => {
    const moments = own.flatMap(({ openedAt, closedAt }) => [openedAt, closedAt ?? openedAt]);
    let before = noNotices;
    return [...new Set(moments)]
      .sort((a, b) => a - b)
      .flatMap((at) => {
        const after = countedAt(own, at);
        const notices = plus(after, before, -1);
        before = after;
        const isTurn = notices.nearExpiry !== 0 || notices.expired !== 0;
        return isTurn ? [{ at, site: own[0]?.site ?? '', what: 'notice' as const, notices }] : [];
      });
  });
}

export type Steps<Told> = {
  add(change: Changed): void;
  /** What is told of one sort comes in the order of recording. */
  tell(at: number, site: string, tiding: Told): void;
  /** In the order of time, put on what stood at the start. */
  after(start: ReadonlyMap<string, Numbers>): Generator<Step<Told>>;
};

/** Gathers changes and tidings before it is known how the sites stood. Those of one site within `moment` milliseconds are one step; where there would be more than `most` steps, the moment becomes longer. */
export function stepsOf<Told>(moment: number, most: number): Steps<Told> {
  let width = moment;
  let steps = new Map<string, Step<Told>>();
  function stepAt(at: number, site: string): Step<Told> {
    const name = `${Math.floor(at / width)}/${site}`;
    const step = steps.get(name) ?? { at, site, told: [] };
    step.at = Math.max(step.at, at);
    steps.set(name, step);
    return step;
  }
  function widen(): void {
    while (steps.size > most && width < widest) {
      width *= 4;
      const narrow = [...steps.values()].sort(byTime);
      steps = new Map();
      for (const { at, site, stock, open, notices, told } of narrow) {
        const step = stepAt(at, site);
        if (stock) step.stock = sumOf(step.stock, stock);
        if (open) step.open = together(step.open ?? nothingOpen, open);
        if (notices) step.notices = plus(step.notices ?? noNotices, notices);
        step.told.push(...told);
      }
    }
  }
  return {
    add(change) {
      const step = stepAt(change.at, change.site);
      if (change.what === 'doubt') step.open = opened(step.open ?? nothingOpen, change.doubt, change.by);
      else if (change.what === 'notice') step.notices = plus(step.notices ?? noNotices, change.notices);
      else step.stock = moved(step.stock ?? new Map(), change, 1);
      widen();
    },
    tell(at, site, tiding) {
      stepAt(at, site).told.push(tiding);
      widen();
    },
    *after(start) {
      const sites = standing(start);
      for (const { stock, open, notices, ...step } of [...steps.values()].sort(byTime)) {
        const numbers = siteOf(sites, step.site);
        if (stock) sumOf(numbers.stock, stock);
        if (open) numbers.open = together(numbers.open, open);
        if (notices) numbers.notices = plus(numbers.notices, notices);
        const kinds = [...(stock?.keys() ?? [])];
        yield {
          ...step,
          ...(stock ? { stock: new Map(kinds.map((kind) => [kind, numbers.stock.get(kind) ?? none])) } : {}),
          ...(open ? { open: numbers.open } : {}),
          ...(notices ? { notices: numbers.notices } : {}),
        };
      }
    },
  };
}

function countedAt(own: readonly NoticeSpan[], at: number): NoticeCounts {
  const isOpen = ({ openedAt, closedAt }: NoticeSpan) =>
    openedAt <= at && (closedAt === null || closedAt > at);
  const step = highest(own.filter(isOpen).map((span) => span.step));
  return step ? { ...noNotices, [step]: 1 } : noNotices;
}

const plus = (a: NoticeCounts, b: NoticeCounts, sign: 1 | -1 = 1): NoticeCounts => ({
  nearExpiry: a.nearExpiry + sign * b.nearExpiry,
  expired: a.expired + sign * b.expired,
});

/** Then all that one site has is one step, for nobody asks for so much. */
const widest = 1000 * 86_400_000;
const none: StockNumbers = { pieces: 0, usable: 0, held: 0 };
const byTime = (a: { at: number }, b: { at: number }) => a.at - b.at;

/** The last of 1…`last`, numbered in the order of recording, that was recorded by `at`; 0 for none. */
export function lastBy(at: number, last: number, recordedAt: (key: number) => number): number {
  let [low, high] = [0, last];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (recordedAt(middle) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

function siteOf(sites: Standing, site: string): Filling {
  const known = sites.get(site);
  if (known) return known;
  const fresh = { stock: new Map<string, StockNumbers>(), open: nothingOpen, notices: noNotices };
  sites.set(site, fresh);
  return fresh;
}

function apply(numbers: Filling, change: Changed, sign: 1 | -1): void {
  if (change.what === 'doubt') numbers.open = opened(numbers.open, change.doubt, sign * change.by);
  else if (change.what === 'notice') numbers.notices = plus(numbers.notices, change.notices, sign);
  else moved(numbers.stock, change, sign);
}

function moved(
  stock: Map<string, StockNumbers>,
  { kind, quality, pieces, quantity }: Extract<Changed, { what: 'stock' }>,
  sign: 1 | -1,
): Map<string, StockNumbers> {
  const line = stock.get(kind) ?? none;
  return stock.set(kind, {
    pieces: line.pieces + sign * pieces,
    usable: line.usable + (quality === 'usable' ? sign * quantity : 0),
    held: line.held + (quality === 'held' ? sign * quantity : 0),
  });
}

function sumOf(
  stock: Map<string, StockNumbers> = new Map(),
  more: ReadonlyMap<string, StockNumbers>,
): Map<string, StockNumbers> {
  for (const [kind, { pieces, usable, held }] of more) {
    const line = stock.get(kind) ?? none;
    stock.set(kind, {
      pieces: line.pieces + pieces,
      usable: line.usable + usable,
      held: line.held + held,
    });
  }
  return stock;
}

const together = (a: Open, b: Open): Open => ({
  unconfirmed: a.unconfirmed + b.unconfirmed,
  discrepancies: a.discrepancies + b.discrepancies,
  leftWithoutOrder: a.leftWithoutOrder + b.leftWithoutOrder,
});

const opened = (open: Open, doubt: string, by: number): Open =>
  together(open, {
    unconfirmed: doubt === 'unknownTag' || doubt === 'unconfirmed' ? by : 0,
    discrepancies: by,
    leftWithoutOrder: doubt === 'leftWithoutOrder' ? by : 0,
  });
