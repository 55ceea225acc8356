/** A scanner that types: keys that follow each other faster than fingers can, and Enter. Whatever comes slower is a person at the keyboard and none of ours. A label may hold tabulators and ends of lines: what follows those as fast must walk to no button and press it. */

/** `isBroken`: a key came too late, so what follows it may be the rest of a label only. */
export type Wedge = { text: string; at: number; isBroken: boolean };
/** `at`: a steady clock, in milliseconds. `isChord`: with Alt or Meta; with Ctrl it may be a control sign of the label. */
export type Key = { key: string; at: number; isCtrl: boolean; isChord: boolean };
/** `isOurs`: the page must not act on this key. `scan`: null: there was one and it did not come whole. */
export type Heard = { wedge: Wedge; isOurs: boolean; scan?: string | null };

export const quiet: Wedge = Object.freeze({ text: '', at: 0, isBroken: false });

/** Slow Bluetooth readers leave 50 ms between keys; a fast typist 100. */
export const longestGap = 75;
/** What follows a key within this may be of one label with it. */
export const longestStutter = 1000;
/** Shorter ones are as likely two keys of a person. */
export const shortestScan = 4;
/** From here on it is no person: two keys may be a roll of the fingers. */
const surely = 3;
const longest = 8192;

export function hear(wedge: Wedge, { key, at, isCtrl, isChord }: Key): Heard {
  if (isModifier(key)) return { wedge, isOurs: false };
  const isFast = at - wedge.at <= longestGap && at >= wedge.at;
  const before = isFast ? wedge.text : '';
  if (key === 'Enter' || key === 'Tab') {
    const ended = { ...quiet, at };
    if (before.length < shortestScan) return { wedge: ended, isOurs: isFast && key === 'Enter' };
    // Half a label is worse than none: it may be another label.
    return { wedge: ended, isOurs: true, scan: wedge.isBroken ? null : before };
  }
  const sign = signOf(key, isCtrl);
  if (isChord || sign === undefined) return { wedge: quiet, isOurs: false };
  const text = before.length < longest ? before + sign : before;
  const isLate = !isFast && wedge.text !== '' && at - wedge.at <= longestStutter;
  return {
    wedge: { text, at, isBroken: isLate || (isFast && wedge.isBroken) },
    isOurs: text.length >= surely || (isFast && sign === ' '),
  };
}

/** What stood in a field where keys still write. `run`: before the keys that came fast; `label`: before a label that did not come whole at once. */
export type Stood = { run: string; label: string | null };
export const nothingStood: Stood = Object.freeze({ run: '', label: null });

/** @param value of the field before the key that made this of the wedge. */
export function stood(before: Stood, { text, isBroken }: Wedge, value: string): Stood {
  const isFirst = text.length === 1;
  const run = isFirst ? value : before.run;
  const label = isFirst && !isBroken ? null : before.label;
  return { run, label: text.length < surely ? label : (label ?? run) };
}

/** Readers set to send control signs press Ctrl+] for GS, the separator of GS1. */
function signOf(key: string, isCtrl: boolean): string | undefined {
  if (isCtrl) return key === ']' ? '\x1d' : undefined;
  return [...key].length === 1 ? key : undefined;
}

const isModifier = (key: string): boolean => /^(?:Shift|Control|CapsLock|NumLock|AltGraph)$/.test(key);
