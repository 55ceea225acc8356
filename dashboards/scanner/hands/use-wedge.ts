/** Hears the scanner that types wherever the page stands, and leaves every text field to whoever types in it. A number, a day or a choice is no label: what a scan wrote there is taken back. Null: a label did not come whole. */
import { useEffect, useRef } from 'react';
import { hear, nothingStood, quiet, stood } from '../rules/wedge.ts';

export function useWedge(scanned: (text: string | null) => void): void {
  const latest = useRef(scanned);
  latest.current = scanned;
  useEffect(() => {
    let wedge = quiet;
    let before = nothingStood;
    const listen = (event: KeyboardEvent) => {
      const figure = figureOf(event.target);
      if (!figure && isField(event.target)) {
        wedge = quiet;
        return;
      }
      const { key, ctrlKey: isCtrl, altKey, metaKey, timeStamp: at } = event;
      const heard = hear(wedge, { key, at, isCtrl, isChord: altKey || metaKey });
      if (figure && heard.wedge !== wedge && heard.scan === undefined)
        before = stood(before, heard.wedge, figure.value);
      wedge = heard.wedge;
      const isScan = heard.scan !== undefined;
      // Or the Enter of a scan presses whatever button has the focus. Until it comes a person may be typing a number.
      if (heard.isOurs && (!figure || isScan)) {
        event.preventDefault();
        event.stopPropagation();
      }
      if (figure && isScan) putBack(figure, before.label ?? before.run);
      if (heard.scan !== undefined) latest.current(heard.scan);
    };
    addEventListener('keydown', listen, true);
    return () => removeEventListener('keydown', listen, true);
  }, []);
}

type Figure = HTMLInputElement | HTMLSelectElement;
const figureOf = (target: EventTarget | null): Figure | null =>
  target instanceof HTMLElement && target.matches('input[inputmode=numeric], input[type=date], select')
    ? (target as Figure)
    : null;

/** As if a person had, so that the page hears of it. */
function putBack(figure: Figure, value: string): void {
  // The page's own setter would keep it from being told.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(figure), 'value')?.set?.call(figure, value);
  figure.dispatchEvent(new Event(figure.matches('select') ? 'change' : 'input', { bubbles: true }));
  figure.blur();
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea'));
