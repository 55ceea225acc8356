/** How the label printer of this desk is: kept by the browser as text, and never trusted when it is read again. Pure. */
export type Printer = { dpi: '203' | '300'; wide: string; high: string; font: string };

export const usual: Printer = { dpi: '203', wide: '100', high: '50', font: '' };

/** What is kept and makes no sense gives way to what is usual. */
export function readPrinter(text: string | null): Printer {
  let kept: Partial<Record<keyof Printer, unknown>> | null = null;
  try {
    kept = text === null ? null : JSON.parse(text);
  } catch {
    // Another program of this address wrote there.
  }
  const printer = { ...usual, dpi: kept?.dpi === '300' ? ('300' as const) : usual.dpi };
  for (const field of ['wide', 'high', 'font'] as const) {
    const value = kept?.[field];
    if (typeof value === 'string' && isRight({ ...printer, [field]: value })) printer[field] = value;
  }
  return printer;
}

/** As the server takes it. */
export const isRight = ({ wide, high, font }: Printer): boolean =>
  within(wide, 60, 110) && within(high, 35, 150) && /^$|^[REBAZ]:[A-Z0-9_]{1,16}\.(TTF|TTE|FNT)$/.test(font);

const within = (text: string, least: number, most: number): boolean =>
  /^\d{2,3}$/.test(text) && Number(text) >= least && Number(text) <= most;
