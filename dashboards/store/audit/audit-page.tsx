/** What people did, newest first, by account or object; what was before and after beside each other, and where in the chain it is written. */
import {
  type DocumentAction,
  type DocumentType,
  documentActions,
  documentTypes,
} from '@changping/contracts/document-words';
import type { Answer } from '@changping/contracts/http';
import type { Role } from '@changping/contracts/roles';
import { Button } from 'antd';
import { useState } from 'react';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { auditActions } from '../../shared/words/audit-actions.ts';
import { sentenceOfFault } from '../../shared/words/fault.ts';
import { Entry } from '../list/entry.tsx';
import { List } from '../list/list.tsx';
import type { Column } from '../list/table.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { besides } from './besides.ts';

type Row = Answer<'/api/audit'>['items'][number];

export function AuditPage() {
  const words = useStoreWords();
  const { asked, filter, lang } = useWhere();
  const list = useList('/api/audit', { account: asked.account, object: asked.object });
  const [account, setAccount] = useState(asked.account ?? '');
  const [object, setObject] = useState(asked.object ?? '');
  return (
    <>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          filter({ account: account.trim(), object: object.trim() });
        }}
      >
        <Entry label={words.audit.account} value={account} set={setAccount} />
        <Entry label={words.audit.object} value={object} set={setObject} />
        <Button htmlType="submit">{words.audit.find}</Button>
      </form>
      <List
        label={words.pages.audit}
        list={list}
        columns={columnsOf(words, lang)}
        keyOf={({ id }) => id}
        none={words.audit.none}
      />
    </>
  );
}

const columnsOf = (words: Speech, lang: string): readonly Column<Row>[] => {
  const { audit, states } = words;
  return [
    { name: 'at', title: audit.time, text: ({ at }) => dateTime(at) },
    {
      name: 'account',
      title: audit.account,
      text: ({ account }) => account,
      cell: ({ account, role }) => (
        <>
          {account}
          <small>{rolesIn(role, words)}</small>
        </>
      ),
    },
    {
      name: 'action',
      title: audit.action,
      text: ({ action }) => action,
      cell: ({ action }) => (
        <>
          {actionTold(action, words)}
          <small>{action}</small>
        </>
      ),
    },
    {
      name: 'object',
      title: audit.object,
      text: ({ object }) => object,
      cell: ({ object }) => <span className="code">{object}</span>,
    },
    {
      name: 'result',
      title: audit.result,
      text: ({ result }) => result,
      cell: ({ result }) => (
        <>
          <span className={`mark mark-${result === 'ok' ? 'good' : 'watch'}`}>
            <span aria-hidden="true">{result === 'ok' ? '●' : '▲'}</span>{' '}
            {result === 'ok' ? audit.ok : sentenceOfFault(result, lang)}
          </span>
          {result !== 'ok' && <small>{result}</small>}
        </>
      ),
    },
    { name: 'reason', title: audit.reason, text: ({ reason }) => reason ?? states.none },
    {
      name: 'changes',
      title: audit.changes,
      text: ({ before, after }) =>
        besides(before, after)
          .map(({ name, was, is }) => `${name}: ${was ?? audit.nothing} → ${is ?? audit.nothing}`)
          .join('; '),
      cell: ({ before, after }) => <Besides before={before} after={after} />,
    },
    {
      name: 'from',
      title: audit.from,
      text: ({ device, address }) => [device, address].filter(Boolean).join(' '),
    },
    { name: 'chain', title: audit.chain, text: ({ commit }) => commit.chain },
    { name: 'n', title: audit.n, isNumber: true, text: ({ commit }) => String(commit.n) },
    {
      name: 'hash',
      title: audit.hash,
      text: ({ commit }) => commit.hash,
      cell: ({ commit }) => (
        <span className="code" title={commit.hash}>
          {commit.hash.slice(0, 12)}
        </span>
      ),
    },
  ];
};

/** Of a document its type and the step. */
function actionTold(action: string, { said }: Speech): string {
  const [type = '', step = ''] = action.split('.');
  return Object.hasOwn(documentTypes, type) && !Object.hasOwn(auditActions, action)
    ? `${said(documentTypes, type as DocumentType)} · ${said(documentActions, step as DocumentAction)}`
    : said(auditActions, action);
}

const rolesIn = (role: string, words: Speech): string =>
  role
    .split('+')
    .map((each) => (Object.hasOwn(words.roles, each) ? words.roles[each as Role] : each))
    .join(words.and);

function Besides({ before, after }: Pick<Row, 'before' | 'after'>) {
  const { audit, states } = useStoreWords();
  const rows = besides(before, after);
  if (rows.length === 0) return states.none;
  return (
    <dl className="besides">
      {rows.map(({ name, was, is }) => (
        <div key={name}>
          <dt>{name}</dt>
          {was === undefined ? (
            <dd>{is}</dd>
          ) : (
            <>
              <dd className={was === is ? undefined : 'was'}>{was}</dd>
              <dd aria-hidden="true">→</dd>
              <dd className={was === is ? undefined : 'is'}>{is ?? audit.nothing}</dd>
            </>
          )}
        </div>
      ))}
    </dl>
  );
}
