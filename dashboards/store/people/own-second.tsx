/** The own one-time codes: the key is shown once, and the first code of it proves that it arrived. */
import { Button } from 'antd';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { Entry } from '../list/entry.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';

export function OwnSecond() {
  const { own } = useStoreWords();
  const deed = useDeed();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [secret, setSecret] = useState<string>();
  const [isDone, setDone] = useState(false);
  const send = async () => {
    const answer = await deed.run(() =>
      tell('/api/second-factor', secret ? { password, code } : { password }),
    );
    if (!answer) return;
    setSecret(answer.secret ?? undefined);
    setDone(answer.secret === null);
    if (answer.secret === null) setPassword('');
    setCode('');
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h3>{own.second}</h3>
      <p className="hint">{own.secondHint}</p>
      {secret ? (
        <>
          <p>{own.key}</p>
          <output className="secret">{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</output>
          <Entry label={own.code} complete="one-time-code" value={code} set={setCode} isWanted />
        </>
      ) : (
        <Entry
          label={own.old}
          type="password"
          complete="current-password"
          value={password}
          set={setPassword}
          isWanted
        />
      )}
      {deed.refusal && <RefusalNote refusal={deed.refusal} />}
      {isDone && <p role="status">{own.confirmed}</p>}
      <Button type="primary" htmlType="submit" loading={deed.isBusy}>
        {secret ? own.confirm : own.show}
      </Button>
    </form>
  );
}
