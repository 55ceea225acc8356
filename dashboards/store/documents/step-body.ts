/** What a person filled in for a step, as the command that asks for it: only what was filled in, and only where the step has room for it. */
import type { Outcome } from '@changping/contracts/document-words';
import type { AvailableStep, Document } from '@changping/contracts/documents';
import type { CommandBody } from '@changping/contracts/http-commands';
import { dayEnd } from '../day-end.ts';

export type Row = {
  line: number;
  as: Outcome;
  quantity: string;
  reason: string;
  lot: string;
  to: string;
};
export type Filled = {
  rows: readonly Row[];
  name: string;
  password: string;
  reason: string;
  ref: string;
  photo: string;
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

export function stepBody(
  { id, version }: Pick<Document, 'id' | 'version'>,
  { action, second, outcomes, dueAt }: AvailableStep,
  { rows, name, password, reason, ref, photo, due }: Filled,
): StepBody {
  const body: StepBody = { id, version, action };
  if (outcomes.length) body.portions = rows.flatMap(portionsOf);
  if (second && name.trim()) body.second = { name: name.trim(), ...(password ? { password } : {}) };
  if (reason.trim()) body.reason = reason.trim();
  if (ref.trim()) body.refs = partsOf(ref);
  if (photo.trim()) body.photos = partsOf(photo);
  if (dueAt && !Number.isNaN(dayEnd(due))) body.dueAt = dayEnd(due);
  return body;
}

/** A row of nothing is left out: that line waits for another time. */
function portionsOf({ line, as, quantity, reason, lot, to }: Row): NonNullable<StepBody['portions']> {
  const n = Number(quantity);
  if (!quantity.trim() || n === 0) return [];
  return [
    {
      ...{ line, as, quantity: n },
      ...(reason.trim() ? { reason: reason.trim() } : {}),
      ...(lot.trim() ? { lot: lot.trim() } : {}),
      ...(to.trim() ? { to: to.trim() } : {}),
    },
  ];
}

export const partsOf = (text: string): string[] =>
  text
    .split(/[,，;；、\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
