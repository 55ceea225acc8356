/** Whether a kind is in use or retired. */
import type { Speech } from '../use-store-words.tsx';

export function InUse({ kind: { isRetired }, words }: { kind: { isRetired: boolean }; words: Speech }) {
  return (
    <span className={`mark mark-${isRetired ? 'none' : 'good'}`}>
      <span aria-hidden="true">{isRetired ? '○' : '●'}</span>{' '}
      {isRetired ? words.catalogue.retired : words.catalogue.inUse}
    </span>
  );
}
