/** The frame of whatever lies over the map: one step back, where the reader is, the way out. The focus goes along into it and at every step of it, and afterwards back to where it was opened from. */
import { type ReactNode, useEffect, useRef } from 'react';
import { useView } from '../use-view.tsx';

type DrawerProps = {
  look?: string;
  label: string;
  words: { back: string; close: string };
  /** A change of it is a new thing to read. */
  step?: string;
  crumbs: ReactNode;
  close(): void;
  children: ReactNode;
};

export function Drawer({ look = '', label, words, step, crumbs, close, children }: DrawerProps) {
  const { back } = useView();
  const drawer = useRef<HTMLElement>(null);
  const opener = useRef<Element | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every step deeper is a new thing to read
  useEffect(() => {
    opener.current ??= document.activeElement;
    drawer.current?.focus({ preventScroll: true });
  }, [step]);
  useEffect(
    () => () => {
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
    },
    [],
  );
  return (
    <section className={`facts ${look}`.trim()} ref={drawer} tabIndex={-1} aria-label={label}>
      <header className="facts-head">
        <button type="button" className="quiet back" onClick={back} aria-label={`${words.back} Esc`}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M10 3 5 8l5 5" />
          </svg>
          <kbd>Esc</kbd>
        </button>
        {crumbs}
        <button type="button" className="close" aria-label={words.close} onClick={close}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M4 4l8 8M12 4l-8 8" />
          </svg>
        </button>
      </header>
      {children}
    </section>
  );
}
