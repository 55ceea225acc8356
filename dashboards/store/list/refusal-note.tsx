/** What was refused, in the server's own sentence where it gave one, and what helps. */
import { Button } from 'antd';
import type { Refusal } from '../../shared/ask.ts';
import { useStoreWords } from '../use-store-words.tsx';

type NoteProps = { refusal: Refusal; again?(): void };

export function RefusalNote({ refusal: { code, sentence, retry, detail }, again }: NoteProps) {
  const { states, lang } = useStoreWords();
  const own = code === 'offline' ? states.offline : states.broken;
  return (
    <div className="refusal" role="alert">
      <span className="sign" aria-hidden="true">
        ■
      </span>
      <p>
        {sentence ? (lang === 'en' ? sentence.en : sentence.zh) : own}
        {detail && <small> {detail}</small>}
      </p>
      {again && (retry || !sentence) && <Button onClick={again}>{states.again}</Button>}
    </div>
  );
}
