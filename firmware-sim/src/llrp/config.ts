/** What a client may ask of a reader and change in it: GET_READER_CONFIG and SET_READER_CONFIG. */
import { tlv, u8, u16, u32 } from './bytes.ts';
import { atLeast, parameters } from './read.ts';
import { codes, Refusal } from './refusal.ts';
import { factoryReport, type ReportSpec, readReportSpec, reportSpec } from './report-spec.ts';

export type Config = {
  report: ReportSpec;
  /** Milliseconds; 0 for none. */
  keepalive: number;
  holds: boolean;
  /** Kinds of events that are told; those of the connection always are. */
  events: ReadonlySet<number>;
  /** Inputs that are listened to. */
  inputs: ReadonlySet<number>;
  /** Outputs that are high. */
  outputs: ReadonlySet<number>;
};

export const inputsHere = [1, 2, 3, 4] as const;
export const outputsHere = [1, 2, 3, 4] as const;
export const eventKinds = { gpi: 1, roSpec: 2, bufferFill: 3, antenna: 8 } as const;
export const factoryConfig: Config = {
  report: factoryReport,
  keepalive: 0,
  holds: false,
  events: new Set(),
  inputs: new Set(),
  outputs: new Set(),
};

/** @returns what it is after SET_READER_CONFIG. @throws Refusal, and then nothing has changed. */
export function changed(config: Config, message: Buffer): Config {
  const isReset = (atLeast(message, 1, 'SET_READER_CONFIG')[0]! & 0x80) !== 0;
  const next = { ...(isReset ? factoryConfig : config) };
  for (const { type, body } of parameters(message.subarray(1))) {
    if (type === 237) next.report = readReportSpec(body);
    else if (type === 220) next.keepalive = keepalive(body);
    else if (type === 226) next.holds = (atLeast(body, 1, 'EventsAndReports')[0]! & 0x80) !== 0;
    else if (type === 225) next.inputs = inputs(body, next.inputs);
    else if (type === 219) next.outputs = outputs(body, next.outputs);
    else if (type === 244) next.events = events(body, next.events);
    else if (!unfelt.includes(type))
      throw new Refusal(codes.unsupportedParameter, `Parameter ${type} is nothing this reader has.`, {
        parameter: [type, codes.unsupportedParameter],
      });
  }
  return next;
}

/** Antenna properties and configuration, AccessReportSpec: power changes nothing in this radio, and no tag's memory is touched. */
const unfelt: readonly number[] = [221, 222, 239];

/** What only the hour knows: antennas without a cable, inputs that are high. */
export type Now = { lost: readonly number[]; high: ReadonlySet<number> };

/** @returns the parameters of GET_READER_CONFIG_RESPONSE behind the status. @throws Refusal */
export function told(config: Config, message: Buffer, antennas: readonly number[], { lost, high }: Now) {
  atLeast(message, 7, 'GET_READER_CONFIG');
  const antenna = message.readUInt16BE(0);
  const wanted = message[2]!;
  if (wanted > 11)
    throw new Refusal(codes.fieldError, 'RequestedData must be 0 to 11.', { field: [1, codes.outOfRange] });
  if (antenna && !antennas.includes(antenna))
    throw new Refusal(codes.fieldError, `There is no antenna ${antenna}.`, { field: [0, codes.invalid] });
  const input = message.readUInt16BE(3);
  if (input && !isInput(input))
    throw new Refusal(codes.fieldError, `There is no input ${input}.`, { field: [2, codes.invalid] });
  const output = message.readUInt16BE(5);
  if (output && !isOutput(output))
    throw new Refusal(codes.fieldError, `There is no output ${output}.`, { field: [3, codes.invalid] });
  const asked = input ? [input] : inputsHere;
  const those = antenna ? [antenna] : antennas;
  const rows: [number, () => Buffer[]][] = [
    [1, () => [tlv(218, u8(0), u16(6), Buffer.from(mac))]],
    [2, () => those.map((id) => tlv(221, u8(lost.includes(id) ? 0 : 0x80), u16(id), u16(gain)))],
    [3, () => those.map((id) => tlv(222, u16(id), tlv(223, u16(1)), tlv(224, u16(0), u16(1), u16(1))))],
    [
      5,
      () => [tlv(244, ...kinds.map((kind) => tlv(245, u16(kind), u8(config.events.has(kind) ? 0x80 : 0))))],
    ],
    [4, () => [reportSpec(config.report)]],
    [6, () => [tlv(239, u8(0))]],
    [7, () => [tlv(217, u32(1))]],
    [8, () => [tlv(220, u8(config.keepalive ? 1 : 0), u32(config.keepalive))]],
    [
      9,
      () =>
        asked.map((id) => tlv(225, u16(id), u8(config.inputs.has(id) ? 0x80 : 0), u8(high.has(id) ? 1 : 0))),
    ],
    [10, () => drivenOf(output).map((id) => tlv(219, u16(id), u8(config.outputs.has(id) ? 0x80 : 0)))],
    [11, () => [tlv(226, u8(config.holds ? 0x80 : 0))]],
  ];
  return rows.flatMap(([number, make]) => (wanted === 0 || wanted === number ? make() : []));
}

/** Locally administered, so nobody's. */
const mac = [0x02, 0x00, 0x5e, 0x00, 0x50, 0x84];
/** Hundredths of dBi. */
const gain = 850;
const kinds = [0, 1, 2, 3, 4, 5, 6, 7, 8];

function keepalive(body: Buffer): number {
  const isPeriodic = atLeast(body, 5, 'KeepaliveSpec')[0] === 1;
  const every = body.readUInt32BE(1);
  if (isPeriodic && every === 0)
    throw new Refusal(codes.fieldError, 'PeriodicTriggerValue must be more than 0.', {
      field: [1, codes.outOfRange],
    });
  return isPeriodic ? every : 0;
}

function events(body: Buffer, before: ReadonlySet<number>): ReadonlySet<number> {
  const after = new Set(before);
  for (const { type, body: row } of parameters(body)) {
    if (type !== 245) continue;
    const kind = atLeast(row, 3, 'EventNotificationState').readUInt16BE(0);
    if (row[2]! & 0x80) after.add(kind);
    else after.delete(kind);
  }
  return after;
}

const drivenOf = (output: number): readonly number[] => (output ? [output] : outputsHere);
const isOutput = (id: number) => outputsHere.some((each) => each === id);
const isInput = (id: number) => inputsHere.some((each) => each === id);

/** How it stands is not the client's to say. */
function inputs(body: Buffer, before: ReadonlySet<number>): ReadonlySet<number> {
  const row = atLeast(body, 4, 'GPIPortCurrentState');
  const id = row.readUInt16BE(0);
  if (!isInput(id))
    throw new Refusal(codes.fieldError, `There is no input ${id}.`, { field: [0, codes.invalid] });
  const after = new Set(before);
  if (row[2]! & 0x80) after.add(id);
  else after.delete(id);
  return after;
}

function outputs(body: Buffer, before: ReadonlySet<number>): ReadonlySet<number> {
  const row = atLeast(body, 3, 'GPOWriteData');
  const id = row.readUInt16BE(0);
  if (!isOutput(id))
    throw new Refusal(codes.fieldError, `There is no output ${id}.`, { field: [0, codes.invalid] });
  const after = new Set(before);
  if (row[2]! & 0x80) after.add(id);
  else after.delete(id);
  return after;
}
