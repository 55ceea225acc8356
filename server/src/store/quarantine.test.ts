import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { type Quarantine, quarantine } from './quarantine.ts';
import type { Poison } from './sort.ts';

const noon = 1_795_000_000_000;
const room = { letters: 40, bytes: 1000 };
let folder: string;
let db: Database;
let list: Quarantine;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  db = await openDatabase(folder);
  list = quarantine(db, room);
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (n: number, bytes = 10, gateway = 1, at = noon) =>
  list.keep(
    gateway,
    {
      ...{ epoch: null, seq: null, fault: 'letterNotJson', why: '', arrivedAt: at },
      ...{ digest: Buffer.from(`digest ${n}`), bytes: Buffer.alloc(bytes, 120) },
    } as unknown as Poison,
    at,
  );
type Row = { n: string; bytes: number };
const rows = (gateway = 1) =>
  db.raw
    .prepare('select digest as n, length(body) as bytes from quarantine where gateway = ? order by key')
    .all(gateway)
    .map((row) => ({ n: Number(String((row as Row).n).slice(7)), bytes: (row as Row).bytes }));
const shed = () => db.raw.prepare('select letters, bodies from quarantine_shed where gateway = 1').get();

it('drops the bytes of the oldest when a gateway fills its room, keeps their rows, and counts them', () => {
  for (let n = 0; n < 30; n++) put(n, 100);
  expect(rows().map(({ n }) => n)).toEqual(Array.from({ length: 30 }, (_, n) => n));
  const whole = rows().filter(({ bytes }) => bytes > 0);
  expect(whole.length * 100).toBeLessThanOrEqual(room.bytes);
  expect(whole.length * 100).toBeGreaterThanOrEqual(room.bytes / 2);
  expect(whole.at(-1)?.n).toBe(29);
  expect(shed()).toEqual({ letters: 0, bodies: 30 - whole.length });
});

it('drops the oldest rows when they are too many, so that rows and those dropped are all that came', () => {
  for (let n = 0; n < 1000; n++) put(n);
  expect(rows().length).toBeLessThanOrEqual(room.letters);
  expect(rows().at(-1)).toEqual({ n: 999, bytes: 10 });
  expect((shed() as { letters: number }).letters + rows().length).toBe(1000);
});

it('leaves the poison of others alone, and goes on where it was after a restart', () => {
  put(1, 100, 2);
  for (let n = 0; n < 20; n++) put(n, 100);
  list = quarantine(db, room);
  for (let n = 20; n < 60; n++) put(n, 100);
  expect(rows(2)).toEqual([{ n: 1, bytes: 100 }]);
  expect(rows().reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(room.bytes);
  expect(rows().length).toBeLessThanOrEqual(room.letters);
});

it('keeps one letter that is larger than all room without its bytes', () => {
  put(1, 2000);
  expect(rows()).toEqual([{ n: 1, bytes: 0 }]);
});

it('tells a person sixty times in an hour, and of the same letter once', () => {
  expect([put(1), put(1), put(1)]).toEqual([true, false, false]);
  const told = Array.from({ length: 100 }, (_, n) => put(n + 2)).filter((isNews) => isNews);
  expect(told).toHaveLength(59);
  expect(put(200, 10, 2)).toBe(true);
  expect(put(201, 10, 1, noon + 3_600_000)).toBe(true);
});
