/** The printer of this desk, remembered by the browser. */
import { useState } from 'react';
import { recall, remember } from '../../shared/memory.ts';
import { isRight, type Printer, readPrinter } from './printer.ts';

const memory = 'changping.printer';

export function usePrinter(): [Printer, (more: Partial<Printer>) => void] {
  const [printer, setPrinter] = useState(() => readPrinter(recall(memory)));
  return [
    printer,
    (more) => {
      const next = { ...printer, ...more };
      setPrinter(next);
      if (isRight(next)) remember(memory, JSON.stringify(next));
    },
  ];
}
