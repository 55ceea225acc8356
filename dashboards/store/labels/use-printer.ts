/** The printer of this desk, remembered by the browser. */
import { useState } from 'react';
import { isRight, type Printer, readPrinter } from './printer.ts';

const memory = 'changping.printer';

export function usePrinter(): [Printer, (more: Partial<Printer>) => void] {
  const [printer, setPrinter] = useState(() => readPrinter(recall()));
  return [
    printer,
    (more) => {
      const next = { ...printer, ...more };
      setPrinter(next);
      if (isRight(next)) remember(JSON.stringify(next));
    },
  ];
}

// A browser that keeps nothing for this site throws on the first touch.
function recall(): string | null {
  try {
    return localStorage.getItem(memory);
  } catch {
    return null;
  }
}

function remember(text: string): void {
  try {
    localStorage.setItem(memory, text);
  } catch {
    // Then it is filled in anew the next time.
  }
}
