import { expect, it } from 'vitest';
import { until } from '../world.ts';
import { birth, breach, caseOf, climate, epochOf, health, stranger, tags } from './letter.ts';
import { aGateway, laneOf, publishOf } from './line.ts';
import { aStore, curveOf, isSetAside, json, quarantine, year } from './set-aside.ts';

it('J11 sets aside the letters of an outbox that a birth has replaced, with a security notice', async () => {
  const { server, gateway } = await aStore();
  await gateway.tell(birth('GW-RC-S', { epoch: '00000000000000aa' }));
  await gateway.send(tags(1, undefined, { epoch: '00000000000000aa' }));
  await gateway.tell(birth());
  await isSetAside(
    { server, gateway },
    tags(2, [caseOf(1)], { epoch: '00000000000000aa' }),
    'epochSuperseded',
    { seq: 2 },
  );
  expect(server.rows('select what from event')).toContainEqual({ what: 'security' });
});

it('J11 never lets a letter replace the outbox that a birth announced: it asks for the birth, and takes the letter then', async () => {
  const { server, gateway } = await aStore();
  await gateway.tell(birth());
  await gateway.send(tags(1));
  const typo = json(tags(1, [caseOf(3)], { epoch: 'ffffffffffffffff' }));
  await gateway.send(typo);
  await gateway.hearsDown('rebirth');
  expect(quarantine(server)).toMatchObject([{ fault: 'epochUnknown', seq: 1 }]);
  // Only the birth may say that it is another outbox now, so the letter must not be given up.
  expect(gateway.downs().filter(({ kind }) => kind === 'refused')).toEqual([]);
  await gateway.send(tags(2));
  await gateway.hearsDown('ack', ({ upTo, epoch }) => upTo === 2 && epoch === epochOf('GW-RC-S'));
  await gateway.tell(birth('GW-RC-S', { epoch: 'ffffffffffffffff', last: 1 }));
  await gateway.send(typo);
  await gateway.hearsDown('ack', ({ upTo, epoch }) => upTo === 1 && epoch === 'ffffffffffffffff');
  expect(server.count('entry')).toBe(1);
});

it('J11 bounds how many outboxes one gateway may announce, and says so once', async () => {
  const { server, gateway } = await aStore();
  for (let i = 1; i <= 25; i++)
    await gateway.tell(birth('GW-RC-S', { epoch: i.toString(16).padStart(16, '0') }));
  expect(server.count('outbox')).toBeLessThanOrEqual(10);
  expect(server.rows(`select what from event where what = 'security'`)).toHaveLength(1);
});

it('J12 sets aside a letter signed by another gateway, with a security notice', async () => {
  const store = await aStore();
  await isSetAside(store, tags(1, [caseOf(1)], {}, 'GW-RC-N'), 'letterIdentity', { seq: 1 });
  expect(store.server.rows('select what from event')).toContainEqual({ what: 'security' });
});

it.each([
  ['1970', 0],
  ['before 1970', -1],
  ['2106', 4_294_967_296_000],
  ['the year 10000', 253_402_300_800_000],
  ['next year', Date.now() + year],
])('J13 keeps a letter of %s with the time it arrived, flagged, and the goods arrive', async (_, at) => {
  const { server, gateway } = await aStore();
  const began = Date.now();
  await gateway.send(tags(1, [caseOf(1)], { at }));
  const [row] = server.rows<{ at: number; flags: number }>('select at, flags from evidence');
  expect(row?.flags).toBe(1);
  expect(row?.at).toBeGreaterThanOrEqual(began);
  const [entry] = server.rows<{ at: number }>('select happened_at as at from entry');
  expect(entry?.at).toBeGreaterThanOrEqual(began);
  expect(entry?.at).toBeLessThanOrEqual(Date.now());
});

it('J13 believes no row that lies beyond the clock of the others: it was seen when it arrived', async () => {
  const { server, gateway } = await aStore();
  const began = Date.now();
  const dt = [0, 63_072_000_000, -63_072_000_000_000];
  await gateway.send(tags(1, [caseOf(1), caseOf(2), caseOf(3)], { at: began - 60_000, dt }));
  const times = server.rows<{ at: number }>('select happened_at as at from entry order by key');
  expect(times[0]?.at).toBe(began - 60_000);
  for (const { at } of times.slice(1)) expect(at).toBeGreaterThanOrEqual(began);
  for (const { at } of times) expect(at).toBeLessThanOrEqual(Date.now());
  const trail = await server.fetch(`/api/pieces/${caseOf(2)}`).then((answer) => answer.json());
  expect(trail.trail.find(({ what }: { what: string }) => what === 'sighting').at).toBe(times[1]?.at);
});

