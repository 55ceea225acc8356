/** Labels: what in a store can bear one, chosen here and printed by a label printer, on sheets or by the browser. Who prints one once more says why. */
import type { Answer } from '@changping/contracts/http';
import { labelled } from '@changping/contracts/label-words';
import { Button } from 'antd';
import { useState } from 'react';
import { whole } from '../../shared/figure.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { Choice } from '../list/choice.tsx';
import { Entry } from '../list/entry.tsx';
import { List } from '../list/list.tsx';
import { SiteChoice, useSite } from '../list/site-choice.tsx';
import type { Column } from '../list/table.tsx';
import { type Names, useNames } from '../names.tsx';
import { OwnReports } from '../reports/own-reports.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { labelsMost } from './order.ts';
import { PrintLabels } from './print-labels.tsx';

export type LabelRow = Answer<'/api/labels'>['items'][number];
type What = (typeof labelled)[number];

export function LabelsPage() {
  const words = useStoreWords();
  const names = useNames();
  const { asked, filter } = useWhere();
  const site = useSite();
  const what = labelled.find((each) => each === asked.what) ?? 'piece';
  return (
    <>
      <div className="filters">
        <SiteChoice value={site ?? ''} choose={(to) => filter({ site: to, text: '' })} />
        <Choice
          label={words.labels.what}
          value={what}
          options={labelled.map((value) => ({ value, label: words.labels.whats[value] }))}
          choose={(to) => filter({ what: to, kind: '', text: '' })}
        />
        {what === 'piece' && (
          <Choice
            label={words.kind}
            value={asked.kind ?? ''}
            all={words.states.all}
            options={[...names.kinds.keys()].map((kind) => ({ value: kind, label: names.kind(kind) }))}
            choose={(to) => filter({ kind: to })}
          />
        )}
        <Search key={asked.text ?? ''} />
      </div>
      {site ? (
        <Labels key={`${site} ${what}`} site={site} what={what} />
      ) : (
        <p className="empty">{words.labels.chooseSite}</p>
      )}
    </>
  );
}

function Search() {
  const { labels: words } = useStoreWords();
  const { asked, filter } = useWhere();
  const [text, setText] = useState(asked.text ?? '');
  return (
    <form
      className="search"
      onSubmit={(event) => {
        event.preventDefault();
        filter({ text: text.trim() });
      }}
    >
      <Entry label={words.text} value={text} set={setText} />
      <Button htmlType="submit">{words.find}</Button>
    </form>
  );
}

function Labels({ site, what }: { site: string; what: What }) {
  const words = useStoreWords();
  const names = useNames();
  const { asked } = useWhere();
  const [version, setVersion] = useState(0);
  const [chosen, setChosen] = useState<ReadonlyMap<string, LabelRow>>(new Map());
  const list = useList('/api/labels', { site, what, kind: asked.kind, text: asked.text }, version);
  const toggle = (row: LabelRow) => {
    const next = new Map(chosen);
    if (!next.delete(row.id) && next.size < labelsMost) next.set(row.id, row);
    setChosen(next);
  };
  const all = () => {
    const next = new Map(chosen);
    for (const row of list.items ?? []) if (next.size < labelsMost) next.set(row.id, row);
    setChosen(next);
  };
  return (
    <>
      <PrintLabels
        {...{ site, what, chosen: [...chosen.values()] }}
        printed={() => {
          setChosen(new Map());
          setVersion((n) => n + 1);
        }}
      />
      <OwnReports version={version} isOfLabels />
      {list.withheld ? <p className="hint">{words.counts.hiddenPieces}</p> : null}
      <List
        label={words.labels.list}
        list={list}
        keyOf={({ id }) => id}
        none={words.labels.none}
        columns={[
          {
            name: 'choose',
            title: words.labels.choose,
            isAction: true,
            text: () => '',
            cell: (row) => (
              <input
                type="checkbox"
                aria-label={words.labels.chooseOne(row.id)}
                checked={chosen.has(row.id)}
                onChange={() => toggle(row)}
              />
            ),
          },
          ...columnsOf(words, names, what),
        ]}
      >
        <span className="buttons">
          <Button onClick={all} disabled={!list.items?.length}>
            {words.labels.chooseAll}
          </Button>
          <Button onClick={() => setChosen(new Map())} disabled={chosen.size === 0}>
            {words.labels.clear}
          </Button>
        </span>
      </List>
    </>
  );
}

const columnsOf = (words: Speech, names: Names, what: What): Column<LabelRow>[] => {
  const { labels, states } = words;
  const ofPiece: Column<LabelRow>[] = [
    { name: 'kind', title: words.kind, text: ({ kind }) => names.kind(kind) },
    { name: 'lot', title: words.lot, text: ({ lot }) => lot ?? states.none },
    {
      name: 'quantity',
      title: labels.quantity,
      isNumber: true,
      text: ({ kind, quantity }) =>
        quantity === null ? states.none : `${whole(quantity)} ${names.unit(kind, quantity)}`,
    },
    { name: 'place', title: words.place, text: ({ place }) => names.spot(place) },
    {
      name: 'epc',
      title: labels.epc,
      text: ({ epc }) => epc ?? states.none,
      cell: ({ epc }) => <span className="code">{epc ?? states.none}</span>,
    },
  ];
  return [
    {
      name: 'id',
      title: labels.id,
      text: ({ id }) => id,
      cell: ({ id }) => (what === 'bin' ? names.spot(id) : <span className="code">{id}</span>),
    },
    ...(what === 'piece' ? ofPiece : []),
    ...(what === 'kit'
      ? [{ name: 'name', title: labels.name, text: ({ name }: LabelRow) => name ?? '' }]
      : []),
    {
      name: 'printed',
      title: labels.printed,
      text: ({ printed }) =>
        printed ? labels.printedBy(dateTime(printed.at), printed.by, printed.times) : labels.never,
    },
  ];
};
