/** What people did, newest first, by account or object; what was before and after beside each other, and where in the chain it is written. */
import type { Answer } from '@changping/contracts/http';
import type { Role } from '@changping/contracts/roles';
import { dayEnd, dayStart } from '../../shared/day-end.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { sentenceOfFault } from '../../shared/words/fault.ts';
import { List } from '../list/list.tsx';
import type { Column } from '../list/table.tsx';
import { useOrder } from '../list/use-order.ts';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { AuditFilters, actionTold, results } from './audit-filters.tsx';
import { besides } from './besides.ts';

type Row = Answer<'/api/audit'>['items'][number];

export function AuditPage() {
  const words = useStoreWords();
  const { asked, lang } = useWhere();
  const { sort, order } = useOrder('audit');
  const list = useList('/api/audit', {
    ...{ sort, account: asked.account, object: asked.object, action: asked.action },
    ...{ result: results.find((each) => each === asked.result) },
    ...{ since: momentOf(dayStart, asked.since), until: momentOf(dayEnd, asked.until) },
  });
  return (
    <>
      <AuditFilters key={[asked.account, asked.object, asked.since, asked.until].join(' ')} />
      <List
        label={words.pages.audit}
        list={list}
        order={order}
        columns={columnsOf(words, lang)}
        keyOf={({ id }) => id}
        none={words.audit.none}
      />
    </>
  );
}

/** What is no day is left out. */
const momentOf = (bound: (day: string) => number, day = ''): number | undefined =>
  Number.isNaN(bound(day)) ? undefined : bound(day);

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
    {
      name: 'chain',
      title: audit.chain,
      text: ({ commit }) => `${commit.chain} #${commit.n} ${commit.hash}`,
      cell: ({ commit }) => (
        <>
          <span className="code">
            {commit.chain} #{commit.n}
          </span>
          <small className="code" title={commit.hash}>
            {commit.hash.slice(0, 12)}
          </small>
        </>
      ),
    },
  ];
};

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
