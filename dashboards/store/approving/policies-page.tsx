/** The policy: every version with who wrote it, why and from when it stands; the rows of each, and the documents that go by it. */
import { duties } from '@changping/contracts/document-words';
import { useList } from '../../shared/use-list.ts';
import { inLang } from '../../shared/words/in-lang.ts';
import { HeldList } from '../list/held-list.tsx';
import { useMe } from '../me.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';
import { Proposals } from '../versions/proposals.tsx';
import { standing, VersionsList } from '../versions/versions-list.tsx';
import { policyDraft } from './draft.ts';
import { PolicyDifferences } from './policy-differences.tsx';
import { fitsTold, signaturesTold } from './rule-told.ts';

export function PoliciesPage() {
  const words = useStoreWords();
  const { policy: said, approving } = words;
  const { roles, unit } = useMe();
  const { region } = useNames();
  const { asked } = useWhere();
  const versions = useList('/api/policies', { limit: 100 });
  const shown =
    versions.items?.find(({ version }) => String(version) === asked.version) ?? standing(versions.items);
  const mayRevise = roles.includes('policyOwner');
  return (
    <>
      <p className="hint">{approving.policyHint}</p>
      {unit === region?.region && (
        <p className="buttons">
          <Go to="sharing">{words.pages.sharing}</Go>
        </p>
      )}
      <Proposals
        of="policy"
        changes={(after, to, title) => {
          const from = versions.items?.find(({ version }) => version === after);
          return from && <PolicyDifferences {...{ title, from, to }} none={words.proposals.same} />;
        }}
        reread={versions.again}
      />
      <VersionsList
        versions={versions}
        page="policies"
        more={[
          {
            name: 'documents',
            title: said.documents,
            isAction: true,
            text: () => '',
            cell: ({ version }) => (
              <Go to="documents" asked={{ policy: String(version), state: 'all' }}>
                {words.pages.documents}
              </Go>
            ),
          },
        ]}
      />
      {shown && (
        <section>
          <h2>{said.rulesOf(shown.version)}</h2>
          <HeldList
            usual="rank"
            param="sort2"
            label={said.rulesOf(shown.version)}
            list={{ ...versions, items: shown.rules, more: undefined, whole: undefined }}
            keyOf={({ id }) => id}
            none={words.states.none}
            columns={[
              // The first that fits decides, also where they stand in another order.
              { name: 'rank', title: approving.rank, text: (rule) => `${shown.rules.indexOf(rule) + 1}` },
              { name: 'action', title: approving.action, text: ({ action }) => words.said(duties, action) },
              { name: 'fits', title: approving.fits, text: (rule) => fitsTold(rule, words) },
              {
                name: 'signatures',
                title: approving.signatures,
                text: (rule) => signaturesTold(rule, words),
              },
              { name: 'source', title: approving.source, text: ({ source }) => inLang(source, words.lang) },
              { name: 'id', title: approving.rule, text: ({ id }) => id },
            ]}
          >
            {mayRevise && (
              <Go to="draft" asked={{ version: String(shown.version) }} className="button-main">
                {policyDraft.draft() ? said.goOn : said.revise}
              </Go>
            )}
          </HeldList>
        </section>
      )}
    </>
  );
}
