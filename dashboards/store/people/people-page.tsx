/** Accounts: who they are, what they may do and what they hold open; and of what can be done to them exactly what the own role may. */
import type { Answer } from '@changping/contracts/http';
import { administrators, roles as allRoles, type Role } from '@changping/contracts/roles';
import { Button } from 'antd';
import { useState } from 'react';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { Choice } from '../list/choice.tsx';
import { List } from '../list/list.tsx';
import { Search } from '../list/search.tsx';
import type { Column } from '../list/table.tsx';
import { useOrder } from '../list/use-order.ts';
import { useMe } from '../me.tsx';
import { type Names, useNames } from '../names.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { CertificateDialog } from './certificate-dialog.tsx';
import { CreateDialog } from './create-dialog.tsx';
import { Given, type GivenPassword } from './given.tsx';
import { RolesDialog } from './roles-dialog.tsx';
import { type StandingDeed, StandingDialog } from './standing-dialog.tsx';
import { ConfirmDialog, Waits, waitsTold } from './waits.tsx';

export type Account = Answer<'/api/people'>['items'][number];
type Open =
  | { what: 'create' }
  | { what: 'roles'; who: Account }
  | { what: 'certificate'; who: Account }
  | { what: 'confirm'; who: Account; waits: NonNullable<Account['waits']>; yes: boolean }
  | StandingDeed;

export function PeoplePage() {
  const words = useStoreWords();
  const names = useNames();
  const me = useMe();
  const { asked, filter } = useWhere();
  const [turn, setTurn] = useState(0);
  const [open, setOpen] = useState<Open>();
  const [given, setGiven] = useState<GivenPassword>();
  const { sort, order } = useOrder('people');
  const role = allRoles.find((each) => each === asked.role);
  const list = useList('/api/people', { sort, role, text: asked.text }, turn);
  const creates = me.roles.includes('systemAdmin');
  const grants = me.roles.includes('securityAdmin');
  const close = () => setOpen(undefined);
  const done = (made?: GivenPassword) => {
    close();
    setGiven(made);
    setTurn((n) => n + 1);
  };
  return (
    <>
      <div className="filters">
        <Search label={words.lists.personText} />
        <Choice
          label={words.people.role}
          value={asked.role ?? ''}
          all={words.states.all}
          options={allRoles.map((each) => ({ value: each, label: words.roles[each] }))}
          choose={(to) => filter({ role: to })}
        />
        {creates && (
          <Button type="primary" onClick={() => setOpen({ what: 'create' })}>
            {words.people.create}
          </Button>
        )}
      </div>
      <List
        label={words.pages.people}
        list={list}
        order={order}
        columns={[
          ...columnsOf(words, names, grants ? { me: me.id, open: setOpen } : null),
          ...(list.items?.some(({ waits }) => waits) ? [waitsColumn(words, me.name, setOpen)] : []),
        ]}
        keyOf={({ id }) => id}
        none={words.people.none}
      />
      {open?.what === 'create' && <CreateDialog done={done} close={close} />}
      {open?.what === 'roles' && <RolesDialog who={open.who} done={() => done()} close={close} />}
      {open?.what === 'certificate' && <CertificateDialog who={open.who} done={() => done()} close={close} />}
      {open?.what === 'confirm' && <ConfirmDialog {...open} done={() => done()} close={close} />}
      {(open?.what === 'suspend' || open?.what === 'reset' || open?.what === 'end') && (
        <StandingDialog deed={open} done={done} close={close} />
      )}
      {given && <Given {...given} close={() => setGiven(undefined)} />}
    </>
  );
}

const waitsColumn = (words: Speech, me: string, open: (what: Open) => void): Column<Account> => ({
  name: 'waits',
  title: words.secondPerson.title,
  text: ({ waits }) => (waits ? waitsTold(waits, words) : ''),
  cell: (who) =>
    who.waits && (
      <Waits
        waits={who.waits}
        me={me}
        open={(yes) => who.waits && open({ what: 'confirm', who, waits: who.waits, yes })}
      />
    ),
});

