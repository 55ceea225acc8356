import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Letter } from '@changping/contracts/letters';
import type { GatewayId } from '@changping/contracts/units';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { type Devices, devices, devicesMost } from './devices.ts';

const noon = 1_795_000_000_000;
const day = 86_400_000;
const [mine, other] = ['GW-1', 'GW-2'] as GatewayId[] as [GatewayId, GatewayId];
let folder: string;
let db: Database;
let list: Devices;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  db = await openDatabase(folder);
  list = devices(db);
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const climate = (probe: string) => ({ kind: 'climate', probe }) as Letter;
const health = (...readers: string[]) =>
  ({ kind: 'health', readers: readers.map((reader) => ({ reader })), probes: [] }) as unknown as Letter;
const names = (n: number, first = 0) => Array.from({ length: n }, (_, i) => `d${first + i}`);
const take = (letter: Letter, at = noon, gateway = mine) => {
  const fits = list.claim(gateway, letter, at);
  if (fits) list.keep(gateway, letter, at);
  return fits;
};

it('takes 256 names of each sort from a gateway, and no more, whatever they come in', () => {
  expect(names(20_000).filter((name) => take(climate(name)))).toHaveLength(devicesMost);
  expect(take(health(...names(200)))).toBe(true);
  // All of a letter or none of it.
  expect(take(health(...names(60, 200)))).toBe(false);
  expect(take(health(...names(56, 200)))).toBe(true);
  expect(take({ kind: 'tags', reader: 'one-more' } as Letter)).toBe(false);
  expect(take({ kind: 'void' } as Letter)).toBe(true);
  expect(take(climate('d0'))).toBe(true);
  expect(take(climate('p'), noon, other)).toBe(true);
  expect(db.raw.prepare('select count(*) from device').pluck().get()).toBe(2 * devicesMost + 1);
});

it('knows the names after a restart, and forgets those whose rows were not kept', () => {
  for (const name of names(devicesMost - 1)) take(climate(name));
  list.claim(mine, climate('lost'), noon);
  expect(take(climate('late'))).toBe(false);
  list.forget();
  expect(take(climate('late'))).toBe(true);
  list = devices(db);
  expect(take(climate('later'))).toBe(false);
  expect(take(climate('d7'))).toBe(true);
});

it('gives the place of a device to another when it has been silent for a season', () => {
  for (const name of names(devicesMost)) take(climate(name));
  for (let at = noon; at <= noon + 90 * day; at += day) take(climate('d0'), at);
  expect(take(climate('new'), noon + 89 * day)).toBe(false);
  expect(take(climate('new'), noon + 90 * day)).toBe(true);
  list = devices(db);
  expect(names(300, 1000).filter((name) => take(climate(name), noon + 90 * day))).toHaveLength(
    devicesMost - 2,
  );
});
