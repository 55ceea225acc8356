/** Every movement of a store in a stretch of time, by the order of recording; what was told late is marked. */
import { Fault } from '@changping/contracts/faults';
import { heads } from '../store/heads.ts';
import { entries } from './entries.ts';
import { headLine } from './head-line.ts';
import type { Cell, Paper } from './paper.ts';
import { type Desk, type OrderOf, rowsMost } from './reports.ts';

export function journal({ site, format, from, to, lang }: OrderOf<'journal'>, desk: Desk): Paper {
  const { words, raw, time } = desk;
  const chain = heads({ raw });
  const [after, upTo] = [chain.commitAt(from - 1), chain.commitAt(to)];
  const head = chain.headAt(site, upTo);
  const rows: Cell[][] = [];
  for (const row of entries(raw, site, after, upTo)) {
    if (rows.length === rowsMost[format]) throw new Fault('reportTooLong', `> ${rowsMost[format]}`);
    const { name, unit } = desk.kind(row.kind);
    rows.push([
      ...[row.n, time(row.recordedAt), time(row.happenedAt), row.isLate ? words.late : null],
      ...[name, row.lot, row.piece, desk.place(row.from), desk.place(row.to), row.quantity, unit],
      ...[row.document, desk.person(row.actor)],
    ]);
  }
  return {
    name: `journal-${site}-${time(from).replace(/\D/g, '')}-${time(to).replace(/\D/g, '')}-${lang}`,
    title: words.title.journal,
    head,
    about: desk.about(site, [
      [words.span, `${time(from)} – ${time(to)}`],
      [words.head, headLine(site, head)],
    ]),
    tables: [
      {
        columns: [
          { title: words.commit, width: 6, isNumber: true },
          { title: words.recordedAt, width: 12 },
          { title: words.happenedAt, width: 12 },
          { title: words.late, width: 5 },
          { title: words.kind, width: 11 },
          { title: words.lot, width: 14 },
          { title: words.piece, width: 14 },
          { title: words.from, width: 14 },
          { title: words.to, width: 14 },
          { title: words.quantity, width: 8, isNumber: true },
          { title: words.unit, width: 5 },
          { title: words.document, width: 14 },
          { title: words.actor, width: 11 },
        ],
        rows,
      },
    ],
    notes: [],
    signatures: desk.signatures,
  };
}
