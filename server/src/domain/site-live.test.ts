import type { Birth, Letter } from '@changping/contracts/letters';
import type { GatewayId, Instant } from '@changping/contracts/units';
import { expect, it } from 'vitest';
import { firstState, hear, hearBirth, hearLine, type OpenBreach, type SiteState } from './site-live.ts';

const noon = 1_795_000_000_000 as Instant;
const minute = 60_000;
const gateway = 'GW-A' as GatewayId;
const tally = {
  ...{ stock: [], unconfirmed: 0, discrepancies: 0, leftWithoutOrder: 0 },
  ...{ notices: { nearExpiry: 0, expired: 0 }, doors: [], passages: [], sweeps: [] },
};
const warm: OpenBreach = { probe: 'cold-1', cause: 'above', since: noon };
const start = (breaches: readonly OpenBreach[] = []) =>
  firstState(tally, [{ id: gateway, lastLetterAt: null }], breaches);
const none = () => [];

type Reading = { seq: number; at: number; celsius: number; arrivedAt?: number; outbox?: number };
const hearReading = (state: SiteState, { seq, at, celsius, arrivedAt = at, outbox = 1 }: Reading) => {
  const letter = { kind: 'climate', probe: 'cold-1', seq, at, dt: [0], celsius: [celsius], humidity: [50] };
  return hear(
    state,
    { gateway, outbox, holes: 0, arrivedAt: arrivedAt as Instant, letter: letter as unknown as Letter },
    none,
  );
};
const birth = (state: 'ok' | 'stale') =>
  ({
    gw: gateway,
    depth: 3,
    readers: [],
    probes: [{ probe: 'cold-1', state, lastReadingAt: null, zone: 'cold' }],
  }) as unknown as Birth;
const shown = ({ live }: SiteState) => live.probes.map(({ celsius, breach }) => [celsius, breach]);

it.each<[string, Reading[], number]>([
  [
    'the later number wins',
    [
      { seq: 1, at: noon, celsius: 4 },
      { seq: 2, at: noon + minute, celsius: 5 },
    ],
    5,
  ],
  [
    'a letter that came late fills the curve only',
    [
      { seq: 2, at: noon, celsius: 5 },
      { seq: 1, at: noon - minute, celsius: 4 },
    ],
    5,
  ],
  [
    'a clock set back an hour shows what comes after',
    [
      { seq: 1, at: noon, celsius: 4 },
      { seq: 2, at: noon - 60 * minute, celsius: 9, arrivedAt: noon + minute },
    ],
    9,
  ],
  [
    'a clock four minutes ahead, set right, does not hold the picture',
    [
      { seq: 1, at: noon + 4 * minute, celsius: 4, arrivedAt: noon },
      { seq: 2, at: noon + minute, celsius: 9 },
    ],
    9,
  ],
  [
    'a new outbox goes on',
    [
      { seq: 90, at: noon, celsius: 4 },
      { seq: 1, at: noon + minute, celsius: 6, outbox: 2 },
    ],
    6,
  ],
  [
    'the backlog of an old outbox is history',
    [
      { seq: 1, at: noon, celsius: 4, outbox: 2 },
      { seq: 90, at: noon - minute, celsius: 6 },
    ],
    4,
  ],
])('the reading of now: %s', (_, readings, celsius) => {
  expect(shown(readings.reduce(hearReading, start()))).toEqual([[celsius, null]]);
});

it('shows an open breach from the start, before any gateway has spoken', () => {
  expect(start([warm]).live.probes).toEqual([
    { probe: 'cold-1', at: noon, celsius: null, humidity: null, breach: 'above' },
  ]);
});

it('takes the first reading over a probe that only a birth or a breach has named, however old', () => {
  const named = hearBirth(start(), birth('stale'), [], noon);
  expect(shown(named)).toEqual([[null, 'noData']]);
  expect(shown(hearReading(named, { seq: 1, at: noon - 60 * minute, celsius: 4 }))).toEqual([[4, 'noData']]);
  expect(shown(hearReading(start([warm]), { seq: 1, at: noon - minute, celsius: 9 }))).toEqual([
    [9, 'above'],
  ]);
});

it('leaves a probe that is known to its letters when the gateway is born again', () => {
  const known = hearReading(start(), { seq: 1, at: noon, celsius: 4 });
  const reborn = hearBirth(known, birth('stale'), [], noon);
  expect(shown(reborn)).toEqual([[4, null]]);
  expect(reborn.live.gateways[0]).toMatchObject({ depth: 3 });
});

it('reads the breaches of a probe from the ledger whenever a letter speaks of one', () => {
  const letter = { kind: 'breach', probe: 'cold-1', seq: 1 } as unknown as Letter;
  const heard = { gateway, outbox: 1, holes: 0, arrivedAt: noon, letter };
  const opened = hear(start(), heard, () => [warm]);
  expect(shown(opened)).toEqual([[null, 'above']]);
  expect(shown(hear(opened, heard, none))).toEqual([[null, null]]);
});

it('knows who is in the field of a gate, until they left it', () => {
  let last = 0;
  const field = (state: SiteState, change: string, epc: string[], gate = true, seq = ++last) => {
    const letter = { kind: 'tags', reader: 'gate-1', change, epc, seq, ...(gate ? { gate } : {}) };
    return hear(
      state,
      { gateway, outbox: 1, holes: 0, arrivedAt: noon, letter: letter as unknown as Letter },
      none,
    );
  };
  const three = field(field(start(), 'seen', ['A1', 'A2']), 'seen', ['A2', 'A3']);
  expect(three.live.inField).toEqual([{ reader: 'gate-1', tags: 3 }]);
  expect(field(three, 'seen', ['B1'], false).live.inField).toEqual([{ reader: 'gate-1', tags: 3 }]);
  const empty = field(three, 'left', ['A1', 'A2', 'A3']);
  expect(empty.live.inField).toEqual([]);
  // What was seen before it left, and came after.
  expect(field(empty, 'seen', ['A1'], true, 2).live.inField).toEqual([]);
  // Its reader was made an ordinary one meanwhile.
  expect(field(three, 'left', ['A1'], false).live.inField).toEqual([{ reader: 'gate-1', tags: 2 }]);
});

it('tells a line once', () => {
  const online = hearLine(start(), gateway, 'online', noon);
  expect(online.live.gateways[0]).toMatchObject({ line: 'online', since: noon });
  expect(hearLine(online, gateway, 'online', (noon + 1) as Instant)).toBe(online);
});
