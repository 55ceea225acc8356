/** The policy: every version with who wrote it, why and from when it stands; the rows of each, and the documents that go by it. */
import { duties } from '@changping/contracts/document-words';
import { dateTime } from '../../shared/time.ts';
import { type Listed, useList } from '../../shared/use-list.ts';
import { List } from '../list/list.tsx';
import { useMe } from '../me.tsx';
import { useNames } from '../names.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';
import { policyDraft } from './draft.ts';
import { fitsTold, type Policy, signaturesTold, standing } from './rule-told.ts';

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
      <Versions versions={versions} />
      {shown && (
        <section>
          <h2>{said.rulesOf(shown.version)}</h2>
          <List
            label={said.rulesOf(shown.version)}
            list={{ ...versions, items: shown.rules, more: undefined }}
            keyOf={({ id }) => id}
            none={words.states.none}
            columns={[
              { name: 'action', title: approving.action, text: ({ action }) => words.said(duties, action) },
              { name: 'fits', title: approving.fits, text: (rule) => fitsTold(rule, words) },
              {
                name: 'signatures',
                title: approving.signatures,
                text: (rule) => signaturesTold(rule, words),
              },
              { name: 'source', title: approving.source, text: ({ source }) => source },
              { name: 'id', title: approving.rule, text: ({ id }) => id },
            ]}
          >
            {mayRevise && (
              <Go to="draft" asked={{ version: String(shown.version) }} className="button-main">
                {policyDraft.draft() ? said.goOn : said.revise}
              </Go>
            )}
          </List>
        </section>
      )}
    </>
  );
}

function Versions({ versions }: { versions: Listed<Policy> }) {
  const words = useStoreWords();
  const names = useNames();
  const { policy: said } = words;
  return (
    <section>
      <h2>{said.versions}</h2>
      <List
        label={said.versions}
        list={versions}
        keyOf={({ version }) => version}
        none={words.states.none}
        columns={[
          {
            name: 'version',
            title: words.approving.chosen,
            text: ({ version }) => `${version}`,
            cell: ({ version }) => (
              <Go to="policies" asked={{ version: String(version) }}>
                {said.nth(version)}
              </Go>
            ),
          },
          {
            name: 'state',
            title: said.state,
            text: ({ state }) => said.stateOf[state],
            cell: ({ state }) => <Standing state={state} words={words} />,
          },
          { name: 'since', title: said.since, text: ({ since }) => dateTime(since) },
          {
            name: 'until',
            title: said.until,
            text: ({ until }) => (until === null ? words.states.none : dateTime(until)),
          },
          {
            name: 'written',
            title: said.written,
            text: ({ at, by }) => `${dateTime(at)} · ${names.person(by)}`,
          },
          { name: 'reason', title: said.reason, text: ({ reason }) => reason },
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
    </section>
  );
}

const marks = {
  coming: ['note', '◷'],
  standing: ['good', '●'],
  over: ['none', '○'],
  never: ['none', '–'],
} as const;

export function Standing({ state, words }: { state: Policy['state']; words: Speech }) {
  const [look, sign] = marks[state];
  return (
    <span className={`mark mark-${look}`}>
      <span aria-hidden="true">{sign}</span> {words.policy.stateOf[state]}
    </span>
  );
}
