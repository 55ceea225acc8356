/** The own account: password, one-time codes, tokens for scripts, and where it is in. */
import { useState } from 'react';
import { isOffered } from '../frame/rooms.ts';
import { useMe } from '../me.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { Delegations } from './delegations.tsx';
import { OwnPassword } from './own-password.tsx';
import { OwnSecond } from './own-second.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { OwnToken } from './own-token.tsx';
import { rolesTold } from './people-page.tsx';

export function OwnPage() {
  const words = useStoreWords();
  const names = useNames();
  const [made, setMade] = useState(0);
  const { display, name, unit, roles, isSample } = useMe();
  return (
    <div className="own">
      <section>
        <h3>{words.own.who}</h3>
        <p>
          {display} · {name} · {rolesTold(roles, words)} · {names.home(unit)}
        </p>
        {isSample && <p className="hint">{words.own.samplePassword}</p>}
      </section>
      {!isSample && (
        <>
          <OwnPassword />
          <OwnSecond />
        </>
      )}
      <OwnToken made={() => setMade(made + 1)} />
      <OwnSessions key={made} />
      {isOffered('documents', roles) && <Delegations />}
    </div>
  );
}
