/** What a store had at a moment, line by line, and what was recorded later of what had happened by then. */
import { Fault } from '@changping/contracts/faults';
import { asOf } from '../store/as-of.ts';
import { headLine } from './head-line.ts';
import type { Paper } from './paper.ts';
import { type Desk, type OrderOf, rowsMost } from './reports.ts';

export async function stock({ site, format, at, lang }: OrderOf<'stock'>, desk: Desk): Promise<Paper> {
  const { words, raw, now, time } = desk;
  const moment = Math.min(at ?? now, now);
  const ledger = asOf({ raw });
  const { head, lines } = await ledger.stock(site, moment);
  if (lines.length > rowsMost[format]) throw new Fault('reportTooLong', `${lines.length}`);
  const { late } = await ledger.page({ site, at: moment, limit: 1 }, now);
  const qualities: Readonly<Record<string, string>> = words.qualities;
  const grades: Readonly<Record<string, string>> = words.grades;
  return {
    name: `stock-${site}-${time(moment).replace(/\D/g, '')}-${lang}`,
    title: words.title.stock,
    head,
    about: desk.about(site, [
      [words.asOf, time(moment)],
      [words.head, headLine(site, head)],
    ]),
    tables: [
      {
        columns: [
          { title: words.kind, width: 16 },
          { title: words.lot, width: 16 },
          { title: words.place, width: 18 },
          { title: words.quality, width: 8 },
          { title: words.grade, width: 8 },
          { title: words.owner, width: 9 },
          { title: words.expiresOn, width: 11 },
          { title: words.pieces, width: 8, isNumber: true },
          { title: words.quantity, width: 10, isNumber: true },
          { title: words.unit, width: 7 },
        ],
        rows: lines.map(({ kind, lot, place, quality, grade, owner, expiresOn, pieces, quantity }) => {
          const { name, unit } = desk.kind(kind);
          const as = [qualities[quality] ?? quality, grades[grade] ?? grade, owner, expiresOn];
          return [name, lot, place, ...as, pieces, quantity, unit];
        }),
      },
      ...(late.length
        ? [
            {
              title: words.lateTitle,
              columns: [
                { title: words.happenedAt, width: 14 },
                { title: words.recordedAt, width: 14 },
                { title: words.kind, width: 14 },
                { title: words.lot, width: 16 },
                { title: words.from, width: 16 },
                { title: words.to, width: 16 },
                { title: words.quantity, width: 9, isNumber: true as const },
                { title: words.document, width: 18 },
              ],
              rows: late.map(({ happenedAt, recordedAt, kind, lot, from, to, quantity, document }) => {
                const times = [time(happenedAt), time(recordedAt)];
                const goods = [desk.kind(kind).name, lot, desk.place(from), desk.place(to), quantity];
                return [...times, ...goods, document];
              }),
            },
          ]
        : []),
    ],
    notes: [words.byOrder],
    signatures: desk.signatures,
  };
}
