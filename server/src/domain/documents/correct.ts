/** What is posted is never changed: the last step of a document is taken back by the reversing moves, two people and a reason, and the document stands where it stood before. Older steps are reached one by one. */
import type { Command, Document, Line, Move, Portion } from '@changping/contracts/documents';
import type { Instant } from '@changping/contracts/units';
import { type Done, type Refused, refused } from './answer.ts';
import { add } from './lines.ts';
import { moveOf } from './places.ts';
import { ofPair, signed, siteOf, standing } from './signatures.ts';
import type { StepRule, Table } from './table.ts';
import { tables } from './tables.ts';

/** `by` has the duty of the step that is taken back, `second` is an approver there. */
export type Correction = Pick<Command, 'version' | 'by' | 'second' | 'reason' | 'photos' | 'refs'>;

export function correct(document: Document, correction: Correction, now: Instant): Done | Refused {
  const { type, version, steps, state } = document;
  if (correction.version !== version)
    return refused(
      'documentChanged',
      `单据已是第 ${version} 版，请刷新`,
      `it is at version ${version} by now`,
    );
  const [before, last] = standing(steps).slice(-2);
  const rule = last && ruleOf(tables[type], last);
  if (!before || !last || !rule || last.from === null || last.to === 'cancelled' || last.to === 'refused')
    return refused(
      'documentState',
      '没有可冲正的步骤，请另开单据',
      'there is no step to correct: open another document',
    );
  const site = siteOf(document, rule);
  const fault =
    ofPair(correction.by, rule.by, site, correction.second, 'approve', [site]) ?? ofReason(correction);
  if (fault) return fault;
  const { owes } = before;
  const step = {
    ...signed({ ...correction, action: 'correct' }),
    ...{ at: now, from: state, to: last.from, owes, portions: [], undoes: steps.lastIndexOf(last) },
  };
  return {
    ok: true,
    document: {
      ...document,
      ...{ state: last.from, version: version + 1, owes, steps: [...steps, step] },
      lines: takeBack(document.lines, last.portions),
    },
    moves: reverse(movesOf(document, rule, last.portions)),
  };
}

/** The last first, each the other way. */
export const reverse = (moves: readonly Move[]): Move[] =>
  moves.toReversed().map(({ from, to, ...goods }) => ({ from: to, to: from, ...goods }));

/** The step that its last one takes back. */
export const undoneIn = ({ steps }: Pick<Document, 'steps'>): Document['steps'][number] | undefined =>
  steps[steps.at(-1)?.undoes ?? -1];

/** What its last standing step moves. */
export function lastMoves(document: Document): Move[] {
  const last = standing(document.steps).at(-1);
  const rule = last && ruleOf(tables[document.type], last);
  return rule ? movesOf(document, rule, last.portions) : [];
}

const ruleOf = ({ steps }: Table, last: Document['steps'][number]): StepRule | undefined =>
  steps.find(({ action, from }) => action === last.action && last.from !== null && from.includes(last.from));

function ofReason({ reason }: Correction): Refused | undefined {
  return reason?.trim() ? undefined : refused('documentNeeds', '还缺：事由', 'it wants: a reason');
}

function movesOf(document: Document, { stage }: StepRule, portions: readonly Portion[]): Move[] {
  const flows = stage === undefined ? {} : (tables[document.type].stages[stage]?.as ?? {});
  return portions.flatMap((portion) => {
    const flow = flows[portion.as];
    const line = document.lines[portion.line - 1];
    return (flow && line && moveOf(flow, line, portion, document)) ?? [];
  });
}

/** A line that the step made is the last there is, and goes with it. */
function takeBack(before: readonly Line[], portions: readonly Portion[]): Line[] {
  const lines = [...before];
  for (const { line, as, quantity } of portions.toReversed()) {
    const rest = add(lines[line - 1]!, as, -quantity);
    const whole = rest.of === null ? undefined : lines[rest.of - 1];
    lines[line - 1] = rest;
    if (!whole || Object.keys(rest.done).length) continue;
    lines.pop();
    if (rest.wanted) lines[whole.n - 1] = add(whole, 'split', -rest.wanted);
  }
  return lines;
}
