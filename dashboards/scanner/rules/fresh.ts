/** Lines of a document that is about to be opened: a scan adds one or counts on one that is there, and fills in what nobody has filled in. What stands there is never overwritten; where label and line differ, the keeper is told. */

import type { DocumentType } from '@changping/contracts/document-words';
import type { CommandBody } from '@changping/contracts/http-commands';
import { recipientIn } from '@changping/contracts/recipient';
import { merge } from '@changping/contracts/scan-merge';
import type { FreshHead, FreshLine } from '../keep/keep.ts';
import { type Lack, lackIf, lackOfName } from './lack.ts';
import type { NotCounted } from './tally.ts';

export type Said = Partial<FreshLine> & { lot: string };
export type Told = { field: string; known: string; scanned: string };

export function scanLine(
  lines: readonly FreshLine[],
  said: Said,
  where: Pick<FreshLine, 'from' | 'to'>,
): { lines: FreshLine[]; at: number; told: Told[]; why: NotCounted | null } {
  const piece = said.piece ?? null;
  const at = lines.findIndex((line) =>
    piece === null
      ? line.piece === null && line.lot === said.lot && (said.lot !== '' || line.kind === said.kind)
      : line.piece === piece,
  );
  const quantity = said.quantity ?? 1;
  const before = lines[at];
  if (!before) {
    const line = { kind: '', piece, madeOn: '', expiresOn: '', ...where, ...said, quantity };
    return { lines: [...lines, line], at: lines.length, told: [], why: null };
  }
  // One piece is one piece, however often it is read.
  if (piece !== null) return { lines: [...lines], at, told: [], why: 'already' };
  // Of one lot number, and sold as something else.
  if (said.kind && before.kind && said.kind !== before.kind)
    return { lines: [...lines], at, told: [], why: 'otherKind' };
  const { kind, madeOn, expiresOn } = before;
  const facts = { kind: said.kind, madeOn: said.madeOn, expiresOn: said.expiresOn };
  const { merged, conflicts } = merge({ kind, madeOn, expiresOn }, facts);
  const line = {
    ...before,
    ...(merged as Pick<FreshLine, 'kind' | 'madeOn' | 'expiresOn'>),
    quantity: before.quantity + quantity,
  };
  const told = conflicts.map(({ field, known, scanned }) => ({
    field,
    known: `${known}`,
    scanned: `${scanned}`,
  }));
  return { lines: lines.map((each, i) => (i === at ? line : each)), at, told, why: null };
}

export type FreshType = Extract<DocumentType, 'goodsIn' | 'putAway' | 'return' | 'emergencyPurchase'>;
export const noHead: FreshHead = Object.freeze({ giver: '', phone: '', ref: '', supplier: '', reason: '' });

/** Who brings it back is named; goods that were ordered by word rest on a call or a number. */
const lackOfHead = (type: FreshType, { giver, phone, ref }: FreshHead): Lack | null => {
  if (type === 'return') return lackOfName(giver, 'giver');
  return lackIf(type === 'emergencyPurchase' && phone.trim() === '' && ref.trim() === '', 'caller');
};

export function bodyOf(
  id: string,
  type: FreshType,
  site: string,
  lines: readonly FreshLine[],
  head: FreshHead = noHead,
): CommandBody<'/api/documents/open'> {
  const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: site }) as const;
  const { phone, ref, supplier, reason, giver } = head;
  const body: CommandBody<'/api/documents/open'> = {
    ...{ id, type, site },
    lines: lines.map(({ kind, lot, piece, quantity, from, to }) => ({
      ...{ kind, lot: lot.trim(), wanted: quantity, to: slot(to) },
      from: slot(type === 'return' ? recipientIn(giver) : from),
      ...(piece === null ? {} : { piece }),
    })),
  };
  if (type === 'putAway') return body;
  body.lots = [...new Map(lines.map((line) => [line.lot.trim(), line])).values()].map(
    ({ lot, kind, madeOn, expiresOn }) => ({
      ...{ lot: lot.trim(), kind },
      ...(madeOn ? { madeOn } : {}),
      ...(expiresOn ? { expiresOn } : {}),
      ...(supplier.trim() ? { supplier: supplier.trim() } : {}),
    }),
  );
  if (reason.trim()) body.reason = reason.trim();
  if (ref.trim()) body.refs = [ref.trim()];
  if (type === 'emergencyPurchase' && phone.trim()) body.phone = phone.trim();
  return body;
}

/** What was to be opened, as it was before: to be changed and opened again. */
export function freshOf(body: CommandBody<'/api/documents/open'>): { lines: FreshLine[]; head: FreshHead } {
  const { type, lots = [], refs = [], phone = '', reason = '' } = body;
  const lines = body.lines.flatMap(({ kind, lot, piece, wanted, from, to }): FreshLine[] => {
    if (!kind || !lot || !from || !to) return [];
    const { madeOn = '', expiresOn = '' } = lots.find((each) => each.lot === lot) ?? {};
    const ends = { from: from.place, to: to.place };
    return [{ ...{ kind, lot, piece: piece ?? null, quantity: wanted, madeOn, expiresOn }, ...ends }];
  });
  const giver = type === 'return' ? (lines[0]?.from ?? '') : '';
  const supplier = lots.find((each) => each.supplier)?.supplier ?? '';
  return { lines, head: { giver, phone, ref: refs.join(' '), supplier, reason } };
}

/** Each line says what, of which lot and how much. */
export function lackOf(type: FreshType, lines: readonly FreshLine[], head: FreshHead): Lack | null {
  const lack = lackOfHead(type, head) ?? lackIf(lines.length === 0, 'lines');
  if (lack) return lack;
  for (const [n, { kind, lot, quantity, to }] of lines.entries()) {
    const what =
      kind === ''
        ? 'kind'
        : lot.trim() === ''
          ? 'lot'
          : quantity < 1
            ? 'quantity'
            : to === ''
              ? 'place'
              : null;
    if (what) return { what, ...(lines.length > 1 ? { line: n + 1 } : {}) };
  }
  return null;
}
