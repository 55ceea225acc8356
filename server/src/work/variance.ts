/** What counts found other than the book had it, row by row as it was posted in a stretch of time. Money is what is missing or gained; what lies elsewhere or in a worse state is still there. */
import { varianceReasons, variances } from '@changping/contracts/count-words';
import type { Outcome } from '@changping/contracts/document-words';
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
  const head = chain.headAt(site, chain.commitAt(to));
  return {
    name: `variance-${site}-${time(from).replace(/\D/g, '')}-${time(to).replace(/\D/g, '')}-${lang}`,
    title: words.title.variance,
    head,
    about: desk.about(site, [
      [words.span, `${time(from)} – ${time(to)}`],
      [words.head, headLine(site, head)],
    ]),
    tables: [
      {
        columns: [
          { title: words.document, width: 18 },
          { title: words.postedAt, width: 13 },
          { title: words.kind, width: 13 },
          { title: words.lot, width: 14 },
          { title: words.piece, width: 12 },
          { title: words.from, width: 15 },
          { title: words.to, width: 15 },
          { title: words.finding, width: 12 },
          { title: words.quantity, width: 8, isNumber: true },
          { title: words.value, width: 11, isNumber: true },
          { title: words.reason, width: 16 },
          { title: words.signed, width: 14 },
          { title: words.countPolicy, width: 8 },
        ],
        rows: [...rows, totalOf(rows, words.total)],
      },
    ],
    notes: [words.bookOnly],
    signatures: desk.signatures,
  };
}

const kinds: Partial<Record<Outcome, keyof typeof variances>> = {
  missing: 'missing',
  gained: 'gained',
  misplaced: 'misplaced',
  downgraded: 'condition',
};

/** A posting that was taken back counts as none. */
function rowsOf(
  { number, lines, steps, countPolicy }: Document,
  from: number,
  to: number,
  desk: Desk,
): Cell[][] {
  const { words } = desk;
  const undone = new Set(steps.flatMap(({ undoes }) => undoes ?? []));
  return steps.flatMap(({ action, at, by, second, portions }, step) => {
    if (action !== 'post' || undone.has(step) || at < from || at > to) return [];
    // Before there were versions the first one's numbers were fixed.
    const version = `${countPolicy ?? 1}`;
    const signed = [by, ...(second ? [second] : [])].map(desk.person).join(', ');
    return portions.flatMap(({ line: n, as, quantity, reason = '' }) => {
      const line = lines[n - 1];
      const what = kinds[as];
      if (!what || !line?.from || !line.to) return [];
      const { name } = desk.kind(line.kind ?? '');
      const fen = desk.fen(line.kind ?? '', line.from.owner);
      const way = [line.from, line.to].map(({ place }) => desk.place(place));
      const lost = what === 'missing' ? -quantity : what === 'gained' ? quantity : 0;
      const [why = '', ...note] = reason.split(': ');
      const told = [words.said(varianceReasons, why), ...note].join('：');
      const goods = [name, line.lot, line.piece, ...way, words.said(variances, what)];
      return [
        [
          number,
          desk.time(at),
          ...goods,
          quantity,
          fen === null ? null : (lost * fen) / 100,
          told,
          signed,
          version,
        ],
      ];
    });
  });
}

const valueAt = 9;

function totalOf(rows: readonly (readonly Cell[])[], total: string): Cell[] {
  const isTold = rows.length === 0 || rows.some((row) => row[valueAt] !== null);
  const fen = rows.reduce((sum, row) => sum + Math.round(Number(row[valueAt]) * 100), 0);
  return Array.from({ length: 13 }, (_, i) => (i === 0 ? total : i === valueAt && isTold ? fen / 100 : null));
}
