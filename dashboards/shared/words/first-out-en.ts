/** The words of what goes out first and of what is promised, in English. */

import { named } from '@changping/contracts/named';
import type { FirstOutWords } from './first-out-zh.ts';

export const firstOutEn: FirstOutWords = {
  label: 'First expiry first out',
  quantity: 'How much',
  minimumDays: 'Good for at least (days)',
  propose: 'Propose',
  proposed: (n) => `Chosen by first expiry first out: ${n}`,
  withheld: (places: string) =>
    `${places}: being counted, and you have a part in it; nothing there is proposed`,
  shortfall: (n) => `short of ${n}`,
  openable: (n) => `opening cases would give another ${n}`,
  skipped: 'Lots passed over, and why',
  outOfTurn: 'Taken out of turn: why',
  outOfTurnHint: 'Others end first: say for each of these lots why it is taken.',
  whyLot: 'Why this lot first (optional)',
  why: named({
    held: 'held',
    inInspection: 'in inspection',
    damaged: 'damaged',
    notUsable: 'quality not known',
    expired: 'expired',
    lifeTooShort: 'not good for long enough',
    noReference: 'no reference for its life',
    otherGrade: 'another grade of use',
    otherOwner: 'another store’s',
    leased: 'leased to a handheld',
    reserved: 'promised already',
    wholeOnly: 'the case holds more than is needed',
    enough: 'enough already, comes later',
  }) as Readonly<Record<string, string>>,
  remaining: (days) => `${days} days left`,
  reserved: 'Promised',
  free: 'Free',
  holders: (lot, n) => `${n} of lot ${lot} are promised: see the documents`,
};
