/** What an administrator asked for an account and a second person has to confirm: what it is, who asked, and the yes or no of whoever may give it. */
import { Button } from 'antd';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { type Account, rolesTold } from './people-page.tsx';

type Asked = NonNullable<Account['waits']>;

export const waitsTold = ({ what, certificate, roles = [] }: Asked, words: Speech): string =>
  what === 'reset'
    ? words.secondPerson.reset
    : what === 'roles'
      ? words.secondPerson.roles(rolesTold(roles, words))
      : certificate
        ? words.secondPerson.certificate(certificate.fingerprint.slice(0, 16))
        : words.secondPerson.noCertificate;

export function Waits({ waits, me, open }: { waits: Asked; me: string; open(yes: boolean): void }) {
  const words = useStoreWords();
  const { person } = useNames();
  const { secondPerson } = words;
  const { isLapsed, given } = waits;
  return (
    <>
      <span className={`mark mark-${isLapsed ? 'none' : 'watch'}`}>
        <span aria-hidden="true">{isLapsed ? '–' : '▲'}</span> {waitsTold(waits, words)}
      </span>
      <small>
        {secondPerson.asked(person(waits.by), dateTime(waits.at))} ·{' '}
        {isLapsed ? secondPerson.lapsed : secondPerson.until(dateTime(waits.endsAt))}
      </small>
      {waits.what === 'roles' && given?.by === me && given.by !== waits.by && !isLapsed && (
        <small>{secondPerson.givenByYou}</small>
      )}
      {(waits.mayConfirm || waits.by === me) && (
        <span className="buttons">
          {waits.mayConfirm && !isLapsed && (
            <Button onClick={() => open(true)}>{secondPerson.confirm}</Button>
          )}
          <Button danger onClick={() => open(false)}>
            {waits.mayConfirm ? secondPerson.refuse : secondPerson.withdraw}
          </Button>
        </span>
      )}
    </>
  );
}

type ConfirmProps = { who: Account; waits: Asked; yes: boolean; done(): void; close(): void };

export function ConfirmDialog({ who, waits, yes, done, close }: ConfirmProps) {
  const words = useStoreWords();
  const { secondPerson, people, states, colon } = words;
  const { person } = useNames();
  const deed = useDeed();
  const [reason, setReason] = useState('');
  const name = `${who.display} (${who.name})`;
  const send = async () => {
    const body = { id: who.id, asked: waits.at, yes, ...(reason.trim() ? { reason } : {}) };
    if (await deed.run(() => tell('/api/people/confirm', body))) done();
  };
  const verb = yes ? secondPerson.confirm : waits.mayConfirm ? secondPerson.refuse : secondPerson.withdraw;
  return (
    <Dialog
      title={`${secondPerson.title}${colon}${name}`}
      action={`${verb}${colon}${name}`}
      deed={deed}
      send={() => void send()}
      close={close}
      isGrave={!yes}
    >
      <p>
        <b>{waitsTold(waits, words)}</b> · {secondPerson.asked(person(waits.by), dateTime(waits.at))}
      </p>
      {waits.certificate && (
        <p>
          {secondPerson.subject}
          {colon}
          {waits.certificate.subject} · {dateTime(waits.certificate.endsAt)}
          <br />
          <span className="code">{waits.certificate.fingerprint.match(/.{1,4}/g)?.join(' ')}</span>
        </p>
      )}
      {waits.what === 'roles' && waits.given && <Given by={waits.by} given={waits.given} />}
      {waits.reason && (
        <p>
          {people.why}
          {colon}
          {waits.reason}
        </p>
      )}
      {yes && (
        <p className="hint">
          {waits.what === 'reset' ? secondPerson.resetConfirm(person(waits.by)) : secondPerson.hint}
        </p>
      )}
      <Entry label={`${people.why}${states.optional}`} value={reason} set={setReason} />
    </Dialog>
  );
}

/** Whoever has its password comes in by the role too. */
function Given({ by, given }: { by: string; given: NonNullable<Asked['given']> }) {
  const { secondPerson } = useStoreWords();
  const { person } = useNames();
  const at = dateTime(given.at);
  if (given.by !== by) return <p>{secondPerson.given(person(given.by), at)}</p>;
  return (
    <p className="mark mark-watch">
      <span aria-hidden="true">▲</span> {secondPerson.givenByAsker(at)}
    </p>
  );
}
