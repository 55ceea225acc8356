/** Tells everybody who listens the same: text and bytes are made once, and each line takes them in one write. A line that has not taken what it was told before goes the usual way, where what is held back for it is counted and cut.
 * Left to socket.io a line costs twice the work: a packet of its own on the way through client, engine and transport, and a frame in two pieces. */
import type { Socket } from 'node:net';

/** A line as engine.io has it; the frames' own socket is not in its types. */
export type Line = {
  write(packet: string): void;
  writeBuffer: readonly { data?: string | Buffer }[];
  transport: {
    name: string;
    writable: boolean;
    socket?: { readyState: number; _socket?: Socket | null };
  };
};

const webSocketOpen = 1;

export function tellAll(lines: Iterable<Line>, event: string, content: object): void {
  // Socket.IO protocol 5: 2 is an event of the namespace without a name. Engine.IO 4 puts 4 for a message before it.
  const packet = `2${JSON.stringify([event, content])}`;
  const frame = textFrame(`4${packet}`);
  for (const line of lines) {
    const wire = idleWire(line);
    if (wire) wire.write(frame);
    else line.write(packet);
  }
}

/** Undefined where something waits before us, or the line speaks by polling or is ending. */
function idleWire({ transport, writeBuffer }: Line): Socket | undefined {
  if (transport.name !== 'websocket' || !transport.writable || writeBuffer.length) return undefined;
  const wire = transport.socket?.readyState === webSocketOpen ? transport.socket._socket : undefined;
  return wire?.writable && !wire.writableLength ? wire : undefined;
}

/** A whole text message of a server: final, not masked (RFC 6455, 5.2). */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = 0x81;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, head);
  return frame;
}
