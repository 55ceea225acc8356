/** Take a document one step on: is it in a state for it, is everything there that the step wants, are the signatures of different people with the duty, do the lines add up? Then the new document and the moves to post; else nothing changes. */

import type { Debt, DocumentState } from '@changping/contracts/document-words';
import { debts, documentActions, needs, statesOf } from '@changping/contracts/document-words';
import type { Command, Document, Line, Owed, Step } from '@changping/contracts/documents';
import { photoHash } from '@changping/contracts/photo-hash';
import type { Instant } from '@changping/contracts/units';
import { type Done, named, type Refused, refused } from './answer.ts';
import { isLeft, take } from './lines.ts';
import { ofSignatures, signed } from './signatures.ts';
import type { StepRule, Table } from './table.ts';
import { tables } from './tables.ts';

export function act(document: Document, command: Command, now: Instant): Done | Refused {
  const table = tables[document.type];
  if (command.version !== document.version)
    return refused(
      'documentChanged',
      `单据已是第 ${document.version} 版，请刷新`,
      `it is at version ${document.version} by now`,
    );
  const rule = rulesNow(document).find(({ action }) => action === command.action);
  if (!rule) return notNow(document);
  const fault =
    ofPosted(document, rule) ??
    ofSignatures(document, rule, command) ??
    ofPapers(document, rule, command, now);
  if (fault) return fault;
  const stage = rule.stage === undefined ? undefined : table.stages[rule.stage];
  if (!stage && command.portions?.length)
    return refused('documentLine', '这一步不登记明细', 'this step books no lines');
  const taken = stage
    ? take(document, table, stage, rule, command.portions ?? [])
    : { ok: true as const, lines: document.lines, portions: [], moves: [] };
  if (!taken.ok) return taken;
  const { lines, portions, moves } = taken;
  const isOff = rule.to === 'cancelled' || rule.to === 'refused';
  const owes = isOff ? [] : owedAfter(document, table, rule, command, lines, now);
  const state = stateAfter(document, table, rule, lines, owes);
  if (table.final.includes(state) && owes[0])
    return refused(
      'documentNeeds',
      `尚欠${debts[owes[0].what][0]}，不能办结`,
      `it still owes ${debts[owes[0].what][1]}`,
    );
  const step: Step = {
    ...signed(command),
    at: now,
    from: document.state,
    to: state,
    portions,
    owes,
    undoes: null,
  };
  return {
    ok: true,
    document: {
      ...document,
      state,
      version: document.version + 1,
      lines,
      owes,
      steps: [...document.steps, step],
    },
    moves,
  };
}

/** The steps that its state and what it owes allow, in the order of the table; of an action the first. */
export const rulesNow = ({ type, state, owes, there }: Document): readonly StepRule[] =>
  tables[type].steps
    .filter(({ from, settles, prolongs, end }) => {
      if (end === 'there' && there === null) return false;
      const debt = settles?.what ?? prolongs;
      return from.includes(state) && (debt === undefined || owes.some(({ what }) => what === debt));
    })
    .filter(({ action }, n, all) => all.findIndex((rule) => rule.action === action) === n);

/** Has it posted a move that was not taken back? */
export const hasMoved = ({ type, lines }: Document): boolean =>
  Object.values(tables[type].stages).some(({ as }) =>
    Object.entries(as).some(
      ([name, { move, elsewhere }]) =>
        (move || elsewhere) && lines.some(({ done }) => (done[name as keyof typeof as] ?? 0) > 0),
    ),
  );

/** An order from outside: its number, a photo of it, or who called. */
export const hasBasis = ({ refs, photos, phone }: Pick<Command, 'refs' | 'photos' | 'phone'>): boolean =>
  isSome(refs) || isPhoto(photos) || !!phone?.trim();

/** What somebody only wrote down of a photograph is none. */
const isPhoto = (all: readonly string[] | undefined): boolean => !!all?.some((each) => photoHash.test(each));

const isSome = (all: readonly string[] | undefined): boolean => !!all?.some((each) => each.trim());

