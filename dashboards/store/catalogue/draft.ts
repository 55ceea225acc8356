/** A draft of the next version of the catalogue: kinds that are others than in the one it was begun on, and what of the folder was looked at. */
import type { Catalogue } from '@changping/contracts/catalogue';
import { changesOf, type KindCells } from '@changping/contracts/catalogue-cells';
import { keptAs } from '../versions/draft-kept.ts';

/** `after`: the newest version when it was begun. `folder`: its digest. */
export type CatalogueDraft = {
  after: number;
  kinds: readonly KindCells[];
  head?: Catalogue;
  folder?: string;
};
export const catalogueDraft = keptAs<CatalogueDraft>('changping.catalogue-draft.1');

/** All kinds as they would be. A draft kept from a time before a cell leaves it as it is. */
export const drafted = (
  base: readonly KindCells[],
  { kinds }: Pick<CatalogueDraft, 'kinds'>,
): KindCells[] => [
  ...base.map((cells) => ({ ...cells, ...kinds.find(({ id }) => id === cells.id) })),
  ...kinds.filter(({ id }) => !base.some((cells) => cells.id === id)),
];

/** With these as they are now; one that says what the base says is no part of the draft. */
export function withKinds(
  draft: CatalogueDraft,
  base: readonly KindCells[],
  written: readonly KindCells[],
): CatalogueDraft {
  const ids = new Set(written.map(({ id }) => id));
  const kinds = [...draft.kinds.filter(({ id }) => !ids.has(id)), ...written].filter(
    (cells) =>
      changesOf(
        base.filter(({ id }) => id === cells.id),
        [cells],
      ).length > 0,
  );
  return { ...draft, kinds };
}
