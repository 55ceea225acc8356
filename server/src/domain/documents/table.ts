/** What a type of document is made of: states, stages and steps as data. A stage says what may become of its lines and which move each outcome posts; a step says who may take the document from where to where. */
import type {
  Debt,
  DocumentAction,
  DocumentState,
  Duty,
  Need,
  Outcome,
} from '@changping/contracts/document-words';
import type { GoodsQuality, Grade } from '@changping/contracts/documents';

type Outside = 'supplier' | 'consumed' | 'disposed' | 'lost' | 'found' | 'opening';
/** One end of a move. `source`, `target`: where the line says; what goes outside or comes from there keeps the rest of its slot. */
export type End = {
  at: 'source' | 'target' | 'transit' | Outside;
  quality?: GoodsQuality;
  grade?: Grade;
  /** It becomes the store's own. */
  ours?: true;
};
/** `move`: absent where goods stay where they are. `elsewhere`: another document posts it, so it counts as moved. `reason`: it must be given. `beyond`: on top of what was wanted, once all of that is accounted for. */
/** `own`: of goods that are another's it is no word of this store. */
export type Flow = {
  move?: readonly [End, End];
  elsewhere?: true;
  reason?: true;
  beyond?: true;
  own?: true;
};
/** Of `outOf` every unit must become one of `as`; until then some of the line is left. An outcome belongs to one stage of a type. */
export type Stage = {
  outOf: 'wanted' | readonly Outcome[];
  /** What the other end says of it: it moves nothing, and nothing waits for it. */
  isBeside?: true;
  as: Readonly<Partial<Record<Outcome, Flow>>>;
};
export type Reach = 'here' | 'there' | 'supplier' | 'person' | 'unit';

export type StepRule = {
  action: DocumentAction;
  from: readonly DocumentState[];
  /** Null: the state stays. */
  to: DocumentState | null;
  /** The first that holds decides instead of `to`. */
  unless?: readonly ({ left: string; to: DocumentState } | { owed: Debt; to: DocumentState })[];
  by: Duty;
  /** Whose site it is; the document's own where absent. Where there is no other end there is no such step. */
  end?: 'there';
  second?: Duty | 'anyone';
  /** Who signed one of these may not sign this. */
  apart?: readonly DocumentAction[];
  needs?: readonly Need[];
  /** From now on owed, by the date given with the step or `withinHours` of it. What is owed already keeps its date. */
  owes?: readonly { what: Debt; withinHours?: number }[];
  /** Can be taken only while this is owed, and ends it: at once, or when nothing is left for any of these stages. */
  settles?: { what: Debt; once?: readonly string[] };
  /** Can be taken only while this is owed, and puts its date off. */
  prolongs?: Debt;
  stage?: string;
  /** Of the stage's outcomes. */
  only?: readonly Outcome[];
  /** Not once a move is posted. */
  unmoved?: true;
};

export type Table = {
  opens: Duty;
  start: DocumentState;
  final: readonly DocumentState[];
  lines: 'goods' | 'items';
  /** Where lines of goods may lead from and to. */
  ends: { from: readonly Reach[]; to: readonly Reach[] };
  /** May whoever is at the other end open it too? */
  opensThere?: true;
  /** It is opened on an order from outside, and says on which. */
  onOrder?: true;
  /** Must another end be named? */
  there?: true;
  /** May a line change quality and grade on its way? Only where an inspector signs, or the fitter's place holds it meanwhile. */
  alters?: true;
  stages: Readonly<Record<string, Stage>>;
  steps: readonly StepRule[];
};

/** Everything that is not over can be cancelled as long as nothing is posted, by whom it was opened by duty. */
export function table(rows: Table): Table {
  const states = new Set([rows.start, ...rows.steps.flatMap(({ from }) => from)]);
  const cancel: StepRule = {
    action: 'cancel',
    from: [...states],
    to: 'cancelled',
    by: rows.opens,
    needs: ['reason'],
    unmoved: true,
  };
  return Object.freeze({
    ...rows,
    final: [...rows.final, 'cancelled' as const],
    steps: [...rows.steps, cancel],
  });
}

/** Somebody else than who asked says yes or no. */
export const approval = (
  to: DocumentState,
  from: DocumentState = 'asked',
  apart: readonly DocumentAction[] = ['open'],
): readonly StepRule[] => [
  { action: 'approve', from: [from], to, by: 'approve', apart },
  { action: 'refuse', from: [from], to: 'refused', by: 'approve', apart, needs: ['reason'] },
];

export const source: End = { at: 'source' };
export const target: End = { at: 'target' };
export const transit: End = { at: 'transit' };
export const supplier: End = { at: 'supplier' };
export const consumed: End = { at: 'consumed' };
export const disposed: End = { at: 'disposed' };
export const lost: End = { at: 'lost' };
export const found: End = { at: 'found' };
/** What there was before the book began. */
export const opening: End = { at: 'opening' };
export const damaged = (end: End): End => ({ ...end, quality: 'damaged' });
export const doubted = (end: End): End => ({ ...end, quality: 'inInspection' });
/** Fit for this use, and for no better one. */
export const graded = (end: End, grade: Grade): End => ({ ...end, quality: 'usable', grade });
