/** A token for a script: shown once, with the rights of who makes it, or at one store or in one role alone, and an end. */
import { Button } from 'antd';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import { Choice } from '../list/choice.tsx';
import { Entry } from '../list/entry.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { Ticks } from '../list/ticks.tsx';
import { useMe } from '../me.tsx';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';

export function OwnToken({ made: told }: { made(): void }) {
  const { own, roles: called } = useStoreWords();
  const { isSample, roles: held, unit } = useMe();
  const { sites, site: nameOf } = useNames();
  const deed = useDeed();
  const [label, setLabel] = useState('');
  const [password, setPassword] = useState('');
  const [days, setDays] = useState('30');
  const [isReadOnly, setReadOnly] = useState(true);
  const [site, setSite] = useState('');
  const [roles, setRoles] = useState(held);
  const [made, setMade] = useState<{ token: string; endsAt: number }>();
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const isWhole = site === '' && roles.length === held.length;
        const scope = isWhole ? {} : { scope: { unit: site || unit, roles } };
        const body = { label, days: Number(days), isReadOnly, password, ...scope };
        void deed
          .run(() => tell('/api/tokens', body))
          .then((given) => {
            setMade(given);
            if (!given) return;
            setPassword('');
            told();
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
      {sites.size > 1 && (
        <Choice
          label={own.onlyAt}
          value={site}
          all={own.allMine}
          options={[...sites.keys()].map((id) => ({ value: id, label: `${nameOf(id)} ${id}` }))}
          choose={setSite}
        />
      )}
      {held.length > 1 && (
        <Ticks
          legend={own.onlyAs}
          options={held.map((role) => ({ value: role, label: called[role] }))}
          chosen={roles}
          choose={setRoles}
        />
      )}
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
      <Button type="primary" htmlType="submit" loading={deed.isBusy} disabled={roles.length === 0}>
        {own.make}
      </Button>
    </form>
  );
}
