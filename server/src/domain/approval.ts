/** Who may take a step of a document. The policy's row decides who; never oneself twice, whatever it says: who asked does not approve, who picked does not release, and a delegate is as much the one he stands in for as himself. Where goods may go before their approval one is enough to let them go: who is alone at night is not apart from himself, and somebody else signs within a day. */
import type { DocumentType, Duty } from '@changping/contracts/document-words';
import type { FaultCode } from '@changping/contracts/faults';
import type { Role } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import { type Basis, comesAfter, type Owes, owedBefore } from './act-first.ts';
import {
  type ApprovalPolicy,
  isApproved,
  openSignatures,
  type Paper,
  ruleFor,
  type Signatures,
  type Signed,
  type Who,
  type Whose,
} from './approval-policy.ts';
import { type Delegation, type Identity, identitiesOf } from './delegation.ts';
import {
  type Account,
  conflictsOf,
  isInScope,
  rights,
  type Unit,
  type UnitTree,
  unitsAbove,
} from './rights.ts';

export type Chart = { policy: ApprovalPolicy; delegations: readonly Delegation[]; tree: UnitTree };
/** `signature` goes into the paper, `version` of the policy and `owes` with it. `could`: who could instead, or has to sign before. */
export type Verdict =
  | { yes: true; version: number; signature: Signed; owes: Owes | null }
  | { yes: false; code: FaultCode; could: readonly Could[] };
/** Holders of the role at one of these units. */
export type Could = { role: Role; units: readonly Unit[] };

export function mayAct(
  { policy, delegations, tree }: Chart,
  person: Account,
  paper: Paper,
  action: Duty,
  now: Instant,
  basis: Basis | null = null,
): Verdict {
  const rule = ruleFor(policy, paper, action);
  if (!rule) return { yes: false, code: 'noPolicy', could: [] };
  const open = openSignatures(rule, paper);
  if (!open.length && action === 'approve') return { yes: false, code: 'alreadySigned', could: [] };
  // Goods are picked and received in parts, so all else can be done again by whoever may.
  const wanted = open.length ? open : rule.signatures.map((each, place) => ({ ...each, place }));
  const no = (code: FaultCode): Verdict => ({ yes: false, code, could: couldOf(wanted, paper, tree) });

  const fitting = identitiesOf(person, delegations, paper.type, action, now).flatMap((identity) =>
    wanted
      .filter(({ by }) => by.some((who) => fits(who, identity.as, paper, action, tree)))
      .map(({ place }) => ({ identity, place })),
  );
  if (!fitting.length) return no('dutyMissing');
  const owes = comesAfter(action) ? owedBefore(policy, paper, basis, now) : null;
  // What is signed for by another afterwards need not be let go by another.
  const isFirst = owes !== null && owes !== 'approvalMissing';
  const spared = isFirst
    ? apartFrom(action, paper.type)
    : rule.byAsker && isApproved(policy, paper)
      ? ask
      : [];
  const chosen = fitting.find(({ identity }) => isApart(identity, paper, action, open.length > 0, spared));
  if (!chosen) return no('samePerson');
  if (typeof owes === 'string') {
    const approval = ruleFor(policy, paper, 'approve');
    const missing = approval ? openSignatures(approval, paper) : [];
    return { yes: false, code: owes, could: couldOf(missing, paper, tree) };
  }
  const as = chosen.identity.as.id;
  const signature = { action, person: person.id, as, rule: rule.id, place: chosen.place, at: now };
  return { yes: true, version: policy.version, signature, owes };
}

/** The policy can narrow what a role may do, and never widen it. */
export const fits = ({ role, unit }: Who, as: Account, paper: Paper, action: Duty, tree: UnitTree): boolean =>
  as.roles.includes(role) &&
  conflictsOf(as.roles).length === 0 &&
  rights[role].has(`${action}:${paper.type}`) &&
  isInScope(as, paper.unit, tree) &&
  unitsOf(unit, paper, tree).includes(as.unit);

function unitsOf(whose: Whose, { unit }: Paper, tree: UnitTree): Unit[] {
  const [own, ...above] = unitsAbove(unit, tree);
  if (own === undefined) return [];
  if (whose === 'own') return [own];
  return whose === 'above' ? above : [above.at(-1) ?? own];
}

/** Who has to sign such a step, or has still to sign the approval. */
export function couldSign({ policy, tree }: Chart, paper: Paper, action: Duty): Missing[] {
  const rule = ruleFor(policy, paper, action);
  return (rule ? openSignatures(rule, paper) : []).map((each) => ({
    left: each.count - givenTo(paper, rule?.id, each.place),
    could: couldOf([each], paper, tree),
  }));
}
export type Missing = { left: number; could: readonly Could[] };

const givenTo = ({ signed }: Paper, rule: string | undefined, place: number): number =>
  new Set(signed.filter((one) => one.rule === rule && one.place === place).map(({ as }) => as)).size;

const couldOf = (wanted: readonly Signatures[], paper: Paper, tree: UnitTree): Could[] =>
  wanted.flatMap(({ by }) => by.map(({ role, unit }) => ({ role, units: unitsOf(unit, paper, tree) })));

/** Whose earlier hand keeps somebody from a step. Signing afterwards is approving too, so who let the goods go first does not. */
const apartOf: Readonly<Partial<Record<Duty, readonly Duty[]>>> = {
  approve: ['ask', 'order', 'pick', 'release', 'count', 'inspect', 'maintain', 'rotate'],
  release: ['ask', 'pick'],
  receive: ['release'],
  supervise: [
    'ask',
    'approve',
    'order',
    'pick',
    'release',
    'receive',
    'count',
    'inspect',
    'maintain',
    'rotate',
  ],
};

/** A lender takes back from who borrowed, who signs beside; no lorry of ours was in between. And who calls for a check of others makes it. */
function apartFrom(action: Duty, type: DocumentType): readonly Duty[] {
  const from = apartOf[action] ?? [];
  if (action === 'receive' && (type === 'handOut' || type === 'mutualAidGiven')) return [];
  if (action === 'supervise' && type === 'spotCheck') return from.filter((duty) => duty !== 'ask');
  return from;
}

const ask: readonly Duty[] = ['ask'];

/** @param isOpen more than one signature may be wanted, each of somebody else. @param spared whose earlier hand does not count here. */
function isApart(
  { person, as }: Identity,
  { signed, type }: Paper,
  action: Duty,
  isOpen: boolean,
  spared: readonly Duty[],
): boolean {
  const apart = apartFrom(action, type).filter((duty) => !spared.includes(duty));
  const from = [...apart, ...(isOpen ? [action] : [])];
  const mine = new Set([person, as.id]);
  return !signed.some((one) => from.includes(one.action) && (mine.has(one.person) || mine.has(one.as)));
}
