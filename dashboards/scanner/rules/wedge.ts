/** A scanner that types: keys that follow each other faster than fingers can, and Enter. Whatever comes slower is a person at the keyboard and none of ours. */

export type Wedge = { text: string; at: number };
/** `at`: a steady clock, in milliseconds. `isChord`: with Alt or Meta; with Ctrl it may be a control sign of the label. */
export type Key = { key: string; at: number; isCtrl: boolean; isChord: boolean };
/** `isOurs`: the page must not act on this key. */
export type Heard = { wedge: Wedge; isOurs: boolean; scan?: string };

export const quiet: Wedge = Object.freeze({ text: '', at: 0 });

/** Slow Bluetooth readers leave 50 ms between keys; a fast typist 100. */
export const longestGap = 75;
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
    const scan = before.length >= shortestScan ? before : undefined;
    return { wedge: quiet, isOurs: scan !== undefined, ...(scan === undefined ? {} : { scan }) };
  }
  const sign = signOf(key, isCtrl);
  if (isChord || sign === undefined) return { wedge: quiet, isOurs: false };
  const text = before.length < longest ? before + sign : before;
  return { wedge: { text, at }, isOurs: text.length >= surely };
}

/** Readers set to send control signs press Ctrl+] for GS, the separator of GS1. */
function signOf(key: string, isCtrl: boolean): string | undefined {
  if (isCtrl) return key === ']' ? '\x1d' : undefined;
  return [...key].length === 1 ? key : undefined;
}

const isModifier = (key: string): boolean => /^(?:Shift|Control|CapsLock|NumLock|AltGraph)$/.test(key);
