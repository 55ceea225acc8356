/** Would a new table leave a store with nobody for what somebody can sign there today? Only of stores that have people of their own; and what could not be signed before is no fault of the new table, for not every store has people for everything. */
import { type DocumentType, documentTypes } from '@changping/contracts/document-words';
import type { PolicyMistake } from '@changping/contracts/policy-mistakes';
import { isOutsider } from '@changping/contracts/roles';
import { fits } from './approval.ts';
import {
  type ApprovalPolicy,
  type ApprovalRule,
  type Paper,
  ruleFor,
  type Signatures,
} from './approval-policy.ts';
import { type Account, type Unit, type UnitTree, unitsAbove } from './rights.ts';

const allTypes = Object.keys(documentTypes) as DocumentType[];

/** Checks of a row against a document; one of a person against a signature counts as four. What is more would hold everybody up for seconds. */
const workMost = 30_000_000;
const workOfPerson = 4;

/** @param people with an account in use. Who stands in for whom makes no difference: the one stood in for is there himself, and the two together sign no more places than he does. */
export function nobodyThere(
  now: Pick<ApprovalPolicy, 'rules'>,
  next: Pick<ApprovalPolicy, 'rules'>,
  people: readonly Account[],
  tree: UnitTree,
): PolicyMistake[] {
  const manned = new Set(people.map(({ unit }) => unit));
  const stores = [...tree].flatMap(([unit, above]) => (above !== null && manned.has(unit) ? [unit] : []));
  const near = new Map(stores.map((unit) => [unit, peopleOf(unit, people, tree)]));
  const rows = [...now.rules, ...next.rules];
  let work = 0;
  return next.rules.flatMap((rule): PolicyMistake[] => {
    const left = new Set<Unit>();
    const judged = new Set<string>();
    for (const paper of papersOf(rule, rows)) {
      work += rows.length;
      if (work > workMost) return [{ rule: rule.id, fault: 'tooIntricate' }];
      if (ruleFor(next, paper, rule.action) !== rule) continue;
      const before = ruleFor(now, paper, rule.action);
      if (!before || isSame(before.signatures, rule.signatures)) continue;
      // Who signs depends on nothing else of a document.
      const pair = `${paper.type} ${before.id}`;
      if (judged.has(pair)) continue;
      judged.add(pair);
      for (const [unit, able] of near) {
        work += able.length * (sizeOf(before) + sizeOf(rule)) * workOfPerson;
        const can = (signatures: readonly Signatures[]) =>
          haveAll(signatures, able, { ...paper, unit }, rule.action, tree);
        if (!left.has(unit) && can(before.signatures) && !can(rule.signatures)) left.add(unit);
      }
    }
    return [...left].map((unit) => ({ rule: rule.id, fault: 'nobodyThere' as const, unit }));
  });
}

/** One of each sort that the rows of the duty tell apart, of those that this row speaks of. */
function* papersOf(rule: ApprovalRule, rows: readonly ApprovalRule[]): Generator<Paper> {
  const of = rows.filter(({ action }) => action === rule.action);
  const { from, to } = rule.fen;
  const bounds = of.flatMap(({ fen }) => [fen.from, fen.to ?? 0]);
  const worths = new Set([from, ...bounds.filter((fen) => fen > from && (to === null || fen < to))]);
  const classes = rule.classes ?? [null, ...new Set(of.flatMap((each) => each.classes ?? []))];
  const urgencies =
    rule.urgencies ?? new Set(['routine' as const, ...of.flatMap((each) => each.urgencies ?? [])]);
  const levels = rule.levels ?? new Set([null, ...of.flatMap((each) => each.levels ?? [])]);
  for (const type of rule.types ?? allTypes)
    for (const fen of worths)
      for (const name of classes)
        for (const urgency of urgencies)
          for (const level of levels)
            yield { type, unit: '', classes: name === null ? [] : [name], fen, urgency, level, signed: [] };
}

const sizeOf = ({ signatures }: ApprovalRule): number =>
  signatures.reduce((sum, { by, count }) => sum + by.length + count, 0);

const isSame = (one: readonly Signatures[], other: readonly Signatures[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Only who belongs to the unit or to one above it ever signs there; for a partner and a neighbour nobody but themselves. */
function peopleOf(unit: Unit, people: readonly Account[], tree: UnitTree): Account[] {
  const own = people.filter((each) => each.unit === unit);
  if (own.every(({ roles }) => roles.some(isOutsider))) return own;
  const above = new Set(unitsAbove(unit, tree));
  return people.filter((each) => above.has(each.unit));
}

/** Is there somebody for every signature, each another person? One who is asked for gives way where there is somebody else for the place he holds. */
function haveAll(
  signatures: readonly Signatures[],
  people: readonly Account[],
  paper: Paper,
  action: ApprovalRule['action'],
  tree: UnitTree,
): boolean {
  const places = signatures.flatMap(({ by, count }) => {
    const able = people.filter((each) => by.some((who) => fits(who, each, paper, action, tree)));
    return Array.from({ length: count }, () => able);
  });
  const holds = new Map<Account, number>();
  const seat = (place: number, tried: Set<Account>): boolean =>
    (places[place] ?? []).some((person) => {
      if (tried.has(person)) return false;
      tried.add(person);
      const held = holds.get(person);
      if (held !== undefined && !seat(held, tried)) return false;
      holds.set(person, place);
      return true;
    });
  return places.every((_, place) => seat(place, new Set()));
}
