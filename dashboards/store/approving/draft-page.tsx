/** A new version of the policy: drafted from another one, held against the one in force, and put in force with its reason. */
import { duties } from '@changping/contracts/document-words';
import { mistakesIn, type PolicyMistake } from '@changping/contracts/policy-mistakes';
import { Button } from 'antd';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { useList } from '../../shared/use-list.ts';
import { dayStart } from '../day-end.ts';
import { Entry } from '../list/entry.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { type Column, Table } from '../list/table.tsx';
import { useMe } from '../me.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { type Draft, keepDraft, keptDraft } from './draft-kept.ts';
import { standing } from './policies-page.tsx';
import { PolicyDifferences } from './policy-differences.tsx';
import { Mistakes, RuleDialog } from './rule-dialog.tsx';
import { fitsTold, type Policy, type Rule, signaturesTold } from './rule-told.ts';

export function DraftPage() {
  const { states, notYours } = useStoreWords();
  const { roles } = useMe();
  const { asked } = useWhere();
  const { items, refusal, again } = useList('/api/policies', { limit: 100 });
  if (!roles.includes('policyOwner')) return <p className="empty">{notYours}</p>;
  const inForce = standing(items);
  if (!items || !inForce)
    return refusal ? (
      <RefusalNote refusal={refusal} again={again} />
    ) : (
      <p className="empty">{states.loading}</p>
    );
  const base = items.find(({ version }) => String(version) === asked.version) ?? inForce;
  return <Drafting base={base} inForce={inForce} newest={items[0]?.version ?? 0} />;
}

type DraftingProps = { base: Policy; inForce: Policy; newest: number };

function Drafting({ base, inForce, newest }: DraftingProps) {
  const { policy } = useStoreWords();
  const { go } = useWhere();
  const deed = useDeed();
  const [draft, setDraft] = useState<Draft>(() => keptDraft() ?? { after: newest, rules: base.rules });
  const [since, setSince] = useState('');
  const [reason, setReason] = useState('');
  /** What was changed since the server looked at it: what it found there is old. */
  const [mended, setMended] = useState<ReadonlySet<string>>(new Set());
  const change = (rules: readonly Rule[], ...ids: string[]) => {
    const next = { ...draft, rules };
    keepDraft(next);
    setDraft(next);
    setMended(new Set([...mended, ...ids]));
  };
  const leave = () => {
    keepDraft(undefined);
    go('policies');
  };
  const { refusal } = deed;
  const found = refusal?.code === 'policyWrong' ? mistakesIn(refusal.detail ?? '') : [];
  const mistakes = found.filter(({ rule }) => !mended.has(rule));
  const send = async () => {
    setMended(new Set());
    const body = { after: draft.after, rules: [...draft.rules], reason };
    const written = await deed.run(() =>
      tell('/api/policies/write', since ? { ...body, since: dayStart(since) } : body),
    );
    if (written) leave();
  };
  return (
    <>
      <p className="hint">{policy.draftHint}</p>
      {draft.after !== newest && (
        <p className="mark mark-act" role="alert">
          <span aria-hidden="true">■</span> {policy.overtaken(newest)}
        </p>
      )}
      <DraftRules rules={draft.rules} change={change} mistakes={mistakes} />
      <PolicyDifferences from={inForce} to={draft.rules} />
      <form
        className="form draft-end"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Entry label={policy.begin} type="date" value={since} set={setSince} />
        <Entry label={policy.reason} value={reason} set={setReason} isWanted />
        {refusal && <RefusalNote refusal={found.length ? { ...refusal, detail: '' } : refusal} />}
        <div className="form-end">
          <Button danger onClick={leave}>
            {policy.drop}
          </Button>
          <Button type="primary" htmlType="submit" loading={deed.isBusy}>
            {policy.enable(draft.after + 1)}
          </Button>
        </div>
      </form>
    </>
  );
}

type RulesProps = {
  rules: readonly Rule[];
  mistakes: readonly PolicyMistake[];
  /** `ids`: the rows that are others now. */
  change(rules: readonly Rule[], ...ids: string[]): void;
};

function DraftRules({ rules, mistakes, change }: RulesProps) {
  const words = useStoreWords();
  const { policy, approving } = words;
  const [open, setOpen] = useState<Rule | 'new'>();
  const of = (id: string) => mistakes.filter(({ rule }) => rule === id);
  const unnamed = mistakes.filter((each) => !rules.some(({ id }) => id === each.rule));
  const columns: Column<Rule>[] = [
    { name: 'action', title: approving.action, text: ({ action }) => words.said(duties, action) },
    {
      name: 'fits',
      title: approving.fits,
      text: (rule) => fitsTold(rule, words),
      cell: (rule) => (
        <>
          {fitsTold(rule, words)} <small className="code">{rule.id}</small>
          <Mistakes of={of(rule.id)} />
        </>
      ),
    },
    { name: 'signatures', title: approving.signatures, text: (rule) => signaturesTold(rule, words) },
    {
      name: 'change',
      title: '',
      isAction: true,
      text: () => '',
      cell: (rule) => (
        <span className="buttons">
          <Button onClick={() => setOpen(rule)} aria-label={`${policy.edit} ${rule.id}`}>
            {policy.edit}
          </Button>
          <Button
            disabled={above(rules, rule) === undefined}
            onClick={() => change(movedUp(rules, rule), rule.id)}
            aria-label={`${policy.up} ${rule.id}`}
          >
            {policy.up}
          </Button>
          <Button
            danger
            onClick={() =>
              change(
                rules.filter((each) => each !== rule),
                rule.id,
              )
            }
            aria-label={`${policy.remove} ${rule.id}`}
          >
            {policy.remove}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <section>
      <Table label={words.pages.draft} columns={columns} rows={rules} keyOf={({ id }) => id} />
      {unnamed.map((each) => (
        <p key={each.rule}>
          {words.said(duties, each.rule as keyof typeof duties)} <Mistakes of={[each]} />
        </p>
      ))}
      <p>
        <Button onClick={() => setOpen('new')}>{policy.add}</Button>
      </p>
      {open && (
        <RuleDialog
          rule={open === 'new' ? blank : open}
          mistakes={open === 'new' ? [] : of(open.id)}
          take={(rule) => {
            change(
              open === 'new' ? placed(rules, rule) : rules.map((each) => (each === open ? rule : each)),
              rule.id,
            );
            setOpen(undefined);
          }}
          close={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}

const blank: Rule = {
  ...{ id: '', action: 'approve', types: null, classes: null, fen: { from: 0, to: null }, urgencies: null },
  ...{ levels: null, signatures: [], actFirst: false, byAsker: false, source: '' },
};

/** Before the others of its duty: what is general stands last. */
function placed(rules: readonly Rule[], rule: Rule): Rule[] {
  const first = rules.findIndex(({ action }) => action === rule.action);
  const at = first === -1 ? rules.length : first;
  return [...rules.slice(0, at), rule, ...rules.slice(at)];
}

const above = (rules: readonly Rule[], rule: Rule): Rule | undefined =>
  rules.slice(0, rules.indexOf(rule)).findLast(({ action }) => action === rule.action);

function movedUp(rules: readonly Rule[], rule: Rule): Rule[] {
  const before = above(rules, rule);
  return rules.flatMap((each) => (each === rule ? [] : each === before ? [rule, each] : [each]));
}
