/** Who sits here, that it is a demo where it is one, and the way out. */
import type { Answer } from '@changping/contracts/http';
import { useEffect, useState } from 'react';
import { ask } from '../../shared/ask.ts';
import { knowCsrf, tell } from '../../shared/tell.ts';
import { toDoor } from '../../shared/to-door.ts';
import { useWords } from '../../shared/words/use-words.tsx';

export function Who() {
  const words = useWords();
  const [me, setMe] = useState<Answer<'/api/me'>>();
  useEffect(() => {
    ask('/api/me')
      .then((who) => {
        knowCsrf(who.csrf);
        setMe(who);
      })
      // Where nobody answers the line itself says so.
      .catch(() => {});
  }, []);
  if (!me) return null;
  const leave = () =>
    void tell('/api/session/end', {}).then(
      () => toDoor(''),
      () => toDoor(''),
    );
  return (
    <p className="who">
      {me.isSample && <b className="sample-mark">{words.who.sample}</b>}
      <span>{words.who.role(me.roles)}</span>
      <button type="button" className="quiet" title={words.who.leave} onClick={leave}>
        {words.who.out}
      </button>
    </p>
  );
}
