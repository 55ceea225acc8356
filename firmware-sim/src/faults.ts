/** Behaviours by their names, as a person or a story writes them: `name=value`, for all devices or as `DEVICE:name=value`. */
import * as reader from './behaviours.ts';
import * as portal from './portal-behaviours.ts';
import * as probe from './probe-behaviours.ts';
import { type Span, second } from './span.ts';
import { type DeviceFacts, devices, isPortal, isReader } from './stores.ts';

/** `device` undefined means every device that can have it. */
export type Fault = {
  device?: string;
  reader?: reader.Behaviour;
  portal?: portal.PortalBehaviour;
  probe?: probe.ProbeBehaviour;
};

type Kind = {
  value: string;
  reader?: (value: string) => reader.Behaviour;
  portal?: (value: string) => portal.PortalBehaviour;
  probe?: (value: string) => probe.ProbeBehaviour;
};

const kinds: Readonly<Record<string, Kind>> = {
  stutters: { value: '', reader: reader.stutters, portal: portal.stutters },
  losesByte: {
    value: 'N',
    reader: (value) => reader.losesByte(nth(value)),
    portal: (value) => portal.losesByte(nth(value)),
  },
  badChecksum: { value: 'N', reader: (value) => reader.badChecksum(nth(value)) },
  damagedLength: {
    value: 'N',
    reader: (value) => reader.damagedLength(nth(value)),
    portal: (value) => portal.damagedLength(nth(value)),
  },
  damagedParameter: { value: 'N', portal: (value) => portal.damagedParameter(nth(value)) },
  gathers: { value: '', portal: portal.gathers },
  custom: { value: '', portal: portal.custom },
  stalls: {
    value: 'FROM-TO',
    reader: (value) => reader.stalls(span(value)),
    portal: (value) => portal.stalls(span(value)),
  },
  missesReads: {
    value: 'P',
    reader: (value) => reader.missesReads(share(value)),
    portal: (value) => portal.missesReads(share(value)),
  },
  strayTag: {
    value: 'EPC@P',
    reader: (value) => reader.strayTag(...stray(value)),
    portal: (value) => portal.strayTag(...stray(value)),
  },
  powerCut: {
    value: 'FROM-TO',
    reader: (value) => reader.powerCut(span(value)),
    portal: (value) => portal.powerCut(span(value)),
    probe: (value) => probe.silent(span(value)),
  },
  noKeepalive: { value: 'FROM-TO', portal: (value) => portal.noKeepalive(span(value)) },
  clock: { value: '1970|2106|uptime', portal: (value) => portal.wrongClock(clock(value)) },
  cableOff: { value: 'ANTENNA@FROM-TO', portal: (value) => portal.cableOff(...cable(value)) },
  contactBounces: { value: '', portal: portal.contactBounces },
  contactDead: { value: 'FROM-TO', portal: (value) => portal.contactDead(span(value)) },
  doorHangsOpen: { value: 'FROM-TO', portal: (value) => portal.doorHangsOpen(span(value)) },
  flood: { value: 'FROM-TO', portal: (value) => portal.flood(span(value)) },
  wrongBaud: { value: 'FROM-TO', reader: (value) => reader.wrongBaud(span(value)) },
  wrongUnit: { value: '', probe: probe.wrongUnit },
  badCrc: { value: 'N', probe: (value) => probe.badCrc(nth(value)) },
  exception: { value: 'N', probe: (value) => probe.exception(nth(value)) },
  silent: { value: 'FROM-TO', probe: (value) => probe.silent(span(value)) },
  sentinel: { value: 'N', probe: (value) => probe.sentinel(nth(value)) },
  lateAnswer: { value: 'N', probe: (value) => probe.lateAnswer(nth(value)) },
};

type Side = 'reader' | 'portal' | 'probe';
const named = (side: Side) =>
  Object.entries(kinds)
    .filter(([, kind]) => kind[side])
    .map(([name, { value }]) => (value ? `${name}=${value}` : name));
/** As the usage shows them. */
export const faultNames = { reader: named('reader'), portal: named('portal'), probe: named('probe') };

/** @throws Error with a sentence that says what is wanted. */
export function readFault(text: string): Fault {
  const [, id, name = '', value = ''] = /^(?:([^:=]*):)?([^=]*)(?:=(.*))?$/.exec(text) ?? [];
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (!kind) throw new Error(`There is no behaviour "${name}".`);
  if (!kind.value !== !text.includes('='))
    throw new Error(`${name} must be written ${kind.value ? `${name}=${kind.value}` : name}, got "${text}".`);
  const made = {
    ...(kind.reader ? { reader: kind.reader(value) } : {}),
    ...(kind.portal ? { portal: kind.portal(value) } : {}),
    ...(kind.probe ? { probe: kind.probe(value) } : {}),
  };
  if (id === undefined) return made;
  const device = devices.find((each) => each.id === id);
  if (!device) throw new Error(`There is no device "${id}".`);
  const side = sideOf(device);
  if (!made[side]) throw new Error(`${id} is a ${side} and can't have ${name}.`);
  return { device: id, ...made };
}

/** Those of one device, of its own kind. */
export const readerFaults = (faults: readonly Fault[], id: string): reader.Behaviour[] =>
  of(faults, id).flatMap((fault) => fault.reader ?? []);
export const portalFaults = (faults: readonly Fault[], id: string): portal.PortalBehaviour[] =>
  of(faults, id).flatMap((fault) => fault.portal ?? []);
export const probeFaults = (faults: readonly Fault[], id: string): probe.ProbeBehaviour[] =>
  of(faults, id).flatMap((fault) => fault.probe ?? []);

const of = (faults: readonly Fault[], id: string) =>
  faults.filter(({ device }) => device === undefined || device === id);

const sideOf = (device: DeviceFacts): Side =>
  isReader(device) ? 'reader' : isPortal(device) ? 'portal' : 'probe';

function nth(value: string): number {
  if (/^[1-9]\d{0,6}$/.test(value)) return Number(value);
  throw new Error(`N must be a whole number from 1, got "${value}".`);
}

function share(value: string): number {
  const p = Number(value);
  if (value !== '' && p >= 0 && p <= 1) return p;
  throw new Error(`P must be 0 to 1, got "${value}".`);
}

/** In seconds of simulated time since the story began. */
function span(value: string): Span {
  const [, from, to] = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(value) ?? [];
  if (Number(from) < Number(to)) return { from: Number(from) * second, to: Number(to) * second };
  throw new Error(`FROM-TO must be seconds since the story began, as 10-20, got "${value}".`);
}

function stray(value: string): [epcHex: string, p: number] {
  const [, epc = '', p = ''] = /^((?:[\dA-Fa-f]{4}){1,31})@(.*)$/.exec(value) ?? [];
  if (!epc)
    throw new Error(`EPC@P must be a code of 4 to 124 hex digits in fours and a share, got "${value}".`);
  return [epc.toUpperCase(), share(p)];
}

function clock(value: string): '1970' | '2106' | 'uptime' {
  if (value === '1970' || value === '2106' || value === 'uptime') return value;
  throw new Error(`A clock is 1970, 2106 or uptime, got "${value}".`);
}

function cable(value: string): [antenna: number, span: Span] {
  const [, antenna, when = ''] = /^([1-4])@(.*)$/.exec(value) ?? [];
  if (antenna) return [Number(antenna), span(when)];
  throw new Error(`ANTENNA@FROM-TO must be an antenna from 1 to 4 and when, as 3@10-20, got "${value}".`);
}
