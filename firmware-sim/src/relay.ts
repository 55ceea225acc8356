/** A TCP line that can be cut and choked: relays every connection to one address until told otherwise. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type RelayOptions = {
  host: string;
  port: number /** 0, the default, takes any free one. */;
  listen?: number;
};
export type Relay = {
  port: number;
  /** Connections that are open through it now. */
  open(): number;
  /** Cut every connection, and each new one at once. */
  down(): void;
  /** A black hole: connections stay, new ones are taken, and every byte and every end is swallowed without a reset. */
  stall(): void;
  /** Relay again. A connection that lost bytes in a stall is cut: a stream with a hole in it is no TCP. */
  up(): void;
  close(): Promise<void>;
};

type Pair = { near: Socket; far?: Socket; isHoled: boolean };

/** Listens on 127.0.0.1. */
export async function relay({ host, port, listen = 0 }: RelayOptions): Promise<Relay> {
  const pairs = new Set<Pair>();
  let state: 'up' | 'down' | 'stalled' = 'up';

  const cut = (pair: Pair) => {
    pairs.delete(pair);
    pair.near.destroy();
    pair.far?.destroy();
  };

  function pipe(pair: Pair, from: Socket, to: Socket | undefined): void {
    const swallows = () => {
      if (state === 'stalled') pair.isHoled = true;
      return pair.isHoled;
    };
    from.on('data', (bytes) => {
      if (swallows() || !to || to.write(bytes)) return;
      from.pause();
      to.once('drain', () => from.resume());
    });
    from.on('end', () => {
      if (!swallows()) to?.end();
    });
    // A reset is followed by close, which is where the pair is cut.
    from.on('error', () => {});
    from.on('close', (hadError) => {
      if (swallows()) return;
      if (hadError || !to) return cut(pair);
      // It ended in peace, so the other side still gets what is on its way.
      to.destroySoon();
      if (to.closed) pairs.delete(pair);
    });
  }

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    if (state === 'down') {
      near.on('error', () => {});
      near.destroy();
      return;
    }
    const pair: Pair = { near, isHoled: state === 'stalled' };
    pairs.add(pair);
    if (!pair.isHoled) {
      pair.far = connect({ host, port, allowHalfOpen: true, noDelay: true });
      pipe(pair, pair.far, near);
    }
    pipe(pair, near, pair.far);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen, '127.0.0.1', resolve);
  });

  const cutAll = (which: (pair: Pair) => boolean) => {
    for (const pair of [...pairs]) if (which(pair)) cut(pair);
  };
  return {
    port: (server.address() as AddressInfo).port,
    open: () => pairs.size,
    down() {
      state = 'down';
      cutAll(() => true);
    },
    stall() {
      state = 'stalled';
    },
    up() {
      state = 'up';
      cutAll(({ isHoled }) => isHoled);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cutAll(() => true);
      }),
  };
}
