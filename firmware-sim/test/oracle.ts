/** LLRP as an independent library reads and writes it: what we send must make sense to it, and what it sends to us. */
import { createRequire } from 'node:module';

type Library = new (
  message: Buffer | Told,
) => { decode(): { toLLRPData(): Told }; encode(): { getBuffer(): Buffer } };
// Its types are its sources, which our compiler would judge by our rules.
const { LLRPMessage } = createRequire(import.meta.url)('llrpjs') as { LLRPMessage: Library };

/** A message as the library names its parts. */
export type Told = { id: number; type: string; data: Record<string, unknown> };

/** Every message in the bytes, which must be whole. @throws what the library finds wrong. */
export function read(bytes: Uint8Array): Told[] {
  const told: Told[] = [];
  const all = Buffer.from(bytes);
  for (let at = 0; at < all.length; ) {
    const length = all.readUInt32BE(at + 2);
    if (length < 10 || at + length > all.length) throw new Error(`no whole message at ${at}`);
    // The library keeps the buffer it is given.
    const message = new LLRPMessage(Buffer.from(all.subarray(at, at + length))).decode();
    told.push(message.toLLRPData());
    at += length;
  }
  return told;
}

export const write = (type: string, data: object = {}, id = 1): Buffer =>
  new LLRPMessage({ id, type, data: { ...data } }).encode().getBuffer();

type Order = {
  id?: number;
  antennas?: number[];
  report?: object;
  start?: object;
  stop?: object;
  more?: object;
};

/** ADD_ROSPEC's data: read until told to stop, report each tag at once. */
export const anOrder = ({ id = 7, antennas = [1, 2, 3, 4], report, start, stop, more }: Order = {}) => ({
  ROSpec: {
    ROSpecID: id,
    Priority: 0,
    CurrentState: 'Disabled',
    ROBoundarySpec: {
      ROSpecStartTrigger: start ?? { ROSpecStartTriggerType: 'Null' },
      ROSpecStopTrigger: stop ?? { ROSpecStopTriggerType: 'Null', DurationTriggerValue: 0 },
    },
    AISpec: {
      AntennaIDs: antennas,
      AISpecStopTrigger: { AISpecStopTriggerType: 'Null', DurationTrigger: 0 },
      InventoryParameterSpec: { InventoryParameterSpecID: 3, ProtocolID: 'EPCGlobalClass1Gen2' },
    },
    ROReportSpec: report ?? reportOf(),
    ...more,
  },
});

export const reportOf = (n = 1, trigger = 'Upon_N_Tags_Or_End_Of_ROSpec', wants: object = {}) => ({
  ROReportTrigger: trigger,
  N: n,
  TagReportContentSelector: {
    EnableROSpecID: false,
    EnableSpecIndex: false,
    EnableInventoryParameterSpecID: false,
    EnableAntennaID: true,
    EnableChannelIndex: false,
    EnablePeakRSSI: true,
    EnableFirstSeenTimestamp: true,
    EnableLastSeenTimestamp: false,
    EnableTagSeenCount: true,
    EnableAccessSpecID: false,
    ...wants,
  },
});
