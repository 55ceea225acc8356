/** Documents of a store, or of all: newest first, as they are found by store, type and whether they are done. */
import {
  type DocumentState,
  type DocumentType,
  documentTypes,
  statesOf,
} from '@changping/contracts/document-words';
import type { Answer } from '@changping/contracts/http';
import { typesOf } from '../../shared/documents/opens.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { isOffered } from '../frame/rooms.ts';
import { Choice } from '../list/choice.tsx';
import { List } from '../list/list.tsx';
import { Search } from '../list/search.tsx';
import { SiteChoice, useSite } from '../list/site-choice.tsx';
import type { Column } from '../list/table.tsx';
import { useOrder } from '../list/use-order.ts';
import { useMe } from '../me.tsx';
import { type Names, useNames } from '../names.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';
import { StateMark } from './state-mark.tsx';

export type Head = Answer<'/api/documents'>['items'][number];

export function DocumentsPage() {
  const words = useStoreWords();
  const names = useNames();
  const { roles } = useMe();
  const { asked, filter } = useWhere();
  const site = useSite();
  const type = Object.hasOwn(documentTypes, asked.type ?? '') ? (asked.type as DocumentType) : undefined;
  const policy = Number(asked.policy) || undefined;
  const state = asked.state === 'all' || asked.state === 'late' ? asked.state : 'open';
  const { sort, order } = useOrder('documents');
  const list = useList('/api/documents', { ...{ site, type, policy, state, sort }, text: asked.text });
  const types = Object.keys(documentTypes) as DocumentType[];
  return (
    <>
      <div className="filters">
        <SiteChoice value={site ?? ''} choose={(value) => filter({ site: value })} />
        <Choice
          label={words.type}
          value={type ?? ''}
          all={words.states.all}
          options={types.map((name) => ({ value: name, label: words.said(documentTypes, name) }))}
          choose={(value) => filter({ type: value })}
        />
        <Choice
          label={words.state}
          value={state === 'open' ? '' : state}
          all={words.onlyOpen}
          options={[
            { value: 'late', label: words.onlyLate },
            { value: 'all', label: words.states.all },
          ]}
          choose={(value) => filter({ state: value })}
        />
        <Search label={words.lists.numberText} />
        {policy && (
          <Choice
            label={words.policy.ofVersion}
            value={`${policy}`}
            all={words.states.all}
            options={[{ value: `${policy}`, label: words.policy.nth(policy) }]}
            choose={(value) => filter({ policy: value })}
          />
        )}
        {isOffered('ask', roles) && (
          <Go to="ask" className="button-main">
            {words.pages.ask}
          </Go>
        )}
        {typesOf(roles).length > 0 && (
          <Go to="open" asked={site ? { site } : {}} className="button-main">
            {words.pages.open}
          </Go>
        )}
      </div>
      <List
        label={words.pages.documents}
        list={list}
        order={order}
        columns={headColumns(words, names)}
        keyOf={({ id }) => id}
        none={words.documents.none}
      />
    </>
  );
}

export const headColumns = (words: Speech, names: Names): readonly Column<Head>[] => [
  {
    name: 'number',
    title: words.number,
    text: ({ number }) => number,
    cell: ({ id, number }) => (
      <Go to="document" asked={{ id }} className="code">
        {number}
      </Go>
    ),
  },
  { name: 'type', title: words.type, text: ({ type }) => words.said(documentTypes, type as DocumentType) },
  {
    name: 'state',
    title: words.state,
    text: ({ type, state }) => words.said(statesOf(type), state),
    cell: ({ type, state, isOver }) => (
      <StateMark type={type} state={state as DocumentState} isOver={isOver} />
    ),
  },
  { name: 'site', title: words.site, text: ({ site }) => names.site(site) },
  { name: 'there', title: words.there, text: ({ there }) => names.site(there) },
  { name: 'createdAt', title: words.createdAt, text: ({ createdAt }) => dateTime(createdAt) },
  {
    name: 'dueAt',
    title: words.dueAt,
    text: ({ dueAt }) => (dueAt === null ? '' : dateTime(dueAt)),
    cell: ({ dueAt, isLate }) =>
      dueAt !== null && (
        <span className={isLate ? 'mark mark-act' : ''}>
          {isLate && <span aria-hidden="true">▲ </span>}
          {dateTime(dueAt)}
        </span>
      ),
  },
];
