/** Whether the lot of a row is one that nobody had before, and what is known of it. */
import { Entry } from '../list/entry.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import type { Fresh } from './step-body.ts';

type FreshProps = { fresh: Fresh | undefined; set(fresh: Fresh | undefined): void };

const blank: Fresh = { madeOn: '', expiresOn: '', supplier: '' };

export function FreshLot({ fresh, set }: FreshProps) {
  const { open, step } = useStoreWords();
  return (
    <>
      <label className="tick">
        <input
          type="checkbox"
          checked={fresh !== undefined}
          onChange={({ target }) => set(target.checked ? blank : undefined)}
        />
        {step.freshLot}
      </label>
      {fresh &&
        (['madeOn', 'expiresOn', 'supplier'] as const).map((name) => (
          <Entry
            key={name}
            label={open[name]}
            type={name === 'supplier' ? 'text' : 'date'}
            value={fresh[name]}
            set={(value) => set({ ...fresh, [name]: value })}
          />
        ))}
    </>
  );
}
