/** Listen, or say in one sentence why not. */
import type { Server } from 'node:net';

/** @returns the port, which the system chose where 0 was asked for. @throws Error */
export const listen = (server: Server, { host, port }: { host: string; port: number }): Promise<number> =>
  new Promise((done, fail) => {
    server.once('error', (error) => {
      const taken = 'code' in error && error.code === 'EADDRINUSE';
      fail(
        new Error(taken ? `Port ${port} is taken: end the other program or choose another.` : error.message),
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      done(typeof address === 'object' && address ? address.port : port);
    });
  });
