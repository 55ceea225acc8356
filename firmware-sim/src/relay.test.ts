/** A line that is cut, choked and mended, over real sockets. */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { until, wire } from '../test/running.ts';
import { type Relay, relay } from './relay.ts';

/** Sends back all it hears. */
const far = { sockets: new Set<Socket>(), server: createServer() };
let line: Relay;

beforeEach(async () => {
  far.sockets = new Set();
  far.server = createServer({ allowHalfOpen: true }, (socket) => {
    far.sockets.add(socket);
    socket.on('close', () => far.sockets.delete(socket));
    socket.on('error', () => {});
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => far.server.listen(0, '127.0.0.1', resolve));
  line = await relay({ host: '127.0.0.1', port: (far.server.address() as AddressInfo).port });
});
afterEach(async () => {
  await line.close();
  for (const socket of far.sockets) socket.destroy();
  await new Promise((resolve) => far.server.close(resolve));
});

const near = () => wire(`127.0.0.1:${line.port}`);
const echo = async (text: string) => {
  const each = await near();
  each.socket.write(text);
  await until(() => each.heard().toString() === text);
  return each;
};

it('carries bytes both ways, to the last one after an end', async () => {
  const each = await near();
  const much = Buffer.alloc(5_000_000, 7);
  each.socket.end(much);
  await until(() => each.isClosed());
  expect(each.heard().equals(much)).toBe(true);
  await until(() => line.open() === 0);
});

it('cuts what is open when it goes down, lets nobody in, and carries again when it is up', async () => {
  const before = await echo('before');
  line.down();
  await until(() => before.isClosed() && far.sockets.size === 0);
  const during = await near();
  during.socket.write('during');
  await until(() => during.isClosed());
  expect(during.heard()).toHaveLength(0);
  line.up();
  await echo('after');
});

it('swallows bytes and ends while stalled, with every connection open, and cuts those with a hole when it is up', async () => {
  const [speaks, leaves, waits] = [await echo('a'), await echo('b'), await echo('c')];
  line.stall();
  const comes = await near();
  speaks.socket.write('lost');
  comes.socket.write('lost');
  leaves.socket.destroy();
  await until(() => leaves.isClosed() && speaks.socket.writableLength + comes.socket.writableLength === 0);
  // Whatever was going to come back would have come with these: another connection's bytes took the whole way.
  far.sockets.forEach((socket) => {
    socket.write('unheard');
  });
  await until(() => [...far.sockets].every(({ writableLength }) => writableLength === 0));
  expect([speaks.isClosed(), comes.isClosed(), waits.isClosed()]).toEqual([false, false, false]);
  expect(far.sockets.size).toBe(3);
  expect(speaks.heard().toString()).toBe('a');

  line.up();
  await until(() => speaks.isClosed() && comes.isClosed() && far.sockets.size <= 1);
  await echo('after');
});

it('goes on with a connection that said nothing in a stall', async () => {
  const quiet = await echo('a');
  line.stall();
  line.up();
  quiet.socket.write('b');
  await until(() => quiet.heard().toString() === 'ab');
});

it('closes a connection whose other side is not there', async () => {
  const nowhere = await relay({ host: '127.0.0.1', port: 1 });
  const each = await wire(`127.0.0.1:${nowhere.port}`);
  await until(() => each.isClosed());
  await nowhere.close();
});
