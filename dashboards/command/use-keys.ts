/** The keys of the page: / search, l layers, Esc back. */
import { useEffect } from 'react';
import { useView } from './use-view.tsx';

export function useKeys(): void {
  const { back } = useView();
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
      if (event.key === 'l') document.getElementById('layers-switch')?.click();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [back]);
}
