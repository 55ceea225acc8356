/** The catalogue: what is proposed, its kinds in the version in force or an older one, who wrote each version and who agreed, when, why and what it changed; and any two held against each other. */
import type { Answer } from '@changping/contracts/http';
import { yuan } from '../../shared/figure.ts';
import { type Listed, useList } from '../../shared/use-list.ts';
import { inLang } from '../../shared/words/in-lang.ts';
import { Choice } from '../list/choice.tsx';
import { HeldList } from '../list/held-list.tsx';
import { useMe } from '../me.tsx';
import { useNames } from '../names.tsx';
import { Life } from '../stock/kind-page.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';
import { ordersIn, writtenTold } from '../versions/versions-list.tsx';
import { CatalogueDifferences } from './catalogue-differences.tsx';
import { CatalogueProposals } from './catalogue-proposals.tsx';
import { catalogueDraft } from './draft.ts';
import { InUse } from './in-use.tsx';
import { useKinds } from './use-kinds.ts';

export type Version = Answer<'/api/catalogue/versions'>['items'][number];
type Kind = Answer<'/api/kinds'>['items'][number];

export function CataloguePage() {
  const words = useStoreWords();
  const { catalogue: said } = words;
  const { roles } = useMe();
  const { asked, filter } = useWhere();
  const versions = useList('/api/catalogue/versions', { limit: 100 });
  const { items = [] } = versions;
  const shown = items.find(({ version }) => String(version) === asked.version) ?? items[0];
  const other = items.find(({ version }) => String(version) === asked.with);
  return (
    <>
      <p className="hint">{shown?.head.note[words.lang === 'en' ? 'en' : 'zh']}</p>
      <CatalogueProposals versions={versions} />
      {shown && (
        <Kinds shown={shown} mayRevise={roles.includes('policyOwner') && shown === items[0]} words={words} />
      )}
      <Versions versions={versions} />
      {shown && items.length > 1 && (
        <div className="filters">
          <Choice
            label={said.compare}
            value={other ? String(other.version) : ''}
            all={words.states.none}
            options={items
              .filter((each) => each !== shown)
              .map(({ version }) => ({ value: String(version), label: words.policy.nth(version) }))}
            choose={(version) => filter({ with: version })}
          />
        </div>
      )}
      {shown && other && <Compared one={other} two={shown} />}
    </>
  );
}

function Kinds({ shown, mayRevise, words }: { shown: Version; mayRevise: boolean; words: Speech }) {
  const { catalogue: said, kinds } = words;
  const names = useNames();
  const list = useList('/api/kinds', { limit: 500, version: shown.version });
  const title = `${shown.head.edition} · ${said.kindsOf(shown.version)}`;
  return (
    <section>
      <h2>{title}</h2>
      <HeldList
        label={title}
        list={list}
        keyOf={({ id }) => id}
        none={words.states.none}
        columns={[
          {
            name: 'name',
            title: said.kind,
            text: (kind) => `${words.nameOf(kind)} (${kind.id})`,
            cell: (kind) => (
              <>
                {names.kinds.has(kind.id) ? (
                  <Go to="kind" asked={{ kind: kind.id }}>
                    {words.nameOf(kind)}
                  </Go>
                ) : (
                  words.nameOf(kind)
                )}{' '}
                <small className="code">{kind.id}</small>
              </>
            ),
          },
          {
            name: 'category',
            title: kinds.category,
            text: ({ category }) => {
              const found = shown.head.categories.find(({ id }) => id === category);
              return found ? words.nameOf(found) : category;
            },
          },
          { name: 'abc', title: kinds.abc, text: ({ abc }) => abc },
          { name: 'unit', title: kinds.unit, text: (kind) => unitOf(kind, words) },
          {
            name: 'cost',
            title: kinds.cost,
            isNumber: true,
            text: ({ unitCostFen }) => yuan(unitCostFen),
            by: ({ unitCostFen }) => unitCostFen,
          },
          {
            name: 'life',
            title: kinds.life,
            text: ({ shelfLife: { storageYears } }) =>
              storageYears === null ? kinds.noLife : `${storageYears}`,
            by: ({ shelfLife: { storageYears } }) => storageYears,
            cell: (kind) => <Life kind={kind} />,
          },
          {
            name: 'near',
            title: kinds.near,
            text: ({ nearExpiryDays }) => kinds.days(nearExpiryDays.join(words.and)),
            by: ({ nearExpiryDays }) => Math.max(...nearExpiryDays),
          },
          {
            name: 'state',
            title: said.state,
            text: ({ isRetired }) => (isRetired ? said.retired : said.inUse),
            cell: (kind) => <InUse kind={kind} words={words} />,
          },
        ]}
      >
        <Go to="classes">{kinds.dictionary}</Go>
        {mayRevise && (
          <Go to="catalogueDraft" className="button-main">
            {catalogueDraft.draft() ? said.goOn : said.revise}
          </Go>
        )}
      </HeldList>
    </section>
  );
}

function Versions({ versions }: { versions: Listed<Version> }) {
  const words = useStoreWords();
  const { policy, catalogue: said } = words;
  const names = useNames();
  const orders = ordersIn(useWhere().asked);
  const changed = ({ version, changed: ids }: Version) =>
    version === 1 ? said.first : ids.map(names.kind).join(words.and) || words.states.none;
  return (
    <section>
      <h2>{policy.versions}</h2>
      <p className="hint">{said.hint}</p>
      <HeldList
        usual="-version"
        param="sort2"
        label={policy.versions}
        list={versions}
        keyOf={({ version }) => version}
        none={words.states.none}
        columns={[
          {
            name: 'version',
            title: words.approving.chosen,
            text: ({ version }) => policy.nth(version),
            by: ({ version }) => version,
            cell: (row) => (
              <>
                <Go to="catalogue" asked={{ ...orders, version: String(row.version) }}>
                  {policy.nth(row.version)}
                </Go>{' '}
                {row === versions.items?.[0] && (
                  <span className="mark mark-good">
                    <span aria-hidden="true">●</span> {policy.stateOf.standing}
                  </span>
                )}
              </>
            ),
          },
          {
            name: 'written',
            title: policy.written,
            text: (row) => {
              const by = row.origin === 'folder' ? said.byFolder : names.person(row.by);
              return writtenTold(row, by, words.proposals, names);
            },
            by: ({ at }) => at,
          },
          { name: 'reason', title: policy.reason, text: ({ reason }) => inLang(reason, words.lang) },
          { name: 'changed', title: said.changed, text: changed },
        ]}
      />
    </section>
  );
}

function Compared({ one, two }: { one: Version; two: Version }) {
  const { catalogue: said, states } = useStoreWords();
  const [from, to] = one.version < two.version ? [one, two] : [two, one];
  const [before, after] = [useKinds(from.version), useKinds(to.version)];
  if (!before || !after) return <p className="empty">{states.loading}</p>;
  return (
    <CatalogueDifferences
      title={said.compared(from.version, to.version)}
      from={{ head: from.head, kinds: before }}
      to={{ head: to.head, kinds: after }}
    />
  );
}

const unitOf = ({ unit, unitEn }: Kind, { lang }: Speech): string => (lang === 'en' ? unitEn : unit);
