/** What a draft of a next version begins from: the version that was chosen, else the one in force. Whoever writes none is told so. */
import type { ReactNode } from 'react';
import type { Listed } from '../../shared/use-list.ts';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useMe } from '../me.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { standing, type Version } from './versions-list.tsx';

export type Begun<Row> = { base: Row; inForce: Row; newest: number };
type BeginProps<Row> = { versions: Listed<Row>; draft(begun: Begun<Row>): ReactNode };

export function DraftBegin<Row extends Version>({ versions, draft }: BeginProps<Row>) {
  const { states, notYours } = useStoreWords();
  const { roles } = useMe();
  const { asked } = useWhere();
  const { items, refusal, again } = versions;
  if (!roles.includes('policyOwner')) return <p className="empty">{notYours}</p>;
  const inForce = standing(items);
  if (!items || !inForce)
    return refusal ? (
      <RefusalNote refusal={refusal} again={again} />
    ) : (
      <p className="empty">{states.loading}</p>
    );
  const base = items.find(({ version }) => String(version) === asked.version) ?? inForce;
  return draft({ base, inForce, newest: items[0]?.version ?? 0 });
}
