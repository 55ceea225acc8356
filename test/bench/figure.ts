/** One measured figure beside its budget, and the two ways it is printed. */

export type Figure = {
  bench: string;
  figure: string;
  value: number;
  unit: string;
  /** What performance asks for; `atMost` says which side is good. */
  budget: number | null;
  atMost?: boolean;
  /** Measured in the same run. */
  peer?: string;
  ratio?: number;
  /** What kept it from being better, and what else was seen. */
  note: string;
};

export const isWithin = ({ value, budget, atMost = false }: Figure): boolean =>
  budget === null || (atMost ? value <= budget : value >= budget);

export const jsonLine = (figure: Figure): string =>
  JSON.stringify({ ...figure, value: rounded(figure.value), ok: isWithin(figure) });

export function table(figures: readonly Figure[]): string {
  const rows = figures.map((each) => [
    each.figure,
    `${rounded(each.value).toLocaleString('en')} ${each.unit}`,
    each.budget === null ? '' : `${each.atMost ? '≤' : '≥'} ${each.budget.toLocaleString('en')}`,
    isWithin(each) ? '' : 'MISSED',
    each.peer ? `${each.ratio?.toFixed(1)}× ${each.peer}` : '',
    each.note,
  ]);
  const widths = [0, 1, 2, 3, 4].map((i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')).join('\n');
}

const rounded = (n: number) => (Math.abs(n) >= 100 ? Math.round(n) : Math.round(n * 100) / 100);
