/** What a version of what is shared changes of the one before: the giving store, and the kinds. */
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { Differences } from '../versions/differences.tsx';

type Shared = { site: string; kinds: readonly string[] };
type SharingProps = { title: string; from: Shared | undefined; to: Shared };

export function SharingDifferences({ title, from, to }: SharingProps) {
  const { sharing, policy, proposals, states, and, pages } = useStoreWords();
  const names = useNames();
  const told = ({ site, kinds }: Shared): [string, string][] => [
    [sharing.site, names.site(site)],
    [sharing.kinds, kinds.map(names.kind).join(and) || sharing.nothing],
  ];
  const what = policy.whatOf[from ? 'changed' : 'added'];
  const rows = told(to).flatMap(([part, after], n) => {
    const before = from ? (told(from)[n]?.[1] ?? '') : states.none;
    return before === after ? [] : [{ id: pages.sharing, name: pages.sharing, what, part, before, after }];
  });
  return <Differences title={title} of={proposals.what} rows={rows} none={proposals.same} />;
}