it('J13 keeps a letter of days ago with its own time', async () => {
  const { server, gateway } = await aStore();
  const at = Date.now() - 3 * 86_400_000;
  await gateway.send(tags(1, undefined, { at }));
  expect(server.rows('select at, flags from evidence')).toEqual([{ at, flags: 0 }]);
});

it.each([
  ['"at" with a zone', '"2026-01-01T00:00:00+08:00"'],
  ['"at" without a zone', '"2026-01-01T00:00:00"'],
  ['a leap second', '"2016-12-31T23:59:60Z"'],
])('J13 sets aside %s, for times are numbers', async (_, at) => {
  const store = await aStore();
  await store.gateway.tell(birth());
  await isSetAside(store, json(tags(1)).replace(/"at":\d+/, `"at":${at}`), 'letterShape', {
    seq: 1,
    next: 2,
  });
});

it.each([
  ['1970', 0],
  ['2106', 4_294_967_296_000],
  ['next year', Date.now() + year],
])(
  'J13 puts the curve of a probe whose gateway’s clock says %s at the time it arrived, and goes on showing what comes later',
  async (_, at) => {
    const { server, gateway } = await aStore();
    await gateway.send(climate(1, [4, 5, 6], { at }));
    await gateway.send(climate(2, [7]));
    const now = Date.now();
    const probe = await until(
      () => server.live.site('RC-S' as never)?.probes[0],
      (seen) => seen?.celsius === 7,
      2000,
    );
    expect(Math.abs((probe?.at ?? 0) - now)).toBeLessThan(10_000);
    expect(await curveOf(server)).toEqual([4, 5, 6, 7]);
  },
);

it('J13 leaves a curve of days ago that comes late in its place, and the reading of now as it is', async () => {
  const { server, gateway } = await aStore();
  await gateway.send(climate(2, [4]));
  await gateway.send(climate(1, [30], { at: Date.now() - 3 * 86_400_000 }));
  expect(server.live.site('RC-S' as never)?.probes).toMatchObject([{ celsius: 4 }]);
  expect(await curveOf(server)).toEqual([30, 4]);
});

it('J14 lists a tag nobody knows as unregistered, and it is no stock', async () => {
  const { server, gateway } = await aStore();
  await gateway.send(tags(1, [stranger(1), '00'.repeat(12), 'FF'.repeat(12)]));
  expect(server.rows('select what from discrepancy order by key')).toEqual([
    { what: 'unknownTag' },
    { what: 'blankTag' },
    { what: 'blankTag' },
  ]);
  expect(server.count('entry')).toBe(0);
  await until(
    () => server.live.site('RC-S' as never)?.unconfirmed,
    (n) => n === 1,
  );
});

it('J15 shows a piece seen in another store as a discrepancy, and does not move it', async () => {
  const { server, gateway } = await aStore();
  await gateway.send(tags(1, [caseOf(1)]));
  const other = await aGateway(server, 'GW-RC-N');
  await other.send(tags(1, [caseOf(1)], { at: Date.now() + 1000 }, 'GW-RC-N'));
  expect(server.rows('select what from discrepancy')).toEqual([{ what: 'seenElsewhere' }]);
  expect(server.count('entry')).toBe(1);
  const stock = await server.fetch(`/api/stock?site=RC-N`).then((each) => each.json());
  expect(stock.items).toEqual([]);
  expect(server.unsound()).toEqual([]);
});

it('J16 keeps a batch of 200 KB, and sets one of 300 KB aside by its digest', async () => {
  const store = await aStore();
  const batch = (seq: number, size: number) => {
    const letter = json(
      tags(
        seq,
        Array.from({ length: 1000 }, (_, i) => stranger(i).repeat(2)),
      ),
    );
    return letter.replace('}', `,"note":"${'n'.repeat(size - letter.length - 10)}"}`);
  };
  expect(batch(1, 200_000)).toHaveLength(200_000);
  await store.gateway.send(batch(1, 200_000));
  expect(store.server.count('position')).toBe(1000);
  await isSetAside(store, batch(2, 300_000), 'letterTooLarge', { next: 2 });
});

