/** The contact of a portal's door, as an independent library hears of it. */
import { expect, it } from 'vitest';
import { anOrder, read, write } from '../test/oracle.ts';
import { palletEpcs } from './goods.ts';
import { portal } from './portal.ts';
import * as b from './portal-behaviours.ts';
import { mulberry32 } from './random.ts';
import { endOf, type Trip } from './trip.ts';

const asked = write('SET_READER_CONFIG', {
  ResetToFactoryDefault: false,
  ReaderEventNotificationSpec: {
    EventNotificationState: { EventType: 'GPI_Event', NotificationState: true },
  },
  GPIPortCurrentState: { GPIPortNum: 1, Config: 1, State: 'Unknown' },
});
const state = write('GET_READER_CONFIG', {
  ...{ AntennaID: 0, RequestedData: 'GPIPortCurrentState', GPIPortNum: 1, GPOPortNum: 0 },
});
const trip: Trip = { from: 1000, way: 'in', epcs: palletEpcs(1) };
const second: Trip = { ...trip, from: 4000 };
const start = Date.UTC(2026, 10, 25);

function aDoor(trips: Trip[], behaviours: b.PortalBehaviour[] = [], orders = asked) {
  const utcAt = (at: number) => start + at;
  const each = portal({ trips, behaviours, random: mulberry32(1), speed: 1, utcAt });
  each.connect(-1);
  each.beat(-1, 0);
  const reads = [
    write('ADD_ROSPEC', anOrder({}), 1),
    ...[write('ENABLE_ROSPEC', { ROSpecID: 7 }, 2), write('START_ROSPEC', { ROSpecID: 7 }, 3)],
  ];
  each.receive(Buffer.concat([orders, ...reads]), -1);
  return each;
}
type Data = {
  UTCTimestamp: { Microseconds: string };
  GPIEvent?: { GPIPortNumber: number; GPIEvent: number };
};
/** What the contact tells until the story ends: when, and whether it is open. */
function tells(each: ReturnType<typeof aDoor>, to = 15_000): [number, boolean][] {
  const effects = Array.from({ length: to / 100 }, (_, i) => each.advance((i + 1) * 100)).flat();
  const bytes = Buffer.concat(effects.flatMap((effect) => (effect.what === 'send' ? effect.bytes : [])));
  return read(bytes).flatMap(({ data }): [number, boolean][] => {
    const { UTCTimestamp, GPIEvent } = (data.ReaderEventNotificationData ?? {}) as Data;
    if (!GPIEvent) return [];
    expect(GPIEvent.GPIPortNumber).toBe(1);
    return [[Date.parse(UTCTimestamp.Microseconds) - start, Boolean(GPIEvent.GPIEvent)]];
  });
}

it('opens before a load is in the door and closes after it', () => {
  const [open, closed, ...more] = tells(aDoor([trip]));
  const middle = (trip.from + endOf(trip)) / 2;
  expect(more).toEqual([]);
  expect([open?.[1], closed?.[1]]).toEqual([true, false]);
  expect(middle - (open?.[0] ?? 0)).toBeGreaterThan(500);
  expect((closed?.[0] ?? 0) - middle).toBeGreaterThan(500);
});

it('closes between two loads nose to tail', () => {
  expect(tells(aDoor([trip, second])).map(([, isOpen]) => isOpen)).toEqual([true, false, true, false]);
});

it('stays closed for a shelf beside it', () => {
  expect(tells(aDoor([{ ...trip, way: 'beside', stands: 5000 }]))).toEqual([]);
});

it('tells nothing to whom did not ask for events, nor of an input that is not listened to', () => {
  const one = (more: object) => write('SET_READER_CONFIG', { ResetToFactoryDefault: false, ...more });
  expect(tells(aDoor([trip], [], one({})))).toEqual([]);
  const events = { EventNotificationState: { EventType: 'GPI_Event', NotificationState: true } };
  expect(tells(aDoor([trip], [], one({ ReaderEventNotificationSpec: events })))).toEqual([]);
});

it('says how it stands when it is asked', () => {
  const each = aDoor([trip]);
  const stands = (at: number) => read(each.receive(state, at).bytes)[0]?.data.GPIPortCurrentState;
  expect(stands(0)).toMatchObject({ GPIPortNum: 1, State: 'Low' });
  each.advance(5100);
  expect(stands(5100)).toMatchObject({ GPIPortNum: 1, State: 'High' });
});

const sound = tells(aDoor([trip]));
const [opened = 0, closed = 0] = sound.map(([at]) => at);
it.each<[string, b.PortalBehaviour, [number, boolean][]]>([
  [
    'bounces',
    b.contactBounces(),
    [opened, closed].flatMap((at, i) =>
      [0, 4, 9, 17, 23].map((after, n): [number, boolean] => [at + after, (i === 0) === (n % 2 === 0)]),
    ),
  ],
  ['is dead', b.contactDead({ from: 0, to: 60_000 }), []],
  [
    'hangs open',
    b.doorHangsOpen({ from: 0, to: 12_000 }),
    [
      [opened, true],
      [12_000, false],
    ],
  ],
])('a contact that %s', (_, behaviour, expected) => {
  expect(tells(aDoor([trip], [behaviour]))).toEqual(expected);
});
