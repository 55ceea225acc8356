/** A robot is told nothing for a while, or for good; or something again. */
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import type { Hook } from './hooks-page.tsx';

type EndProps = { what: 'pause' | 'remove'; hook: Hook; done(): void; close(): void };

export function EndDialog({ what, hook, done, close }: EndProps) {
  const { hooks, people, states, colon } = useStoreWords();
  const deed = useDeed();
  const [reason, setReason] = useState('');
  const { id } = hook;
  const isPaused = hook.pausedAt !== null;
  const title = `${what === 'remove' ? hooks.remove : isPaused ? hooks.resume : hooks.pause}${colon}${hook.name}`;
  const send = async () => {
    const because = reason.trim() ? { reason } : {};
    const order = () =>
      what === 'remove'
        ? tell('/api/hooks/remove', { id, ...because })
        : tell('/api/hooks/pause', { id, paused: !isPaused, ...because });
    if (await deed.run(order)) done();
  };
  return (
    <Dialog {...{ title, action: title, deed, close }} send={() => void send()} isGrave={what === 'remove'}>
      <p>{what === 'remove' ? hooks.removeHint(hook.waiting) : hooks.pauseHint}</p>
      <Entry label={`${people.why}${states.optional}`} value={reason} set={setReason} />
    </Dialog>
  );
}
