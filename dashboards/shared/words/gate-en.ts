/** The words of what a gate saw of a document, in English. */
import type { GateWords } from './gate-zh.ts';

export const gateEn: GateWords = {
  label: 'Seen at the gate',
  saw: (seen, wanted) => `gate saw ${seen} of ${wanted}`,
  way: { in: 'coming in', out: 'going out' },
  all: 'as the document says',
  missing: (n) => `missing ${n}`,
  extra: (n) => `extra ${n}`,
  unknown: (n) => `unknown tags ${n}`,
  expired: (n) => `expired ${n}`,
  missingOnes: 'Missing',
  extraOnes: 'Not on the document',
  unknownOnes: 'Unknown tags',
  expiredOnes: 'Expired',
  more: (n) => `and ${n} more`,
  fill: 'Book as seen at the gate',
  filled: 'Booked as seen at the gate',
  rest: (n, as) => `the other ${n}: ${as}`,
  restReason: 'Why',
  notNow: 'Nothing can be booked now: not approved yet, or done already',
  explains: 'Explained by',
  none: 'No document explains this trip',
  until: 'good until',
};
