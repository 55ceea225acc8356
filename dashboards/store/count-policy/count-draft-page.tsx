/** A new version of the policy of counts: drafted from another one, held against the one in force, and proposed with its reason. */
import { countMistakesIn } from '@changping/contracts/count-policy';
import { useState } from 'react';
import { dayStart } from '../../shared/day-end.ts';
import { tell } from '../../shared/tell.ts';
import { useList } from '../../shared/use-list.ts';
import { Entry } from '../list/entry.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { Differences } from '../versions/differences.tsx';
import { type Begun, DraftBegin } from '../versions/draft-begin.tsx';
import { DraftEnd, Overtaken } from '../versions/draft-end.tsx';
import { ClassDialog } from './class-dialog.tsx';
import { ClassTable } from './class-table.tsx';
import { type CountDraft, countDraft } from './draft.ts';
import { type ClassRow, type CountPolicy, type CountRules, differencesOf } from './rule-told.ts';

export function CountDraftPage() {
  const versions = useList('/api/count-policies', { limit: 100 });
  return <DraftBegin versions={versions} draft={(begun) => <Drafting {...begun} />} />;
}

function Drafting({ base, inForce, newest }: Begun<CountPolicy>) {
  const words = useStoreWords();
  const { policy, countPolicy, proposals } = words;
  const { go } = useWhere();
  const deed = useDeed();
  const [draft, setDraft] = useState<CountDraft>(
    () => countDraft.draft() ?? { after: newest, rules: base.rules },
  );
  const [ahead, setAhead] = useState(`${draft.rules.aheadDays}`);
  const [open, setOpen] = useState<ClassRow>();
  const [since, setSince] = useState('');
  const [reason, setReason] = useState('');
  /** Something was changed since the server looked: what it found is old. */
  const [isMended, setMended] = useState(false);
  const change = (more: Partial<CountRules>) => {
    const next = { ...draft, rules: { ...draft.rules, ...more } };
    countDraft.keep(next);
    setDraft(next);
    setMended(true);
  };
  const leave = () => {
    countDraft.keep(undefined);
    go('countPolicies');
  };
  const { refusal } = deed;
  const found = refusal?.code === 'countPolicyWrong' ? countMistakesIn(refusal.detail ?? '') : [];
  const mistakes = isMended ? [] : found;
  const send = async () => {
    setMended(false);
    const body = { after: draft.after, rules: draft.rules, reason };
    const proposed = await deed.run(() =>
      tell('/api/count-policies/propose', since ? { ...body, since: dayStart(since) } : body),
    );
    if (proposed) leave();
  };
  return (
    <>
      <p className="hint">{countPolicy.draftHint}</p>
      <Overtaken after={draft.after} newest={newest} />
      <ClassTable
        label={words.pages.countDraft}
        rules={draft.rules}
        mistakes={mistakes}
        edit={(row) => setOpen(row)}
      />
      <Differences
        title={policy.differences(inForce.version)}
        of={countPolicy.class}
        rows={differencesOf(inForce.rules, draft.rules, words)}
        none={policy.same}
      />
      <DraftEnd
        {...{ reason, setReason, isBusy: deed.isBusy, drop: leave }}
        action={proposals.propose(draft.after + 1)}
        refusal={refusal && (found.length ? { ...refusal, detail: '' } : refusal)}
        write={() => void send()}
      >
        <Entry
          label={countPolicy.ahead}
          type="number"
          min={0}
          max={90}
          value={ahead}
          set={(days) => {
            setAhead(days);
            if (days !== '' && Number.isInteger(Number(days))) change({ aheadDays: Number(days) });
          }}
          isWanted
        />
        <Entry
          label={countPolicy.source}
          value={draft.rules.source}
          set={(source) => change({ source })}
          isWanted
        />
        <p className="hint">{proposals.proposeHint}</p>
        <Entry label={policy.begin} type="date" value={since} set={setSince} />
      </DraftEnd>
      {open && (
        <ClassDialog
          row={open}
          mistakes={mistakes.filter(({ of }) => of === open.of)}
          take={({ of, ...rule }) => {
            change({ classes: { ...draft.rules.classes, [of]: rule } });
            setOpen(undefined);
          }}
          close={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
