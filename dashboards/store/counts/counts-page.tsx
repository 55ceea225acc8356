/** What to count next, with the reason and on what it rests; and the counts that are under way. */
import { planReasons } from '@changping/contracts/count-words';
import { type DocumentState, documentStates } from '@changping/contracts/document-words';
import type { Answer } from '@changping/contracts/http';
import { Button } from 'antd';
import { tell } from '../../shared/tell.ts';
import { written } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { useList } from '../../shared/use-list.ts';
import { inLang } from '../../shared/words/in-lang.ts';
import { StateMark } from '../documents/state-mark.tsx';
import { HeldList } from '../list/held-list.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { SiteChoice, useSite } from '../list/site-choice.tsx';
import type { Column } from '../list/table.tsx';
import { useMe } from '../me.tsx';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';
import { newId } from '../uuid.ts';
import { ChosenPlaces } from './chosen-places.tsx';

type Proposal = Answer<'/api/counts/plan'>['proposals'][number];
type Head = Answer<'/api/documents'>['items'][number];

export function CountsPage() {
  const { counts } = useStoreWords();
  const { filter } = useWhere();
  const site = useSite();
  return (
    <>
      <div className="filters">
        <SiteChoice value={site ?? ''} choose={(to) => filter({ site: to })} />
      </div>
      <Running site={site} />
      {site ? <Plan site={site} /> : <p className="hint">{counts.chooseSite}</p>}
    </>
  );
}

function Running({ site }: { site: string | undefined }) {
  const words = useStoreWords();
  const names = useNames();
  const asked = { type: 'count', state: 'open', limit: 100, site } as const;
  const list = useList('/api/documents', asked);
  const columns: Column<Head>[] = [
    {
      name: 'number',
      title: words.counts.number,
      text: ({ number }) => number,
      cell: ({ number, id }) => (
        <Go to="count" asked={{ id }} className="code">
          {number}
        </Go>
      ),
    },
    { name: 'site', title: words.site, text: (row) => names.site(row.site) },
    {
      name: 'state',
      title: words.counts.state,
      text: ({ state }) => words.said(documentStates, state as DocumentState),
      cell: ({ state, isOver }) => <StateMark type="count" state={state as never} isOver={isOver} />,
    },
  ];
  return (
    <section>
      <h2>{words.counts.running}</h2>
      <HeldList
        label={words.counts.running}
        list={list}
        columns={columns}
        keyOf={({ id }) => id}
        none={words.counts.none}
      />
    </section>
  );
}

function Plan({ site }: { site: string }) {
  const { go } = useWhere();
  const words = useStoreWords();
  const names = useNames();
  const { roles } = useMe();
  const deed = useDeed();
  const { counts } = words;
  const { answer, refusal, again } = useAnswer('/api/counts/plan', { site });
  const mayOpen = roles.some((role) => role === 'storeKeeper' || role === 'qualityInspector');
  const begin = ({ place, kinds }: Proposal) =>
    void deed.run(async () => {
      const id = newId();
      await tell('/api/counts/open', { id, site, places: [place], kinds });
      go('count', { id });
    });
  const columns: Column<Proposal>[] = [
    { name: 'place', title: counts.place, text: ({ place }) => names.spot(place) },
    { name: 'class', title: counts.class, text: ({ abc }) => abc },
    { name: 'kinds', title: counts.kinds, text: ({ kinds }) => kinds.map(names.kind).join(counts.and) },
    {
      name: 'why',
      title: counts.why,
      text: ({ why, counted: { n, of } }) =>
        [words.said(planReasons, why), ...(why === 'partlyCounted' ? [`${n}/${of}`] : [])].join(' '),
    },
    { name: 'open', title: counts.open, isNumber: true, text: (row) => `${row.discrepancies}` },
    {
      name: 'last',
      title: counts.last,
      text: ({ lastAt }) => (lastAt === null ? words.states.none : written(lastAt).date),
      by: ({ lastAt }) => lastAt,
    },
    {
      name: 'due',
      title: counts.due,
      text: ({ dueAt, everyDays }) =>
        [...(dueAt === null ? [] : [written(dueAt).date]), counts.every(everyDays)].join(' · '),
      by: ({ dueAt }) => dueAt,
    },
    ...(mayOpen
      ? [
          {
            name: 'begin',
            title: '',
            isAction: true,
            text: () => '',
            cell: (row: Proposal) => (
              <Button loading={deed.isBusy} onClick={() => begin(row)}>
                {counts.begin}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <section>
      <h2>{counts.plan}</h2>
      {deed.refusal && <RefusalNote refusal={deed.refusal} />}
      {answer && (
        <p className="hint">
          <Go to="countPolicies" asked={{ version: String(answer.policy.version) }}>
            {words.countPolicy.link(answer.policy.version)}
          </Go>
          {words.colon}
          {inLang(answer.policy.source, words.lang)}
        </p>
      )}
      <HeldList
        param="sort2"
        label={counts.plan}
        list={{ items: answer?.proposals, refusal, more: undefined, isPaging: false, again }}
        columns={columns}
        keyOf={({ place, abc }) => `${place} ${abc}`}
        none={counts.nothingDue}
      />
      {mayOpen && answer && <ChosenPlaces key={site} site={site} places={answer.places} />}
    </section>
  );
}
