/** Read what a reader answers and tells, as far as a portal acts on it: how a command ended, what happened at the reader, what the reader is. */
import { type Message, u16, u32, u64 } from './framer.ts';
import { attemptNames, param, statusNames } from './numbers.ts';
import { type Param, type ParamFault, paramsIn, paramsMost } from './params.ts';

export type Status = { ok: boolean; name: string; description: string };
/** Of its LLRPStatus. A response without one is taken for what it seems, an answer that cannot be read for the fault it has. */
export function statusOf({ body }: Message): Status | ParamFault {
  const params = paramsIn(body, 0, body.length, paramsMost);
  if (typeof params === 'string') return params;
  const found = params.find(({ type }) => type === param.status);
  if (!found) return { ok: true, name: 'no status', description: '' };
  if (found.to - found.from < 4) return 'a field past the end of its parameter';
  const code = u16(body, found.from);
  const description = textAt(body, found.from + 2, found.to);
  if (description === undefined) return 'a field past the end of its parameter';
  return { ok: code === 0, name: statusNames[code] ?? `status ${code}`, description };
}

export type ReaderEvent =
  | { event: 'connectionAttempt'; ok: boolean; why: string }
  | { event: 'connectionClose' }
  | { event: 'roSpec'; roSpec: number; change: 'started' | 'ended' | 'preempted' }
  | { event: 'antenna'; antenna: number; connected: boolean }
  | { event: 'bufferFilling'; percent: number }
  | { event: 'bufferOverflow' }
  | { event: 'exception'; text: string }
  | { event: 'gpi'; port: number; high: boolean }
  | { event: 'other'; type: number };
/** `utc` or `uptime` in microseconds. */
export type Told = { utc: number | null; uptime: number | null; events: ReaderEvent[] };

/** What a READER_EVENT_NOTIFICATION tells. */
export function eventsOf({ body }: Message): Told | ParamFault {
  const told: Told = { utc: null, uptime: null, events: [] };
  const outer = paramsIn(body, 0, body.length, paramsMost);
  if (typeof outer === 'string') return outer;
  for (const data of outer) {
    if (data.type !== param.eventData) continue;
    const params = paramsIn(body, data.from, data.to, paramsMost);
    if (typeof params === 'string') return params;
    for (const each of params) {
      if (each.to - each.from < (leastBytes[each.type] ?? 0)) return 'a field past the end of its parameter';
      if (each.type === param.utc) told.utc = u64(body, each.from);
      else if (each.type === param.uptime) told.uptime = u64(body, each.from);
      else told.events.push(eventOf(body, each));
    }
  }
  return told;
}

const leastBytes: Readonly<Record<number, number>> = {
  ...{ 128: 8, 129: 8, 248: 3, 249: 9, 250: 1, 252: 2, 255: 3, 256: 2 },
};
const changes = ['started', 'ended', 'preempted'] as const;

function eventOf(bytes: Uint8Array, { type, from, to }: Param): ReaderEvent {
  const first = bytes[from] as number;
  switch (type) {
    case 248:
      return { event: 'gpi', port: u16(bytes, from), high: (bytes[from + 2] as number) >= 0x80 };
    case 249:
      return { event: 'roSpec', roSpec: u32(bytes, from + 1), change: changes[first] ?? 'started' };
    case 250:
      return { event: 'bufferFilling', percent: first };
    case 251:
      return { event: 'bufferOverflow' };
    case 252:
      return { event: 'exception', text: textAt(bytes, from, to) ?? '' };
    case 255:
      return { event: 'antenna', antenna: u16(bytes, from + 1), connected: first === 1 };
    case 256: {
      const status = u16(bytes, from);
      return {
        event: 'connectionAttempt',
        ok: status === 0,
        why: attemptNames[status] ?? `status ${status}`,
      };
    }
    case 257:
      return { event: 'connectionClose' };
    default:
      return { event: 'other', type };
  }
}

/** How an input stands by GET_READER_CONFIG_RESPONSE; null where the reader does not say. */
export function inputOf({ body }: Message, input: number): { high: boolean } | null | ParamFault {
  const params = paramsIn(body, 0, body.length, paramsMost);
  if (typeof params === 'string') return params;
  for (const { type, from, to } of params) {
    if (type !== param.gpiState) continue;
    if (to - from < 4) return 'a field past the end of its parameter';
    const state = body[from + 3] as number;
    const isOn = (body[from + 2] as number) >= 0x80;
    if (u16(body, from) === input && isOn && state <= 1) return { high: state === 1 };
  }
  return null;
}

/** `maker`: its enterprise number at IANA. */
export type Device = {
  antennas: number;
  hasUtcClock: boolean;
  maker: number;
  model: number;
  firmware: string;
};

/** The general part of GET_READER_CAPABILITIES_RESPONSE; null where there is none. */
export function deviceOf({ body }: Message): Device | null | ParamFault {
  const params = paramsIn(body, 0, body.length, paramsMost);
  if (typeof params === 'string') return params;
  const found = params.find(({ type }) => type === param.generalDevice);
  if (!found) return null;
  const { from, to } = found;
  if (to - from < 14) return 'a field past the end of its parameter';
  const firmware = textAt(body, from + 12, to);
  if (firmware === undefined) return 'a field past the end of its parameter';
  return {
    antennas: u16(body, from),
    hasUtcClock: ((body[from + 2] as number) & 0x40) !== 0,
    maker: u32(body, from + 4),
    model: u32(body, from + 8),
    firmware,
  };
}

/** Two bytes of length, then UTF-8; what is none becomes the mark for it. */
export function textAt(bytes: Uint8Array, at: number, to: number): string | undefined {
  const end = at + 2 + u16(bytes, at);
  return end > to ? undefined : utf8.decode(bytes.subarray(at + 2, end));
}

const utf8 = new TextDecoder();
