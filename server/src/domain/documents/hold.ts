/** What an approved document keeps for itself: of every line that names its lot what has yet to leave the place it lies in. A line that names only a kind holds nothing: nobody knows yet which. */
import type { DocumentType } from '@changping/contracts/document-words';
import type { Document, Slot } from '@changping/contracts/documents';
import type { KindId } from '@changping/contracts/units';
import { left } from './lines.ts';
import { tables } from './tables.ts';

export type Hold = {
  line: number;
  kind: KindId;
  lot: string;
  piece: string | null;
  from: Slot;
  quantity: number;
};

/** Stages before the goods have left. */
const outgoing: Readonly<Partial<Record<DocumentType, readonly string[]>>> = {
  transfer: ['pick', 'send'],
  dispatch: ['pick', 'send'],
  handOut: ['give'],
  mutualAidGiven: ['give'],
  disposal: ['dispose'],
};
const before = new Set<string>(['asked', 'appraised']);

export function holds({ type, state, lines }: Document): Hold[] {
  const { final, stages } = tables[type];
  const names = outgoing[type];
  if (!names || before.has(state) || final.includes(state)) return [];
  return lines.flatMap(({ n, kind, lot, piece, from, ...line }): Hold[] => {
    if (kind === null || lot === null || from === null) return [];
    const whole = { ...line, n, kind, lot, piece, from };
    const quantity = names.reduce((sum, name) => sum + Math.max(0, left(whole, stages[name]!)), 0);
    return quantity > 0 ? [{ line: n, kind, lot, piece, from, quantity }] : [];
  });
}
