/** What was refused, in the server's own sentence where it gave one, and what helps. */
import type { Refusal } from '../../shared/ask.ts';
import { useWords } from '../../shared/words/use-words.tsx';

export function RefusalNote({
  refusal: { code, sentence, retry, detail },
  again,
}: {
  refusal: Refusal;
  again(): void;
}) {
  const { states, lang } = useWords();
  const own = code === 'offline' ? states.offline : states.broken;
  const said = sentence ? (lang === 'en' ? sentence.en : sentence.zh) : own;
  return (
    <div className="refusal" role="alert">
      <p>
        {said}
        {detail && <small className="code refusal-detail"> {detail}</small>}
      </p>
      {(retry || !sentence) && (
        <button type="button" className="quiet" onClick={again}>
          {states.again}
        </button>
      )}
    </div>
  );
}
