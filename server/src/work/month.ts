/** A store's month by kind: what it had, got, gave and has, with its value at catalogue prices. Opening and in and out make the closing, or there is no form at all. */
import { addMonths, calendarOf, type Day } from '../domain/day.ts';
import { asOf } from '../store/as-of.ts';
import { heads } from '../store/heads.ts';
import { entries } from './entries.ts';
import { headLine } from './head-line.ts';
import type { Cell, Paper } from './paper.ts';
import type { Desk, OrderOf } from './reports.ts';

/** `owners`: whose it is at the end. */
type Sums = { opening: number; in: number; out: number; closing: number; owners: Set<string> };

export async function month({ site, month: of, lang }: OrderOf<'month'>, desk: Desk): Promise<Paper> {
  const { words, raw, now, timeZone } = desk;
  const first = `${of}-01` as Day;
  const begins = startOf(first, timeZone);
  const ends = Math.min(startOf(addMonths(first, 1), timeZone) - 1, now);
  const chain = heads({ raw });
  const [after, upTo] = [chain.commitAt(begins - 1), chain.commitAt(ends)];
  const kinds = new Map<string, Sums>();
  const sums = (kind: string): Sums => {
    const there = kinds.get(kind) ?? { opening: 0, in: 0, out: 0, closing: 0, owners: new Set<string>() };
    kinds.set(kind, there);
    return there;
  };
  const ledger = asOf({ raw });
  for (const { kind, quantity } of (await ledger.stock(site, begins - 1)).lines)
    sums(kind).opening += quantity;
  for (const { kind, quantity, owner } of (await ledger.stock(site, ends)).lines) {
    sums(kind).closing += quantity;
    sums(kind).owners.add(owner);
  }
  for (const { kind, quantity, fromSite, toSite } of entries(raw, site, after, upTo)) {
    if (fromSite === toSite) continue;
    if (toSite === site) sums(kind).in += quantity;
    else sums(kind).out += quantity;
  }
  const rows = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, each]) => rowOf(kind, each, desk));
  const head = chain.headAt(site, upTo);
  const values = [...kinds].flatMap(([kind, { closing, owners }]) => {
    const fen = fenOf(kind, owners, desk);
    return fen === null ? [] : [closing * fen];
  });
  const total =
    values.length || desk.outsider === null ? values.reduce((sum, fen) => sum + fen, 0) / 100 : null;
  return {
    name: `month-${site}-${of}-${lang}`,
    title: words.title.month,
    head,
    about: desk.about(site, [
      [words.month, of],
      [words.head, headLine(site, head)],
    ]),
    tables: [
      {
        columns: [
          { title: words.kind, width: 20 },
          { title: words.unit, width: 7 },
          { title: words.opening, width: 11, isNumber: true },
          { title: words.in, width: 11, isNumber: true },
          { title: words.out, width: 11, isNumber: true },
          { title: words.closing, width: 11, isNumber: true },
          { title: words.unitCost, width: 13, isNumber: true },
          { title: words.value, width: 15, isNumber: true },
        ],
        rows: [...rows, [words.total, null, null, null, null, null, null, total]],
      },
    ],
    notes: [words.ours, words.byOrder],
    signatures: desk.signatures,
  };
}

/** @throws where the book does not add up: a form that hides it would be worse than none. */
function rowOf(kind: string, { opening, in: got, out, closing, owners }: Sums, desk: Desk): Cell[] {
  if (opening + got - out !== closing)
    throw new Error(`${kind}: ${opening} + ${got} - ${out} is not ${closing}`);
  const { name, unit } = desk.kind(kind);
  const fen = fenOf(kind, owners, desk);
  const worth = fen === null ? [null, null] : [fen / 100, (closing * fen) / 100];
  return [name, unit, opening, got, out, closing, ...worth];
}

/** Of what belongs to several all of them have to be told. */
function fenOf(kind: string, owners: ReadonlySet<string>, desk: Desk): number | null {
  const each = [...owners].map((owner) => desk.fen(kind, owner));
  return each.includes(null) ? null : (each[0] ?? desk.fen(kind, ''));
}

/** The first instant of a day in a zone: found by halves, for a zone may skip or repeat an hour. */
function startOf(day: Day, timeZone: string): number {
  const dayOf = calendarOf(timeZone);
  let [low, high] = [Date.parse(day) - 86_400_000, Date.parse(day) + 86_400_000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (dayOf(middle as never) < day) low = middle;
    else high = middle;
  }
  return high;
}
