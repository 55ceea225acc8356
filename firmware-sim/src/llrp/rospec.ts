/** An order to read: ROSpec as this reader can take it. One inventory of the EPC Gen2 air, begun by the client or at once, ended by the client or after a time. */
import { atLeast, one, type Parameter, parameters } from './read.ts';
import { codes, Refusal } from './refusal.ts';
import { type ReportSpec, readReportSpec } from './report-spec.ts';

export type RoSpec = {
  id: number;
  /** As it came, with its own head: it is told back with another state only. */
  bytes: Buffer;
  startsAtOnce: boolean;
  /** Milliseconds; undefined until it is stopped. */
  lasts: number | undefined;
  antennas: readonly number[];
  inventoryId: number;
  report: ReportSpec | undefined;
};

export const roSpecStates = ['disabled', 'inactive', 'active'] as const;
export type RoSpecState = (typeof roSpecStates)[number];

/** Of the whole message ADD_ROSPEC. @throws Refusal */
export function readRoSpec(message: Buffer, antennasHere: readonly number[]): RoSpec {
  const body = atLeast(one(parameters(message), 177, 'ROSpec'), 6, 'ROSpec');
  const id = body.readUInt32BE(0);
  if (id === 0) throw field(0, 'ROSpecID 0 means all and names none.');
  if (body[4]! > 7) throw field(1, 'Priority must be 0 to 7.');
  if (body[5] !== 0) throw field(2, 'CurrentState must be Disabled.');
  const parts = parameters(body.subarray(6));
  const { startsAtOnce, stops } = boundary(one(parts, 178, 'ROBoundarySpec'));
  const { antennas, inventoryId, ends } = inventory(parts, antennasHere);
  const report = parts.find(({ type }) => type === 237);
  const limits = [stops, ends].filter((limit) => limit !== undefined);
  return {
    id,
    bytes: Buffer.from(message.subarray(0, body.length + 4)),
    startsAtOnce,
    lasts: limits.length ? Math.min(...limits) : undefined,
    antennas,
    inventoryId,
    report: report && readReportSpec(report.body),
  };
}

/** Told back as it is now. */
export function roSpec({ bytes }: RoSpec, state: RoSpecState): Buffer {
  const told = Buffer.from(bytes);
  told[9] = roSpecStates.indexOf(state);
  return told;
}

function boundary(body: Buffer): { startsAtOnce: boolean; stops: number | undefined } {
  const parts = parameters(body);
  const start = atLeast(one(parts, 179, 'ROSpecStartTrigger'), 1, 'ROSpecStartTrigger')[0]!;
  if (start > 1) throw unsupported(179, 'It starts by the client or at once, by no clock and no wire.');
  const stop = one(parts, 182, 'ROSpecStopTrigger');
  return { startsAtOnce: start === 1, stops: duration(stop, 182, 'ROSpecStopTrigger') };
}

function inventory(parts: readonly Parameter[], here: readonly number[]) {
  const specs = parts.filter(({ type }) => type === 183);
  const body = atLeast(one(parts, 183, 'AISpec'), 2, 'AISpec');
  if (specs.length > 1 || parts.some(({ type }) => type === 187))
    throw new Refusal(codes.overflowParameter, 'One AISpec a ROSpec.', {
      parameter: [183, codes.overflowParameter],
    });
  const count = body.readUInt16BE(0);
  atLeast(body, 2 + 2 * count, 'AISpec');
  const asked = Array.from({ length: count }, (_, i) => body.readUInt16BE(2 + 2 * i));
  const wrong = asked.find((antenna) => antenna !== 0 && !here.includes(antenna));
  if (!count || wrong !== undefined) throw field(0, `There is no antenna ${wrong ?? ''}.`);
  const inside = parameters(body.subarray(2 + 2 * count));
  const air = atLeast(one(inside, 186, 'InventoryParameterSpec'), 3, 'InventoryParameterSpec');
  if (air[2] !== 1) throw unsupported(186, 'The air is EPC Gen2 alone.');
  return {
    antennas: asked.includes(0) ? here : asked,
    inventoryId: air.readUInt16BE(0),
    ends: duration(one(inside, 184, 'AISpecStopTrigger'), 184, 'AISpecStopTrigger'),
  };
}

function duration(body: Buffer, type: number, name: string): number | undefined {
  atLeast(body, 5, name);
  if (body[0] === 0) return undefined;
  if (body[0] !== 1) throw unsupported(type, `${name}: null or a duration.`);
  return body.readUInt32BE(1);
}

const field = (at: number, words: string) =>
  new Refusal(codes.fieldError, words, { field: [at, codes.invalid] });
const unsupported = (type: number, words: string) =>
  new Refusal(codes.unsupportedParameter, words, { parameter: [type, codes.unsupportedParameter] });
