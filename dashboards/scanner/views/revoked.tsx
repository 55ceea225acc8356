/** All that a revoked handheld shows: that it is one, and the way back. */
import type { ScannerWords } from '../../shared/words/scanner-zh.ts';
import { lostOf } from '../line/give-up.ts';
import { Enrol } from './enrol.tsx';

export function Revoked({ words }: { words: ScannerWords }) {
  const { commands, photos } = lostOf();
  return (
    <main>
      <h1>{words.revoked}</h1>
      <p className="empty" role="alert">
        {words.revokedWhy}
      </p>
      {commands + photos > 0 && <p className="changed">{words.photos.lost(commands, photos)}</p>}
      <Enrol words={words} done={() => location.reload()} />
    </main>
  );
}
