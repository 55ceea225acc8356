/** What is still missing before something can be opened: the first thing only, for a thumb does one after another. */
import { recipientIn, recipientPlace, typedRecipient } from '@changping/contracts/recipient';
import type { Lacking } from '../../shared/words/lacking.ts';

/** `line` from 1, where there are several; `lot` where lines are told by it. */
export type Lack = { what: Lacking | 'wrongName'; line?: number; lot?: string };

export const lackIf = (isMissing: boolean, what: Lacking): Lack | null => (isMissing ? { what } : null);

/** Somebody outside is named, in signs that a name may have. */
export function lackOfName(to: string, what: Lacking): Lack | null {
  if (recipientPlace.test(recipientIn(to))) return null;
  return { what: typedRecipient(to)?.name.trim() ? 'wrongName' : what };
}
