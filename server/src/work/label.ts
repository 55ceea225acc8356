/** What a label bears, whatever it is printed on: the code that our scanners read, the element string of GS1 where a piece has a GTIN, the tag's EPC, and a few lines for people. */
import { decodeEpc } from '@changping/contracts/epc';
import { Fault } from '@changping/contracts/faults';
import { checkDigit } from '@changping/contracts/gs1-value';
import type { labelled } from '@changping/contracts/label-words';
import { ownCode } from '@changping/contracts/scan-own';
import type { Database } from '../store/database.ts';
import type { Desk } from './reports.ts';

export type Wanted = { what: (typeof labelled)[number]; id: string };
export type Label = {
  code: string;
  /** In brackets: (01)…(10)…; null where there is no GTIN. */
  gs1: string | null;
  /** Hex; null where there is no tag. */
  epc: string | null;
  title: string;
  lines: readonly string[];
};

/** @param linesMost so many fit. @throws Fault notFound for what is in no store, or in another. */
export function labelsOf(
  raw: Database['raw'],
  site: string,
  wanted: readonly Wanted[],
  desk: Desk,
  linesMost: number,
): Label[] {
  const place = raw
    .prepare('select site.code from place join site on site.key = place.site where place.code = ?')
    .pluck();
  const piece = raw.prepare(
    `select piece.quantity, kind.code as kind, lot.code as lot, expires_on as expiresOn, place.code as place, tag.epc
     from piece join lot on lot.key = piece.lot join kind on kind.key = lot.kind
       join cell on cell.key = piece.cell join place on place.key = cell.place join site on site.key = place.site
       left join tag on tag.piece = piece.key
     where piece.id = ? and site.code = ? order by tag.key limit 1`,
  );
  const kit = raw.prepare(
    'select kit.key, name from kit join site on site.key = kit.site where kit.code = ? and site.code = ? and ended_at is null',
  );
  const contents = raw.prepare(
    `select kind.code as kind, sum(piece.quantity) as quantity, min(coalesce(effective_on, expires_on)) as endsOn
     from kit_piece join piece on piece.key = kit_piece.piece join lot on lot.key = piece.lot join kind on kind.key = lot.kind
     where kit = ? and until is null group by kind.code order by kind.code`,
  );
  return wanted.map(({ what, id }) => {
    if (what === 'kit') {
      const row = kit.get(id, site) as { key: number; name: string } | undefined;
      if (!row) throw new Fault('notFound', `kit ${id}`);
      return kitLabel(id, row.name, contents.all(row.key) as Content[], desk, linesMost);
    }
    if (what === 'bin') {
      if (place.get(id) !== site) throw new Fault('placeUnknown', id);
      const lines = [desk.site(site), id];
      return { code: ownCode('bin', id), gs1: null, epc: null, title: desk.spot(id, site), lines };
    }
    const row = piece.get(id, site) as PieceRow | undefined;
    if (!row) throw new Fault('notFound', `piece ${id}`);
    const { name, unit, gtins } = desk.kind(row.kind);
    const expires = row.expiresOn ? [`${desk.words.expiresOn} ${row.expiresOn}`] : [];
    return {
      ...{ code: ownCode('piece', id), gs1: gs1Of({ ...row, id }, gtins), epc: row.epc, title: name },
      // A keeper types the number where the code is scratched: where room ends, it is not what is left out.
      lines: [`${desk.words.pieceNumber} ${id}`, row.lot, `${row.quantity} ${unit}`, ...expires],
    };
  });
}

type PieceRow = {
  quantity: number;
  kind: string;
  lot: string;
  expiresOn: string | null;
  epc: string | null;
};

type Content = { kind: string; quantity: number; endsOn: string | null };

/** Its end stands before what is in it; where there is no room for all of that, it says how many kinds it left out. */
function kitLabel(
  id: string,
  title: string,
  contents: readonly Content[],
  { kind: kindOf, words }: Desk,
  linesMost: number,
): Label {
  const [endsOn] = contents.flatMap((each) => each.endsOn ?? []).sort();
  const lines = contents.map(({ kind, quantity }) => {
    const { name, unit } = kindOf(kind);
    return `${name} ${quantity} ${unit}`;
  });
  const head = [id, ...(endsOn ? [`${words.endsFirst} ${endsOn}`] : [])];
  const most = Math.max(1, linesMost - head.length);
  const shown = lines.length > most ? lines.slice(0, most - 1) : lines;
  const left = lines.length - shown.length;
  return {
    ...{ code: ownCode('kit', id), gs1: null, epc: null, title },
    lines: [...head, ...shown, ...(left ? [`${words.besides} ${left}`] : [])],
  };
}

/**
 * The element string of a piece whose tag or kind has its GTIN; what is not known, or what GS1 has no room for, is left out. A
 * serial stands where the tag has one or where the piece's own number is short enough for one, so that a scan finds the piece.
 */
export function gs1Of(
  { id, quantity, epc, lot, expiresOn }: Omit<PieceRow, 'kind'> & { id: string },
  gtins: readonly string[] = [],
): string | null {
  const tagged = epc ? sgtinOf(epc) : null;
  // Brackets part the fields of what is drawn: a serial that has some would be read as another's fields.
  if (tagged && /[()]/.test(tagged.serial)) return null;
  const { gtin, serial } = tagged ?? { gtin: gtinFor(gtins, quantity), serial: id };
  if (!gtin) return null;
  const ais = [
    ['01', gtin],
    ['17', expiresOn?.slice(2).replaceAll('-', '') ?? ''],
    ['10', isBearable(lot) ? lot : ''],
    ['21', tagged || isBearable(serial) ? serial : ''],
  ];
  return ais.map(([ai, value]) => (value ? `(${ai})${value}` : '')).join('');
}

/** At most 20 signs of those that GS1 allows in a lot or a serial; brackets part the fields of what is drawn. */
const isBearable = (text: string): boolean => /^[\w!"%&'*+,\-./:;<=>?]{1,20}$/.test(text);

/**
 * A case is sold under a number that begins with what case it is, one unit under a shorter one that zeros fill up. Two that fit
 * may be of cases of two sizes, and the number of another trade item is worse than none.
 */
function gtinFor(gtins: readonly string[], quantity: number): string | undefined {
  const fit = gtins.filter((gtin) => gtin.startsWith('0') === (quantity === 1));
  return fit.length === 1 ? fit[0] : undefined;
}

function sgtinOf(epc: string): { gtin: string; serial: string } | null {
  const [, prefix, item = '', serial = ''] =
    /^urn:epc:id:sgtin:(\d+)\.(\d+)\.([^:]+)$/.exec(decodeEpc(epc)?.uri ?? '') ?? [];
  if (!prefix) return null;
  const digits = `${item.slice(0, 1)}${prefix}${item.slice(1)}`;
  return { gtin: digits + checkDigit(digits), serial: decodeURIComponent(serial) };
}
