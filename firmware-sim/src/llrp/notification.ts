/** READER_EVENT_NOTIFICATION: what a reader tells unasked, with its own time. */
import { message, tlv, u8, u16, u32, u64 } from './bytes.ts';
import type { ReaderTime } from './clock.ts';

export const connectionStates = { accepted: 0, alreadyTaken: 2, anotherAttempted: 4 } as const;

export const connectionAttempt = (state: keyof typeof connectionStates) =>
  tlv(256, u16(connectionStates[state]));
export const roSpecEvent = (what: 'start' | 'end', roSpecId: number) =>
  tlv(249, u8(what === 'start' ? 0 : 1), u32(roSpecId), u32(0));
export const antennaEvent = (isConnected: boolean, antenna: number) =>
  tlv(255, u8(isConnected ? 1 : 0), u16(antenna));
export const gpiEvent = (input: number, isHigh: boolean) => tlv(248, u16(input), u8(isHigh ? 0x80 : 0));
export const bufferOverflow = () => tlv(251);

export const notification = (id: number, { utc, uptime }: ReaderTime, event: Buffer): Buffer =>
  message(63, id, tlv(246, utc === null ? tlv(129, u64(uptime)) : tlv(128, u64(utc)), event));
