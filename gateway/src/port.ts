/** A line of bytes to a device, over TCP or a serial port, that comes back by itself after every end. */
import { createConnection } from 'node:net';
import { waitBefore } from './wait.ts';

export type PortAddress = { tcp: string } | { serial: string; baud: number };
/** One open line. Exactly one `down` follows each `up`. */
export type Wire = { write(bytes: Uint8Array): void; destroy(): void };
export type PortEvents = {
  up(wire: Wire): void;
  data(bytes: Uint8Array): void;
  down(why: string): void;
};
export type Port = { close(): void };

const waits = { least: 250, most: 15_000 };
const connectTimeout = 10_000;

export function keepPort(address: PortAddress, events: PortEvents): Port {
  let tries = 0;
  let closed = false;
  let wire: Wire | undefined;
  let timer: NodeJS.Timeout | undefined;

  function begin(): void {
    let isUp = false;
    let over = false;
    const end = (why: string) => {
      if (over) return;
      over = true;
      wire = undefined;
      events.down(why);
      if (!closed) timer = setTimeout(begin, waitBefore(tries++, waits, Math.random()));
    };
    const opened = (line: Wire) => {
      if (closed) return line.destroy();
      isUp = true;
      wire = line;
      events.up(line);
    };
    const heard = (bytes: Uint8Array) => {
      // Only bytes show that something is there: a terminal server accepts connections without a reader behind it.
      if (isUp) tries = 0;
      events.data(bytes);
    };
    if ('tcp' in address) openTcp(address.tcp, opened, heard, end);
    else void openSerial(address, opened, heard, end);
  }

  begin();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      wire?.destroy();
    },
  };
}

type Opened = (wire: Wire) => void;
type Heard = (bytes: Uint8Array) => void;
type Ended = (why: string) => void;

function openTcp(tcp: string, opened: Opened, heard: Heard, ended: Ended): void {
  const colon = tcp.lastIndexOf(':');
  const socket = createConnection({ host: tcp.slice(0, colon), port: Number(tcp.slice(colon + 1)) });
  let why = 'closed by the device';
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 10_000);
  socket.setTimeout(connectTimeout, () => socket.destroy(new Error('no answer to the connect')));
  socket.once('connect', () => {
    socket.setTimeout(0);
    opened({ write: (bytes) => void socket.write(bytes), destroy: () => void socket.destroy() });
  });
  socket.on('data', heard);
  socket.on('error', (error) => {
    why = error.message;
  });
  socket.once('close', () => ended(why));
}

/** serialport is loaded only where a serial port is configured: it costs memory and a native file. */
async function openSerial(
  { serial, baud }: { serial: string; baud: number },
  opened: Opened,
  heard: Heard,
  ended: Ended,
): Promise<void> {
  try {
    const { SerialPort } = await import('serialport');
    const port = new SerialPort({ path: serial, baudRate: baud, autoOpen: false });
    // An unplugged adapter says either, both, or one long after the other.
    port.on('error', (error) => ended(error.message));
    port.on('close', () => ended('the port is gone'));
    port.on('data', heard);
    port.open((error) => {
      if (error) return ended(error.message);
      opened({
        write: (bytes) => void port.write(Buffer.from(bytes)),
        destroy: () => port.close(() => ended('closed')),
      });
    });
  } catch (error) {
    ended(error instanceof Error ? error.message : 'the serial port cannot be opened');
  }
}
