/** The messages a client sends, as bytes. Parameters stand in the order of the standard, for some readers insist on it. */
import { message, param } from './numbers.ts';

/** What a portal asks its reader for. `antennas`: none for all it has. `keepalive`: milliseconds between two signs of life. `input`: the general purpose input that it shall tell of. */
export type Order = { roSpec: number; antennas: readonly number[]; keepalive: number; input?: number };

export const keepaliveAck = (id: number): Uint8Array => encode(message.keepaliveAck, id);
export const closeConnection = (id: number): Uint8Array => encode(message.close, id);
/** 0: every ROSpec there is. */
export const deleteRoSpec = (id: number, roSpec: number): Uint8Array =>
  encode(message.deleteRoSpec, id, u32(roSpec));
export const enableRoSpec = (id: number, roSpec: number): Uint8Array =>
  encode(message.enableRoSpec, id, u32(roSpec));
export const startRoSpec = (id: number, roSpec: number): Uint8Array =>
  encode(message.startRoSpec, id, u32(roSpec));
/** What the reader is and how many antennas it has; not its tables of power and frequency. */
export const getCapabilities = (id: number): Uint8Array =>
  encode(message.getCapabilities, id, [generalDevice]);

export const setConfig = (id: number, order: Pick<Order, 'keepalive'>): Uint8Array =>
  encode(message.setConfig, id, [
    0,
    ...eventSpec(events),
    ...reportSpec,
    ...keepaliveSpec(order),
    ...tlv(param.holdEvents, [0]),
  ]);

/** The least a line needs, for a reader that refuses the whole. */
export const setKeepalive = (id: number, order: Pick<Order, 'keepalive'>): Uint8Array =>
  encode(message.setConfig, id, [0, ...keepaliveSpec(order)]);

/** To be told of an input: readers leave theirs off until they are asked. All events once more, for a reader that takes the list for the whole of it. */
export const setInput = (id: number, input: number): Uint8Array =>
  encode(message.setConfig, id, [
    0,
    ...eventSpec([gpi, ...events]),
    ...tlv(param.gpiState, [...u16(input), on, unknownState]),
  ]);

export const getInput = (id: number, input: number): Uint8Array =>
  encode(message.getConfig, id, [...u16(0), gpiStates, ...u16(input), ...u16(0)]);

/** Outputs on or off, and nothing else. */
export const setOutputs = (
  id: number,
  outputs: readonly (readonly [port: number, on: boolean])[],
): Uint8Array =>
  encode(message.setConfig, id, [
    0,
    ...outputs.flatMap(([port, isOn]) => tlv(param.gpoWrite, [...u16(port), isOn ? on : 0])),
  ]);

/** Begins when told to and ends never. */
export function addRoSpec(id: number, { roSpec, antennas }: Order): Uint8Array {
  const boundary = [...tlv(param.startTrigger, [none]), ...tlv(param.stopTrigger, [none, ...u32(0)])];
  const chosen = antennas.length ? antennas : [0];
  const inventory = [
    ...u16(chosen.length),
    ...chosen.flatMap(u16),
    ...tlv(param.aiStopTrigger, [none, ...u32(0)]),
    ...tlv(param.inventory, [...u16(1), class1Gen2]),
  ];
  return encode(
    message.addRoSpec,
    id,
    tlv(param.roSpec, [
      ...u32(roSpec),
      ...[0, 0],
      ...tlv(param.roBoundary, boundary),
      ...tlv(param.aiSpec, inventory),
      ...reportSpec,
    ]),
  );
}

const generalDevice = 1;
const none = 0;
const periodic = 1;
const class1Gen2 = 1;
const on = 0x80;
/** ROSpec, report buffer filling, reader exception, antenna. */
const events = [2, 3, 4, 8];
const gpi = 1;
/** What is asked for with GET_READER_CONFIG. */
const gpiStates = 9;
/** How the input stands is the reader's to say. */
const unknownState = 2;
/** Report after every tag; with antenna, peak RSSI, first and last time, count. */
const uponTags = 1;
const wanted = [0b0001_0111, 0b1000_0000];
const u16 = (n: number) => [(n >> 8) & 0xff, n & 0xff];
const u32 = (n: number) => [...u16(n >>> 16), ...u16(n)];
const tlv = (type: number, body: readonly number[]) => [...u16(type), ...u16(body.length + 4), ...body];
const eventSpec = (all: readonly number[]) =>
  tlv(
    param.eventSpec,
    all.flatMap((event) => tlv(param.eventState, [...u16(event), on])),
  );
const keepaliveSpec = ({ keepalive }: Pick<Order, 'keepalive'>) =>
  tlv(param.keepaliveSpec, [periodic, ...u32(keepalive)]);
const reportSpec = tlv(param.reportSpec, [uponTags, ...u16(1), ...tlv(param.contentSelector, wanted)]);

/** Version 1 is LLRP 1.0.1. */
const encode = (number: number, id: number, body: readonly number[] = []) =>
  Uint8Array.from([...u16((1 << 10) | number), ...u32(body.length + 10), ...u32(id), ...body]);
