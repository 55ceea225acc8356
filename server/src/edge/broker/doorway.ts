/** Where sockets wait until they have proved who they are: a bounded number, for a bounded time. The broker hears of one only when its first bytes could be a CONNECT, for whatever it builds for a connection costs more than a stranger should. */
import type { Socket } from 'node:net';
import { newGuard, pass } from './packet-guard.ts';

export type DoorwayParts = {
  /** Time from the first packet of TCP to the end of CONNECT. */
  within: number;
  most: number;
  admit(socket: Socket): void;
  refused(why: string, who: string): void;
};
export type Doorway = {
  enter(socket: Socket): void;
  /** It has proved who it is. */
  leave(socket: Socket): void;
  close(): void;
};

export function doorway({ within, most, admit, refused }: DoorwayParts): Doorway {
  const waiting = new Map<Socket, NodeJS.Timeout>();

  const leave = (socket: Socket) => {
    clearTimeout(waiting.get(socket));
    waiting.delete(socket);
  };
  const cut = (socket: Socket, why: string) => {
    refused(why, socket.remoteAddress ?? '');
    socket.destroy();
  };

  function look(socket: Socket): void {
    const chunk: Buffer | null = socket.read();
    const why = chunk && pass(newGuard(), chunk);
    if (why) cut(socket, why);
    if (why || !chunk) return;
    socket.unshift(chunk);
    guard(socket, (later) => cut(socket, later));
    admit(socket);
  }

  return {
    enter(socket) {
      waiting.set(
        socket,
        setTimeout(() => cut(socket, 'connect did not arrive in time'), within),
      );
      // A reset before the broker listens must not end the program.
      socket.on('error', () => {});
      socket.once('close', () => leave(socket));
      socket.once('readable', () => look(socket));
      const [oldest] = waiting.keys();
      // A gateway says CONNECT at once; whoever has been silent longest is the one to go.
      if (waiting.size > most && oldest) cut(oldest, 'too many unknown connections');
    },
    leave,
    close() {
      for (const socket of waiting.keys()) socket.destroy();
    },
  };
}

/** Aedes reads with `read()`, so that is where every chunk can be looked at without copying it. */
function guard(socket: Socket, cut: (why: string) => void): void {
  const seen = newGuard();
  const read = socket.read.bind(socket);
  socket.read = (size) => {
    const chunk = read(size);
    const why = chunk && pass(seen, chunk);
    if (!why) return chunk;
    cut(why);
    return null;
  };
}
