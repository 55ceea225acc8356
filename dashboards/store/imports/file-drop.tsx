/** A file, dropped or chosen. */
import { useId, useState } from 'react';
import { useStoreWords } from '../use-store-words.tsx';

type DropProps = { isBusy: boolean; take(file: File): void };

export function FileDrop({ isBusy, take }: DropProps) {
  const { imports: words } = useStoreWords();
  const id = useId();
  const [isOver, setOver] = useState(false);
  const taken = (files: FileList | null) => {
    const file = files?.[0];
    if (file && !isBusy) take(file);
  };
  return (
    <section
      className={isOver ? 'drop is-over' : 'drop'}
      aria-label={words.file}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        taken(event.dataTransfer.files);
      }}
    >
      <p>{isBusy ? words.sending : words.drop}</p>
      <label htmlFor={id} className="button-main">
        {words.file}
      </label>
      <input
        id={id}
        type="file"
        accept=".csv,.xlsx"
        disabled={isBusy}
        onChange={({ target }) => {
          taken(target.files);
          // The same file again, corrected meanwhile, is a new choice.
          target.value = '';
        }}
      />
      <p className="hint">{words.limits}</p>
    </section>
  );
}
