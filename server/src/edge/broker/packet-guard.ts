/** Watch the bytes of one MQTT connection go by and say when to cut it: the broker itself has no size limit before CONNECT, so eight sockets could take 250 MB. Only fixed headers are read; the payload is counted, never kept. */

/** More than a CONNECT of ours needs. */
const connectMax = 4 * 1024;
/** Room for a letter that is too large to be refused with its reason; what is larger still is no letter. */
const packetMax = 1024 * 1024;
/** A gateway has one filter; a list of hundreds is work for nothing. */
const filtersMax = 1024;

/** What a gateway sends, and the least and most bytes after its fixed header. Quality of service 2 is not among it: its half-open handshakes would have to be remembered. */
const packets = new Map<number, { least: number; most: number }>([
  [3, { least: 5, most: packetMax }], // PUBLISH
  [4, { least: 2, most: 2 }], // PUBACK
  [8, { least: 5, most: filtersMax }], // SUBSCRIBE
  [10, { least: 4, most: filtersMax }], // UNSUBSCRIBE
  [12, { least: 0, most: 0 }], // PINGREQ
  [14, { least: 0, most: 0 }], // DISCONNECT
]);
const connect = { least: 10, most: connectMax };

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
      const why = begin(guard, lengthOf(guard.header));
      if (why) return why;
    } else if (guard.header.length === 5) return 'a length of more than four bytes'; // MQTT-2.2.3
  }
  return undefined;
}

function firstByte(guard: Guard, byte: number): string | undefined {
  const type = byte >> 4;
  if (!guard.connected) return byte === 0x10 ? undefined : 'no CONNECT at the start'; // MQTT-3.1.0-1
  if (type === 1) return 'a second CONNECT'; // MQTT-3.1.0-2
  if (type === 3 && (byte & 0x04) !== 0) return `quality of service ${(byte & 0x06) >> 1}`; // MQTT-3.3.1-4
  return packets.has(type) ? undefined : `packet type ${type}`; // MQTT-2.2.1
}

function begin(guard: Guard, length: number): string | undefined {
  const { least, most } = (guard.connected && packets.get((guard.header[0] as number) >> 4)) || connect;
  if (length < least || length > most) return `a packet of ${length} ${length === 1 ? 'byte' : 'bytes'}`;
  guard.left = length;
  guard.connected = true;
  guard.header = [];
  return undefined;
}

const lengthOf = ([, ...bytes]: number[]) =>
  bytes.reduce((length, byte, i) => length + (byte & 0x7f) * 128 ** i, 0);
