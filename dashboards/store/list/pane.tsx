/** A pane over the page that holds the keyboard until it is left. The browser's own: the widgets' one makes styles that this page's policy refuses. */
import { type ReactNode, useEffect, useId, useRef } from 'react';

type PaneProps = {
  title: string;
  /** Escape; undefined where only a button may end it. */
  leave?: (() => void) | undefined;
  isWide?: boolean;
  children: ReactNode;
};

export function Pane({ title, leave, isWide = false, children }: PaneProps) {
  const titleId = useId();
  const pane = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = pane.current;
    shown?.showModal();
    // What takes the keyboard first may be a long table: what it is of stands above it.
    shown?.scrollTo(0, 0);
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={pane}
      className={isWide ? 'pane is-wide' : 'pane'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        leave?.();
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  );
}
