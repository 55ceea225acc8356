/** What the region's folder says otherwise than the draft: taken into it kind by kind, or left; never by itself. */
import type { KindCells } from '@changping/contracts/catalogue-cells';
import type { Answer } from '@changping/contracts/http';
import { Button } from 'antd';
import { useState } from 'react';
import { Ticks } from '../list/ticks.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { CatalogueDifferences, type Side } from './catalogue-differences.tsx';

type OfferProps = {
  folder: NonNullable<Answer<'/api/catalogue'>['folder']>;
  now: Side;
  isLooked: boolean;
  take(kinds: readonly KindCells[], takesHead: boolean): void;
};
const ofHead = ' head';

export function FolderOffer({ folder, now, isLooked, take }: OfferProps) {
  const { catalogue: said, nameOf } = useStoreWords();
  const isOther = JSON.stringify(folder.head) !== JSON.stringify(now.head);
  const [chosen, choose] = useState<readonly string[]>([]);
  if (isLooked) return <p className="hint">{said.folderIn}</p>;
  const options = [
    ...(isOther ? [{ value: ofHead, label: said.head }] : []),
    ...folder.kinds.map(({ id, name, name_en }) => ({ value: id, label: nameOf({ name, nameEn: name_en }) })),
  ];
  return (
    <>
      <CatalogueDifferences
        title={said.folder}
        from={{ ...now, kinds: now.kinds.filter(({ id }) => folder.kinds.some((each) => each.id === id)) }}
        to={folder}
      />
      <div className="form">
        <p className="hint">{said.folderHint}</p>
        <Ticks legend={said.folderTake} options={options} chosen={chosen} choose={choose} />
        <div className="form-end">
          <Button
            onClick={() =>
              take(
                folder.kinds.filter(({ id }) => chosen.includes(id)),
                chosen.includes(ofHead),
              )
            }
          >
            {said.folderToDraft}
          </Button>
        </div>
      </div>
    </>
  );
}
