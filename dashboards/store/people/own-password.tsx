/** Change the own password; every other session ends. */
import { Button } from 'antd';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { Entry } from '../list/entry.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';

export function OwnPassword() {
  const { own } = useStoreWords();
  const deed = useDeed();
  const [old, setOld] = useState('');
  const [password, setPassword] = useState('');
  const [isDone, setDone] = useState(false);
  const send = async () => {
    setDone(false);
    if (!(await deed.run(() => tell('/api/password', { old, password })))) return;
    setOld('');
    setPassword('');
    setDone(true);
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h3>{own.password}</h3>
      <Entry label={own.old} type="password" complete="current-password" value={old} set={setOld} isWanted />
      <Entry
        label={own.next}
        hint={own.rule}
        type="password"
        complete="new-password"
        value={password}
        set={setPassword}
        isWanted
      />
      {deed.refusal && <RefusalNote refusal={deed.refusal} />}
      {isDone && <p role="status">{own.changed}</p>}
      <Button type="primary" htmlType="submit" loading={deed.isBusy}>
        {own.password}
      </Button>
    </form>
  );
}
