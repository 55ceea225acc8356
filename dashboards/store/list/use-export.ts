/** A list as a file: every row that it shows by its filter, in its order, read from the server page by page. */
import { useState } from 'react';
import { type Refusal, Refused } from '../../shared/ask.ts';
import { written } from '../../shared/time.ts';
import type { Listed } from '../../shared/use-list.ts';
import { csvOf } from './csv.ts';
import { saveAs } from './save-as.ts';
import type { Column } from './table.tsx';

/** Longer ones are for the reports. */
export const exportMost = 20_000;

export function useExport<Row>(label: string, list: Listed<Row>, columns: readonly Column<Row>[]) {
  const [isBusy, setBusy] = useState(false);
  const [isCut, setCut] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const save = async () => {
    setBusy(true);
    setRefusal(undefined);
    try {
      const { rows, isAll } = (await list.whole?.(exportMost)) ?? { rows: list.items ?? [], isAll: true };
      const shown = columns.filter(({ isAction }) => !isAction);
      const cells = rows.map((row) => shown.map(({ text }) => text(row)));
      const titles = shown.map(({ title }) => title);
      saveAs(`${label}-${written(Date.now()).date}.csv`, csvOf([titles, ...cells]));
      setCut(!isAll);
    } catch (error) {
      if (error instanceof Refused) setRefusal(error.refusal);
      else throw error;
    } finally {
      setBusy(false);
    }
  };
  return { save: () => void save(), isBusy, isCut, refusal };
}
