/** Lots that are named as one kind and that the device knows as another's: told before anything is sent. */
import { newLotsWords } from '../../shared/words/new-lots.ts';
import { db } from '../keep/keep.ts';
import { useKept } from '../keep/use-kept.ts';
import type { Named } from '../rules/new-lots.ts';
import { useNames, usePage } from './use-page.tsx';

export function LotsOfOther({ named }: { named: readonly Named[] }) {
  const own = newLotsWords[usePage().words.at];
  const names = useNames();
  const kindOf = new Map(named.flatMap(({ lot, kind }) => (kind ? [[lot.trim(), kind] as const] : [])));
  const others = useKept(
    async () => (await db.lots.bulkGet([...kindOf.keys()])).flatMap((known) => known ?? []),
    JSON.stringify([...kindOf]),
  );
  return others?.map(
    ({ lot, kind }) =>
      kind !== kindOf.get(lot) && (
        <p key={lot} className="changed" role="alert">
          {own.ofOther(lot, names.kind(kind))}
        </p>
      ),
  );
}
