/** The policy of approvals at work on documents: who may take a step, as whom and under which row; who could instead; and whose signature is missing. A document ends by the version it was opened under, so that no new table leaves goods on the road; one from before there was a table ends as it began. */
import { roleWords } from '@changping/contracts/approval-words';
import type { DocumentAction, DocumentType, Duty, Word } from '@changping/contracts/document-words';
import type {
  AvailableStep,
  Document,
  DutiesBySite,
  Signature,
  Step,
  Term,
} from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { CommandAnswer } from '@changping/contracts/http-commands';
import { isOutsider } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import { type Basis, owedBefore } from './domain/act-first.ts';
import { type Chart, type Could, couldSign, mayAct, type Verdict } from './domain/approval.ts';
import { isApproved, type Paper, papersTerm, ruleFor, type Signed } from './domain/approval-policy.ts';
import { type Delegation, identitiesOf } from './domain/delegation.ts';
import type { Done, Refused } from './domain/documents/answer.ts';
import { awaited } from './domain/documents/awaited.ts';
import {
  approves,
  collected,
  type KindWorth,
  paperOf,
  undecided,
  worthOf,
} from './domain/documents/by-policy.ts';
import { openedAt } from './domain/documents/draft.ts';
import { dateAsked, rulesNow } from './domain/documents/machine.ts';
import { ofApart, siteOf, standing } from './domain/documents/signatures.ts';
import type { StepRule } from './domain/documents/table.ts';
import { tables } from './domain/documents/tables.ts';
import { type Account, dutiesOf, may, type UnitTree } from './domain/rights.ts';
import { endsOf } from './paper-facts.ts';
import type { Accounts, Person } from './store/accounts.ts';
import type { Delegations } from './store/delegations.ts';
import type { Policies } from './store/policies.ts';

type Opened = CommandAnswer<'/api/documents/open'>;
type Approval = NonNullable<Opened['approval']>;
/** Goes into the audit. */
type Told = { rule?: string; policy?: number; as?: string };
export type Approvals = {
  /** His own duties, and those he holds for others. */
  duties(person: Person, type: DocumentType, site: string): Duty[];
  /** @throws Fault */
  opened(document: Document, by: Person): Document;
  /** The step that was just judged, signed; of one that is not the last that has to approve, `isHeld`. @throws Fault */
  taken(before: Document, done: Done, by: Person): { done: Done; isHeld: boolean; told: Told };
  /** @returns what the refusal says, and who could instead. */
  refused(refusal: Refused, before: Document, action: string, asker: Person): Fault;
  /** Not what the step itself would refuse him as the same person, by a delegation either. */
  offers(document: Document, step: AvailableStep, person: Person): boolean;
  /** Where the step sets a date for what the policy has a term for. */
  term(document: Document, action: string): Term | undefined;
  /** As the policy judges by it; undefined where nothing is moved. */
  worth(document: Document): Opened['worth'];
  /** undefined while it waits for no approval. */
  now(document: Document, asker: Person): Approval | undefined;
  /** Is it for this one to take the step that the document waits for? */
  waitsFor(document: Document, person: Person): boolean;
};
export type ApprovalParts = {
  policies: Pick<Policies, 'current' | 'at'>;
  delegations: Pick<Delegations, 'standing'>;
  accounts: Pick<Accounts, 'find' | 'list'>;
  tree: UnitTree;
  catalogue: Worths;
  /** What a unit is called. */
  nameOf(unit: string): { name: string; nameEn: string };
  now(): Instant;
};

/** What kinds are worth in each version of the catalogue. */
export type Worths = {
  now(): number;
  /** @param version undefined of a document that names none: as things stand. */
  at(version: number | undefined): Pick<ReadonlyMap<string, KindWorth>, 'get'>;
};

const unitsTold = 3;
const peopleTold = 5;

