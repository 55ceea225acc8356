/** The policy of counts: every version with who wrote it, why and from when it stands, and what each says class by class. */
import { useList } from '../../shared/use-list.ts';
import { inLang } from '../../shared/words/in-lang.ts';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useMe } from '../me.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';
import { Differences } from '../versions/differences.tsx';
import { Proposals } from '../versions/proposals.tsx';
import { standing, VersionsList } from '../versions/versions-list.tsx';
import { ClassTable } from './class-table.tsx';
import { countDraft } from './draft.ts';
import { differencesOf } from './rule-told.ts';

export function CountPoliciesPage() {
  const words = useStoreWords();
  const { policy, countPolicy, colon, lang } = words;
  const { roles } = useMe();
  const { asked } = useWhere();
  const versions = useList('/api/count-policies', { limit: 100 });
  const shown =
    versions.items?.find(({ version }) => String(version) === asked.version) ?? standing(versions.items);
  return (
    <>
      <p className="hint">{countPolicy.hint}</p>
      {versions.refusal && <RefusalNote refusal={versions.refusal} again={versions.again} />}
      <Proposals
        of="countPolicy"
        changes={(after, to, title) => {
          const from = versions.items?.find(({ version }) => version === after);
          return (
            from && (
              <Differences
                {...{ title, none: words.proposals.same }}
                of={countPolicy.class}
                rows={differencesOf(from.rules, to, words)}
              />
            )
          );
        }}
        reread={versions.again}
      />
      <VersionsList versions={versions} page="countPolicies" />
      {shown && (
        <section>
          <h2>{countPolicy.rulesOf(shown.version)}</h2>
          <p>
            {countPolicy.ahead}
            {colon}
            {shown.rules.aheadDays} · {countPolicy.source}
            {colon}
            {inLang(shown.rules.source, lang)}
          </p>
          <ClassTable label={countPolicy.rulesOf(shown.version)} rules={shown.rules} />
          {roles.includes('policyOwner') && (
            <p>
              <Go to="countDraft" asked={{ version: String(shown.version) }} className="button-main">
                {countDraft.draft() ? policy.goOn : policy.revise}
              </Go>
            </p>
          )}
        </section>
      )}
    </>
  );
}
