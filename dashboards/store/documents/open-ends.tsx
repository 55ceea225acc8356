/** Between whom a document leads its goods, as its type asks: the other end, a zone or a person, who brings back and whose it is. */

import type { Shape, Wish } from '../../shared/documents/draft.ts';
import { Choice } from '../list/choice.tsx';
import { StoreChoice } from '../list/store-choice.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { RecipientEntry } from './recipient-entry.tsx';

export type Ends = Pick<Wish, 'there' | 'target' | 'giver' | 'owner'>;
type EndsProps = { shape: Shape; site: string; ends: Ends; set(ends: Ends): void };

const zones = ['receiving', 'ordinary', 'cold', 'dangerous'];

export function OpenEnds({ shape: { there, to, isBroughtBack, isUnit }, site, ends, set }: EndsProps) {
  const words = useStoreWords();
  const change = (name: keyof Ends) => (value: string) => set({ ...ends, [name]: value });
  return (
    <>
      {there && (
        <StoreChoice
          label={words.open.there[there] ?? there}
          value={ends.there}
          choose={change('there')}
          of={there}
          except={site}
        />
      )}
      {isBroughtBack && (
        <>
          <RecipientEntry label={words.open.giver} site={site} value={ends.giver} set={change('giver')} />
          <StoreChoice
            label={words.open.owner}
            value={ends.owner}
            choose={change('owner')}
            of="store"
            except={site}
            none={words.stock.ownStore}
          />
        </>
      )}
      {(to === 'zone' || to === 'there') && (
        <Choice
          label={words.open.target}
          value={ends.target}
          options={zones.map((zone) => ({ value: zone, label: words.stock.placeOf[zone] ?? zone }))}
          choose={change('target')}
        />
      )}
      {to === 'somebody' && (
        <RecipientEntry
          label={words.outside.holder}
          site={site}
          value={ends.target}
          set={change('target')}
          isUnit={isUnit === true}
        />
      )}
    </>
  );
}

/** Goods that go to somebody go to nobody by themselves. */
export const firstEnds = (shape: Shape | undefined): Ends => ({
  ...{ there: '', target: shape?.to === 'somebody' ? '' : 'receiving', giver: '', owner: '' },
});
