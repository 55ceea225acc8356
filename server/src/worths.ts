/** What kinds are worth, and how closely they are watched, in each version of the catalogue: a document is approved by the one it was opened under. */
import type { Kind } from '@changping/contracts/live';
import type { Worths } from './approvals.ts';
import { kindsById } from './domain/kinds-by-id.ts';
import type { Catalogues } from './store/catalogues.ts';

export function worths(editions: Pick<Catalogues, 'now' | 'at'>): Worths {
  const known = new WeakMap<readonly Kind[], ReturnType<typeof kindsById<Kind>>>();
  return {
    now: () => editions.now().version,
    at(version) {
      const { kinds } = (version === undefined ? undefined : editions.at(version)) ?? editions.now();
      const byId = known.get(kinds) ?? kindsById({ kinds });
      known.set(kinds, byId);
      return byId;
    },
  };
}
