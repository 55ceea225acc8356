/** Hears the scanner that types wherever the page stands, and leaves every text field to whoever types in it. Null: a label did not come whole. */
import { useEffect, useRef } from 'react';
import { hear, quiet } from '../rules/wedge.ts';

export function useWedge(scanned: (text: string | null) => void): void {
  const latest = useRef(scanned);
  latest.current = scanned;
  useEffect(() => {
    let wedge = quiet;
    const listen = (event: KeyboardEvent) => {
      if (isField(event.target)) {
        wedge = quiet;
        return;
      }
      const { key, ctrlKey: isCtrl, altKey, metaKey, timeStamp: at } = event;
      const heard = hear(wedge, { key, at, isCtrl, isChord: altKey || metaKey });
      wedge = heard.wedge;
      // Or the Enter of a scan presses whatever button has the focus.
      if (heard.isOurs) {
        event.preventDefault();
        event.stopPropagation();
      }
      if (heard.scan !== undefined) latest.current(heard.scan);
    };
    addEventListener('keydown', listen, true);
    return () => removeEventListener('keydown', listen, true);
  }, []);
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select'));
