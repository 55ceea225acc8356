import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Epc, GatewayId, Instant, SiteId } from '@changping/contracts/units';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { reads } from './reads.ts';
import type { Delivery } from './sort.ts';
import { trailOf } from './trail.ts';
import { rederive, verifyChains } from './verify.ts';

const noon = 1_795_000_000_000 as Instant;
const epoch = '00000000000000aa';
const cases = Array.from(
  { length: 4 },
  (_, i) => `E28011606000020000000${String(i).padStart(3, '0')}` as Epc,
);
const stranger = 'E2801160600002FFFFFFFFFF' as Epc;

let folder: string;
let db: Database;
let ledger: Ledger;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  db = await openDatabase(folder);
  fourCasesAreExpectedAt(db, 'RC-S', cases);
  ledger = openLedger(db);
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const letter = (seq: number, more: object = {}, gw = 'GW-S') => ({
  v: 1,
  gw,
  epoch,
  seq,
  at: noon,
  boot: 'b1',
  mono: seq,
  kind: 'tags',
  reader: 'gate-1',
  change: 'seen',
  epc: [cases[0]],
  antenna: [1],
  rssi: [-50],
  dt: [0],
  ...more,
});
const from = (content: object | string, site = 'RC-S', gateway = 'GW-S'): Delivery => ({
  gateway: gateway as GatewayId,
  site: site as SiteId,
  bytes: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
  arrivedAt: (noon + 1000) as Instant,
});
const keep = (...deliveries: Delivery[]) => ledger.keep(ledger.sort(deliveries), (noon + 1001) as Instant);
const stockOf = (place: string) =>
  db.raw
    .prepare(
      'select coalesce(sum(quantity), 0) from stock join cell on cell.key = stock.cell join place on place.key = cell.place where code = ?',
    )
    .pluck()
    .get(place);
const discrepancies = () =>
  db.raw
    .prepare(
      'select what, closed_at is null as open, epc from discrepancy join tag on tag.key = tag order by discrepancy.key',
    )
    .all();
const sound = () => {
  expect(rederive(db)).toEqual([]);
  expect(verifyChains(db).faults).toEqual([]);
};

it('takes four expected cases into stock, once each, however often they are seen', () => {
  const all = (seq: number) =>
    from(letter(seq, { epc: cases, antenna: [1, 1, 1, 1], rssi: [-50, -50, -50, -50], dt: [0, 5, 9, 12] }));
  const kept = keep(all(1), all(2));
  expect(stockOf('RC-S/receiving')).toBe(40);
  expect(stockOf('supplier')).toBe(-40);
  expect(kept.events).toMatchObject([{ what: 'arrived', detail: { pieces: 4, document: 'GI-1' } }]);
  expect(db.raw.prepare('select state from document').pluck().get()).toBe('arrived');
  keep(all(3));
  expect(stockOf('RC-S/receiving')).toBe(40);
  sound();
});

it('keeps a repeated letter once and thanks for it again', () => {
  keep(from(letter(1)));
  const again = keep(from(letter(1)), from(letter(1)));
  expect(again).toMatchObject({ fresh: [], repeats: 2, refusals: [] });
  expect(again.thanks.map(({ mark }) => mark.upTo)).toEqual([1]);
  expect(db.raw.prepare('select count(*) from evidence').pluck().get()).toBe(1);
  sound();
});

it('puts the same number with other content aside and raises a security notice', () => {
  keep(from(letter(1)));
  const kept = keep(from(letter(1, { rssi: [-51] })));
  expect(kept.refusals).toMatchObject([{ seq: 1, fault: 'letterConflict' }]);
  expect(kept.events).toMatchObject([{ what: 'security' }]);
  expect(stockOf('RC-S/receiving')).toBe(10);
  sound();
});

it('moves nothing for a stranger or a piece of another store: it opens one discrepancy each', () => {
  keep(from(letter(1)));
  const elsewhere = (seq: number, epc: Epc) =>
    from(letter(seq, { epc: [epc], at: noon + 500 }, 'GW-N'), 'RC-N', 'GW-N');
  keep(
    elsewhere(1, cases[0] as Epc),
    elsewhere(2, stranger),
    elsewhere(3, stranger),
    elsewhere(4, cases[1] as Epc),
  );
  expect(stockOf('RC-S/receiving')).toBe(10);
  expect(stockOf('RC-N/receiving')).toBe(0);
  expect(discrepancies()).toEqual([
    { what: 'seenElsewhere', open: 1, epc: cases[0] },
    { what: 'unknownTag', open: 1, epc: stranger },
    { what: 'unconfirmed', open: 1, epc: cases[1] },
  ]);
  keep(from(letter(2, { at: noon + 900 })));
  expect(discrepancies()[0]).toMatchObject({ what: 'seenElsewhere', open: 0 });
  sound();
});

