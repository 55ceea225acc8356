/** What counts found other than the book had it, from count documents of a store that were posted in a stretch of time. */
import type { Document } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import { heads } from '../store/heads.ts';
import { headLine } from './head-line.ts';
import type { Cell, Paper } from './paper.ts';
import { type Desk, type OrderOf, rowsMost } from './reports.ts';

export function variance({ site, format, from, to, lang }: OrderOf<'variance'>, desk: Desk): Paper {
  const { words, raw, time } = desk;
  const chain = heads({ raw });
  const bodies = raw
    .prepare(
      `select body from document where type = 'count' and body is not null and site = (select key from site where code = ?)
       order by key`,
    )
    .pluck()
    .iterate(site) as IterableIterator<string>;
  const rows: Cell[][] = [];
  for (const body of bodies) {
    rows.push(...rowsOf(JSON.parse(body) as Document, from, to, desk));
    if (rows.length > rowsMost[format]) throw new Fault('reportTooLong', `> ${rowsMost[format]}`);
  }
  const upTo = chain.commitAt(to);
  return {
    name: `variance-${site}-${time(from).replace(/\D/g, '')}-${time(to).replace(/\D/g, '')}-${lang}`,
    title: words.title.variance,
    about: desk.about(site, [
      [words.span, `${time(from)} – ${time(to)}`],
      [words.head, headLine(site, chain.headAt(site, upTo))],
    ]),
    tables: [
      {
        columns: [
          { title: words.document, width: 18 },
          { title: words.postedAt, width: 13 },
          { title: words.kind, width: 13 },
          { title: words.lot, width: 14 },
          { title: words.piece, width: 14 },
          { title: words.place, width: 15 },
          { title: words.book, width: 8, isNumber: true },
          { title: words.missing, width: 8, isNumber: true },
          { title: words.damaged, width: 8, isNumber: true },
          { title: words.gained, width: 8, isNumber: true },
          { title: words.value, width: 11, isNumber: true },
          { title: words.reason, width: 16 },
          { title: words.signed, width: 14 },
        ],
        rows,
      },
    ],
    notes: [words.bookOnly],
    signatures: desk.signatures,
  };
}

/** A posting that was taken back counts as none. */
function rowsOf({ number, lines, steps }: Document, from: number, to: number, desk: Desk): Cell[][] {
  const undone = new Set(steps.flatMap(({ undoes }) => undoes ?? []));
  return steps.flatMap(({ action, at, by, second, portions }, step) => {
    if (action !== 'post' || undone.has(step) || at < from || at > to) return [];
    return portions.flatMap(({ line: n, as, quantity, reason, lot, piece, from: place }) => {
      const line = lines.find((each) => each.n === n);
      if (!line || as === 'matched') return [];
      const { name, fen } = desk.kind(line.kind ?? '');
      const lost = as === 'missing' ? -quantity : as === 'gained' ? quantity : 0;
      const only = (what: string) => (as === what ? quantity : null);
      const goods = [name, lot ?? line.lot, piece ?? line.piece, place ?? line.from?.place ?? null];
      const found = [only('missing'), only('damaged'), only('gained'), (lost * fen) / 100];
      const signed = [by, ...(second ? [second] : [])].map(desk.person).join(', ');
      return [[number, desk.time(at), ...goods, line.wanted, ...found, reason ?? null, signed]];
    });
  });
}
