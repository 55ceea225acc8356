import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkLetter } from '@changping/contracts/letter-check';
import type { Ack, Refused } from '@changping/contracts/letters';
import type { Epoch, GatewayId } from '@changping/contracts/units';
import { instant, milliseconds } from '@changping/contracts/units';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Draft } from './draft.ts';
import { type Outbox, type OutboxOptions, openOutbox } from './outbox.ts';

const noon = instant(1_795_000_000_000);
let folder: string;
let outbox: Outbox;
const open = (more: Partial<OutboxOptions> = {}) =>
  openOutbox({
    gateway: 'GW-1' as GatewayId,
    folder,
    boot: 'b1',
    mono: () => milliseconds(1),
    now: () => noon,
    die: (error) => {
      throw error;
    },
    ...more,
  });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  outbox = open();
});
afterEach(() => {
  outbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const curve = (rows = 1): Draft => ({
  kind: 'climate',
  at: noon,
  probe: 'cold-1',
  dt: Array(rows).fill(0),
  celsius: Array(rows).fill(4),
  humidity: Array(rows).fill(50),
});
const seen = (rows = 1): Draft => ({
  kind: 'tags',
  at: noon,
  reader: 'gate-1',
  change: 'seen',
  epc: Array(rows).fill('E28011606000020000000001'),
  antenna: Array(rows).fill(1),
  rssi: Array(rows).fill(-50),
  dt: Array(rows).fill(0),
});
const ack = (upTo: number, epoch: Epoch = outbox.epoch()): Ack => ({
  v: 1,
  kind: 'ack',
  epoch,
  upTo,
  holes: [],
});
const read = () =>
  outbox.page(0, 10_000).map(({ seq, bytes }) => {
    const checked = checkLetter(bytes);
    if (!checked.ok) throw new Error(`${seq}: ${checked.why}`);
    return checked.letter;
  });

it('numbers letters 1, 2, 3 … in the order they were put, each a good letter', async () => {
  expect(await Promise.all([outbox.put(seen()), outbox.put(curve()), outbox.put(seen())])).toEqual([1, 2, 3]);
  expect(read().map(({ seq, kind }) => [seq, kind])).toEqual([
    [1, 'tags'],
    [2, 'climate'],
    [3, 'tags'],
  ]);
});

it('forgets only what an ack of its own epoch covers, and never gives a number twice', async () => {
  await Promise.all([outbox.put(seen()), outbox.put(seen()), outbox.put(seen())]);
  expect(outbox.forget(ack(2, '00000000000000aa' as Epoch))).toBe(0);
  expect(outbox.forget(ack(2))).toBe(2);
  expect(outbox.forget(ack(3))).toBe(1);
  expect(outbox.depth()).toBe(0);
  outbox.close();
  outbox = open();
  expect(await outbox.put(seen())).toBe(4);
});

it('counts a letter that cannot be written for a reason of its own, and keeps its neighbours', async () => {
  const broken = { ...seen(), antenna: [1n] } as unknown as ReturnType<typeof seen>;
  const put = await Promise.allSettled([outbox.put(seen()), outbox.put(broken), outbox.put(seen())]);
  expect(put.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(outbox.facts()).toMatchObject({ unwritten: 1, refusedByDisk: 0 });
  expect(read().map(({ seq }) => seq)).toEqual([1, 2]);
});

it('keeps epoch, numbers and bytes through an end without warning', async () => {
  await outbox.put(seen());
  const before = outbox.page(0, 10);
  // What is on the disk at this moment is what a power cut leaves.
  const there = mkdtempSync(join(tmpdir(), 'changping-'));
  cpSync(folder, there, { recursive: true });
  const other = open({ folder: there });
  expect(other.epoch()).toBe(outbox.epoch());
  expect(other.page(0, 10)).toEqual(before);
  other.close();
  rmSync(there, { recursive: true });
});

it('refuses a second gateway on its folder, and another gateway on the folder of this one', () => {
  expect(() => open()).toThrow(/is in use by another gateway process/);
  outbox.close();
  expect(() => open({ gateway: 'GW-2' as GatewayId })).toThrow(/belongs to gateway GW-1, not to GW-2/);
  outbox = open();
});

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
const refusal = (seq: number, more: Partial<Refused> = {}): Refused => ({
  v: 1,
  kind: 'refused',
  epoch: outbox.epoch(),
  seq,
  digest: digest(outbox.page(seq - 1, 1)[0]?.bytes as Buffer),
  fault: 'letterShape',
  ...more,
});

it('lets a void take the number of a letter the server could not read, and drops one it named', async () => {
  await Promise.all([outbox.put(seen()), outbox.put(seen(2)), outbox.put(seen(3))]);
  outbox.refused({ ...refusal(2), epoch: null, seq: null }, 3);
  outbox.refused(refusal(3), 3);
  expect(read().map(({ seq, kind }) => [seq, kind])).toEqual([
    [1, 'tags'],
    [2, 'void'],
  ]);
  expect(outbox.facts().refusedByServer).toBe(2);
});

it('drops nothing for a refusal that names other bytes or another epoch', async () => {
  await outbox.put(seen());
  outbox.refused(refusal(1, { digest: '0123456789abcdef' }), 1);
  outbox.refused(refusal(1, { epoch: '00000000000000aa' as Epoch }), 1);
  outbox.refused(refusal(1, { epoch: '00000000000000aa' as Epoch, fault: 'epochSuperseded' }), 1);
  expect(outbox.depth()).toBe(1);
});

it('numbers its letters anew when another outbox has taken its place, but not twice within an hour', async () => {
  await Promise.all([1, 2, 3, 4, 5].map((rows) => outbox.put(seen(rows))));
  outbox.forget(ack(1));
  outbox.refused({ ...refusal(3), epoch: null, seq: null }, 5);
  const before = outbox.epoch();
  expect(outbox.refused(refusal(2, { fault: 'epochSuperseded' }), 5)).toBe('renewed');
  expect(outbox.epoch()).not.toBe(before);
  const rows = (letter: ReturnType<typeof read>[number]) => (letter.kind === 'tags' ? letter.epc.length : 0);
  // The void took a number of the old epoch; the new one has none to take.
  expect(read().map((letter) => [letter.seq, rows(letter), letter.epoch])).toEqual(
    [2, 4, 5].map((size, i) => [i + 1, size, outbox.epoch()]),
  );
  expect([outbox.last(), outbox.depth()]).toEqual([3, 3]);
  expect(await outbox.put(seen())).toBe(4);
  const after = outbox.epoch();
  expect(outbox.refused(refusal(1, { fault: 'letterConflict' }), 4)).toBe('too soon');
  expect([outbox.epoch(), outbox.depth()]).toEqual([after, 4]);
  outbox.close();
  outbox = open({ now: () => instant(noon + 3_600_001) });
  expect(outbox.renew()).toBe('renewed');
});

it('tells of a trip under a new epoch by the name it had', async () => {
  const trip = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
  const once = { lasts: 0, epc: ['E28011606000020000000001'], first: [0], last: [0], count: [1] };
  const more = { peak: [-50], antennas: [[1]], stray: [false] };
  await outbox.put({
    ...{ kind: 'passage', trip, at: noon, reader: 'gate-1', direction: 'in', ...once, ...more },
  } as Draft);
  const before = outbox.epoch();
  outbox.renew();
  expect(read()).toMatchObject([{ kind: 'passage', trip, epoch: outbox.epoch() }]);
  expect(outbox.epoch()).not.toBe(before);
});

it('fills holes whose letters are gone with one void', async () => {
  await Promise.all([1, 2, 3, 4].map(() => outbox.put(seen())));
  outbox.forget(ack(3));
  outbox.giveUp([[2, 3]]);
  expect(read().map(({ seq, kind }) => [seq, kind])).toEqual([
    [3, 'void'],
    [4, 'tags'],
  ]);
});

it('remembers what the letters have told, and only that', async () => {
  await outbox.put([curve(), { ...seen(), reader: 'gate-2' } as Draft], { name: 'care/cold-1', json: '1' });
  await outbox.put({ ...seen(), change: 'left' } as Draft);
  void outbox.put(seen()).catch(() => {});
  outbox.close();
  outbox = open();
  expect(outbox.told.inView().map(({ reader }) => reader)).toEqual(['gate-1', 'gate-2']);
  expect(outbox.told.recall('care/')).toEqual([{ name: 'care/cold-1', json: '1' }]);
  await outbox.put({ ...seen(), change: 'left' } as Draft, { name: 'care/cold-1', json: null });
  expect(outbox.told.inView().map(({ reader }) => reader)).toEqual(['gate-2']);
  expect(outbox.told.recall('')).toEqual([]);
});

it('moves a damaged file aside for people and begins a new epoch', async () => {
  await outbox.put(seen());
  const before = outbox.epoch();
  outbox.close();
  writeFileSync(join(folder, 'outbox.sqlite'), 'a torn page', { flag: 'r+' });
  outbox = open();
  expect(outbox.epoch()).not.toBe(before);
  const { damaged } = outbox.facts();
  expect(damaged).toMatch(/damaged-/);
  expect(readdirSync(damaged as string)).toContain('outbox.sqlite');
  expect(await outbox.put(seen())).toBe(1);
});

it('loses nothing, doubles nothing and leaves no gap, whatever is put, thanked, refused and cut short', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('put' as const), rows: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ do: fc.constant('thank' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.record({ do: fc.constant('refuse' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.record({ do: fc.constant('restart' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const start = outbox.last();
      outbox.forget(ack(start));
      let model: number[] = [];
      const gathering: Promise<void>[] = [];
      for (const each of steps) {
        if (each.do === 'put') gathering.push(outbox.put(seen(each.rows)).then((n) => void model.push(n)));
        else await Promise.all(gathering.splice(0));
        const at = 'share' in each ? (model[Math.floor(each.share * (model.length - 1))] ?? start) : start;
        if (each.do === 'thank') {
          outbox.forget(ack(at));
          model = model.filter((n) => n > at);
        } else if (each.do === 'refuse' && model.includes(at)) {
          outbox.refused(refusal(at), outbox.last());
          model = model.filter((n) => n !== at);
        } else if (each.do === 'restart') {
          outbox.close();
          outbox = open();
        }
      }
      await Promise.all(gathering);
      const puts = steps.filter((each) => each.do === 'put').length;
      expect(outbox.last()).toBe(start + puts);
      expect(read().map(({ seq }) => seq as number)).toEqual(model);
      expect(outbox.depth()).toBe(model.length);
    }),
    { verbose: true, numRuns: 30 },
  );
});

const numbersOf = (letters: ReturnType<typeof read>) =>
  letters.flatMap((letter) =>
    letter.kind === 'void'
      ? Array.from({ length: letter.to - letter.from + 1 }, (_, i) => letter.from + i)
      : [letter.seq as number],
  );

it('thins the curve on a full disk, keeps stock letters waiting, and takes them in their order when there is room', async () => {
  outbox.close();
  outbox = open({ maxPages: 60 });
  for (let i = 0; i < 200; i++) await outbox.put(curve(20)).catch(() => {});
  const kept: number[] = [];
  const all = Array.from({ length: 1200 }, (_, i) =>
    outbox.put(seen(20 + (i % 3))).then((n) => kept.push(n)),
  );
  await expect.poll(() => outbox.facts().held, { timeout: 5000 }).toBeGreaterThan(0);
  const { thinned, diskFull, held, refusedByDisk } = outbox.facts();
  expect(thinned).toBeGreaterThan(0);
  expect(diskFull).toBe(true);
  expect(kept.length + held).toBe(1200);
  await expect(outbox.put(curve())).rejects.toThrow();
  expect(outbox.facts().refusedByDisk).toBe(refusedByDisk + 1);
  const letters = read();
  expect(letters.some((letter) => letter.kind === 'void')).toBe(true);
  expect(numbersOf(letters)).toEqual(Array.from({ length: outbox.last() }, (_, i) => i + 1));
  for (let i = 0; i < 40 && kept.length < 1200; i++) {
    outbox.forget(ack(outbox.last()));
    outbox.flush();
  }
  await Promise.all(all);
  expect(kept).toEqual(kept.toSorted((a, b) => a - b));
  await expect.poll(() => outbox.facts(), { timeout: 8000 }).toMatchObject({ diskFull: false, held: 0 });
});

it('gives up each stretch of the curve and no letter between', async () => {
  outbox.close();
  outbox = open({ maxPages: 60 });
  for (let i = 0; i < 60; i++) await outbox.put(i % 6 === 5 ? seen() : curve(20)).catch(() => {});
  for (let i = 0; i < 1200; i++) void outbox.put(seen(20)).catch(() => {});
  await expect.poll(() => outbox.facts().thinned, { timeout: 5000 }).toBeGreaterThan(0);
  const stock = read().filter((letter) => letter.kind === 'tags' && letter.epc.length === 1);
  expect(stock.map(({ seq }) => seq)).toEqual([6, 12, 18, 24, 30, 36, 42, 48, 54, 60]);
});