it('lists the gap, keeps what came after it, and closes it when the lost letter comes', () => {
  keep(from(letter(1)), from(letter(4)));
  const outbox = ledger.outboxes.find('GW-S' as GatewayId, epoch);
  expect(outbox?.mark).toEqual({ upTo: 1, over: [[4, 4]] });
  expect(openLedger(db).outboxes.find('GW-S' as GatewayId, epoch)?.mark).toEqual(outbox?.mark);
  keep(from(letter(3)), from(letter(2)));
  expect(outbox?.mark.upTo).toBe(4);
  sound();
});

it('lets a void take the numbers of letters that will never come', () => {
  keep(from(letter(1)), from({ ...letter(5), kind: 'void', from: 2, to: 5, reason: 'diskFull' }));
  expect(ledger.outboxes.find('GW-S' as GatewayId, epoch)?.mark.upTo).toBe(5);
  sound();
});

it.each([
  ['no JSON', '{"v":1' as string | object, 'letterNotJson'],
  ['another gateway’s name', letter(1, {}, 'GW-N'), 'letterIdentity'],
  ['a broken field', letter(1, { epc: ['xyz'] }), 'letterShape'],
  ['a kind from the future', letter(1, { v: 9 }), 'letterVersion'],
  ['a number far ahead', letter(1_000_000_000), 'letterSeqJump'],
])('puts poison aside with its reason, once, and the next good letter works: %s', (_, content, fault) => {
  const kept = keep(from(content), from(letter(2)));
  expect(kept.refusals).toMatchObject([{ fault }]);
  keep(from(content));
  const rows = db.raw.prepare('select fault, times from quarantine').all();
  expect(rows).toHaveLength(1);
  expect(stockOf('RC-S/receiving')).toBe(10);
  sound();
});

it('counts the number of poison that can be read, so that the mark does not stand still', () => {
  keep(from(letter(1)));
  keep(from(letter(2, { epc: ['xyz'] })), from(letter(3)));
  expect(ledger.outboxes.find('GW-S' as GatewayId, epoch)?.mark.upTo).toBe(3);
  expect(keep(from(letter(2, { epc: ['xyz'] }))).repeats).toBe(1);
});

it('sets a superseded outbox aside when it comes back', () => {
  keep(from(letter(1)));
  keep(from(letter(1, { epoch: '00000000000000bb', epc: [cases[1]] })));
  const kept = keep(from(letter(2)));
  expect(kept.refusals).toMatchObject([{ fault: 'epochSuperseded' }]);
  expect(kept.events).toMatchObject([{ what: 'security' }]);
});

it('keeps a letter of 1970 or next year with the time it arrived, flagged', () => {
  keep(from(letter(1, { at: 0 })), from(letter(2, { at: noon + 400 * 86_400_000 })));
  expect(db.raw.prepare('select at, flags from evidence').all()).toEqual([
    { at: noon + 1000, flags: 1 },
    { at: noon + 1000, flags: 1 },
  ]);
});

it('holds nothing of a group that failed, and the whole of it when it comes again', () => {
  const sorted = ledger.sort([from(letter(1)), from(letter(2, { epc: [cases[1]] }))]);
  db.raw.exec("create trigger full before insert on commit_row begin select raise(abort, 'disk'); end");
  expect(() => ledger.keep(sorted, noon)).toThrow('disk');
  expect(db.raw.prepare('select count(*) from evidence').pluck().get()).toBe(0);
  db.raw.exec('drop trigger full');
  keep(from(letter(1)), from(letter(2, { epc: [cases[1]] })));
  expect(stockOf('RC-S/receiving')).toBe(20);
  sound();
});

