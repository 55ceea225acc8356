/** A token for a script: shown once, with the rights of who makes it and an end. */
import { Button } from 'antd';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import { Entry } from '../list/entry.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useMe } from '../me.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';

export function OwnToken() {
  const { own } = useStoreWords();
  const { isSample } = useMe();
  const deed = useDeed();
  const [label, setLabel] = useState('');
  const [password, setPassword] = useState('');
  const [days, setDays] = useState('30');
  const [isReadOnly, setReadOnly] = useState(true);
  const [made, setMade] = useState<{ token: string; endsAt: number }>();
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const body = { label, days: Number(days), isReadOnly, password };
        void deed
          .run(() => tell('/api/tokens', body))
          .then((given) => {
            setMade(given);
            if (given) setPassword('');
          });
      }}
    >
      <h3>{own.tokens}</h3>
      <p className="hint">{own.tokenHint}</p>
      <Entry label={own.label} value={label} set={setLabel} isWanted />
      <Entry label={own.days} type="number" min={1} max={366} value={days} set={setDays} isWanted />
      <label className="tick">
        <input type="checkbox" checked={isReadOnly} onChange={({ target }) => setReadOnly(target.checked)} />
        {own.readOnly}
      </label>
      {!isSample && (
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
      {made && (
        <>
          <p role="status">{own.made(dateTime(made.endsAt))}</p>
          <output className="secret">{made.token}</output>
        </>
      )}
      <Button type="primary" htmlType="submit" loading={deed.isBusy}>
        {own.make}
      </Button>
    </form>
  );
}
