/** One line of the feed as a sentence, in English. */
import { doorEn } from './door-en.ts';
import type { FeedSentences } from './feed-zh.ts';
import { named } from './named.ts';
import { some } from './plural.ts';

const measures: Record<string, string> = { celsius: 'temperature', humidity: 'humidity', data: 'data' };
export const causes: Record<string, string> = { above: 'too high', below: 'too low', noData: 'no data' };
const directions: Record<string, string> = named({
  in: 'came in',
  out: 'went out',
  turnedBack: 'turned back',
  unclear: 'passed, direction unclear',
});
const zoneNames: Record<string, string> = named({
  receiving: 'receiving',
  ordinary: 'the ordinary zone',
  cold: 'the cold room',
  dangerous: 'the dangerous-goods zone',
  inspection: 'the inspection zone',
});
export const readerStates: Record<string, string> = {
  reading: 'reading',
  silent: 'silent',
  flooding: 'flooding',
  wrongBaud: 'wrong baud rate',
  disconnected: 'disconnected',
};
const withUnit = (measure: string | undefined, n: number) =>
  measure === 'humidity' ? `${n.toFixed(0)} %` : `${n.toFixed(1)} °C`;
const paper = (number: string | undefined) => (number ? `, document ${number}` : '');

export const feedEn: FeedSentences = {
  arrived: ({ pieces, kind, document }) =>
    `${some(pieces, 'piece')} of ${kind ?? 'goods'} arrived${paper(document)}`,
  seenElsewhere: ({ pieces, home }) =>
    `${some(pieces, 'piece')} of ${home ?? 'another site'} ${pieces === 1 ? 'was' : 'were'} read here`,
  unknownTag: ({ pieces }) =>
    `${some(pieces, 'tag')} that ${pieces === 1 ? 'is' : 'are'} not registered ${pieces === 1 ? 'was' : 'were'} read`,
  unconfirmed: ({ pieces }) =>
    `${some(pieces, 'piece')} unconfirmed: no expected list explains ${pieces === 1 ? 'it' : 'them'}`,
  blankTag: ({ pieces }) => `${some(pieces, 'blank tag')} read; write ${pieces === 1 ? 'it' : 'them'} again`,
  overdue: ({ document }) =>
    `Document ${document} is overdue: goods, papers, a signature or a photo that it owes have not come`,
  copiedCode: ({ piece, kind, home }) =>
    `The code of ${kind ?? 'goods'} ${piece} was read here and at ${home ?? 'another site'} sooner than anybody drives: one label may be a copy; look at both and bind a new tag`,
  bookFault: ({ faults, differences }) =>
    `The proof of the book found ${faults ?? 0} broken chains and ${differences ?? 0} differences: tell the auditor now`,
  gatewayWaiting: ({ gateway }) => `New gateway ${gateway} waits for approval`,
  gatewayAdmitted: ({ gateway, fingerprint }) =>
    `Gateway ${gateway} was let in by the installer at the console, key fingerprint ${fingerprint}`,
  gatewayRefused: ({ gateway, fingerprint }) =>
    `Gateway ${gateway} was turned away by the installer at the console, key fingerprint ${fingerprint}`,
  leftWithoutOrder: ({ pieces, kind }) =>
    `${some(pieces, 'piece')} of ${kind ?? 'goods'} left without an order`,
  nearExpiry: ({ kind, lots, amount, on }) =>
    `${some(lots ?? 1, 'lot')} of ${kind ?? 'goods'} near expiry${amount === undefined ? '' : `, ${some(amount, 'piece')}`}${on ? `, the first on ${on}` : ''}`,
  expired: ({ kind, lots, amount, on }) =>
    `${some(lots ?? 1, 'lot')} of ${kind ?? 'goods'} expired${amount === undefined ? '' : `, ${some(amount, 'piece')}`}${on ? `, the first on ${on}` : ''}`,
  noticeClosed: ({ kind, lots, step }) =>
    `${some(lots ?? 1, 'lot')} of ${kind ?? 'goods'} ${step === 'expired' ? 'expired' : 'near expiry'}: none of it is here any more, notice closed`,
  passage: ({ pieces, reader, direction }) =>
    `${reader ?? 'gate'}: ${some(pieces, 'piece')} ${directions[direction ?? ''] ?? 'passed'}`,
  sweep: ({ zone, expected, missing, extra, strange }) =>
    `Sweep of ${zoneNames[zone ?? ''] ?? zone}: ${expected ?? 0} expected, ${missing ?? 0} missing, ${extra ?? 0} misplaced, ${strange ?? 0} strange`,
  breachOpened: ({ probe, measure, cause, value, limit }) =>
    cause === 'noData'
      ? `Probe ${probe} gives no data`
      : `${probe} ${measures[measure ?? ''] ?? ''} ${causes[cause ?? ''] ?? 'out of band'}${value === undefined ? '' : `: ${withUnit(measure, value)}`}${limit === undefined ? '' : ` (limit ${withUnit(measure, limit)})`}`,
  breachClosed: ({ probe, measure, cause, worst }) =>
    cause === 'noData'
      ? `Probe ${probe} gives data again`
      : `${probe} ${measures[measure ?? ''] ?? ''} back to normal${worst === undefined ? '' : `, worst ${withUnit(measure, worst)}`}`,
  online: ({ gateway }) => `Gateway ${gateway} came online`,
  offline: ({ gateway }) => `Gateway ${gateway} went offline`,
  reader: ({ reader, state }) => `Reader ${reader}: ${readerStates[state ?? ''] ?? state}`,
  doorFault: ({ reader, fault }) => doorEn.fault(reader, fault),
  doorWell: ({ reader }) => doorEn.well(reader),
  doorGone: ({ gateway, reader }) => doorEn.gone(reader, gateway),
  quarantined: ({ gateway, faultEn }) => `A letter of gateway ${gateway} was set aside. ${faultEn ?? ''}`,
  security: ({ gateway, faultEn }) => `Security notice, gateway ${gateway}. ${faultEn ?? ''}`,
};