it('keeps the trail of a tag that was forgotten to make room', async () => {
  const small = openLedger(db, { tagsMax: 1 });
  const both = (seq: number) =>
    from(letter(seq, { epc: cases.slice(0, 2), antenna: [1, 1], rssi: [-50, -50], dt: [0, 0] }));
  small.keep(small.sort([both(1), both(2)]), (noon + 1001) as Instant);
  small.keep(small.sort([both(3)]), (noon + 1001) as Instant);
  const tag = db.raw.prepare('select key from tag where epc = ?').pluck().get(cases[0]) as number;
  expect((await trailOf(db.query, tag, null)).map((step) => 'seq' in step && step.seq)).toEqual([3, 2, 1]);
  sound();
});

it('tells of a trail the newest two hundred sightings, also where one letter saw the tag a thousand times', async () => {
  const many = Array.from({ length: 300 }, () => stranger);
  const column = <Value>(value: Value) => many.map(() => value);
  const busy = { epc: many, antenna: column(1), rssi: column(-50), dt: many.map((_, i) => i) };
  keep(from(letter(1, busy)), from(letter(2, { at: noon + 400, epc: [stranger] })));
  const tag = db.raw.prepare('select key from tag where epc = ?').pluck().get(stranger) as number;
  const trail = await trailOf(db.query, tag, null);
  expect(trail).toHaveLength(200);
  expect(trail.filter(({ at }) => at === noon + 299)).toHaveLength(1);
  expect(Math.min(...trail.map(({ at }) => at))).toBe(noon + 101);
});

it('names every store whose picture changes, also the one where a doubt ends by a letter of another', () => {
  keep(from(letter(1)));
  keep(from(letter(1, { at: noon + 500 }, 'GW-N'), 'RC-N', 'GW-N'));
  expect(db.raw.prepare('select sum(count) from open_discrepancy').pluck().get()).toBe(1);
  const kept = keep(from(letter(2, { at: noon + 900 })));
  expect(db.raw.prepare('select sum(count) from open_discrepancy').pluck().get()).toBe(0);
  expect([...kept.sites].sort()).toEqual(['RC-N', 'RC-S']);
});

it('keeps the trail of a tag that was only ever read beside a trip, which says nothing of where it is', async () => {
  const beside = (seq: number) =>
    from(
      letter(seq, {
        ...{ kind: 'passage', direction: 'in', lasts: 0, epc: [cases[0]], first: [0], last: [0] },
        ...{ count: [1], peak: [-70], antennas: [[1]], stray: [true] },
      }),
    );
  keep(beside(1));
  const again = openLedger(db);
  again.keep(again.sort([beside(2)]), (noon + 1001) as Instant);
  const ask = reads(db.query);
  const { seen, trail } = (await ask.piece(cases[0] as Epc)) ?? {};
  expect(trail?.map((step) => 'seq' in step && step.seq)).toEqual([2, 1]);
  expect(seen).toBeNull();
  // A sighting that drains late, from before it was beside the trip, is the first that tells where it is.
  const other = letter(1, { at: noon - 60_000, epoch: '00000000000000bb' }, 'GW-T');
  const third = openLedger(db);
  third.keep(third.sort([from(other, 'RC-S', 'GW-T')]), (noon + 1001) as Instant);
  expect((await ask.piece(cases[0] as Epc))?.seen).toMatchObject({ site: 'RC-S', change: 'seen' });
  sound();
});

it('lists no more open episodes than a store has probes for; one more is set aside, and closing goes on', () => {
  const episode = (seq: number, name: string, state = 'opened') =>
    from(
      letter(seq, {
        ...{
          kind: 'breach',
          episode: name,
          probe: 'cold-1',
          zone: 'cold',
          measure: 'celsius',
          cause: 'above',
        },
        ...{ state, since: noon, limit: 8, value: 12, worst: 12 },
      }),
    );
  for (let seq = 1; seq <= 600; seq++) keep(episode(seq, `e${seq}`));
  expect(keep(episode(601, 'e601')).refusals).toMatchObject([{ seq: 601, fault: 'episodesFull' }]);
  expect(keep(episode(602, 'e1', 'closed')).refusals).toEqual([]);
  expect(keep(episode(603, 'e603')).refusals).toEqual([]);
  expect(ledger.outboxes.find('GW-S' as GatewayId, epoch)?.mark.upTo).toBe(603);
  sound();
});