export function approvals(parts: ApprovalParts): Approvals {
  const { policies, delegations, accounts, tree, catalogue, nameOf, now } = parts;
  const chartOf = (version: number): Chart => ({
    policy: policies.at(version),
    delegations: delegations.standing(now()),
    tree,
  });
  /** Whoever writes another price meanwhile changes nothing of who has to sign. */
  const paper = (before: Document, rule: StepRule, lines = before.lines): Paper => {
    const on = paperOf(before, lines, siteOf(before, rule), catalogue.at(before.catalogue));
    return undecided(on, rule.action, rule.by);
  };

  /** Himself first; where he may not, as the one he stands in for. @throws Fault */
  function sign(
    chart: Chart,
    person: Person,
    on: Paper,
    duty: Duty,
    basis: Basis | null,
    asker: Person,
  ): Signed {
    const verdict = mayAct(chart, accountOf(person), on, duty, now(), basis);
    if (verdict.yes) return verdict.signature;
    const could = told(withPeople(chart, on, duty, verdict.could, asker));
    throw new Fault(verdict.code, could?.join(' ') ?? '');
  }

  /** At whichever end he has the duty. @throws Fault */
  function signBeside(
    chart: Chart,
    person: Person,
    on: Paper,
    duty: Duty,
    ends: readonly string[],
    asker: Person,
  ): Signed {
    const others = ends.filter((end) => end !== on.unit);
    for (const unit of others) {
      const verdict = mayAct(chart, accountOf(person), { ...on, unit }, duty, now());
      if (verdict.yes) return verdict.signature;
    }
    return sign(chart, person, on, duty, null, asker);
  }

  /** Might this one take such a step of an approver now? */
  function isTheirs(chart: Chart, document: Document, rule: StepRule, person: Person): boolean {
    const verdict = mayAct(chart, accountOf(person), paper(document, rule), rule.by, now());
    const as = verdict.yes ? [person.name, verdict.signature.as] : [];
    return verdict.yes && as.every((one) => !ofApart(document, rule, one));
  }

  /** Who of those could sign it as things stand, told only to whoever may read people there; to nobody outside even at which stores. */
  function withPeople(
    chart: Chart,
    on: Paper,
    duty: Duty,
    could: readonly Could[],
    asker: Person,
  ): Approval['missing'][number]['could'] {
    if (asker.roles.some(isOutsider)) return [];
    const all = could.length ? accounts.list() : [];
    return could.map(({ role, units }) => ({
      role,
      units: [...units],
      people: all
        .filter(
          (each) =>
            each.disabledAt === null &&
            each.roles.includes(role) &&
            units.includes(each.unit) &&
            may(asker, 'readPeople', each.unit, tree) &&
            mayAct(chart, accountOf(each), on, duty, now(), anyBasis).yes,
        )
        .slice(0, peopleTold)
        .map(({ name, display }) => `${display} (${name})`),
    }));
  }

  function told(could: Approval['missing'][number]['could']): Word | null {
    const open = could.filter(({ units }) => units.length);
    if (!open.length) return null;
    const say = (n: 0 | 1) =>
      open.map(({ role, units, people }) => {
        const names = units.slice(0, unitsTold).map((unit) => nameOf(unit)[n === 0 ? 'name' : 'nameEn']);
        const more = units.length > unitsTold ? '…' : '';
        return n === 0
          ? `${names.join('、')}${more}的${roleWords[role][0]}${people.length ? `（${people.join('、')}）` : ''}`
          : `${roleWords[role][1]} of ${names.join(', ')}${more}${people.map((each) => ` "${each}"`).join()}`;
      });
    return [`可由：${say(0).join('；')}。`, `could instead: ${say(1).join('; ')}`];
  }

  function duties(person: Person, type: DocumentType, site: string): Duty[] {
    const own = dutiesOf(person, type, site, tree);
    const lent = delegations.standing(now()).filter(({ to }) => to === person.name);
    const by = lent.length ? lentDuties(accountOf(person), lent, type, site, tree, now()) : [];
    return [...new Set([...own, ...by])];
  }

  const dutiesAt = (person: Person, { type, site, there }: Document): DutiesBySite =>
    Object.fromEntries(endsOf({ site, there }).map((end) => [end, duties(person, type, end)]));

  return {
    duties,
    opened(document, by) {
      const { version } = policies.current(now());
      const listed = catalogue.now();
      const table = tables[document.type];
      const duty = table.opens;
      const signer = { person: by.name, duties: dutiesAt(by, document) };
      const unit = openedAt({ ...document, by: signer }, table);
      const on = paperOf({ ...document, steps: [] }, document.lines, unit, catalogue.at(listed));
      const signed = sign(chartOf(version), by, on, duty, null, by);
      return {
        ...document,
        catalogue: listed,
        steps: document.steps.map((step) => stamped(step, version, [signed])),
      };
    },
    taken(before, done, by) {
      const version = before.steps[0]?.policy;
      const last = done.document.steps.at(-1) as Step;
      const rule = ruleOf(before, last.action);
      // A correction is two people's by their own duties, and no decision of the policy.
      if (version === undefined || !rule) return { done, isHeld: false, told: {} };
      const chart = chartOf(version);
      const on = paper(before, rule, done.document.lines);
      // Whoever gave the lease approved by it.
      const duty = last.action === 'useLease' ? 'approve' : rule.by;
      const first = sign(chart, by, on, duty, basisOf(before, last), by);
      // Whoever calls for goods of others releases none of ours, and is bound by the same row.
      const owed =
        last.action === 'actFirst' ? owedBefore(chart.policy, on, basisOf(before, last), now()) : null;
      if (typeof owed === 'string') throw new Fault(owed);
      const apart = ofApart(before, rule, first.as);
      if (apart) throw faultOf(apart);
      const second = last.second === null ? undefined : accounts.find(last.second);
      const signed = [first];
      if (second && rule.second && rule.second !== 'anyone') {
        const then = { ...on, signed: [...on.signed, first] };
        signed.push(signBeside(chart, second, then, rule.second, endsOf(before), by));
      }
      const isHeld =
        approves(last.action) && !isApproved(chart.policy, { ...on, signed: [...on.signed, first] });
      const kept = isHeld ? collected(before, done.document) : done.document;
      const steps = kept.steps.map((step, n) =>
        n === kept.steps.length - 1 ? stamped(step, version, signed) : step,
      );
      const as = first.as === by.name ? {} : { as: first.as };
      return {
        done: { ok: true, document: { ...kept, steps }, moves: isHeld ? [] : done.moves },
        isHeld,
        told: { rule: first.rule, policy: version, ...as },
      };
    },
    refused(refusal, before, action, asker) {
      const version = before.steps[0]?.policy;
      const rule = ruleOf(before, action);
      const isOfPeople = refusal.code === 'dutyMissing' || refusal.code === 'samePerson';
      if (version === undefined || !rule || !isOfPeople) return faultOf(refusal);
      const chart = chartOf(version);
      const on = paper(before, rule);
      const verdict = mayAct(chart, accountOf(asker), on, rule.by, now(), anyBasis);
      return faultOf(refusal, told(withPeople(chart, on, rule.by, couldOf(verdict), asker)));
    },
    offers(document, { action }, person) {
      const version = document.steps[0]?.policy;
      const rule = ruleOf(document, action);
      if (!rule) return false;
      if (ofApart(document, rule, person.name)) return false;
      // From before there was a policy, nothing else is said.
      if (version === undefined) return true;
      const on = paper(document, rule);
      const isFirst = action === 'actFirst';
      if (isFirst && !ruleFor(policies.at(version), on, 'approve')?.actFirst) return false;
      const basis = isFirst ? anyBasis : basisOf(document);
      const verdict = mayAct(chartOf(version), accountOf(person), on, rule.by, now(), basis);
      return verdict.yes ? !ofApart(document, rule, verdict.signature.as) : verdict.code !== 'samePerson';
    },
    worth: (document) => worthOf(document.lines, catalogue.at(document.catalogue)),
    term(document, action) {
      const version = document.steps[0]?.policy;
      const rule = ruleOf(document, action);
      if (version === undefined || !rule || dateAsked(document, rule) !== 'papers') return undefined;
      return papersTerm(policies.at(version), paper(document, rule), now());
    },
    now(document, asker) {
      const version = document.steps[0]?.policy;
      const rule = rulesNow(document).find(({ action }) => approves(action));
      if (version === undefined || !rule || asker.roles.some(isOutsider)) return undefined;
      const chart = chartOf(version);
      const on = paper(document, rule);
      const row = ruleFor(chart.policy, on, 'approve');
      if (!row) return undefined;
      return {
        ...{ policy: version, rule: row.id, row: row as Approval['row'], source: row.source },
        given: on.signed
          .filter((one) => one.action === 'approve' && one.rule === row.id)
          .map(({ person, as, at }) => ({ person, as, at })),
        missing: couldSign(chart, on, 'approve').map(({ left, could }) => ({
          left,
          could: withPeople(chart, on, 'approve', could, asker),
        })),
        mine: isTheirs(chart, document, rule, asker),
      };
    },
    waitsFor(document, person) {
      const rule = awaited(document);
      if (!rule) return false;
      const version = document.steps[0]?.policy;
      if (version !== undefined) return isTheirs(chartOf(version), document, rule, person);
      return (
        dutiesOf(person, document.type, document.site, tree).includes(rule.by) &&
        !ofApart(document, rule, person.name)
      );
    },
  };
}

