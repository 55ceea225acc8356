/** Into whose hands: a person or a unit, one who had goods of this store before or somebody new. */
import { type Recipient, recipientIn, recipientPlace, typedRecipient } from '@changping/contracts/recipient';
import { useAnswer } from '../../shared/use-answer.ts';
import { Choice } from '../list/choice.tsx';
import { Entry } from '../list/entry.tsx';
import { useStoreWords } from '../use-store-words.tsx';

type RecipientProps = {
  label: string;
  site: string;
  /** person/… or unit/…; empty: nobody yet. */
  value: string;
  set(place: string): void;
  /** Goods of this type go to units alone. */
  isUnit?: boolean;
};
const nobody: Recipient = { as: 'unit', name: '' };

export function RecipientEntry({ label, site, value, set, isUnit = false }: RecipientProps) {
  const { outside } = useStoreWords();
  const { answer } = useAnswer('/api/recipients', { site }, { isAsked: site !== '' });
  const { as, name } = typedRecipient(value) ?? nobody;
  const before = (answer?.items ?? []).filter((place) => place.startsWith(`${as}/`));
  const isWrong = name.trim() !== '' && !recipientPlace.test(recipientIn(value));
  return (
    <>
      {!isUnit && (
        <Choice
          label={label}
          value={as}
          options={(['unit', 'person'] as const).map((each) => ({
            value: each,
            label: outside.as[each] ?? each,
          }))}
          choose={(each) => set(`${each}/${name}`)}
        />
      )}
      <Entry
        label={outside.recipient}
        hint={isWrong ? outside.recipientWrong : outside.recipientHint}
        value={name}
        set={(text) => set(`${as}/${text}`)}
        options={before.map((place) => {
          const known = place.slice(as.length + 1);
          return { value: known, label: known };
        })}
        isWanted
      />
    </>
  );
}