type Hands = { me: string; open(what: Open): void };

const columnsOf = (words: Speech, names: Names, hands: Hands | null): readonly Column<Account>[] => [
  {
    name: 'name',
    title: words.people.name,
    text: ({ name }) => name,
    cell: ({ name, isSample }) => (
      <>
        <b>{name}</b>
        {isSample && <small>{words.people.sampleOf}</small>}
      </>
    ),
  },
  {
    name: 'display',
    title: words.people.display,
    text: ({ display }) => display,
  },
  { name: 'unit', title: words.people.unit, text: ({ unit }) => names.home(unit) },
  { name: 'roles', title: words.people.roles, text: ({ roles }) => rolesTold(roles, words) },
  {
    name: 'standing',
    title: words.people.standing,
    text: (account) => standingOf(account, words)[1],
    cell: (account) => {
      const [look, text] = standingOf(account, words);
      return (
        <span className={`mark mark-${look}`}>
          <span aria-hidden="true">{look === 'good' ? '●' : look === 'watch' ? '▲' : '✕'}</span> {text}
        </span>
      );
    },
  },
  {
    name: 'secondFactor',
    title: words.people.secondFactor,
    text: ({ hasSecondFactor }) => (hasSecondFactor ? words.people.has : words.people.hasNot),
  },
  {
    name: 'sessions',
    title: words.people.sessions,
    text: ({ sessions }) => sessions.map((each) => sessionTold(each, words)).join('; '),
    cell: ({ sessions, name }) =>
      sessions.length === 0 ? (
        words.states.none
      ) : (
        <ul className="sessions">
          {sessions.map((session) => (
            <li key={session.id}>
              {sessionTold(session, words)}
              {hands && (
                <Button
                  size="small"
                  danger
                  onClick={() =>
                    hands.open({ what: 'end', session: session.id, label: `${name} ${session.id}` })
                  }
                >
                  {words.people.end}
                </Button>
              )}
            </li>
          ))}
        </ul>
      ),
  },
  ...(hands
    ? [
        {
          name: 'actions',
          title: words.people.actions,
          isAction: true,
          text: () => '',
          cell: (who: Account) =>
            who.id === hands.me ? (
              words.states.none
            ) : (
              <span className="buttons">
                <Button onClick={() => hands.open({ what: 'roles', who })}>{words.people.grant}</Button>
                {!who.isSample && (
                  <Button onClick={() => hands.open({ what: 'certificate', who })}>
                    {words.certificate.bind}
                  </Button>
                )}
                <Button
                  danger={who.disabledAt === null}
                  onClick={() => hands.open({ what: 'suspend', who, isSuspended: who.disabledAt === null })}
                >
                  {who.disabledAt === null ? words.people.suspend : words.people.restore}
                </Button>
                {mayBeReset(who) && (
                  <Button danger onClick={() => hands.open({ what: 'reset', who })}>
                    {words.people.reset}
                  </Button>
                )}
              </span>
            ),
        },
      ]
    : []),
];

/** An administrator comes in anew by a code from the server itself. */
const mayBeReset = ({ isSample, roles }: Account): boolean =>
  !isSample && !administrators.some((role) => roles.includes(role));

export const rolesTold = (roles: readonly Role[], words: Speech): string =>
  roles.map((role) => words.roles[role]).join(words.and) || words.people.noRoles;

function standingOf(
  { disabledAt, lockedUntil }: Account,
  { people }: Speech,
): ['good' | 'watch' | 'none', string] {
  if (disabledAt !== null) return ['none', people.suspended];
  if (lockedUntil !== null && lockedUntil > Date.now())
    return ['watch', people.locked(dateTime(lockedUntil))];
  return ['good', people.active];
}

const sessionTold = (
  { kind, label, address, seenAt }: Account['sessions'][number],
  { people }: Speech,
): string =>
  [kind === 'token' ? `${people.token} ${label}` : people.browser, address, dateTime(seenAt)]
    .filter(Boolean)
    .join(' · ');
