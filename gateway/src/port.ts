/** A line of bytes to a device, over TCP or a serial port, that comes back by itself after every end. */
import { existsSync, realpathSync } from 'node:fs';
import { createConnection } from 'node:net';
import { waitBefore } from './wait.ts';

export type PortAddress = { tcp: string } | { serial: string; baud: number };
/** One open line. */
export type Wire = { write(bytes: Uint8Array): void; destroy(): void };
/** One `down` follows each `up`. */
export type PortEvents = {
  up(wire: Wire): void;
  data(bytes: Uint8Array): void;
  down(): void;
  /** Whether what has come shows a device at work. Without it any byte does; until then the waits between tries grow. */
  isAtWork?(): boolean;
};
export type Port = {
  /** Why there is no line, for the installer; empty while there is one. */
  why(): string;
  close(): void;
};

const waits = { least: 250, most: 15_000 };
const connectTimeout = 10_000;
/** What a device has not taken by now it will not take; our orders are repeated anyway. */
const mostUnsent = 4096;
const lookEvery = 1000;
const unplugged = 'the adapter was unplugged';

export function keepPort(address: PortAddress, events: PortEvents): Port {
  let tries = 0;
  let closed = false;
  let why = 'not tried yet';
  let wire: Wire | undefined;
  let timer: NodeJS.Timeout | undefined;

  function begin(): void {
    let mine: Wire | undefined;
    let over = false;
    const line: Line = {
      opened(fresh) {
        if (closed || over) return fresh.destroy();
        mine = fresh;
        wire = fresh;
        why = '';
        events.up(fresh);
      },
      heard(bytes) {
        if (over || !mine) return;
        events.data(bytes);
        // Only bytes show that something is there: a terminal server accepts connections without a reader behind it.
        if (events.isAtWork?.() ?? true) tries = 0;
      },
      ended(reason) {
        if (over) return;
        over = true;
        wire = undefined;
        why = reason;
        if (mine) events.down();
        if (!closed) timer = setTimeout(begin, waitBefore(tries++, waits, Math.random()));
      },
    };
    if ('tcp' in address) openTcp(address.tcp, line);
    else void openSerial(address, line);
  }

  begin();
  return {
    why: () => why,
    close() {
      closed = true;
      clearTimeout(timer);
      wire?.destroy();
    },
  };
}

/** One name for one line: an adapter is known by its by-id and its ttyUSB name. Empty for no address. */
export function portName(address: PortAddress): string {
  if ('tcp' in address) return address.tcp.toLowerCase().replace('localhost:', '127.0.0.1:');
  try {
    return realpathSync(address.serial);
  } catch {
    return address.serial;
  }
}

type Line = { opened(wire: Wire): void; heard(bytes: Uint8Array): void; ended(why: string): void };

function openTcp(tcp: string, line: Line): void {
  const colon = tcp.lastIndexOf(':');
  const socket = createConnection({ host: tcp.slice(0, colon), port: Number(tcp.slice(colon + 1)) });
  let why = 'closed by the device';
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 10_000);
  socket.setTimeout(connectTimeout, () => socket.destroy(new Error('no answer to the connect')));
  socket.once('connect', () => {
    socket.setTimeout(0);
    line.opened({
      write: (bytes) => {
        if (socket.writableLength < mostUnsent) socket.write(bytes);
      },
      destroy: () => void socket.destroy(),
    });
  });
  socket.on('data', line.heard);
  socket.on('error', (error) => {
    why = error.message;
  });
  socket.once('close', () => line.ended(why));
}

/** serialport is loaded only where a serial port is configured: it costs memory and a native file. */
async function openSerial({ serial, baud }: { serial: string; baud: number }, line: Line): Promise<void> {
  try {
    const { SerialPort } = await import('serialport');
    const port = new SerialPort({ path: serial, baudRate: baud, autoOpen: false });
    // An unplugged adapter says "error", "close", or one long after the other. A port that is left open is locked against us.
    const end = (why: string) => {
      clearInterval(looking);
      if (port.isOpen) port.close(() => line.ended(why));
      else line.ended(why);
    };
    // Now and then it says nothing until the next write. Its path goes with it.
    const looking = setInterval(() => {
      if (!existsSync(serial)) end(unplugged);
    }, lookEvery);
    port.on('error', (error) => end(error.message));
    port.on('close', () => end(unplugged));
    port.on('data', line.heard);
    port.open((error) => {
      if (error) return end(error.message);
      line.opened({
        write: (bytes) => {
          if (port.writableLength < mostUnsent) port.write(Buffer.from(bytes));
        },
        destroy: () => end('closed'),
      });
    });
  } catch (error) {
    line.ended(error instanceof Error ? error.message : 'the serial port cannot be opened');
  }
}
