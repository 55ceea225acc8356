/** What a policy of approvals says, as data: which row decides for a paper, who has to sign, and whether all have. */
import type { ResponseLevel, Urgency } from '@changping/contracts/approval-words';
import type { DocumentType, Duty } from '@changping/contracts/document-words';
import type { Term } from '@changping/contracts/documents';
import type { PolicyMistake } from '@changping/contracts/policy-mistakes';
import type { Role } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import { rights, type Unit } from './rights.ts';

/** own: of the unit of the paper. above: of any unit over it. regional: of the highest. */
export type Whose = 'own' | 'above' | 'regional';
export type Who = { role: Role; unit: Whose };
/** So many different people, each one of these. */
export type Signatures = { by: readonly Who[]; count: number };

/** null: whatever. `fen`: from ≤ value < to; to null: no end. `classes`: A, B, C or a category; one line of such a class is enough. `source`: whose rule it is. */
export type ApprovalRule = {
  id: string;
  action: Duty;
  types: readonly DocumentType[] | null;
  classes: readonly string[] | null;
  fen: { from: number; to: number | null };
  urgencies: readonly Urgency[] | null;
  levels: readonly ResponseLevel[] | null;
  /** At least one: a paper that waits for a decision can not be let through by nobody. */
  signatures: readonly Signatures[];
  /** Of an approval: the goods may leave before it, which is then due within the term. */
  actFirst: boolean;
  /** Of a release of hand-outs: who asked may give them out too, once somebody else has approved. */
  byAsker: boolean;
  /** Of an approval: within so many days of its first goods an emergency purchase brings its papers. */
  papersDays?: number | undefined;
  source: string;
};
export type ApprovalPolicy = { version: number; rules: readonly ApprovalRule[] };

/** Who signed for what. `as`: the one he stood in for, or himself. `rule` and `place`: under which row, and for which of its signatures. */
export type Signed = {
  action: Duty;
  person: string;
  as: string;
  rule: string;
  place: number;
  at: Instant;
};
/** `unit`: where the step is taken. `level`: null while no response is on. `signed`: everything up to now, the asking first. */
export type Paper = {
  type: DocumentType;
  unit: Unit;
  classes: readonly string[];
  fen: number;
  urgency: Urgency;
  level: ResponseLevel | null;
  signed: readonly Signed[];
};

/** The first row that fits decides; undefined where none does. */
export const ruleFor = (
  { rules }: Pick<ApprovalPolicy, 'rules'>,
  paper: Paper,
  action: Duty,
): ApprovalRule | undefined =>
  rules.find(
    (rule) =>
      rule.action === action &&
      (rule.types?.includes(paper.type) ?? true) &&
      (rule.classes?.some((each) => paper.classes.includes(each)) ?? true) &&
      paper.fen >= rule.fen.from &&
      (rule.fen.to === null || paper.fen < rule.fen.to) &&
      (rule.urgencies?.includes(paper.urgency) ?? true) &&
      (rule.levels === null || (paper.level !== null && rule.levels.includes(paper.level))),
  );

/** Where its row says nothing. */
const usualPapersDays = 30;
const day = 86_400_000;

/** When the papers of an emergency purchase are due, and the latest moment somebody may choose instead: that day's end, wherever it ends. */
export function papersTerm(policy: ApprovalPolicy, paper: Paper, now: Instant): Term {
  const days = ruleFor(policy, paper, 'approve')?.papersDays ?? usualPapersDays;
  return { usual: (now + days * day) as Instant, latest: (now + (days + 1) * day) as Instant };
}

/** What is still to sign. A signature under another row, given before the paper grew dearer or more urgent, does not count. */
export function openSignatures(
  { id, signatures }: ApprovalRule,
  { signed }: Paper,
): (Signatures & { place: number })[] {
  return signatures
    .map((each, place) => ({ ...each, place }))
    .filter(({ count, place }) => {
      const given = signed.filter((one) => one.rule === id && one.place === place);
      return new Set(given.map(({ as }) => as)).size < count;
    });
}

/** Has everybody approved whose approval is wanted? What no row fits is never approved. */
export function isApproved(policy: ApprovalPolicy, paper: Paper): boolean {
  const rule = ruleFor(policy, paper, 'approve');
  return rule !== undefined && openSignatures(rule, paper).length === 0;
}

/** Every mistake of single rows at once. */
export function policyFaults({ rules }: Pick<ApprovalPolicy, 'rules'>): PolicyMistake[] {
  return rules.flatMap((rule, at): PolicyMistake[] => {
    const { id, action, types, fen, signatures, actFirst, byAsker } = rule;
    const all: [boolean, PolicyMistake['fault']][] = [
      [rules.findIndex((each) => each.id === id) !== at, 'sameId'],
      [fen.to !== null && fen.to <= fen.from, 'emptyRange'],
      [!signatures.length, 'noSignature'],
      [signatures.some(({ count }) => !(count >= 1)), 'countBelowOne'],
      [signatures.some(({ by }) => !by.some(({ role }) => canEver(role, action, types))), 'nobodyMay'],
      [actFirst && action !== 'approve', 'actFirstOnlyApproval'],
      // Without a bound of value the exception would be the rule.
      [byAsker && !(action === 'release' && isOnlyHandOut(types) && fen.to !== null), 'byAskerOnlyHandOut'],
    ];
    return all.filter(([isSo]) => isSo).map(([, fault]) => ({ rule: id, fault }));
  });
}

const isOnlyHandOut = (types: ApprovalRule['types']): boolean =>
  types?.every((type) => type === 'handOut') ?? false;

const canEver = (role: Role, action: Duty, types: ApprovalRule['types']): boolean =>
  [...rights[role]].some((right) => {
    const [duty, type] = right.split(':');
    return duty === action && type !== undefined && (types?.includes(type as DocumentType) ?? true);
  });
