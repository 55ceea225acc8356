/** A store with its line, and what it means that a letter is set aside. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { tags } from './letter.ts';
import { aGateway, type GatewayLine } from './line.ts';
import { aServer, type TestServer } from './server.ts';

export type Poison = { fault: string; why: string; epoch: string | null; seq: number | null; times: number };
export const quarantine = (server: TestServer) =>
  server.rows<Poison>('select fault, why, epoch, seq, times from quarantine order by key');
export const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
export const bytesOf = (content: unknown) =>
  Buffer.isBuffer(content)
    ? content
    : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
export const json = (letter: object) => JSON.stringify(letter);
export const year = 365 * 86_400_000;

export async function aStore() {
  const server = await aServer();
  const gateway = await aGateway(server);
  return { server, gateway };
}

/** Kept aside with its reason, named on the down lane, thanked with a PUBACK on a line that stays up; nothing moves, and the next letter is kept. */
export async function isSetAside(
  { server, gateway }: { server: TestServer; gateway: GatewayLine },
  content: unknown,
  fault: string,
  { seq = null as number | null, next = 1 } = {},
) {
  const bytes = bytesOf(content);
  const book = () => [
    server.count('entry'),
    server.count('position'),
    server.count('discrepancy'),
    server.count('breach'),
  ];
  const before = book();
  await gateway.send(bytes);
  const refused = await gateway.hearsDown('refused', ({ digest }) => digest === digestOf(bytes));
  expect(refused).toMatchObject({ fault, seq });
  expect(quarantine(server).at(-1)).toMatchObject({ fault, seq, times: 1 });
  expect(book()).toEqual(before);
  await gateway.send(tags(next));
  await gateway.hearsDown('ack', ({ upTo }) => upTo === next);
  expect(gateway.isOpen()).toBe(true);
  expect(server.refused).toEqual([]);
  expect(server.unsound()).toEqual([]);
}

/** Every point of the last week, oldest first. */
export async function curveOf({ climate }: TestServer): Promise<(number | null)[]> {
  const from = Date.now() - 7 * 86_400_000;
  const curves = await climate.curves('RC-S' as never, from, Date.now(), Number.MAX_SAFE_INTEGER);
  return curves.flatMap(({ points }) => points.map(({ celsius }) => celsius));
}
