/** A store over HTTP with two handhelds and goods to lease to them, and what a handheld sends that had no line. */
import { randomUUID } from 'node:crypto';
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { onTestFinished } from 'vitest';
import { slot, whole } from './count-room.ts';
import { enrolled } from './handheld.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

export const hour = 3_600_000;
export type Handheld = Awaited<ReturnType<typeof enrolled>>;
export type Seen = { id: string; lot: string; kind: string; quantity: number; place: string };

export async function aStore() {
  const server = await openServer();
  onTestFinished(() => server.close());
  const system = await aSample(server, 'system');
  const [one, other] = [await enrolled(server, system, '手持一'), await enrolled(server, system, '手持二')];
  const pieces = await cases(await aSample(server, 'keeper-guyuan'), 3);
  const approver = await aSample(server, 'approver');
  const give = (handheld: Handheld, all: readonly Seen[], hours = 1, who = approver) =>
    who.post('/api/leases/give', { handheld: handheld.id, pieces: all.map(({ id }) => id), hours });
  return { server, one, other, pieces, approver, give };
}

/** So many cases of ten quilts in the receiving zone. */
async function cases(keeper: Visitor, n: number): Promise<Seen[]> {
  const seen = Array.from({ length: n }, (_, i) => ({
    ...{ id: `CASE-${i}`, lot: 'Q-LEASE', kind: 'quilt', quantity: 10, place: 'RC-S/receiving' },
  }));
  const id = randomUUID();
  const lines = seen.map(({ id: piece, lot, kind, quantity, place }) => ({
    ...{ kind, lot, piece, wanted: quantity, from: slot('supplier'), to: slot(place) },
  }));
  const lots = [{ lot: 'Q-LEASE', kind: 'quilt' }];
  whole(await keeper.post('/api/documents/open', { id, type: 'goodsIn', site: 'RC-S', lots, lines }));
  const portions = seen.map(({ quantity }, i) => ({ line: i + 1, as: 'arrived' as const, quantity }));
  const receive = { id, version: 1, action: 'receive', second: { name: '送货员老杨' }, portions } as const;
  whole(await keeper.post('/api/documents/step', receive));
  return seen;
}

export const openingOf = (
  id: string,
  { id: piece, lot, kind, quantity, place }: Seen,
): CommandBody<'/api/documents/open'> => ({
  id,
  type: 'handOut',
  site: 'RC-S',
  lines: [
    {
      kind,
      lot,
      piece,
      wanted: quantity,
      from: slot(place),
      to: { ...slot(place), place: 'unit/rescue-1' },
    },
  ],
});

/** As the handheld sends what was signed without a line: opened, said that it rests on a lease, handed out. */
export function handOuts() {
  let seq = 0;
  return async ({ send, word }: Handheld, piece: Seen, age = 0) => {
    const id = randomUUID();
    const portions = [{ line: 1, as: 'given', quantity: piece.quantity }];
    const hand = { second: { name: '救援队老马' }, dueAt: Date.now() + 100 * hour, portions };
    const codes: (string | undefined)[] = [];
    for (const [path, body] of [
      ['/api/documents/open', openingOf(id, piece)],
      ['/api/documents/step', { id, key: randomUUID(), version: 1, action: 'useLease' }],
      ['/api/documents/step', { id, key: randomUUID(), version: 2, action: 'handOut', ...hand }],
    ] as const)
      codes.push((await send(path, body, word({ seq: ++seq, age }))).code);
    return { id, codes };
  };
}
export const lies = (server: TestServer, { id }: Seen) =>
  server.rows<{ place: string }>(
    `select place.code as place from piece join cell on cell.key = piece.cell join place on place.key = cell.place where piece.id = '${id}'`,
  )[0]?.place;
export const leased = async (server: TestServer, name = 'keeper-guyuan') =>
  (await (await aSample(server, name)).get<Answer<'/api/leases'>>('/api/leases')).body.items;
export const fine = [undefined, undefined, undefined];