function notNow(document: Document): Refused {
  const { type, state } = document;
  const open = [...new Set(rulesNow(document).map(({ action }) => action))];
  const all = open.map((action) => documentActions[action]);
  return refused(
    'documentState',
    `单据“${statesOf(type)[state][0]}”，${open.length ? `可办：${named(all, 0)}` : '已经结束'}`,
    `it is "${statesOf(type)[state][1]}"${open.length ? `; it offers: ${named(all, 1)}` : ' and over'}`,
  );
}

function ofPosted(document: Document, { unmoved }: StepRule): Refused | undefined {
  if (!unmoved || !hasMoved(document)) return undefined;
  return refused(
    'alreadyMoved',
    '已有物资入账：先由两人冲正，再撤销',
    'goods were posted: let two persons correct that first',
  );
}

function ofPapers(document: Document, rule: StepRule, command: Command, now: Instant): Refused | undefined {
  const has = {
    reason: !!command.reason?.trim(),
    photo: isPhoto(command.photos),
    ref: isSome(command.refs),
    basis: hasBasis(command),
  };
  const lacks = (rule.needs ?? []).filter((need) => !has[need]).map((need) => needs[need]);
  if (rule.stage !== undefined && !command.portions?.length) lacks.push(['明细', 'lines']);
  if (lacks.length)
    return refused('documentNeeds', `还缺：${named(lacks, 0)}`, `it wants: ${named(lacks, 1)}`);
  const asked = dateAsked(document, rule);
  if (asked === null) return undefined;
  const after = document.owes.find(({ what }) => what === asked)?.dueAt ?? now;
  const { dueAt, term } = command;
  if (dueAt === undefined && term) return undefined;
  if (dueAt !== undefined && term && dueAt > term.latest)
    return refused(
      'documentNeeds',
      `制度规定的${debts[asked][0]}期限更早，不能再晚`,
      `the policy wants ${debts[asked][1]} sooner than that`,
    );
  if (dueAt !== undefined && isTerm(dueAt, after, now)) return undefined;
  return refused(
    'documentNeeds',
    `须给出${debts[asked][0]}的期限，且晚于${after === now ? '现在' : '原期限'}，一年以内`,
    `give a date for ${debts[asked][1]}, later than ${after === now ? 'now' : 'the one before'}, within a year`,
  );
}

/** What is due in a hundred years is never overdue. */
const longestDebt = 366 * 86_400_000;
export const isTerm = (dueAt: Instant, after: Instant, now: Instant): boolean =>
  Number.isSafeInteger(dueAt) && dueAt > after && dueAt <= now + longestDebt;

/** For which debt the step wants a date. */
export function dateAsked({ owes }: Document, rule: StepRule): Debt | null {
  if (rule.prolongs) return rule.prolongs;
  const dated = rule.owes?.find(({ withinHours }) => withinHours === undefined);
  return !dated || owes.some(({ what }) => what === dated.what) ? null : dated.what;
}

const hour = 3_600_000;

function owedAfter(
  document: Document,
  { stages }: Table,
  rule: StepRule,
  { dueAt, term }: Command,
  lines: readonly Line[],
  now: Instant,
): readonly Owed[] {
  const { prolongs, settles } = rule;
  if (prolongs && dueAt !== undefined)
    return document.owes.map((owed) => (owed.what === prolongs ? { ...owed, dueAt } : owed));
  const isDone = !settles?.once?.some((stage) => isLeft(lines, stages[stage]!));
  const owes = document.owes.filter(({ what }) => !(what === settles?.what && isDone));
  const more = (rule.owes ?? []).flatMap(({ what, withinHours }) => {
    const until =
      withinHours === undefined ? (dueAt ?? term?.usual) : ((now + withinHours * hour) as Instant);
    return until === undefined || owes.some((owed) => owed.what === what) ? [] : { what, dueAt: until };
  });
  return [...owes, ...more];
}

function stateAfter(
  { state }: Document,
  { stages }: Table,
  { to, unless = [] }: StepRule,
  lines: readonly Line[],
  owes: readonly Owed[],
): DocumentState {
  const holding = unless.find((one) =>
    'left' in one ? isLeft(lines, stages[one.left]!) : owes.some(({ what }) => what === one.owed),
  );
  return holding?.to ?? to ?? state;
}
