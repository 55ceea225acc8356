/** What this reader says it can do: four antennas, one inventory at a time, the channels and powers of China. */
import { tlv, u8, u16, u32, utf8 } from './bytes.ts';
import { atLeast } from './read.ts';
import { codes, Refusal } from './refusal.ts';

export const roSpecsMost = 4;

/** @returns the parameters of GET_READER_CAPABILITIES_RESPONSE behind the status. @throws Refusal */
export function capabilities(message: Buffer, antennas: readonly number[], hasUtc: boolean): Buffer[] {
  const wanted = atLeast(message, 1, 'GET_READER_CAPABILITIES')[0]!;
  if (wanted > 4)
    throw new Refusal(codes.fieldError, 'RequestedData must be 0 to 4.', { field: [0, codes.outOfRange] });
  const rows: [number, () => Buffer][] = [
    [1, () => general(antennas, hasUtc)],
    [2, llrp],
    [3, regulatory],
    [4, () => tlv(327, u8(0), u16(0))],
  ];
  return rows.flatMap(([number, make]) => (wanted === 0 || wanted === number ? [make()] : []));
}

/** A private enterprise number that names no maker. */
const maker = 0;
const model = 5084;
/** FrequencyInformation in kHz: channel 1 to 20 of 920.125 to 924.875 MHz at 250 kHz. */
const channels = Array.from({ length: 20 }, (_, i) => 920_125 + 250 * i);
/** Hundredths of dBm. */
const powers = [3000, 2700, 2400, 2000];

const general = (antennas: readonly number[], hasUtc: boolean) =>
  tlv(
    137,
    u16(antennas.length),
    u16(hasUtc ? 0x4000 : 0),
    u32(maker),
    u32(model),
    utf8('1.0.1'),
    tlv(139, u16(1), u16(0)),
    tlv(141, u16(0), u16(0)),
    ...antennas.map((id) => tlv(140, u16(id), u16(1), u8(1))),
  );

/** It holds events for a client that is away and warns of a full buffer; no survey, no access to a tag's memory. */
const llrp = () => tlv(142, u8(0x48, 8), u16(0), u32(roSpecsMost), u32(1), u32(1), u32(0), u32(0));

const country = 156;
const regulatory = () =>
  tlv(
    143,
    u16(country),
    u16(0),
    tlv(
      144,
      ...powers.map((power, i) => tlv(145, u16(i + 1), u16(power))),
      tlv(146, u8(0), tlv(148, u16(channels.length), ...channels.map(u32))),
      // Miller 4, DR 64/3, 250 kHz, Tari 25 µs.
      tlv(
        328,
        tlv(329, u32(0), u8(0xc0, 2, 0, 1), u32(250_000), u32(1500), u32(25_000), u32(25_000), u32(0)),
      ),
    ),
  );
