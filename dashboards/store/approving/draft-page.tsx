/** A new version of the policy: drafted from another one, held against the one in force, and proposed with its reason. */
import { mistakesIn } from '@changping/contracts/policy-mistakes';
import { useState } from 'react';
import { dayStart } from '../../shared/day-end.ts';
import { tell } from '../../shared/tell.ts';
import { useList } from '../../shared/use-list.ts';
import { Entry } from '../list/entry.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { type Begun, DraftBegin } from '../versions/draft-begin.tsx';
import { DraftEnd, Overtaken } from '../versions/draft-end.tsx';
import { type Draft, policyDraft } from './draft.ts';
import { DraftRules } from './draft-rules.tsx';
import { PolicyDifferences } from './policy-differences.tsx';
import type { Policy, Rule } from './rule-told.ts';

export function DraftPage() {
  const versions = useList('/api/policies', { limit: 100 });
  return <DraftBegin versions={versions} draft={(begun) => <Drafting {...begun} />} />;
}

function Drafting({ base, inForce, newest }: Begun<Policy>) {
  const { policy, proposals } = useStoreWords();
  const { go } = useWhere();
  const deed = useDeed();
  const [draft, setDraft] = useState<Draft>(
    () => policyDraft.draft() ?? { after: newest, rules: base.rules },
  );
  const [since, setSince] = useState('');
  const [reason, setReason] = useState('');
  /** Rows and duties that were changed since the server looked: what it found there is old. */
  const [mended, setMended] = useState<ReadonlySet<string>>(new Set());
  const change = (rules: readonly Rule[], ...names: string[]) => {
    const next = { ...draft, rules };
    policyDraft.keep(next);
    setDraft(next);
    setMended(new Set([...mended, ...names]));
  };
  const leave = () => {
    policyDraft.keep(undefined);
    go('policies');
  };
  const { refusal } = deed;
  const found = refusal?.code === 'policyWrong' ? mistakesIn(refusal.detail ?? '') : [];
  const mistakes = found.filter(({ rule }) => !mended.has(rule));
  const send = async () => {
    setMended(new Set());
    const body = { after: draft.after, rules: [...draft.rules], reason };
    const proposed = await deed.run(() =>
      tell('/api/policies/propose', since ? { ...body, since: dayStart(since) } : body),
    );
    if (proposed) leave();
  };
  return (
    <>
      <p className="hint">{policy.draftHint}</p>
      <Overtaken after={draft.after} newest={newest} />
      <DraftRules rules={draft.rules} change={change} mistakes={mistakes} />
      <PolicyDifferences
        title={policy.differences(inForce.version)}
        from={inForce}
        to={draft.rules}
        none={policy.same}
      />
      <DraftEnd
        {...{ reason, setReason, isBusy: deed.isBusy, drop: leave }}
        action={proposals.propose(draft.after + 1)}
        refusal={refusal && (found.length ? { ...refusal, detail: '' } : refusal)}
        write={() => void send()}
      >
        <p className="hint">{proposals.proposeHint}</p>
        <Entry label={policy.begin} type="date" value={since} set={setSince} />
      </DraftEnd>
    </>
  );
}
