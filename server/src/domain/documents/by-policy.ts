/** A document as the policy of approvals sees it: its value and kinds, and who signed what so far. And what becomes of a step that approves before all have signed: it is kept, and the document stays where it stood. */
import type { DocumentAction, Duty } from '@changping/contracts/document-words';
import type { Document, Line, Step } from '@changping/contracts/documents';
import type { Paper, Signed } from '../approval-policy.ts';
import { standing } from './signatures.ts';

export type KindWorth = { unitCostFen: number; abc: string; category: string };
/** An unknown kind is watched as closely as can be. */
const unknown: KindWorth = { unitCostFen: 0, abc: 'A', category: '' };

/** Steps that are the approval. An approver also refuses, puts off and settles, and none of that is a yes to what was asked. */
export const approves = (action: DocumentAction): boolean => yes.has(action);
const yes: ReadonlySet<DocumentAction> = new Set<DocumentAction>([
  'approve',
  'useLease',
  'signAfterwards',
  'post',
]);

/** @param lines as they are after the step: what a count found is worth something only then. */
export function paperOf(
  { type, urgency = 'routine', level, steps }: Document,
  lines: readonly Line[],
  unit: string,
  kinds: Pick<ReadonlyMap<string, KindWorth>, 'get'>,
): Paper {
  const goods = goodsOf(lines, kinds);
  return {
    ...{ type, unit, urgency, level: level ?? null, signed: signedOf(steps) },
    classes: [...new Set(goods.flatMap(({ abc, category }) => [abc, category]))],
    fen: fenOf(goods),
  };
}

/** By unit cost; a kind without one is worth nobody knows what. undefined where nothing is moved. */
export function worthOf(
  lines: readonly Line[],
  kinds: Pick<ReadonlyMap<string, KindWorth>, 'get'>,
): { fen: number; unpriced: number } | undefined {
  const goods = goodsOf(lines, kinds);
  if (!goods.length) return undefined;
  const unpriced = new Set(goods.filter(({ unitCostFen }) => !unitCostFen).map(({ kind }) => kind));
  return { fen: fenOf(goods), unpriced: unpriced.size };
}

type Goods = KindWorth & { kind: string; wanted: number };

/** A part of a line is counted in its whole. */
const goodsOf = (lines: readonly Line[], kinds: Pick<ReadonlyMap<string, KindWorth>, 'get'>): Goods[] =>
  lines.flatMap(({ kind, of, wanted }) =>
    kind === null || of !== null ? [] : { kind, wanted, ...(kinds.get(kind) ?? unknown) },
  );

const fenOf = (goods: readonly Goods[]): number =>
  goods.reduce((sum, { wanted, unitCostFen }) => sum + wanted * unitCostFen, 0);

/** For a step that takes an approver and is no approval: whoever could approve may take it, if nobody had. */
export const undecided = (paper: Paper, action: DocumentAction, duty: Duty): Paper =>
  duty !== 'approve' || approves(action)
    ? paper
    : { ...paper, signed: paper.signed.filter((one) => one.action !== 'approve') };

/** The last step, which approves, is not the last that has to. */
export function collected(before: Document, after: Document): Document {
  const { state, owes, lines, steps, version } = before;
  const last = after.steps.at(-1) as Step;
  const step: Step = { ...last, to: state, owes, portions: [] };
  return { ...after, state, owes, lines, version: version + 1, steps: [...steps, step] };
}

function signedOf(steps: readonly Step[]): Signed[] {
  return standing(steps).flatMap(({ action, at, signatures = [] }) =>
    // To act first is the decision to; what leaves is released by its own step.
    action === 'actFirst'
      ? []
      : signatures
          .filter(({ duty }) => duty !== 'approve' || approves(action))
          .map(({ duty, ...one }): Signed => ({ ...one, action: duty, at })),
  );
}
