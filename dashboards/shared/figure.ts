/** Numbers as the pages write them. */

/** 1,640 in both languages. */
export const whole = (n: number): string => grouped.format(n);
// Made once: to make one costs more than a hundred numbers, and the map's lists write thousands a second.
const grouped = new Intl.NumberFormat('en-US');
/** Yuan of so many fen: 12,000.00 */
export const yuan = (fen: number): string => money.format(fen / 100);
const money = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
export const celsius = (n: number | null): string => (n === null ? '—' : `${n.toFixed(1)} °C`);
export const percent = (n: number | null): string => (n === null ? '—' : `${n.toFixed(0)} %`);
