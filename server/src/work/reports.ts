/** From an order to a paper: which report, over what it was told of the region, from a book that is only read. */
import { roleWords } from '@changping/contracts/approval-words';
import type { Order } from '@changping/contracts/http-jobs';
import type { Kind, Site } from '@changping/contracts/live';
import { plural } from '@changping/contracts/plural';
import { typedRecipient } from '@changping/contracts/recipient';
import { readSigner } from '@changping/contracts/signer';
import type { Database } from '../store/database.ts';
import { documentPaper } from './document.ts';
import { journal } from './journal.ts';
import { month } from './month.ts';
import type { Paper } from './paper.ts';
import { stock } from './stock.ts';
import { variance } from './variance.ts';
import { type Words, wordsOf } from './words.ts';

/** Of the region, what papers tell. Plain data: it goes to another thread. */
export type Told = {
  region: { name: string; nameEn: string; timeZone: string };
  sites: readonly Pick<Site, 'id' | 'name' | 'nameEn'>[];
  kinds: readonly Pick<
    Kind,
    'id' | 'name' | 'nameEn' | 'unit' | 'unitEn' | 'unitCostFen' | 'isRetired' | 'gtins'
  >[];
};
export type ReportParts = {
  raw: Database['raw'];
  told: Told;
  now: number;
  /** Who ordered it. */
  by: string;
  /** The unit of whoever ordered it and is no part of the service; null of one of ours. */
  outsider: string | null;
};
export type OrderOf<R extends Order['report']> = Extract<Order, { report: R }>;
/** What every report is written with. */
export type Desk = {
  raw: Database['raw'];
  words: Words;
  now: number;
  outsider: string | null;
  timeZone: string;
  site(code: string): string;
  kind(code: string): { name: string; unit: string; gtins?: readonly string[] | undefined };
  /** 1,200 pieces of it. */
  amount(kind: string, n: number): string;
  /** What one unit of it costs; null where that is not for whoever ordered this: of ours an outsider learns no price. */
  fen(kind: string, owner: string): number | null;
  /** 2026-11-26 14:05 in the region's hour. */
  time(at: number): string;
  person(name: string): string;
  /** A place by the words of people where it is outside of every store. */
  place(code: string): string;
  /** What a place is called; the store is left out where it is this one. */
  spot(code: string, site: string): string;
  /** The lines that every report begins with. */
  about(site: string, more: readonly (readonly [string, string])[]): Paper['about'];
  signatures: readonly string[];
};

/** A paper with more is of no use to anybody, and a table file with more opens nowhere. */
export const rowsMost = { pdf: 10_000, xlsx: 100_000, csv: 500_000 } as const;

/** @throws Fault where there is no such thing, or too much of it. */
export async function paperOf(
  order: Exclude<Order, { report: 'labels' | 'inventory' }>,
  parts: ReportParts,
): Promise<Paper> {
  const desk = deskOf(order, parts);
  if (order.report === 'stock') return stock(order, desk);
  if (order.report === 'journal') return journal(order, desk);
  if (order.report === 'variance') return variance(order, desk);
  if (order.report === 'month') return month(order, desk);
  return documentPaper(order, desk);
}

export function deskOf(order: Order, { raw, told, now, by, outsider }: ReportParts): Desk {
  const words = wordsOf(order.lang);
  const isZh = order.lang === 'zh';
  const named = (each: { name: string; nameEn: string }) => (isZh ? each.name : each.nameEn);
  const sites = new Map<string, string>(told.sites.map((site) => [site.id, named(site)]));
  const kinds = new Map<string, ReturnType<Desk['kind']> & { fen: number }>(
    told.kinds.map((kind) => [
      kind.id,
      { name: named(kind), unit: isZh ? kind.unit : kind.unitEn, fen: kind.unitCostFen, gtins: kind.gtins },
    ]),
  );
  const display = raw.prepare('select display from account where name = ?').pluck();
  const time = timeIn(told.region.timeZone);
  const site = (code: string) => `${sites.get(code) ?? ''} ${code}`.trim();
  const person = (name: string) => {
    const shown = display.get(name) as string | undefined;
    if (shown) return shown === name ? name : `${shown} (${name})`;
    const signer = readSigner(name);
    if (!signer) return name.replace(/ \(无账号\)$/, words.noAccount);
    const role = signer.role && roleWords[signer.role][isZh ? 0 : 1];
    return [site(signer.unit), role].filter(Boolean).join(' ');
  };
  const outside: Readonly<Record<string, string>> = words.outside;
  const zones: Readonly<Record<string, string>> = words.zones;
  const spot = (code: string, at: string) => {
    const recipient = typedRecipient(code);
    if (recipient) return recipient.name;
    const [root = '', zone = '', ...rest] = code.split('/');
    const isInside = sites.has(root);
    const inside = [isInside ? (zones[zone] ?? zone) : zone, ...rest].filter(Boolean);
    const of = outside[root] ?? sites.get(root) ?? root;
    return [...(root === at && inside.length ? [] : [of]), ...inside].join(' ');
  };
  const { made, checked, received, day } = words.signatures;
  return {
    ...{ raw, words, now, outsider, time, site, person, timeZone: told.region.timeZone },
    kind: (code) => kinds.get(code) ?? { name: code, unit: '' },
    amount: (code, n) => {
      const unit = kinds.get(code)?.unit ?? '';
      return `${n.toLocaleString('en')} ${isZh ? unit : plural(unit, n)}`.trim();
    },
    fen: (code, owner) => (outsider === null || owner === outsider ? (kinds.get(code)?.fen ?? 0) : null),
    place: (code) => outside[code] ?? code,
    spot,
    about: (of, more) => [
      [words.region, named(told.region)],
      [words.site, site(of)],
      ...more,
      [words.madeAt, time(now)],
      [words.madeBy, person(by)],
    ],
    signatures: [made, checked, received, day],
  };
}

/** 2026-11-26 14:05 there. */
export function timeIn(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`;
  };
}
