/** Who sits here, for React: nothing of the console is drawn before the server has said. */
import type { Answer } from '@changping/contracts/http';
import { createContext, type ReactNode, use, useEffect } from 'react';
import { knowCsrf } from '../shared/tell.ts';
import { useAnswer } from '../shared/use-answer.ts';
import { RefusalNote } from './list/refusal-note.tsx';
import { useStoreWords } from './use-store-words.tsx';

export type Me = Answer<'/api/me'>;
const Held = createContext<Me | undefined>(undefined);

export function useMe(): Me {
  const me = use(Held);
  if (!me) throw new Error('useMe needs a MeProvider');
  return me;
}

export function MeProvider({ children }: { children: ReactNode }) {
  const { states } = useStoreWords();
  const { answer: me, refusal, again } = useAnswer('/api/me');
  useEffect(() => {
    if (me) knowCsrf(me.csrf);
  }, [me]);
  if (me) return <Held value={me}>{children}</Held>;
  return (
    <main className="waiting">
      {refusal ? <RefusalNote refusal={refusal} again={again} /> : <p>{states.loading}</p>}
    </main>
  );
}
