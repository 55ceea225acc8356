/** A step that notes what came by another paper - the goods of an order, what a rotation was made up with, what came back to another store - says by which, and of what that one brought it takes no more than there is. */
import type { DocumentAction, DocumentType, Outcome } from '@changping/contracts/document-words';
import type { Document, Line, Step } from '@changping/contracts/documents';
import { standing } from './signatures.ts';

/** So much of these goods by that paper. */
export type Claim = { paper: string; goods: string; quantity: number };
/** What a step notes has to have come. `isShortFine`: with its reason, less will do. */
export type Note = { refs: readonly string[]; wants: ReadonlyMap<string, number>; isShortFine: boolean };

/** In the order of the steps that stand. */
export function notesOf(document: Document): Note[] {
  return standing(document.steps).flatMap((step) => {
    if (!noting.has(step.action)) return [];
    const isRotation = step.action === 'replenish';
    const wants = isRotation ? rotatedBy(document, step) : portionsOf(document, step);
    return [{ refs: step.refs.map((ref) => ref.trim()), wants, isShortFine: isRotation && !!step.reason }];
  });
}

export const isNoting = (action: string): boolean => noting.has(action as DocumentAction);

/** What a paper brought, as the document that names it counts it: by kind, of a return by lot. Empty where it is of another type or store, or names other goods. */
export function broughtBy(paper: Document, document: Document): Map<string, number> {
  const isReturn = lending.has(document.type);
  const end = paper.type === 'transfer' ? paper.there : paper.site;
  const fits = isReturn
    ? paper.type === 'return' && paper.site !== document.site
    : bringing[document.type]?.includes(paper.type) && end === document.site;
  const names = isReturn ? backAs : cameAs;
  const sums = new Map<string, number>();
  for (const line of fits ? paper.lines : []) {
    if (isReturn && !isOf(line, document)) continue;
    const quantity = names.reduce((sum, name) => sum + (line.done[name] ?? 0), 0);
    if (quantity) add(sums, isReturn ? lotKey(line) : `${line.kind}`, quantity);
  }
  return sums;
}

/** All that a paper brought, by kind and by lot. */
export function broughtIn({ type, lines }: Document): Map<string, number> {
  const sums = new Map<string, number>();
  const names = type === 'return' ? backAs : cameAs;
  for (const line of lines)
    for (const name of names) {
      add(sums, `${line.kind}`, line.done[name] ?? 0);
      add(sums, lotKey(line), line.done[name] ?? 0);
    }
  return sums;
}

const noting: ReadonlySet<DocumentAction> = new Set<DocumentAction>([
  'noteArrival',
  'replenish',
  'noteReturn',
]);
const lending: ReadonlySet<DocumentType> = new Set<DocumentType>(['handOut', 'mutualAidGiven']);
const bringing: Readonly<Partial<Record<DocumentType, readonly DocumentType[]>>> = {
  procurement: ['goodsIn', 'emergencyPurchase'],
  rotation: ['goodsIn', 'emergencyPurchase', 'transfer'],
};
const cameAs: readonly Outcome[] = ['arrived', 'damaged', 'over'];
const backAs: readonly Outcome[] = ['returned', 'toInspect', 'damaged'];
const notedAs: ReadonlySet<Outcome> = new Set<Outcome>(['arrived', 'over', 'elsewhere']);
const rotatedAs: readonly Outcome[] = ['toDuty', 'toTraining', 'toVendor', 'toDispose'];

const lotKey = ({ kind, lot }: Line): string => `${kind} ${lot}`;

/** Came back from whom it was given to, and is this store's own. */
const isOf = ({ from }: Line, { site, lines }: Document): boolean =>
  from?.owner === site && lines.some(({ to }) => to?.place === from.place);

function portionsOf({ type, lines }: Document, { portions }: Step): Map<string, number> {
  const wants = new Map<string, number>();
  for (const { line: n, as, quantity } of portions) {
    const line = lines[n - 1];
    if (line && notedAs.has(as)) add(wants, lending.has(type) ? lotKey(line) : `${line.kind}`, quantity);
  }
  return wants;
}

/** Bought first, as much as shall be rotated; else as much as was. */
function rotatedBy({ lines }: Document, { from }: Step): Map<string, number> {
  const wants = new Map<string, number>();
  for (const { kind, wanted, done } of lines) {
    const gone = rotatedAs.reduce((sum, name) => sum + (done[name] ?? 0), 0);
    add(wants, `${kind}`, from === 'approved' ? wanted - (done.split ?? 0) - (done.kept ?? 0) : gone);
  }
  return wants;
}

const add = (sums: Map<string, number>, key: string, quantity: number): void =>
  void (quantity > 0 && sums.set(key, (sums.get(key) ?? 0) + quantity));
