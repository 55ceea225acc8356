/** A gateway reaches the reader over TCP and in memory with the same bytes. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { until } from '../test/running.ts';
import { frame, m100 } from './m100.ts';
import { memoryPort, tcpPort } from './port.ts';
import { mulberry32 } from './random.ts';

const reader = () => m100({ tags: () => [], random: mulberry32(1) });
const noTag = Buffer.from('BB01FF000115167E', 'hex');

it('answers over TCP', async () => {
  const port = await tcpPort(reader(), 0);
  const line = connect(Number(port.address.split(':')[1]), '127.0.0.1');
  line.write(frame(0, 0x22));
  const [answer] = await once(line, 'data');
  expect(Buffer.from(answer)).toEqual(noTag);
  await port.close();
});

it('answers in memory', () => {
  const port = memoryPort(reader());
  const heard: Uint8Array[] = [];
  port.onData((bytes) => heard.push(bytes));
  port.write(frame(0, 0x22));
  expect(heard.map((bytes) => Buffer.from(bytes))).toEqual([noTag]);
});

it('keeps little for a client that does not read, and says what it lost', async () => {
  const port = await tcpPort(reader(), 0);
  expect(port.send(noTag)).toBe(false);
  const line = connect(Number(port.address.split(':')[1]), '127.0.0.1');
  line.pause();
  await once(line, 'connect');
  line.write(frame(0, 0x22));
  const much = new Uint8Array(100_000);
  let sent = 0;
  await until(() => port.send(noTag));
  while (sent < 1000 && port.send(much)) sent++;
  // What the system takes for a client is its own affair: some megabytes.
  expect(sent).toBeLessThan(200);
  line.resume();
  await until(() => port.send(noTag));
  await port.close();
});
