/** Who sits here; undefined until it is known, and where nobody answers: the line itself says so. */
import type { Answer } from '@changping/contracts/http';
import { useEffect, useState } from 'react';
import { ask } from '../../shared/ask.ts';
import { knowCsrf } from '../../shared/tell.ts';

export type Me = Answer<'/api/me'>;

export function useMe(): Me | undefined {
  const [me, setMe] = useState<Me>();
  useEffect(() => {
    ask('/api/me')
      .then((who) => {
        knowCsrf(who.csrf);
        setMe(who);
      })
      .catch(() => {});
  }, []);
  return me;
}
