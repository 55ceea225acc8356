/** Watch the bytes of one MQTT connection go by and say when to cut it: the broker itself has no size limit before CONNECT, so eight sockets could take 250 MB. Only fixed headers are read; the payload is counted, never kept. */

/** More than a CONNECT of ours needs. */
const connectMax = 4 * 1024;
/** Room for a letter that is too large to be refused with its reason; what is larger still is no letter. */
const packetMax = 1024 * 1024;

export type Guard = { header: number[]; left: number; connected: boolean };

export const newGuard = (): Guard => ({ header: [], left: 0, connected: false });

/** @returns why the connection must end, or undefined. */
export function pass(guard: Guard, chunk: Uint8Array): string | undefined {
  for (let i = 0; i < chunk.length; ) {
    if (guard.left > 0) {
      const skip = Math.min(guard.left, chunk.length - i);
      guard.left -= skip;
      i += skip;
      continue;
    }
    const byte = chunk[i++] as number;
    guard.header.push(byte);
    if (guard.header.length === 1) {
      const why = firstByte(guard, byte);
      if (why) return why;
    } else if (byte < 0x80) {
      const length = lengthOf(guard.header);
      if (length > (guard.connected ? packetMax : connectMax)) return `a packet of ${length} bytes`;
      guard.left = length;
      guard.connected = true;
      guard.header = [];
    } else if (guard.header.length === 5) return 'a length of more than four bytes'; // MQTT-2.2.3
  }
  return undefined;
}

function firstByte(guard: Guard, byte: number): string | undefined {
  const type = byte >> 4;
  if (!guard.connected) return byte === 0x10 ? undefined : 'no CONNECT at the start'; // MQTT-3.1.0-1
  if (type === 1) return 'a second CONNECT'; // MQTT-3.1.0-2
  if (type === 3 && (byte & 0x06) === 0x06) return 'quality of service 3'; // MQTT-3.3.1-4
  if (type === 0 || type === 15) return `packet type ${type}`; // MQTT-2.2.1
  return undefined;
}

const lengthOf = ([, ...bytes]: number[]) =>
  bytes.reduce((length, byte, i) => length + (byte & 0x7f) * 128 ** i, 0);
