/** What a person filled in for a step, as the command that asks for it: only what was filled in, and only where the step has room for it. */
import type { Outcome } from '@changping/contracts/document-words';
import type { AvailableStep, Document, Portion } from '@changping/contracts/documents';
import type { CommandBody } from '@changping/contracts/http-commands';
import { dayEnd } from '../../shared/day-end.ts';
import { partsOf } from '../../shared/parts.ts';
import type { Photo } from './keep-photo.ts';

export type Row = {
  line: number;
  as: Outcome;
  quantity: string;
  reason: string;
  lot: string;
  /** Of a lot that nobody had before. */
  fresh?: Fresh | undefined;
  to: string;
  /** As the gate saw it. */
  piece?: string;
  from?: string;
};
/** Days, or nothing. */
export type Fresh = { madeOn: string; expiresOn: string; supplier: string };
export type Filled = {
  rows: readonly Row[];
  name: string;
  password: string;
  reason: string;
  ref: string;
  photos: readonly Photo[];
  phone?: string;
  /** Why others go though what is left behind ends first. */
  outOfTurn?: string;
  /** A day. */
  due: string;
};
export type StepBody = CommandBody<'/api/documents/step'>;

/** All that is left becomes what it should; what differs is changed by hand. */
export const firstRows = ({ outcomes, left }: AvailableStep): Row[] => {
  const usual = outcomes.find(({ reason, beyond }) => !reason && !beyond) ?? outcomes[0];
  return usual ? left.map(({ line, quantity }) => rowOf(line, usual.as, quantity)) : [];
};

export const rowOf = (line: number, as: Outcome, quantity: number): Row => ({
  ...{ line, as, quantity: String(quantity) },
  ...{ reason: '', lot: '', to: '' },
});

/** What the gate saw as it should be; what it did not see stands as short, and wants its reason. */
export function gateRows({ outcomes, left }: AvailableStep, portions: readonly Portion[]): Row[] {
  const lacking = outcomes.find(({ as }) => lackings.includes(as))?.as ?? null;
  const seen = portions.map(({ line, as, quantity, lot, piece, from }) => ({
    ...rowOf(line, as, quantity),
    ...(lot === undefined ? {} : { lot }),
    ...(piece === undefined ? {} : { piece }),
    ...(from === undefined ? {} : { from }),
  }));
  const rest = left.flatMap(({ line, quantity }): Row[] => {
    const gone = portions.reduce((sum, each) => sum + (each.line === line ? each.quantity : 0), 0);
    return lacking !== null && gone < quantity ? [rowOf(line, lacking, quantity - gone)] : [];
  });
  return [...seen, ...rest];
}
const lackings: readonly Outcome[] = ['short', 'notPicked', 'unsent', 'withheld'];

export function stepBody(
  { id, version, lines }: Pick<Document, 'id' | 'version' | 'lines'>,
  { action, second, outcomes, dueAt }: AvailableStep,
  { rows, name, password, reason, ref, photos, phone, outOfTurn, due }: Filled,
): StepBody {
  const body: StepBody = { id, version, action };
  const why = outOfTurn?.trim();
  if (outcomes.length)
    body.portions = rows
      .flatMap(portionsOf)
      .map((each) => (why && lackings.includes(each.as) ? { ...each, outOfTurn: why } : each));
  const lots = outcomes.length ? lotsOf(rows, lines) : [];
  if (lots.length) body.lots = lots;
  if (second && name.trim()) body.second = { name: name.trim(), ...(password ? { password } : {}) };
  if (reason.trim()) body.reason = reason.trim();
  if (ref.trim()) body.refs = partsOf(ref);
  if (phone?.trim()) body.phone = phone.trim();
  if (photos.length) body.photos = photos.map(({ hash }) => hash);
  if (dueAt && !Number.isNaN(dayEnd(due))) body.dueAt = dayEnd(due);
  return body;
}

/** Once each, as its first row has it. */
function lotsOf(rows: readonly Row[], lines: Document['lines']): NonNullable<StepBody['lots']> {
  const lots = new Map<string, NonNullable<StepBody['lots']>[number]>();
  for (const row of rows) {
    const kind = lines[row.line - 1]?.kind;
    const lot = row.lot.trim();
    if (!row.fresh || !kind || !lot || lots.has(lot) || !portionsOf(row).length) continue;
    const { madeOn, expiresOn, supplier } = row.fresh;
    lots.set(lot, {
      ...{ lot, kind },
      ...(madeOn ? { madeOn } : {}),
      ...(expiresOn ? { expiresOn } : {}),
      ...(supplier.trim() ? { supplier: supplier.trim() } : {}),
    });
  }
  return [...lots.values()];
}

/** A row of nothing is left out: that line waits for another time. */
function portionsOf({
  line,
  as,
  quantity,
  reason,
  lot,
  to,
  piece,
  from,
}: Row): NonNullable<StepBody['portions']> {
  const n = Number(quantity);
  if (!quantity.trim() || n === 0) return [];
  return [
    {
      ...{ line, as, quantity: n },
      ...(reason.trim() ? { reason: reason.trim() } : {}),
      ...(lot.trim() ? { lot: lot.trim() } : {}),
      ...(to.trim() ? { to: to.trim() } : {}),
      ...(piece ? { piece } : {}),
      ...(from ? { from } : {}),
    },
  ];
}
