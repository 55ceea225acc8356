/** Scans of bar codes, one a line, as lines for a person: the values of the label, or what is wrong with it. */
import { readElements } from '@changping/contracts/gs1';
import { parseScan } from '@changping/contracts/scan';
import type { Instant } from '@changping/contracts/units';
import type { Lines } from './decode.ts';

/** Longer than the largest code: what goes on is no scan. Its beginning is told as too long, the rest of its line is passed over. */
const lineMost = 8192;

export function gs1Lines(now: Instant): Lines {
  // A character may be cut between two chunks.
  const utf8 = new TextDecoder();
  let rest = '';
  let skips = false;

  function take(text: string): object[] {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    const told = lines.flatMap((each) => tell(each, false));
    return rest.length > lineMost ? [...told, ...tell(rest, true)] : told;
  }

  function tell(text: string, isOpen: boolean): object[] {
    const passed = skips;
    skips = isOpen;
    if (isOpen) rest = '';
    return passed || !text.trim() || text.startsWith('#') ? [] : [line(text, now)];
  }

  return {
    push: (chunk) => take(utf8.decode(chunk, { stream: true })),
    end: () => [...take(utf8.decode()), ...tell(rest, true)],
    waiting: () => rest.length,
  };
}

/** Whoever asks here says that it is a label, also where it begins with a date or a lot. */
function line(text: string, now: Instant): object {
  const scan = parseScan(text, now);
  if (scan.type !== 'plain' || scan.gtin || !/^\d{2}/.test(scan.text)) return scan;
  const read = readElements(text.trim(), now);
  return 'type' in read ? read : { type: 'gs1', ...read };
}
