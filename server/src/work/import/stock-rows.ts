/** Opening stock, row by row: pieces by id or tag, and loose goods; what the book has just so is left as it is, what it has otherwise is refused, and nothing is ever overwritten. Pure but for what it asks of the book. */
import type { ImportField } from '@changping/contracts/import-words';
import { idPattern } from '@changping/contracts/units';
import type { ImportLine, ImportLot } from '../../store/imports.ts';
import { day, quantity, tag, text } from './cells.ts';
import type { Known, KnownLot } from './known.ts';
import type { CheckedRow } from './row.ts';

export type StockRow = Extract<ImportLine, { what: 'stock' }>;
export type StockWords = {
  /** By id or by a name in either language. */
  kind(name: string): { id: string; units: readonly string[]; isRetired: boolean } | undefined;
  /** Its name in both languages. */
  called(kind: string): string;
  quality(name: string): string | undefined;
  grade(name: string): string | undefined;
};
export type StockCheck = {
  /** Undefined where something is wrong with it, which is noted. `isSame`: the book has it just so. */
  row(row: CheckedRow): { row: StockRow; isSame: boolean } | undefined;
  /** Those that the book does not know yet. */
  lots(): ImportLot[];
};

const codeMost = 80;
const lotMost = 60;
const dates = ['madeOn', 'expiresOn', 'supplier'] as const;

export function stockCheck(site: string, words: StockWords, book: Known): StockCheck {
  const lots = new Map<string, ImportLot & { n: number }>();
  const pieces = new Map<string, number>();
  const tags = new Map<string, number>();
  const loose = new Map<string, number>();

  /** The same lot has to be told the same; what is not said contradicts nothing. */
  function lotIn(row: CheckedRow, said: ImportLot): void {
    const there = book.lot(said.lot);
    const before = lots.get(said.lot);
    if (there) sameLot(row, said, plain(there), words.called);
    else if (!before) lots.set(said.lot, { ...said, n: row.n });
    else sameLot(row, said, before, words.called, before.n);
    if (there || !before) return;
    for (const field of dates) before[field] ||= said[field];
  }

  function once(row: CheckedRow, field: ImportField, seen: Map<string, number>, name: string): void {
    const other = seen.get(name);
    if (other === undefined) seen.set(name, row.n);
    else row.note(field, 'twice', other);
  }

  /** @returns has the book this piece already? */
  function pieceIn(row: CheckedRow, said: StockRow): boolean {
    if (said.piece) once(row, 'piece', pieces, said.piece);
    if (said.epc) once(row, 'epc', tags, said.epc);
    const tagged = said.epc ? book.onPiece(said.epc) : undefined;
    const id = said.piece || tagged;
    const there = id === undefined ? undefined : book.piece(id);
    if (tagged !== undefined && tagged !== id) row.note('epc', 'tagTaken');
    if (id === undefined || !there) return false;
    const bound = said.epc ? book.tagsOf(id) : [];
    if (said.epc && !bound.includes(said.epc)) row.note('epc', bound.length ? 'tagOther' : 'pieceOther');
    const keys = ['lot', 'quantity', 'place', 'quality', 'grade', 'owner'] as const;
    const other = keys.find((key) => there[key] !== said[key]);
    if (other) row.note(said.piece ? 'piece' : 'epc', 'pieceOther');
    return true;
  }

  function looseIn(row: CheckedRow, said: StockRow): boolean {
    const { place, lot, quality, grade, owner, quantity: wanted } = said;
    once(row, 'lot', loose, JSON.stringify([place, lot, quality, grade, owner]));
    const there = book.loose(place, lot, quality, grade, owner);
    if (there !== undefined && there !== wanted) row.note('quantity', 'looseOther');
    return there !== undefined;
  }

  return {
    row(row) {
      const short = (cell: Parameters<typeof text>[0]) => text(cell, codeMost);
      const kind = knownBy(row, 'kind', words.kind);
      const lot = row.take('lot', (cell) => text(cell, lotMost));
      const [madeOn, expiresOn] = [row.take('madeOn', day), row.take('expiresOn', day)];
      if (madeOn && expiresOn && madeOn > expiresOn) row.note('expiresOn', 'daysReversed');
      const supplier = row.take('supplier', text);
      const [piece, epc] = [row.take('piece', short), row.take('epc', tag)];
      const many = row.take('quantity', quantity);
      const unit = row.take('unit', short);
      if (unit && kind && !kind.units.includes(unit)) row.note('unit', 'unit');
      const place = placeIn(row, site, book);
      const quality = chosen(row, 'quality', words.quality, 'usable');
      const grade = chosen(row, 'grade', words.grade, 'reserve');
      const owner = row.take('owner', short) || site;
      if (!idPattern.test(owner)) row.note('owner', 'owner');
      if (!kind || !lot || many === undefined || !place || !quality || !grade) return undefined;
      if (piece === undefined || epc === undefined) return undefined;
      const facts = { madeOn: madeOn ?? '', expiresOn: expiresOn ?? '', supplier: supplier ?? '' };
      lotIn(row, { lot, kind: kind.id, ...facts });
      const said: StockRow = {
        ...{ what: 'stock', kind: kind.id, lot, piece, epc, quantity: many, place, quality, grade, owner },
      };
      const isSame = piece || epc ? pieceIn(row, said) : looseIn(row, said);
      if (kind.isRetired && !isSame) row.note('kind', 'kindRetired');
      return row.errors.length ? undefined : { row: said, isSame };
    },
    lots: () => [...lots.values()].map(({ n: _, ...lot }) => lot),
  };
}

const plain = ({ kind, madeOn, expiresOn, supplier }: KnownLot) => ({
  ...{ kind, madeOn: madeOn ?? '', expiresOn: expiresOn ?? '', supplier: supplier ?? '' },
});

function sameLot(
  row: CheckedRow,
  said: ImportLot,
  there: Omit<ImportLot, 'lot'>,
  called: StockWords['called'],
  other?: number,
): void {
  if (said.kind !== there.kind) row.note('kind', 'lotKind', other, called(there.kind));
  for (const field of dates) {
    const isKnown = other === undefined || there[field] !== '';
    if (said[field] !== '' && isKnown && said[field] !== there[field]) row.note(field, 'lotOther', other);
  }
}

function knownBy<Found>(
  row: CheckedRow,
  field: 'kind',
  find: (name: string) => Found | undefined,
): Found | undefined {
  const name = row.take(field, text);
  const found = name ? find(name) : undefined;
  if (name && !found) row.note(field, field);
  return found;
}

function chosen(
  row: CheckedRow,
  field: 'quality' | 'grade',
  find: (name: string) => string | undefined,
  usual: string,
): string | undefined {
  const name = row.take(field, text);
  if (name === undefined) return undefined;
  const found = name === '' ? usual : find(name);
  if (!found) row.note(field, field);
  return found;
}

/** A store's own people leave its name away. */
function placeIn(row: CheckedRow, site: string, book: Known): string | undefined {
  const said = row.take('place', text);
  if (!said) return undefined;
  const place = said.startsWith(`${site}/`) ? said : `${site}/${said}`;
  if (book.isPlace(place, site)) return place;
  row.note('place', 'place');
  return undefined;
}
