/** Who sits here and where they belong, that it is a demo where it is one, the other language, and the way out. */
import { Button } from 'antd';
import { tell } from '../../shared/tell.ts';
import { toDoor } from '../../shared/to-door.ts';
import { useMe } from '../me.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';

export function Head() {
  const words = useStoreWords();
  const names = useNames();
  const { display, roles, unit, isSample } = useMe();
  const { speak, lang } = useWhere();
  const leave = () =>
    void tell('/api/session/end', {}).then(
      () => toDoor(''),
      () => toDoor(''),
    );
  return (
    <header className="head">
      {isSample && <p className="banner">{words.sample}</p>}
      <div className="head-line">
        <p className="brand">
          {words.product}
          {names.region && <small>{words.nameOf(names.region)}</small>}
        </p>
        <p className="who">
          <b>{display}</b>
          <small>
            {roles.map((role) => words.roles[role]).join(words.and)} · {names.home(unit)}
          </small>
        </p>
        <Go to="own">{words.account}</Go>
        <Button onClick={() => speak(lang === 'en' ? 'zh-CN' : 'en')} lang={lang === 'en' ? 'zh-CN' : 'en'}>
          {words.other}
        </Button>
        <Button onClick={leave}>{words.leave}</Button>
      </div>
    </header>
  );
}
