/** Robots that are told notices: which there are, whether what they were told arrived, and why not; added, tested, paused, removed. */

import { hookFailures, hookFormats, hookTopics } from '@changping/contracts/hook-words';
import type { Answer } from '@changping/contracts/http';
import { Button } from 'antd';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { List } from '../list/list.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { Search } from '../list/search.tsx';
import type { Column } from '../list/table.tsx';
import { useOrder } from '../list/use-order.ts';
import { type Names, useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { AddDialog } from './add-dialog.tsx';
import { EndDialog } from './end-dialog.tsx';

export type Hook = Answer<'/api/hooks'>['items'][number];
type Failed = Hook['failed'];
type Open = { what: 'add' } | { what: 'pause' | 'remove'; hook: Hook };

export function HooksPage() {
  const words = useStoreWords();
  const names = useNames();
  const { asked } = useWhere();
  const [turn, setTurn] = useState(0);
  const [open, setOpen] = useState<Open>();
  const [tested, setTested] = useState<{ name: string; failed: Failed }>();
  const testing = useDeed();
  const [busy, setBusy] = useState<string>();
  const { sort, order } = useOrder('hooks');
  const list = useList('/api/hooks', { sort, text: asked.text }, turn);
  const again = () => {
    setOpen(undefined);
    setTurn((n) => n + 1);
  };
  const test = async ({ id, name }: Hook) => {
    setTested(undefined);
    setBusy(id);
    const answer = await testing.run(() => tell('/api/hooks/test', { id }));
    setBusy(undefined);
    if (answer) setTested({ name, failed: answer.failed });
    again();
  };
  const hands = { busy, test: (hook: Hook) => void test(hook), open: setOpen };
  return (
    <>
      <p className="hint">{words.hooks.how}</p>
      <div className="filters">
        <Search label={words.lists.nameText} />
        <Button type="primary" onClick={() => setOpen({ what: 'add' })}>
          {words.hooks.add}
        </Button>
      </div>
      {testing.refusal && <RefusalNote refusal={testing.refusal} />}
      <p role="status">
        {tested && (
          <span className={`mark mark-${tested.failed ? 'watch' : 'good'}`}>
            <span aria-hidden="true">{tested.failed ? '▲' : '●'}</span>{' '}
            {tested.failed
              ? words.hooks.missed(tested.name, whyOf(tested.failed, words))
              : words.hooks.arrived(tested.name)}
          </span>
        )}
      </p>
      <List
        label={words.pages.hooks}
        list={list}
        order={order}
        columns={columnsOf(words, names, hands)}
        keyOf={({ id }) => id}
        none={words.hooks.none}
      />
      {open?.what === 'add' && <AddDialog done={again} close={() => setOpen(undefined)} />}
      {open && open.what !== 'add' && <EndDialog {...open} done={again} close={() => setOpen(undefined)} />}
    </>
  );
}

type Hands = { busy: string | undefined; test(hook: Hook): void; open(what: Open): void };

const columnsOf = (words: Speech, names: Names, hands: Hands): readonly Column<Hook>[] => [
  {
    name: 'name',
    title: words.hooks.name,
    text: ({ name }) => name,
    cell: ({ name }) => <b>{name}</b>,
  },
  {
    name: 'to',
    title: words.hooks.to,
    text: ({ format, to }) => `${words.said(hookFormats, format)} ${to}`,
    cell: ({ format, to }) => (
      <>
        {words.said(hookFormats, format)}
        <small>{to}</small>
      </>
    ),
  },
  { name: 'unit', title: words.hooks.unit, text: ({ unit }) => names.home(unit) },
  {
    name: 'topics',
    title: words.hooks.topics,
    text: ({ topics }) =>
      topics.length === Object.keys(hookTopics).length
        ? words.states.all
        : topics.map((topic) => words.said(hookTopics, topic)).join(words.and),
  },
  {
    name: 'standing',
    title: words.hooks.standing,
    text: (hook) => [standingOf(hook, words)[1], againOf(hook, words)].filter(Boolean).join(words.comma),
    cell: (hook) => {
      const [look, text] = standingOf(hook, words);
      const again = againOf(hook, words);
      return (
        <>
          <span className={`mark mark-${look}`}>
            <span aria-hidden="true">{look === 'good' ? '●' : look === 'watch' ? '▲' : '✕'}</span> {text}
          </span>
          {again && <small>{again}</small>}
        </>
      );
    },
  },
  {
    name: 'counts',
    title: words.hooks.counts,
    text: (hook) => [countsOf(hook), arrivedOf(hook, words)].filter(Boolean).join(words.comma),
    cell: (hook) => (
      <>
        {countsOf(hook)}
        <small>{arrivedOf(hook, words)}</small>
      </>
    ),
  },
  {
    name: 'failed',
    title: words.hooks.failed,
    text: ({ failed }) =>
      failed === null ? words.states.none : `${dateTime(failed.at)} ${whyOf(failed, words)}`,
    cell: ({ failed }) =>
      failed === null ? (
        words.states.none
      ) : (
        <>
          {dateTime(failed.at)}
          <small>{whyOf(failed, words)}</small>
        </>
      ),
  },
  {
    name: 'actions',
    title: words.people.actions,
    isAction: true,
    text: () => '',
    cell: (hook) => (
      <span className="buttons">
        <Button loading={hands.busy === hook.id} onClick={() => hands.test(hook)}>
          {words.hooks.test}
        </Button>
        <Button onClick={() => hands.open({ what: 'pause', hook })}>
          {hook.pausedAt === null ? words.hooks.pause : words.hooks.resume}
        </Button>
        <Button danger onClick={() => hands.open({ what: 'remove', hook })}>
          {words.hooks.remove}
        </Button>
      </span>
    ),
  },
];

const whyOf = ({ why, detail }: NonNullable<Failed>, { said, hooks }: Speech): string =>
  hooks.why(said(hookFailures, why), detail);

const countsOf = ({ told, waiting, givenUp }: Hook): string => `${told} / ${waiting} / ${givenUp}`;

const arrivedOf = ({ okAt }: Hook, { hooks }: Speech): string =>
  okAt === null ? '' : `${hooks.okAt} ${dateTime(okAt)}`;

function standingOf(
  { pausedAt, failures, failed, okAt }: Hook,
  { hooks }: Speech,
): ['good' | 'watch' | 'none', string] {
  if (pausedAt !== null) return ['none', hooks.paused(dateTime(pausedAt))];
  // A test that did not arrive is none of those that are tried again.
  if (failures > 0 || (failed && failed.at > (okAt ?? 0)))
    return ['watch', hooks.failing(Math.max(1, failures))];
  return okAt === null ? ['none', hooks.fresh] : ['good', hooks.well];
}

const againOf = ({ pausedAt, againAt }: Hook, { hooks }: Speech): string =>
  pausedAt === null && againAt !== null ? hooks.again(dateTime(againAt)) : '';