/** People sign by name: a document is read by people. */
const accountOf = ({ name, unit, roles, within }: Person): Account => ({
  ...{ id: name, unit, roles },
  ...(within !== undefined && { within }),
});

const ruleOf = (document: Document, action: string): StepRule | undefined =>
  rulesNow(document).find((rule) => rule.action === (action as DocumentAction));

const stamped = (step: Step, policy: number, signed: readonly Signed[]): Step => ({
  ...step,
  policy,
  signatures: signed.map(
    ({ action: duty, person, as, rule, place }): Signature => ({ duty, person, as, rule, place }),
  ),
});

/** That of this step, or the one on which the goods were let go before. */
function basisOf({ steps }: Document, step?: Step): Basis {
  const acted =
    step?.action === 'actFirst' ? step : standing(steps).findLast(({ action }) => action === 'actFirst');
  return { order: acted?.refs[0] ?? null, phone: acted?.phone ?? null, photo: acted?.photos[0] ?? null };
}
/** Where it is asked who could, not whether this is allowed. */
const anyBasis: Basis = { order: '-', phone: null, photo: null };

const couldOf = (verdict: Verdict): readonly Could[] => (verdict.yes ? [] : verdict.could);

const lentDuties = (
  account: Account,
  lent: readonly Delegation[],
  type: DocumentType,
  site: string,
  tree: UnitTree,
  at: Instant,
): Duty[] =>
  [...new Set(lent.flatMap(({ from }) => dutiesOf(from, type, site, tree)))].filter((duty) =>
    identitiesOf(account, lent, type, duty, at).some(({ as }) =>
      dutiesOf(as, type, site, tree).includes(duty),
    ),
  );

const faultOf = ({ code, detail }: Refused, could: Word | null = null): Fault =>
  new Fault(
    code,
    could ? `${detail.zh}。${could[0]} ${detail.en}; ${could[1]}` : `${detail.zh} ${detail.en}`,
  );
