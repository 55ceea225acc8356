/** A robot in a group, as an HTTP server of this computer: keeps what it is told, and answers as it is asked to. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type Heard = { path: string; headers: IncomingHttpHeaders; body: string; at: number };
export type Robot = Awaited<ReturnType<typeof aRobot>>;

const well = (response: ServerResponse) => response.end('{"errcode":0,"code":0}');

export async function aRobot() {
  const heard: Heard[] = [];
  let answer: (response: ServerResponse) => unknown = well;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      heard.push({ path, headers, body: Buffer.concat(parts).toString('utf8'), at: Date.now() });
      answer(response);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    port: (server.address() as AddressInfo).port,
    heard,
    /** From now on; without it, as a robot that is well. */
    answers(how: (response: ServerResponse) => unknown = well) {
      answer = how;
    },
    /** The numbers of the events it was told of, in our own format. */
    told: () =>
      heard.flatMap(({ body }) =>
        (JSON.parse(body) as { notices: { id: number }[] }).notices.map(({ id }) => id),
      ),
  };
}
