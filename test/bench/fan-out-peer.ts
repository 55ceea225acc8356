/** A program that does nothing but send each of its plain WebSocket clients a text of so many bytes so often: what the same fan-out costs without rooms, numbers and acknowledgements. Started by fork; says its port. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const [bytes, perSecond] = process.argv.slice(2).map(Number) as [number, number];
const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
server.on('connection', (socket) => socket.send('ready'));
http.listen(0, '127.0.0.1', () => process.send?.((http.address() as AddressInfo).port));
setInterval(() => {
  const begin = `42["changes",{"from":1,"at":${Date.now()},"items":"`;
  const told = `${begin.padEnd(bytes - 3, 'x')}"}]`;
  for (const socket of server.clients) socket.send(told);
}, 1000 / perSecond);