it('J17 keeps a letter of the future byte for byte, for the day it can be read', async () => {
  const { server, gateway } = await aStore();
  await gateway.tell(birth());
  const bytes = Buffer.from(json(tags(1, [caseOf(1)], { v: 2, news: '新' })));
  await gateway.send(bytes);
  expect(server.rows('select fault, body from quarantine')).toEqual([
    { fault: 'letterVersion', body: bytes },
  ]);
  await gateway.hearsDown('ack', ({ upTo }) => upTo === 1);
});

it('J18 keeps texts as they are, and makes half characters whole', async () => {
  const { server, gateway } = await aStore();
  const texts = [
    '<script>alert(1)</script>',
    '\u202Egnp.exe',
    '😀',
    '𠮷野家',
    `'; drop table entry; --`,
    '常平\ud800',
    '\udc00x',
    'a\u0000b',
  ];
  for (const [i, text] of texts.entries()) await gateway.send(breach(i + 1, text, { boot: text }));
  const kept = server
    .rows<{ episode: string }>('select episode from breach order by key')
    .map(({ episode }) => episode);
  expect(kept).toEqual(
    texts.map((text) => text.replace(/\p{Surrogate}/gu, '\ufffd').replace('\0', '\ufffd')),
  );
  // Opened and closed under the same half character is one episode.
  await gateway.send(breach(9, '常平\ud800', { state: 'closed' }));
  expect(server.count('breach')).toBe(texts.length);
  expect(server.count('breach where closed_at is null')).toBe(texts.length - 1);
  expect(server.count('quarantine')).toBe(0);
});

it('keeps keys it does not know out of everything it shows', async () => {
  const { server, gateway } = await aStore();
  const row = { reader: 'g', state: 'reading', lastReadAt: null, reads: 0, noiseBytes: 0, badFrames: 0 };
  await gateway.tell(birth('GW-RC-S', { readers: [{ ...row, note: 'n'.repeat(10_000) }] }));
  expect(server.live.site('RC-S' as never)?.gateways[0]?.readers).toEqual([row]);
  await gateway.send(health(1, [{ ...row, reads: 1, note: 'n'.repeat(10_000) }]));
  expect(server.live.site('RC-S' as never)?.gateways[0]?.readers).toEqual([{ ...row, reads: 1 }]);
});

it('shows a bounded number of probes, whatever a gateway invents', async () => {
  const { server, gateway } = await aStore();
  await Promise.all(
    Array.from({ length: 300 }, (_, i) => gateway.send(climate(i + 1, [4], { probe: `p${i}` }))),
  );
  expect(server.live.site('RC-S' as never)?.probes).toHaveLength(200);
});

it.each([
  ['another gateway', { gw: 'GW-RC-N' }],
  ['another store', { site: 'RC-N' }],
  ['an epoch of another form', { epoch: 'xyz' }],
  ['a negative number', { last: -1 }],
  ['too many readers', { readers: Array(201).fill({}) }],
])('drops and counts a birth of %s, and the line stays up', async (_, more) => {
  const { server, gateway } = await aStore();
  await gateway.tell(birth('GW-RC-S', more));
  expect(server.refused).toHaveLength(1);
  expect(server.count('outbox')).toBe(0);
  await gateway.send(tags(1));
  expect(gateway.isOpen()).toBe(true);
});

it('drops and counts births that come faster than any gateway of ours', async () => {
  const { server, gateway } = await aStore();
  for (let i = 0; i < 40; i++) await gateway.tell(birth('GW-RC-S', { last: i }));
  expect(server.refused).toEqual(Array(10).fill({ why: 'too many births', who: 'GW-RC-S' }));
  await gateway.send(tags(1));
});

it('cuts the line of a gateway whose birth cannot be written down, and hears it when there is room again', async () => {
  const { server, gateway } = await aStore();
  server.db.raw.exec(
    "create trigger full before insert on outbox begin select raise(abort, 'disk full'); end",
  );
  gateway.write(publishOf(laneOf('GW-RC-S', 'state'), JSON.stringify(birth())));
  await gateway.ends();
  expect(server.refused).toMatchObject([{ why: 'disk full' }]);
  server.db.raw.exec('drop trigger full');
  const again = await aGateway(server);
  await again.tell(birth());
  await again.hearsDown('ack');
});
