/** The live line as bytes: its addresses, and what it answers to a first request. */
import { get, type IncomingMessage } from 'node:http';
import type { TestServer } from './server.ts';

export const statusOf = (server: TestServer, path: string, headers: Record<string, string>) =>
  new Promise<number>((done, fail) => {
    const request = get(
      { port: server.port, host: '127.0.0.1', path, headers },
      (answer: IncomingMessage) => {
        answer.resume();
        done(answer.statusCode ?? 0);
      },
    );
    request.on('upgrade', (answer) => {
      answer.socket.destroy();
      done(answer.statusCode ?? 0);
    });
    request.on('error', fail);
  });
export const polling = '/socket.io/?EIO=4&transport=polling';
export const websocket = {
  path: '/socket.io/?EIO=4&transport=websocket',
  upgrade: {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  },
};
