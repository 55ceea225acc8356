/** Between whom a document leads its goods, as its type asks: the other end, a zone or a person, who brings back and whose it is. */
import { useAnswer } from '../../shared/use-answer.ts';
import { Choice } from '../list/choice.tsx';
import { Entry } from '../list/entry.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import type { Shape, Wish } from './draft.ts';

export type Ends = Pick<Wish, 'there' | 'target' | 'giver' | 'owner'>;
type EndsProps = { shape: Shape; site: string; ends: Ends; set(ends: Ends): void };

const zones = ['receiving', 'ordinary', 'cold', 'dangerous'];

export function OpenEnds({ shape: { there, to, isBroughtBack }, site, ends, set }: EndsProps) {
  const words = useStoreWords();
  const { answer } = useAnswer('/api/region');
  const ofTier = (end: Shape['there']) =>
    (answer?.stores ?? [])
      .filter(({ tier }) => end === (tier === 'partner' || tier === 'external' ? tier : 'store'))
      .map((store) => ({ value: store.id, label: `${words.nameOf(store)} ${store.id}` }));
  const change = (name: keyof Ends) => (value: string) => set({ ...ends, [name]: value });
  return (
    <>
      {there && (
        <Entry
          label={words.open.there[there] ?? there}
          value={ends.there}
          set={change('there')}
          isWanted
          options={ofTier(there).filter(({ value }) => value !== site)}
        />
      )}
      {isBroughtBack && (
        <>
          <Entry
            label={words.open.giver}
            hint={words.open.personHint}
            value={ends.giver}
            set={change('giver')}
            isWanted
          />
          <Choice
            label={words.open.owner}
            value={ends.owner}
            all={words.stock.ownStore}
            options={ofTier('store').filter(({ value }) => value !== site)}
            choose={change('owner')}
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
        <Entry
          label={words.open.person}
          hint={words.open.personHint}
          value={ends.target}
          set={change('target')}
          isWanted
        />
      )}
    </>
  );
}

/** Goods that go to somebody go to nobody by themselves. */
export const firstEnds = (shape: Shape | undefined): Ends => ({
  ...{ there: '', target: shape?.to === 'somebody' ? '' : 'receiving', giver: '', owner: '' },
});
