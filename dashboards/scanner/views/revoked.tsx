/** All that a revoked handheld shows: that it is one, and the way back. */
import type { ScannerWords } from '../../shared/words/scanner-zh.ts';
import { Enrol } from './enrol.tsx';

export const Revoked = ({ words }: { words: ScannerWords }) => (
  <main>
    <h1>{words.revoked}</h1>
    <p className="empty" role="alert">
      {words.revokedWhy}
    </p>
    <Enrol words={words} done={() => location.reload()} />
  </main>
);
