/** Pieces are taken out of a kit, or all of it is taken apart: for a reason. */
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { useDeed } from '../use-deed.ts';
import { useKey } from '../use-key.ts';
import { useStoreWords } from '../use-store-words.tsx';

type ReasonProps = {
  kit: string;
  /** Undefined: all of it is taken apart. */
  pieces?: readonly string[];
  done(): void;
  close(): void;
};

export function ReasonDialog({ kit, pieces, done, close }: ReasonProps) {
  const { kits: words, colon } = useStoreWords();
  const deed = useDeed();
  const keyOf = useKey();
  const [reason, setReason] = useState('');
  const title = `${pieces ? words.takeOutNow(pieces.length) : words.dissolve}${colon}${kit}`;
  const send = () =>
    void deed.run(async () => {
      const wish = { kit, reason };
      const key = keyOf({ ...wish, pieces });
      if (pieces) await tell('/api/kits/take-out', { key, ...wish, pieces: [...pieces] });
      else await tell('/api/kits/dissolve', { key, ...wish });
      done();
    });
  return (
    <Dialog
      {...{ title, action: title, deed, send, close }}
      isGrave={!pieces}
      isReady={reason.trim().length > 1}
    >
      <p>{pieces ? pieces.join(' ') : words.dissolveHow}</p>
      <Entry label={words.reason} value={reason} set={setReason} isWanted />
    </Dialog>
  );
}
