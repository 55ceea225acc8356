/** What a store has, in the columns of an import and nothing besides: what is written here, an import of opening stock takes. */
import { Fault } from '@changping/contracts/faults';
import { importFields, namesOf } from '@changping/contracts/import-words';
import { heads } from '../store/heads.ts';
import type { Cell, Column, Paper } from './paper.ts';
import { type Desk, type OrderOf, rowsMost } from './reports.ts';

export type Inventory = Pick<Paper, 'name' | 'head'> & { columns: readonly Column[]; rows: Cell[][] };

export function inventory({ site, format, lang }: OrderOf<'inventory'>, desk: Desk): Inventory {
  const { words, raw, now, time } = desk;
  const qualities: Readonly<Record<string, string>> = words.qualities;
  const grades: Readonly<Record<string, string>> = words.grades;
  const lines = raw
    .prepare(
      `select kind.code as kind, lot.code as lot, made_on as madeOn, expires_on as expiresOn, supplier, piece.id as piece,
         (select epc from tag where tag.piece = piece.key order by tag.key limit 1) as epc,
         stock.quantity, place.code as place, quality, grade, owner
       from stock join cell on cell.key = stock.cell join place on place.key = cell.place
         join site on site.key = place.site join lot on lot.key = cell.lot join kind on kind.key = lot.kind
         left join piece on piece.key = cell.piece
       where site.code = ? and stock.quantity > 0 order by place.code, kind.code, lot.code, piece.id limit ?`,
    )
    .all(site, rowsMost[format] + 1) as Line[];
  if (lines.length > rowsMost[format]) throw new Fault('reportTooLong', `> ${rowsMost[format]}`);
  const isNumber = true as const;
  const columns = importFields.stock.map((field) => ({
    ...{ title: namesOf(field)[lang][0], width: 14 },
    ...(field === 'quantity' ? { isNumber } : {}),
  }));
  const rows = lines.map(({ kind, quality, grade, ...line }): Cell[] => {
    const { name, unit } = desk.kind(kind);
    const { lot, madeOn, expiresOn, supplier, piece, epc, quantity, place, owner } = line;
    const goods = [lot, madeOn, expiresOn, supplier, piece, epc, quantity, unit, place];
    return [name || kind, ...goods, qualities[quality] ?? quality, grades[grade] ?? grade, owner];
  });
  const chain = heads({ raw });
  const head = chain.headAt(site, chain.commitAt(now));
  return { name: `inventory-${site}-${time(now).replace(/\D/g, '')}-${lang}`, head, columns, rows };
}

type Line = {
  kind: string;
  lot: string;
  madeOn: string | null;
  expiresOn: string | null;
  supplier: string | null;
  piece: string | null;
  epc: string | null;
  quantity: number;
  place: string;
  quality: string;
  grade: string;
  owner: string;
};
