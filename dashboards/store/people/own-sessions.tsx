/** Where the own account is in just now: browsers, handhelds and tokens of scripts, each with the way to end it. */
import type { Answer } from '@changping/contracts/http';
import { Button } from 'antd';
import { useState } from 'react';
import { browserIn } from '../../shared/browser-in.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { List } from '../list/list.tsx';
import { useOrder } from '../list/use-order.ts';
import { useNames } from '../names.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { type StandingDeed, StandingDialog } from './standing-dialog.tsx';

type Session = Answer<'/api/sessions'>['items'][number];

export function OwnSessions() {
  const words = useStoreWords();
  const names = useNames();
  const { own, people } = words;
  const { sort, order } = useOrder('sessions');
  const list = useList('/api/sessions', { sort });
  const [ending, setEnding] = useState<StandingDeed>();
  const end = (session: Session) => () =>
    setEnding({ what: 'end', session: session.id, label: deviceOf(session, words, names.site) });
  return (
    <section>
      <h3>{people.sessions}</h3>
      <p className="hint">{own.sessionsHint}</p>
      <List
        label={people.sessions}
        list={list}
        order={order}
        columns={[
          { name: 'device', title: own.device, text: (session) => deviceOf(session, words, names.site) },
          { name: 'address', title: own.address, text: ({ address }) => address },
          { name: 'seenAt', title: own.seenAt, text: ({ seenAt }) => dateTime(seenAt) },
          { name: 'endsAt', title: own.endsAt, text: ({ endsAt }) => dateTime(endsAt) },
          {
            name: 'end',
            title: people.actions,
            isAction: true,
            text: () => '',
            cell: (session: Session) =>
              session.isThis ? (
                own.thisOne
              ) : (
                <Button danger onClick={end(session)}>
                  {people.end}
                </Button>
              ),
          },
        ]}
        keyOf={({ id }) => id}
        none={words.states.none}
      />
      {ending && (
        <StandingDialog
          deed={ending}
          done={() => {
            setEnding(undefined);
            list.again();
          }}
          close={() => setEnding(undefined)}
        />
      )}
    </section>
  );
}

const deviceOf = (
  { kind, label, handheld, scope }: Session,
  { people, own, roles }: Speech,
  site: (id: string) => string,
): string =>
  kind === 'token'
    ? [
        ...[people.token, label],
        ...(scope
          ? [
              own.bound(
                site(scope.unit),
                scope.roles.map((role) => roles[role]),
              ),
            ]
          : []),
      ].join(' · ')
    : handheld === null
      ? `${people.browser} · ${browserIn(label)}`
      : `${own.handheld} · ${handheld}`;