it('shows a changed entry, a deleted commit and a false tally', () => {
  keep(from(letter(1)));
  keep(from(letter(2, { epc: [cases[1]] })));
  keep(from(letter(3, { epc: [cases[2]] })));
  db.raw.exec('update entry set quantity = 9 where key = 2');
  expect(verifyChains(db).faults).toMatchObject([{ chain: 'RC-S', n: 2 }]);
  expect(rederive(db)).not.toEqual([]);
  db.raw.exec('update entry set quantity = 10 where key = 2; update tally set pieces = 4');
  expect(rederive(db)).toMatchObject([{ what: 'tally', stored: 30, derived: 30 }]);
  db.raw.exec('update tally set pieces = 3; delete from commit_row where n = 2');
  expect(rederive(db)).toEqual([]);
  expect(verifyChains(db).faults).toMatchObject([{ chain: 'RC-S', n: 3 }]);
});

it('keeps any order of letters with repeats the same as each letter once', () => {
  let next = 0;
  const seen = new Set<number>();
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 40 }), (order) => {
      const run = `c${(next++).toString(16).padStart(15, '0')}`;
      const sent = order.map((seq) => from(letter(seq, { epoch: run, epc: [cases[seq % 4]] })));
      for (const seq of order) seen.add(seq % 4);
      for (let i = 0; i < sent.length; i += 7) keep(...sent.slice(i, i + 7));
      const rows = db.raw
        .prepare('select seq from evidence join outbox on outbox.key = outbox where epoch = ? order by seq')
        .pluck()
        .all(run);
      expect(rows).toEqual([...new Set(order)].sort((a, b) => a - b));
    }),
    { numRuns: 40, verbose: true },
  );
  expect(stockOf('RC-S/receiving')).toBe(10 * seen.size);
  sound();
});

function fourCasesAreExpectedAt({ raw }: Database, site: string, epcs: Epc[]): void {
  const put = (table: string, row: Record<string, unknown>) =>
    raw
      .prepare(
        `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row)
          .map(() => '?')
          .join(', ')})`,
      )
      .run(...Object.values(row)).lastInsertRowid;
  for (const code of ['RC-S', 'RC-N'])
    put('place', { code: `${code}/receiving`, site: put('site', { code }) });
  put('place', { code: 'supplier' });
  const siteKey = raw.prepare('select key from site where code = ?').pluck().get(site);
  const lot = put('lot', { code: 'L1', kind: put('kind', { code: 'quilt' }) });
  const document = put('document', {
    id: 'd1',
    number: 'GI-1',
    type: 'goodsIn',
    site: siteKey,
    state: 'expected',
    created_at: noon,
  });
  epcs.forEach((epc, i) => {
    const piece = put('piece', { id: `p${i}`, lot, quantity: 10 });
    put('tag', { epc, piece });
    put('document_line', { document, piece });
  });
}

it('lets no letter that was long under way overrule what was seen since, in either order', () => {
  const seenAt = (site: string, gateway: string, minute: number, of: string) =>
    from(letter(1, { at: noon + minute * 60_000 - 3_600_000, epoch: of }, gateway), site, gateway);
  keep(seenAt('RC-S', 'GW-S', 0, epoch));
  const open = () => discrepancies().filter((row) => (row as { open: number }).open);
  // Seen in the north at 15, then the south's letter of 11 drains late: it is still in the north.
  keep(seenAt('RC-N', 'GW-N', 15, '00000000000000bb'));
  expect(open()).toMatchObject([{ what: 'seenElsewhere' }]);
  keep(seenAt('RC-S', 'GW-T', 11, '00000000000000cc'));
  expect(open()).toMatchObject([{ what: 'seenElsewhere' }]);
  // Home again at 20, then the north's letter of 17 drains late: it stays home.
  keep(seenAt('RC-S', 'GW-U', 20, '00000000000000dd'));
  expect(open()).toEqual([]);
  keep(seenAt('RC-N', 'GW-V', 17, '00000000000000ee'));
  expect(open()).toEqual([]);
  sound();
});

it('dates a breach by its arrival, and keeps its length, when the clock of the gateway is of 1970', () => {
  const breach = {
    kind: 'breach',
    episode: 'e',
    probe: 'cold-1',
    zone: 'cold',
    measure: 'celsius',
    cause: 'above',
  };
  keep(
    from(
      letter(1, { ...breach, state: 'opened', at: 700_000, since: 100_000, limit: 8, value: 12, worst: 12 }),
    ),
  );
  expect(db.raw.prepare('select opened_at from breach').pluck().get()).toBe(noon + 1000 - 600_000);
});
