/** Files as people send them to be imported, and what came of them. */
import { randomUUID } from 'node:crypto';
import type { Answer } from '@changping/contracts/http';
import type { CommandAnswer } from '@changping/contracts/http-commands';
import { expect } from 'vitest';
import { until } from '../world.ts';
import type { TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

export type Importing = CommandAnswer<'/api/imports/upload'>;
type Errors = Answer<'/api/imports/{id}/errors'>;
export type Sent = {
  bytes: string | Uint8Array;
  kind?: 'stock' | 'tags' | 'supplyClasses';
  site?: string;
  name?: string;
  id?: string;
};

export const send = (who: Visitor, { bytes, kind = 'stock', site = 'RC-S', name, id }: Sent) =>
  who.post('/api/imports/upload', {
    ...{ id: id ?? randomUUID(), kind, site, name: name ?? (isZip(bytes) ? '清单.xlsx' : '清单.csv') },
    bytes: Buffer.from(bytes).toString('base64'),
  });

const isZip = (bytes: string | Uint8Array) => Buffer.from(bytes).subarray(0, 2).toString('latin1') === 'PK';

/** Sent and read to the end. */
export async function checked(who: Visitor, sent: Sent): Promise<Importing> {
  const { status, body } = await send(who, sent);
  expect(status, JSON.stringify(body)).toBe(200);
  return settled(who, body.id);
}

export const settled = (who: Visitor, id: string): Promise<Importing> =>
  until(
    async () => (await who.get<Importing>(`/api/imports/${id}`)).body,
    ({ state }) => state !== 'reading' && state !== 'applying',
    60_000,
  );

/** As "C4 day": the cell and what is wrong with it. */
export async function mistakes(who: Visitor, id: string): Promise<string[]> {
  const { body } = await who.get<Errors>(`/api/imports/${id}/errors?limit=500`);
  return body.items.map(
    ({ column, row, code, other }) => `${column}${row} ${code}${other ? ` ${other}` : ''}`,
  );
}

export const apply = (who: Visitor, id: string) => who.post('/api/imports/apply', { id });

export const importIds = {
  good: '01990000-0000-7000-8000-00000000001a',
  wrong: '01990000-0000-7000-8000-00000000001b',
};

/** One that was applied, one with mistakes, and a list of classes. */
export async function someImports(server: TestServer): Promise<void> {
  const keeper = await aSample(server, 'keeper-guyuan');
  const head = '品种,批次,数量,位置\n';
  const good = await checked(keeper, { id: importIds.good, bytes: `${head}棉被,HTTP-1,5,ordinary\n` });
  expect((await apply(keeper, good.id)).status).toBe(200);
  await checked(keeper, { id: importIds.wrong, bytes: `${head}棉被,HTTP-2,-5,ordinary\n` });
  const owner = await aSample(server, 'policy');
  const bytes = '代码,名称\n1010101,帐篷\n1010102,棉被\n';
  const classes = await checked(owner, { kind: 'supplyClasses', site: 'ningxia', bytes });
  expect((await apply(owner, classes.id)).status).toBe(200);
}
