/** What a portal hears of goods that pass, and what its faults leave of it. */
import { describe, expect, it } from 'vitest';
import { anOrder, read, reportOf, type Told, write } from '../test/oracle.ts';
import type { Effect } from './gate.ts';
import { palletEpcs, stockEpcs } from './goods.ts';
import { type Portal, portal } from './portal.ts';
import * as b from './portal-behaviours.ts';
import { mulberry32 } from './random.ts';
import { endOf, type Trip } from './trip.ts';

const orders = (report = reportOf()) =>
  Buffer.concat([
    write('ADD_ROSPEC', anOrder({ report }), 1),
    write('ENABLE_ROSPEC', { ROSpecID: 7 }, 2),
    write('START_ROSPEC', { ROSpecID: 7 }, 3),
  ]);
const out: Trip = { from: 1000, way: 'out', epcs: palletEpcs() };
const into: Trip = { ...out, way: 'in' };

type Wish = { trips?: Trip[]; behaviours?: b.PortalBehaviour[]; seed?: number; speed?: number };
function aPortal({ trips = [out], behaviours = [], seed = 1, speed = 1 }: Wish = {}): Portal {
  return portal({
    trips,
    behaviours,
    random: mulberry32(seed),
    speed,
    utcAt: (at) => Date.UTC(2026, 10, 25) + at,
  });
}
function reading(wish: Wish = {}, report?: object): Portal {
  const each = aPortal(wish);
  each.connect(-1);
  each.beat(-1, 0);
  each.receive(orders(report as never), -1);
  return each;
}
const lived = (each: Portal, to: number, tick = 100) =>
  Array.from({ length: Math.ceil(to / tick) }, (_, i) => each.advance(Math.min(to, (i + 1) * tick))).flat();
const sent = (effects: Effect[]) =>
  Buffer.concat(effects.flatMap((effect) => (effect.what === 'send' ? [effect.bytes] : [])));

