/** What the region shares with the neighbour who looks. */
import { useAnswer } from '../../shared/use-answer.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { SharedTable } from './shared-table.tsx';

export function SharedPage() {
  const { sharing } = useStoreWords();
  const asked = useAnswer('/api/shared');
  return (
    <>
      <p className="hint">{sharing.how}</p>
      <SharedTable asked={asked} label={sharing.pages.shared} none={sharing.none} mayAsk />
    </>
  );
}
