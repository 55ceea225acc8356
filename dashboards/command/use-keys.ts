/** The keys of the page: / search, l layers, f coverage, r replay, b big screen, Esc back. */
import { useEffect } from 'react';
import { useShown } from './replay/use-replay.tsx';
import { useView } from './use-view.tsx';

export function useKeys(): void {
  const { back, turn, off, replay, isBig } = useView();
  const { enter } = useShown();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const isWriting = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      if (event.key === 'Escape' && !isWriting) back();
      if (isWriting) return;
      if (event.key === '/') {
        event.preventDefault();
        document.getElementById('search')?.focus();
      }
      if (event.key === 'r') {
        if (replay === null) enter();
        else turn({ replay: null });
      }
      if (event.key === 'b') turn({ isBig: !isBig, facts: null });
      if (event.key === 'f') {
        const next = new Set(off);
        if (!next.delete('coverage')) next.add('coverage');
        turn({ off: next });
      }
      if (event.key === 'l') document.getElementById('layers-switch')?.click();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [back, turn, enter, off, replay, isBig]);
}