type Heard = { epc: string; antenna: number; rssi: number; at: number };
/** Only of reports of one 96-bit tag with antenna, RSSI, first time and count, which is quicker than the library. */
function heard(bytes: Buffer): Heard[] {
  const reads: Heard[] = [];
  for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at + 2)) {
    if ((bytes.readUInt16BE(at) & 0x3ff) !== 61) continue;
    reads.push({
      epc: bytes
        .subarray(at + 15, at + 27)
        .toString('hex')
        .toUpperCase(),
      antenna: bytes.readUInt16BE(at + 28),
      rssi: bytes.readInt8(at + 31),
      at: Number(bytes.readBigUInt64BE(at + 33)) / 1000 - Date.UTC(2026, 10, 25),
    });
  }
  return reads;
}
const mean = (values: number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
const meanTime = (reads: Heard[], ...antennas: number[]) =>
  mean(reads.filter(({ antenna }) => antennas.includes(antenna)).map(({ at }) => at));

it('is understood by an independent library, report by report', () => {
  const bytes = sent(lived(reading({ trips: [{ ...out, epcs: palletEpcs(2) }] }), 5000));
  const own = heard(bytes);
  const library = read(bytes).map(({ data }) => {
    const tag = data.TagReportData as Record<string, Record<string, unknown>>;
    return { epc: tag.EPC_96?.EPC, antenna: tag.AntennaID?.AntennaID, rssi: tag.PeakRSSI?.PeakRSSI };
  });
  expect(library.length).toBeGreaterThan(20);
  expect(own.map(({ epc, antenna, rssi }) => ({ epc, antenna, rssi }))).toEqual(library);
});

describe('goods that pass', () => {
  it.each([1, 2, 3, 4, 5])(
    'are all heard, several times, and inside before outside when they go out (seed %i)',
    (seed) => {
      const reads = heard(sent(lived(reading({ seed }), 12_000)));
      for (const epc of palletEpcs())
        expect(reads.filter((each) => each.epc === epc).length).toBeGreaterThan(4);
      expect(meanTime(reads, 1, 2)).toBeLessThan(meanTime(reads, 3, 4) - 500);
    },
  );

  it('are heard outside first when they come in', () => {
    const reads = heard(sent(lived(reading({ trips: [into] }), 12_000)));
    expect(meanTime(reads, 3, 4)).toBeLessThan(meanTime(reads, 1, 2) - 500);
  });

  it('are loudest in the middle of the door', () => {
    const reads = heard(sent(lived(reading(), 12_000)));
    const middle = (out.from + endOf(out)) / 2;
    const loud = (from: number, to: number) =>
      mean(
        reads
          .filter(({ at }) => Math.abs(at - middle) >= from && Math.abs(at - middle) < to)
          .map(({ rssi }) => rssi),
      );
    expect(loud(0, 1000)).toBeGreaterThan(loud(1500, 4000) + 5);
    expect(reads.every(({ rssi }) => rssi > -85 && rssi < -20)).toBe(true);
  });

  it('are heard inside on the way there and back when they turn in the door', () => {
    const trip: Trip = { ...out, way: 'turnsBack' };
    const reads = heard(sent(lived(reading({ trips: [trip] }), 12_000)));
    const half = (trip.from + endOf(trip)) / 2;
    const inside = reads.filter(({ antenna }) => antenna < 3);
    expect(inside.some(({ at }) => at < half - 500) && inside.some(({ at }) => at > half + 500)).toBe(true);
    const late = reads.filter(({ at }) => at > half + 1500);
    expect(late.every(({ antenna }) => antenna < 3)).toBe(true);
  });

  it('are told apart by time when they go nose to tail', () => {
    const second: Trip = { from: out.from + 3000, way: 'out', epcs: stockEpcs('RC-S') };
    const effects = lived(reading({ trips: [out, second] }), 14_000);
    const reads = heard(sent(effects));
    const first = reads.filter(({ epc }) => palletEpcs().includes(epc));
    const next = reads.filter(({ epc }) => second.epcs.includes(epc));
    expect(new Set(next.map(({ epc }) => epc)).size).toBe(40);
    expect(meanTime(next, 1, 2, 3, 4) - meanTime(first, 1, 2, 3, 4)).toBeGreaterThan(2500);
    const told = effects.flatMap((effect) => (effect.what === 'passed' ? [effect.trip] : []));
    expect(told).toEqual([out, second]);
  });

  it('are faint and few on a shelf beside the door', () => {
    const shelf: Trip = { from: 0, way: 'beside', epcs: stockEpcs('RC-S', 1, 5), stands: 10_000 };
    const reads = heard(sent(lived(reading({ trips: [shelf, out] }), 10_000)));
    const of = (trip: Trip) => reads.filter(({ epc }) => trip.epcs.includes(epc));
    expect(of(shelf).length).toBeGreaterThan(0);
    expect(of(shelf).length).toBeLessThan(of(out).length / 16);
    expect(mean(of(shelf).map(({ rssi }) => rssi))).toBeLessThan(mean(of(out).map(({ rssi }) => rssi)) - 5);
  });

  it('are read the same for a seed however the wall cuts time, and otherwise for another', () => {
    const reads = (tick: number, seed: number) => heard(sent(lived(reading({ seed }), 12_000, tick)));
    expect(reads(10, 3)).toEqual(reads(777, 3));
    expect(reads(10, 3)).not.toEqual(reads(10, 4));
  });

  it('are reported in one message when the days fly by, each read with its own time', () => {
    const effects = lived(reading({ speed: 240 }), 12_000, 2400);
    const [report, ...more] = read(sent(effects));
    expect(more).toEqual([]);
    const tags = report?.data.TagReportData as { EPC_96: { EPC: string }; FirstSeenTimestampUTC: object }[];
    expect(tags).toHaveLength(heard(sent(lived(reading(), 12_000))).length);
    expect(new Set(tags.map((each) => each.EPC_96.EPC))).toEqual(new Set(palletEpcs()));
    expect(new Set(tags.map((each) => JSON.stringify(each.FirstSeenTimestampUTC))).size).toBeGreaterThan(400);
  });

  it('are missed by a reader that nobody has asked to read, and still told as passed', () => {
    const each = aPortal();
    const effects = lived(each, 12_000);
    expect(effects).toMatchObject([
      { what: 'tagsInView', tags: 40 },
      { what: 'lastRead', reads: 0 },
      { what: 'passed' },
    ]);
  });
});

describe('a fault', () => {
  const types = (bytes: Buffer) => read(bytes).map(({ type }) => type);
  const passes = (behaviours: b.PortalBehaviour[]) => sent(lived(reading({ behaviours }), 12_000));
  const whole = heard(passes([]));

  it('tears every write into odd pieces, and loses none', () => {
    const each = reading({ behaviours: [b.stutters()] });
    const bytes = sent(lived(each, 12_000));
    const pieces = each.pieces(bytes);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
    expect(pieces.every(({ length }) => length > 0 && length < 20)).toBe(true);
    expect(new Set(pieces.map(({ length }) => length)).size).toBeGreaterThan(5);
    expect(heard(bytes)).toEqual(whole);
  });

  it('holds everything back for one write', () => {
    expect(reading({ behaviours: [b.gathers()] }).holds).toBe(200);
    expect(reading().holds).toBe(0);
  });

  it('loses a byte of every tenth message', () => {
    const short = passes([b.losesByte(10)]);
    const messages = whole.length;
    expect(passes([]).length - short.length).toBeGreaterThan(messages / 10 - 3);
    expect(passes([]).length - short.length).toBeLessThan(messages / 10 + 3);
  });

  it('damages a length, of a message or of a parameter, and nothing else', () => {
    const one = (behaviour: b.PortalBehaviour) => {
      const [bytes] = b
        .allPortal([behaviour])
        .message(Buffer.from('043D0000001500000009' + '00F0000B' + '81000A82000000', 'hex'), {
          index: 0,
          random: mulberry32(1),
        });
      return bytes?.toString('hex').toUpperCase();
    };
    expect(one(b.damagedLength(1))).toBe('043D0000007500000009' + '00F0000B' + '81000A82000000');
    expect(one(b.damagedParameter(1))).toBe('043D0000001500000009' + '00F00000' + '81000A82000000');
    expect(one(b.damagedLength(2))).toBe(one(b.damagedParameter(2)));
  });

  it('speaks another maker’s words between and inside the reports, whose tags are all there', () => {
    const bytes = sent(
      lived(reading({ behaviours: [b.custom()], trips: [{ ...out, epcs: palletEpcs(1) }] }), 12_000),
    );
    expect(heard(bytes).every(({ epc }) => epc === palletEpcs(1)[0])).toBe(true);
    const seen = [...Array(bytes.length).keys()].filter((at) =>
      bytes.subarray(at, at + 6).equals(Buffer.from('03FF000F000F', 'hex')),
    );
    expect(seen).toHaveLength(heard(bytes).length);
  });

  it('misses three reads in ten', () => {
    const reads = heard(passes([b.missesReads(0.3)])).length;
    expect(reads / whole.length).toBeGreaterThan(0.6);
    expect(reads / whole.length).toBeLessThan(0.8);
  });

  it('reads a neighbour’s tag faintly beside one read in five', () => {
    const reads = heard(passes([b.strayTag('E2000000000000000000BEEF', 0.2)]));
    const strays = reads.filter(({ epc }) => epc.endsWith('BEEF'));
    expect(strays.length / (reads.length - strays.length)).toBeGreaterThan(0.13);
    expect(strays.length / (reads.length - strays.length)).toBeLessThan(0.27);
    expect(strays.every(({ rssi }) => rssi === -78)).toBe(true);
  });

  it('floods with 50,000 strangers a second', () => {
    const bytes = sent(lived(reading({ trips: [], behaviours: [b.flood({ from: 1000, to: 2000 })] }), 3000));
    const reads = heard(bytes);
    expect(reads).toHaveLength(50_000);
    expect(new Set(reads.map(({ epc }) => epc)).size).toBe(50_000);
    expect(types(bytes.subarray(0, bytes.readUInt32BE(2)))).toEqual(['RO_ACCESS_REPORT']);
  });

  const keepsAlive = write('SET_READER_CONFIG', {
    ResetToFactoryDefault: false,
    KeepaliveSpec: { KeepaliveTriggerType: 'Periodic', PeriodicTriggerValue: 100 },
  });
  const beats = (each: Portal, from: number, to: number) =>
    Array.from({ length: (to - from) / 20 }, (_, i) => each.beat(from + 20 * i, from + 20 * i)).filter(
      ({ bytes }) => bytes.length,
    );

  it('forgets its keepalives', () => {
    const each = reading({ trips: [], behaviours: [b.noKeepalive({ from: 1000, to: 2000 })] });
    each.receive(keepsAlive, 0);
    const counts = [0, 1000, 2000].map((from) => beats(each, from, from + 1000).length);
    expect(counts).toEqual([9, 0, 10]);
  });

  it('stalls with the line open, then hears what came meanwhile', () => {
    const each = reading({ trips: [], behaviours: [b.stalls({ from: 1000, to: 2000 })] });
    each.receive(keepsAlive, 0);
    expect(beats(each, 1000, 2000)).toEqual([]);
    expect(each.receive(write('GET_ROSPECS', {}, 77), 1500).bytes).toHaveLength(0);
    const [first] = beats(each, 2000, 2100);
    expect(read(first?.bytes ?? Buffer.alloc(0))[0]).toMatchObject({ id: 77, type: 'GET_ROSPECS_RESPONSE' });
  });

  it('loses power without a word, sends whoever comes away, and knows nobody when it is back', () => {
    const each = reading({
      trips: [{ ...out, from: 0 }],
      behaviours: [b.powerCut({ from: 2000, to: 6000 })],
    });
    each.receive(keepsAlive, 0);
    const reads = heard(sent(lived(each, 9000)));
    expect(reads.length).toBeGreaterThan(0);
    expect(reads.every(({ at }) => at < 2000)).toBe(true);
    const cut = reading({ trips: [], behaviours: [b.powerCut({ from: 2000, to: 6000 })] });
    expect(cut.beat(3000, 3000)).toEqual({ bytes: Buffer.alloc(0), isOver: false });
    expect(cut.connect(3000)).toBe(false);
    expect(cut.beat(6000, 6000).isOver).toBe(true);
    cut.disconnect();
    expect(cut.connect(6100)).toBe(true);
    expect(types(cut.beat(6100, 6100).bytes)).toEqual(['READER_EVENT_NOTIFICATION']);
    expect(read(cut.receive(write('GET_ROSPECS', {}), 6200).bytes)[0]?.data.ROSpec).toBeUndefined();
  });

  it('loses the cable of an antenna, says so to whoever asked, and hears nothing there', () => {
    const each = reading({ behaviours: [b.cableOff(3, { from: 0, to: 60_000 })] });
    each.receive(
      write('SET_READER_CONFIG', {
        ResetToFactoryDefault: false,
        ReaderEventNotificationSpec: {
          EventNotificationState: { EventType: 'Antenna_Event', NotificationState: true },
        },
      }),
      0,
    );
    const bytes = sent(lived(each, 12_000));
    const events = read(bytes.subarray(0, bytes.readUInt32BE(2)));
    expect(events[0]?.data.ReaderEventNotificationData).toMatchObject({
      AntennaEvent: { EventType: 'Antenna_Disconnected', AntennaID: 3 },
    });
    expect(new Set(heard(bytes).map(({ antenna }) => antenna))).toEqual(new Set([1, 2, 4]));
  });
});

it('greets one client and sends a second away, which the first hears of', () => {
  const each = reading();
  const none = Buffer.alloc(0);
  const { newcomer, client } = each.refuse(0) ?? { newcomer: none, client: none };
  const state = ([told]: Told[]) => told?.data.ReaderEventNotificationData;
  expect(state(read(newcomer))).toMatchObject({
    ConnectionAttemptEvent: { Status: 'Failed_A_Client_Initiated_Connection_Already_Exists' },
  });
  expect(state(read(client))).toMatchObject({
    ConnectionAttemptEvent: { Status: 'Another_Connection_Attempted' },
  });
});
