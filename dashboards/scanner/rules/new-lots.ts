/** Lots that come with the goods and that nobody had before: which of them a count names, and what label and keeper say of each. A label fills gaps; what stands there is never overwritten, and an empty value changes nothing. */
import { bringing, type Outcome } from '@changping/contracts/document-words';
import type { CommandBody } from '@changping/contracts/http-commands';
import { merge } from '@changping/contracts/scan-merge';
import type { Printed } from './meant.ts';
import { type Deed, type Offer, type Paper, type Portion, portionsOf, type Row } from './tally.ts';

/** Empty: nobody has said. `label`: what was read last. */
export type LotSaid = { madeOn: string; expiresOn: string; supplier: string; label?: Dates };
type Dates = { madeOn: string; expiresOn: string };
export type Named = { lot: string; kind: string };
type Step = CommandBody<'/api/documents/step'>;
export const unsaid: LotSaid = Object.freeze({ madeOn: '', expiresOn: '', supplier: '' });

/** Of what never came there is no lot. */
const coming: ReadonlySet<Outcome> = new Set<Outcome>([
  ...(['arrived', 'damaged', 'over', 'returned', 'toInspect', 'beforeBook'] as const),
]);

export const mayName = ({ document: { type } }: Paper, { outcomes }: Pick<Offer, 'outcomes'>): boolean =>
  bringing.has(type) && outcomes.some(({ as }) => coming.has(as));

/** What came in by this count and is of no lot that is known, each once. `isKnown`: of lots that lines do not name. */
export function namedBy(paper: Paper, deeds: readonly Deed[], isKnown: (lot: string) => boolean): Named[] {
  const named = new Map<string, Named>();
  for (const { lot, kind, ofLine } of lotsOf(paper, deeds)) {
    const isNew = ofLine ? (paper.newLots ?? []).includes(lot) : !isKnown(lot);
    if (isNew && !named.has(lot)) named.set(lot, { lot, kind });
  }
  return [...named.values()];
}

/** Lines of which something came in that is of no lot yet. */
export const lacksLot = ({ document }: Paper, deeds: readonly Deed[]): number[] => [
  ...new Set(
    portionsOf(deeds).flatMap(({ line, as, lot }) =>
      coming.has(as) && lot === undefined && document.lines[line - 1]?.lot === null ? line : [],
    ),
  ),
];

/** A label was read. */
export function read(before: LotSaid = unsaid, { madeOn, expiresOn }: Printed): LotSaid {
  const { supplier } = before;
  const known = { madeOn: before.madeOn, expiresOn: before.expiresOn };
  const merged = merge(known, { madeOn, expiresOn }).merged as Dates;
  const label = merge({ madeOn, expiresOn }, { ...before.label }).merged;
  return {
    ...merged,
    supplier,
    label: { madeOn: `${label.madeOn ?? ''}`, expiresOn: `${label.expiresOn ?? ''}` },
  };
}

/** What the label says otherwise. */
export const differing = ({ label, ...said }: LotSaid): (keyof Dates)[] =>
  (['madeOn', 'expiresOn'] as const).filter((day) => label?.[day] && said[day] && label[day] !== said[day]);

/** Nothing ends before it was made. */
export const isOdd = ({ madeOn, expiresOn }: LotSaid): boolean =>
  madeOn !== '' && expiresOn !== '' && expiresOn < madeOn;

export const bodyLots = (
  named: readonly Named[],
  said: Readonly<Record<string, LotSaid>> = {},
): NonNullable<Step['lots']> =>
  named.map(({ lot, kind }) => {
    const { madeOn, expiresOn, supplier } = said[lot] ?? unsaid;
    return {
      ...{ lot, kind },
      ...(madeOn ? { madeOn } : {}),
      ...(expiresOn ? { expiresOn } : {}),
      ...(supplier.trim() ? { supplier: supplier.trim() } : {}),
    };
  });

/** Back from a command that was refused. */
export const saidIn = (lots: Step['lots'] = []): Record<string, LotSaid> =>
  Object.fromEntries(
    lots.map(({ lot, madeOn = '', expiresOn = '', supplier = '' }) => [lot, { madeOn, expiresOn, supplier }]),
  );

/** Of which kind goods of an unknown lot are: as its first label was counted, that of the line in hand, or of the only kind that waits for such. 'ask': a person says which line. Null: a line names the lot, or none waits for any. */
export function kindOfNew(
  rows: readonly Row[],
  deeds: readonly Deed[],
  lot: string | null,
  inHand: number | null,
): string | null {
  const open = rows.filter(({ line }) => line.lot === null && line.piece === null && line.kind !== null);
  if (open.length === 0 || rows.some(({ line }) => line.lot !== null && line.lot === lot)) return null;
  const before = deeds.find(({ portion }) => portion.lot === lot)?.portion.line;
  const own = open.find(({ line }) => line.n === before) ?? open.find(({ line }) => line.n === inHand);
  const kinds = [...new Set(open.flatMap(({ line }) => line.kind ?? []))];
  return own?.line.kind ?? (kinds.length === 1 ? (kinds[0] ?? null) : 'ask');
}

/** The lot is one of another kind than the goods are sold as: by a line, or by what was counted before. */
export const isOtherKind = (
  rows: readonly Row[],
  deeds: readonly Deed[],
  lot: string,
  sold: string | null | undefined,
): boolean =>
  rows.some(
    ({ line: { n, kind, lot: own } }) =>
      sold &&
      kind !== null &&
      kind !== sold &&
      (own === lot || deeds.some(({ portion }) => portion.line === n && portion.lot === lot)),
  );

/** What is counted on the line without a lot, and what is counted next, is of this one. */
export function nameLot(
  deeds: readonly Deed[],
  line: number,
  lot: string,
  as: Outcome,
  reason?: string,
): Deed {
  const quantity = portionsOf(deeds).reduce((sum, mark) => sum + (isOwn(mark) ? mark.quantity : 0), 0);
  return { do: 'set', portion: { line, as, quantity, lot, ...(reason ? { reason } : {}) } };
  function isOwn(mark: Portion): boolean {
    const isOf = mark.line === line && mark.as === as && mark.piece === undefined;
    return isOf && (mark.lot === undefined || mark.lot === lot);
  }
}

function lotsOf({ document }: Paper, deeds: readonly Deed[]): (Named & { ofLine: boolean })[] {
  return portionsOf(deeds).flatMap(({ line: n, as, lot: said }) => {
    const line = document.lines[n - 1];
    const lot = said ?? line?.lot;
    if (!line?.kind || !lot || !coming.has(as)) return [];
    return { lot, kind: line.kind, ofLine: line.lot !== null };
  });
}
