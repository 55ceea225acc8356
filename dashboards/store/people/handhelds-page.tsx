/** Handhelds: which there are, when each was last heard of and what it keeps; enrolled by a code, revoked at once; and what revoked ones had not sent, until a person has looked at it. */
import type { Answer } from '@changping/contracts/http';
import { Button } from 'antd';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { List } from '../list/list.tsx';
import { Pane } from '../list/pane.tsx';
import { Search } from '../list/search.tsx';
import { SiteFilter } from '../list/site-choice.tsx';
import { StoreChoice } from '../list/store-choice.tsx';
import type { Column } from '../list/table.tsx';
import { useOrder } from '../list/use-order.ts';
import { useMe } from '../me.tsx';
import { type Names, useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { Leftovers } from './leftovers.tsx';

type Handheld = Answer<'/api/handhelds'>['items'][number];

export function HandheldsPage() {
  const words = useStoreWords();
  const names = useNames();
  const { roles } = useMe();
  const [turn, setTurn] = useState(0);
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Handheld>();
  const [given, setGiven] = useState<{ name: string; code: string; endsAt: number }>();
  const { asked, filter } = useWhere();
  const { sort, order } = useOrder('handhelds');
  const list = useList('/api/handhelds', { site: asked.site, text: asked.text, sort }, turn);
  const again = () => {
    setMaking(false);
    setRevoking(undefined);
    setTurn((n) => n + 1);
  };
  const revoke = roles.includes('securityAdmin') ? setRevoking : null;
  return (
    <>
      <div className="filters">
        {names.sites.size > 0 && <SiteFilter value={asked.site ?? ''} choose={(site) => filter({ site })} />}
        <Search label={words.lists.nameText} />
        {roles.includes('systemAdmin') && (
          <Button type="primary" onClick={() => setMaking(true)}>
            {words.handhelds.make}
          </Button>
        )}
      </div>
      <List
        label={words.pages.handhelds}
        list={list}
        order={order}
        columns={columnsOf(words, names, revoke)}
        keyOf={({ id }) => id}
        none={words.handhelds.none}
      />
      {roles.includes('supervisor') && <Leftovers />}
      {isMaking && (
        <Make
          done={(made) => {
            setGiven(made);
            again();
          }}
          close={() => setMaking(false)}
        />
      )}
      {revoking && <Revoke handheld={revoking} done={again} close={() => setRevoking(undefined)} />}
      {given && (
        <Pane title={words.handhelds.code(given.name)}>
          <div className="form">
            <output className="secret">{given.code}</output>
            <p>{words.handhelds.codeHint(dateTime(given.endsAt))}</p>
            <div className="form-end">
              <Button type="primary" onClick={() => setGiven(undefined)}>
                {words.people.handed}
              </Button>
            </div>
          </div>
        </Pane>
      )}
    </>
  );
}

function Make({
  done,
  close,
}: {
  done(made: { name: string; code: string; endsAt: number }): void;
  close(): void;
}) {
  const { handhelds, people, colon } = useStoreWords();
  const deed = useDeed();
  const [name, setName] = useState('');
  const [site, setSite] = useState('');
  const send = async () => {
    const made = await deed.run(() => tell('/api/handhelds/code', { name, site }));
    if (made) done({ name, ...made });
  };
  return (
    <Dialog
      title={handhelds.make}
      action={`${handhelds.make}${colon}${name || '…'}`}
      deed={deed}
      send={() => void send()}
      close={close}
      isReady={site !== ''}
    >
      <Entry label={handhelds.name} value={name} set={setName} isWanted />
      <StoreChoice label={people.unit} value={site} choose={setSite} />
    </Dialog>
  );
}

function Revoke({ handheld, done, close }: { handheld: Handheld; done(): void; close(): void }) {
  const { handhelds, people, states, colon } = useStoreWords();
  const deed = useDeed();
  const [reason, setReason] = useState('');
  const send = async () => {
    const because = reason.trim() ? { reason } : {};
    if (await deed.run(() => tell('/api/handhelds/revoke', { id: handheld.id, ...because }))) done();
  };
  return (
    <Dialog
      title={`${handhelds.revoke}${colon}${handheld.name}`}
      action={`${handhelds.revoke}${colon}${handheld.name}`}
      deed={deed}
      send={() => void send()}
      close={close}
      isGrave
    >
      <p>{handhelds.revokeHint(handheld.unsent ?? 0)}</p>
      <Entry label={`${people.why}${states.optional}`} value={reason} set={setReason} />
    </Dialog>
  );
}

const columnsOf = (
  words: Speech,
  names: Names,
  revoke: ((handheld: Handheld) => void) | null,
): readonly Column<Handheld>[] => [
  { name: 'name', title: words.handhelds.name, text: ({ name }) => name },
  { name: 'site', title: words.people.unit, text: ({ site }) => names.home(site) },
  {
    name: 'standing',
    title: words.people.standing,
    text: (handheld) => standingOf(handheld, words)[1],
    cell: (handheld) => {
      const [look, text] = standingOf(handheld, words);
      return (
        <span className={`mark mark-${look}`}>
          <span aria-hidden="true">{look === 'good' ? '●' : look === 'watch' ? '▲' : '✕'}</span> {text}
        </span>
      );
    },
  },
  {
    name: 'seen',
    title: words.handhelds.seen,
    text: ({ seenAt }) => (seenAt === null ? words.states.none : dateTime(seenAt)),
  },
  {
    name: 'unsent',
    title: words.handhelds.unsent,
    text: ({ unsent }) => (unsent === null ? words.states.none : `${unsent}`),
  },
  { name: 'missing', title: words.handhelds.missing, text: ({ missing }) => `${missing}` },
  ...(revoke
    ? [
        {
          name: 'actions',
          title: words.people.actions,
          isAction: true,
          text: () => '',
          cell: (handheld: Handheld) =>
            handheld.revokedAt === null ? (
              <Button danger onClick={() => revoke(handheld)}>
                {words.handhelds.revoke}
              </Button>
            ) : null,
        },
      ]
    : []),
];

function standingOf(
  { revokedAt, enrolledAt, codeEndsAt }: Handheld,
  { handhelds }: Speech,
): ['good' | 'watch' | 'none', string] {
  if (revokedAt !== null) return ['none', handhelds.revoked(dateTime(revokedAt))];
  if (enrolledAt !== null) return ['good', handhelds.enrolled(dateTime(enrolledAt))];
  return ['watch', handhelds.waits(codeEndsAt === null ? '' : dateTime(codeEndsAt))];
}
