/** Numbers as the pages write them. */

/** 1,640 in both languages. */
export const whole = (n: number): string => n.toLocaleString('en-US');
export const celsius = (n: number | null): string => (n === null ? '—' : `${n.toFixed(1)} °C`);
export const percent = (n: number | null): string => (n === null ? '—' : `${n.toFixed(0)} %`);
