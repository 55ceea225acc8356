/** Over the map of a replay: that this is not now, and which moment it is. */
import { written } from '../../shared/time.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { useShown } from './use-replay.tsx';

export function ReplayMark() {
  const words = useWords();
  const { replay } = useShown();
  if (!replay) return null;
  const { date, second } = written(replay.at);
  return (
    <p className="replay-mark" id="replay-mark">
      <b>{words.replay.mark}</b>
      <span>
        {date} <strong>{second}</strong>
      </span>
      <small>{words.replay.notLive}</small>
    </p>
  );
}
