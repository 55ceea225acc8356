/** Ports for programs that are told theirs before they start. Built-ins only. */
import { createServer } from 'node:net';

/** Nobody has them at this moment, and the system gives them out to nobody: two that start at once would else take each other's. @param {number} count @returns {Promise<number[]>} */
export async function freePorts(count) {
  /** @type {number[]} */
  const ports = [];
  while (ports.length < count) {
    lastPort = lastPort < 32_000 ? lastPort + 1 : 10_000;
    if (await isFree(lastPort)) ports.push(lastPort);
  }
  return ports;
}

/** Each process begins elsewhere. */
let lastPort = 10_000 + ((process.pid * 211) % 22_000);

/** @param {number} port @returns {Promise<boolean>} */
const isFree = (port) =>
  new Promise((done) => {
    const server = createServer().once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
