/** What one catalogue changes of another: kinds cell by cell, and the catalogue itself part by part. */
import type { Catalogue } from '@changping/contracts/catalogue';
import { changesOf, type KindCells } from '@changping/contracts/catalogue-cells';
import { useStoreWords } from '../use-store-words.tsx';
import { Differences, type Differing } from '../versions/differences.tsx';
import { headParts } from './head-parts.ts';
import { useCells } from './use-cells.ts';

export type Side = { head: Catalogue; kinds: readonly KindCells[] };

export function CatalogueDifferences({ title, from, to }: { title: string; from: Side; to: Side }) {
  const words = useStoreWords();
  const { catalogue } = words;
  const [old, now] = [useCells(from.head), useCells(to.head)];
  const parts = headParts(to.head, words, now.tier);
  const ofHead = headParts(from.head, words, old.tier).flatMap(([part, before], n): Differing[] => {
    const after = parts[n]?.[1] ?? '';
    const of = { id: catalogue.head, name: catalogue.head, what: catalogue.whatOf.changed };
    return before === after ? [] : [{ ...of, part, before, after }];
  });
  const ofKinds = changesOf(from.kinds, to.kinds).flatMap(({ id, what, cells, changes }) =>
    changes.map(
      ({ field, before, after }): Differing => ({
        ...{ id, name: words.nameOf({ name: cells.name, nameEn: cells.name_en }) },
        ...{ what: catalogue.whatOf[what], part: now.label(field) },
        ...{ before: old.told(field, before), after: now.told(field, after) },
      }),
    ),
  );
  return (
    <Differences title={title} of={catalogue.kind} rows={[...ofHead, ...ofKinds]} none={catalogue.same} />
  );
}
