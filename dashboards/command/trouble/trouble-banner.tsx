/** What keeps the server itself from working, across the whole page and on the wall too, in the sentence of the table of faults. */
import { faults } from '@changping/contracts/faults';
import type { Trouble } from '@changping/contracts/live';
import { useWords } from '../../shared/words/use-words.tsx';
import { Shape } from '../panels/top-strip.tsx';

export function TroubleBanner({ trouble }: { trouble: Trouble }) {
  const words = useWords();
  if (!trouble) return null;
  return (
    <p className="trouble-banner" role="alert">
      <Shape mark="act" />
      <b>{faults[trouble][words.lang === 'en' ? 'en' : 'zh']}</b>
      <span>{words.trouble[trouble]}</span>
    </p>
  );
}
