/** What a fixed reader answers, as an independent library writes the questions and reads the answers. */
import { describe, expect, it } from 'vitest';
import { aReader, row, rows } from '../../test/llrp-reader.ts';
import { anOrder, read, reportOf, type Told, write } from '../../test/oracle.ts';
import type { TagRead } from './gathering.ts';

const tag: TagRead = { epcHex: 'E28011606000020000000001', antenna: 2, rssi: -55, channel: 3, at: 20 };
const opaque: TagRead = { ...tag, epcHex: 'AABBCCDD', antenna: 4, rssi: -71 };

it('greets whoever comes, with its own time', () => {
  expect(aReader().hello).toEqual([
    {
      id: 1,
      type: 'READER_EVENT_NOTIFICATION',
      data: {
        ReaderEventNotificationData: {
          UTCTimestamp: { Microseconds: '2026-11-25T00:00:00.000000Z' },
          ConnectionAttemptEvent: { Status: 'Success' },
        },
      },
    },
  ]);
});

it('sends the bytes that the standard prescribes', () => {
  const { reader } = aReader();
  reader.receive(Buffer.from('0414' + '0000000A' + '00000001', 'hex'), 0);
  const answer = (hex: string) =>
    Buffer.concat(reader.receive(Buffer.from(hex, 'hex'), 0).messages)
      .toString('hex')
      .toUpperCase();
  // DELETE_ROSPEC 0: response 31, LLRPStatus 287 of 8 bytes, code 0, no words.
  expect(answer('0415' + '0000000E' + '00000009' + '00000000')).toBe(
    '041F' + '00000012' + '00000009' + '011F000800000000',
  );
  // Message 999 is nobody's: ERROR_MESSAGE 100 with 109, M_UnsupportedMessage.
  expect(answer('07E7' + '0000000A' + '00000003')).toMatch(/^0464[\dA-F]{8}00000003011F[\dA-F]{4}006D/);
  expect(reader.beat(0, 0)).toEqual([]);
  reader.receive(
    write('SET_READER_CONFIG', {
      ResetToFactoryDefault: false,
      KeepaliveSpec: { KeepaliveTriggerType: 'Periodic', PeriodicTriggerValue: 500 },
    }),
    0,
  );
  const [first, second] = [reader.beat(0, 1000), reader.beat(0, 1500)];
  expect(first).toEqual([]);
  expect(Buffer.concat(second).toString('hex')).toMatch(/^043e0000000a[\da-f]{8}$/);
});

it('tells what it can do: four antennas, one air, a clock, the channels of China', () => {
  const { say } = aReader();
  const [all] = say('GET_READER_CAPABILITIES', { RequestedData: 'All' });
  expect(all?.data).toMatchObject({
    LLRPStatus: { StatusCode: 'M_Success' },
    GeneralDeviceCapabilities: { MaxNumberOfAntennaSupported: 4, HasUTCClockCapability: 1 },
    LLRPCapabilities: { SupportsEventAndReportHolding: 1, MaxNumROSpecs: 4 },
    RegulatoryCapabilities: { CountryCode: 156 },
    C1G2LLRPCapabilities: {},
  });
  const [some] = say('GET_READER_CAPABILITIES', { RequestedData: 'LLRP_Capabilities' });
  expect(Object.keys(some?.data ?? {})).toEqual(['LLRPStatus', 'LLRPCapabilities']);
});

it('keeps what it is told to be, tells it back, and forgets it when reset', () => {
  const { say, does } = aReader();
  const config = {
    ResetToFactoryDefault: false,
    ReaderEventNotificationSpec: {
      EventNotificationState: { EventType: 'Antenna_Event', NotificationState: true },
    },
    ROReportSpec: reportOf(5),
    KeepaliveSpec: { KeepaliveTriggerType: 'Periodic', PeriodicTriggerValue: 3000 },
    EventsAndReports: { HoldEventsAndReportsUponReconnect: true },
  };
  const ask = { AntennaID: 0, RequestedData: 'All', GPIPortNum: 0, GPOPortNum: 0 };
  expect(does('SET_READER_CONFIG', config)).toBe('M_Success');
  const [told] = say('GET_READER_CONFIG', ask);
  expect(told?.data).toMatchObject({
    ROReportSpec: { ROReportTrigger: 'Upon_N_Tags_Or_End_Of_ROSpec', N: 5 },
    KeepaliveSpec: { PeriodicTriggerValue: 3000 },
    EventsAndReports: { HoldEventsAndReportsUponReconnect: 1 },
  });
  const events = told?.data.ReaderEventNotificationSpec as { EventNotificationState: object[] };
  expect(events.EventNotificationState[8]).toEqual({ EventType: 'Antenna_Event', NotificationState: 1 });
  expect(does('SET_READER_CONFIG', { ResetToFactoryDefault: true })).toBe('M_Success');
  expect(say('GET_READER_CONFIG', { ...ask, RequestedData: 'KeepaliveSpec' })[0]?.data).toMatchObject({
    KeepaliveSpec: { KeepaliveTriggerType: 'Null' },
  });
  expect(does('GET_READER_CONFIG', { ...ask, AntennaID: 9 })).toBe('M_FieldError');
});

describe('a ROSpec', () => {
  const state = ({ say }: ReturnType<typeof aReader>) => {
    return row(say('GET_ROSPECS')[0]?.data.ROSpec).CurrentState;
  };
  const spec7 = { ROSpecID: 7 };

  it('is added, enabled, started, stopped, disabled and deleted', () => {
    const each = aReader();
    const states = [
      'ADD_ROSPEC',
      'ENABLE_ROSPEC',
      'START_ROSPEC',
      'STOP_ROSPEC',
      'DISABLE_ROSPEC',
      'DELETE_ROSPEC',
    ].map((type) => {
      expect(each.does(type, type === 'ADD_ROSPEC' ? anOrder() : spec7)).toBe('M_Success');
      return [state(each), each.reader.antennas().length];
    });
    expect(states).toEqual([
      ['Disabled', 0],
      ['Inactive', 0],
      ['Active', 4],
      ['Inactive', 0],
      ['Disabled', 0],
      [undefined, 0],
    ]);
  });

  it('goes with all others when 0 is deleted, and all are enabled and disabled by 0', () => {
    const each = aReader();
    for (const id of [7, 8, 9]) each.say('ADD_ROSPEC', anOrder({ id }));
    const states = () => rows(each.say('GET_ROSPECS')[0]?.data.ROSpec).map((spec) => spec.CurrentState);
    each.say('ENABLE_ROSPEC', { ROSpecID: 0 });
    expect(states()).toEqual(['Inactive', 'Inactive', 'Inactive']);
    each.say('DISABLE_ROSPEC', { ROSpecID: 0 });
    expect(states()).toEqual(['Disabled', 'Disabled', 'Disabled']);
    expect(each.does('DELETE_ROSPEC', { ROSpecID: 0 })).toBe('M_Success');
    expect(each.say('GET_ROSPECS')[0]?.data.ROSpec).toBeUndefined();
  });

  it.each<[string, string, object, string]>([
    ['a number that is taken', 'ADD_ROSPEC', anOrder(), 'M_FieldError'],
    ['the number 0', 'ADD_ROSPEC', anOrder({ id: 0 }), 'M_FieldError'],
    ['an antenna there is not', 'ADD_ROSPEC', anOrder({ id: 8, antennas: [1, 5] }), 'M_FieldError'],
    ['no antenna', 'ADD_ROSPEC', anOrder({ id: 8, antennas: [] }), 'M_FieldError'],
    [
      'a start by the clock',
      'ADD_ROSPEC',
      anOrder({
        id: 8,
        start: { ROSpecStartTriggerType: 'Periodic', PeriodicTriggerValue: { Offset: 0, Period: 5 } },
      }),
      'M_UnsupportedParameter',
    ],
    ['an unknown ROSpec enabled', 'ENABLE_ROSPEC', { ROSpecID: 99 }, 'M_FieldError'],
    ['an unknown ROSpec deleted', 'DELETE_ROSPEC', { ROSpecID: 99 }, 'M_FieldError'],
    ['all started', 'START_ROSPEC', { ROSpecID: 0 }, 'M_FieldError'],
    ['a disabled one started', 'START_ROSPEC', spec7, 'A_Invalid'],
  ])('is refused with a status: %s', (_, type, data, code) => {
    const each = aReader();
    each.say('ADD_ROSPEC', anOrder());
    const status = each.statusOf(each.say(type, data));
    expect(status.StatusCode).toBe(code);
    expect(status.ErrorDescription).not.toBe('');
    expect(state(each)).toBe('Disabled');
  });

  it('is one of four at most, and one at a time reads', () => {
    const each = aReader();
    for (const id of [1, 2, 3, 4]) each.say('ADD_ROSPEC', anOrder({ id }));
    expect(each.does('ADD_ROSPEC', anOrder({ id: 5 }))).toBe('M_OverflowParameter');
    each.say('ENABLE_ROSPEC', { ROSpecID: 0 });
    expect(each.does('START_ROSPEC', { ROSpecID: 1 })).toBe('M_Success');
    expect(each.does('START_ROSPEC', { ROSpecID: 2 })).toBe('A_Invalid');
  });

  it('starts when enabled and again after its time, when it says so', () => {
    const each = aReader();
    const stop = { ROSpecStopTriggerType: 'Duration', DurationTriggerValue: 100 };
    const report = reportOf(0, 'Upon_N_Tags_Or_End_Of_ROSpec');
    each.say('ADD_ROSPEC', anOrder({ start: { ROSpecStartTriggerType: 'Immediate' }, stop, report }));
    each.say('ENABLE_ROSPEC', spec7);
    expect(each.see(tag, tag, opaque)).toEqual([]);
    const [ended] = read(Buffer.concat(each.reader.beat(110, 0)));
    expect(rows(ended?.data.TagReportData).map(({ TagSeenCount }) => TagSeenCount)).toEqual([
      { TagCount: 2 },
      { TagCount: 1 },
    ]);
    expect(state(each)).toBe('Active');
  });

  it('tells its beginning and end to whoever asked for such events', () => {
    const each = aReader();
    each.say('SET_READER_CONFIG', {
      ResetToFactoryDefault: false,
      ReaderEventNotificationSpec: {
        EventNotificationState: { EventType: 'ROSpec_Event', NotificationState: true },
      },
    });
    each.say('ADD_ROSPEC', anOrder());
    each.say('ENABLE_ROSPEC', spec7);
    const events = [each.say('START_ROSPEC', spec7), each.say('STOP_ROSPEC', spec7)].map((told) =>
      told.map(({ type }) => type),
    );
    expect(events).toEqual([
      ['START_ROSPEC_RESPONSE', 'READER_EVENT_NOTIFICATION'],
      ['STOP_ROSPEC_RESPONSE', 'READER_EVENT_NOTIFICATION'],
    ]);
  });
});

describe('a report', () => {
  const tags = (told: Told[]) => told.flatMap(({ data }) => rows(data.TagReportData));

  it('says of a tag what was asked, 96 bits or any other length', () => {
    const each = aReader();
    const wants = {
      ...{
        EnableROSpecID: true,
        EnableSpecIndex: true,
        EnableInventoryParameterSpecID: true,
        EnableChannelIndex: true,
      },
      ...{ EnableLastSeenTimestamp: true, EnableAccessSpecID: true },
      C1G2EPCMemorySelector: { EnableCRC: true, EnablePCBits: true },
    };
    each.reading(anOrder({ report: reportOf(1, 'Upon_N_Tags_Or_End_Of_AISpec', wants) }));
    const seen = '2026-11-25T00:00:00.020000Z';
    const same = {
      ROSpecID: { ROSpecID: 7 },
      SpecIndex: { SpecIndex: 1 },
      InventoryParameterSpecID: { InventoryParameterSpecID: 3 },
      ChannelIndex: { ChannelIndex: 3 },
      FirstSeenTimestampUTC: { Microseconds: seen },
      LastSeenTimestampUTC: { Microseconds: seen },
      TagSeenCount: { TagCount: 1 },
      AccessSpecID: { AccessSpecID: 0 },
    };
    expect(tags(each.see(tag, opaque))).toEqual([
      {
        ...same,
        EPC_96: { EPC: tag.epcHex },
        AntennaID: { AntennaID: 2 },
        PeakRSSI: { PeakRSSI: -55 },
        C1G2_PC: { PC_Bits: 0x3000 },
        // The CRC over PC and EPC of the captured notice of this tag.
        C1G2_CRC: { CRC: expect.any(Number) },
      },
      {
        ...same,
        EPCData: { EPC: 'AABBCCDD' },
        AntennaID: { AntennaID: 4 },
        PeakRSSI: { PeakRSSI: -71 },
        C1G2_PC: { PC_Bits: 0x1000 },
        C1G2_CRC: { CRC: expect.any(Number) },
      },
    ]);
  });

  it('comes after N tags, counts what was read meanwhile and keeps the strongest', () => {
    const each = aReader();
    each.reading(anOrder({ report: reportOf(2) }));
    expect(each.see(tag, { ...tag, rssi: -40, at: 30 })).toEqual([]);
    const told = each.see(opaque);
    expect(told).toHaveLength(1);
    expect(tags(told)).toMatchObject([
      { TagSeenCount: { TagCount: 2 }, PeakRSSI: { PeakRSSI: -40 } },
      { TagSeenCount: { TagCount: 1 } },
    ]);
  });

  it('waits to be asked when there is no trigger', () => {
    const each = aReader();
    each.reading(anOrder({ report: reportOf(1, 'None') }));
    expect(each.see(tag)).toEqual([]);
    expect(tags(each.say('GET_REPORT'))).toMatchObject([{ EPC_96: { EPC: tag.epcHex } }]);
    expect(each.say('GET_REPORT')).toEqual([]);
  });

  it('is kept for a client that is away, until it comes, or asks when it wants to ask first', () => {
    const each = aReader();
    each.reading();
    each.reader.disconnect();
    expect(each.see(tag)).toEqual([]);
    expect(read(Buffer.concat(each.reader.connect(50))).map(({ type }) => type)).toEqual([
      'READER_EVENT_NOTIFICATION',
      'RO_ACCESS_REPORT',
    ]);
    each.say('SET_READER_CONFIG', {
      ResetToFactoryDefault: false,
      EventsAndReports: { HoldEventsAndReportsUponReconnect: true },
    });
    each.reader.disconnect();
    each.see(tag, opaque);
    expect(each.reader.connect(60)).toHaveLength(1);
    expect(each.see(tag)).toEqual([]);
    expect(tags(each.say('ENABLE_EVENTS_AND_REPORTS'))).toHaveLength(3);
    expect(each.see(tag)).toHaveLength(1);
  });

  it('says that some were lost when the client was away too long', () => {
    const each = aReader();
    each.reading();
    each.reader.disconnect();
    each.see(...Array.from({ length: 5003 }, () => tag));
    const told = each.reader.connect(50);
    expect(told).toHaveLength(1 + 5000 + 1);
    // ReportBufferOverflowErrorEvent is a head of four bytes and nothing else, which the library passes over.
    expect(told.at(-1)?.toString('hex')).toMatch(/00fb0004$/);
    expect(read(told.at(-1) ?? Buffer.alloc(0))[0]?.type).toBe('READER_EVENT_NOTIFICATION');
    expect(each.reader.lost()).toBe(0);
  });

  it.each([
    ['1970', 'FirstSeenTimestampUTC', '1970-01-01T01:00:00.020000Z'],
    ['2106', 'FirstSeenTimestampUTC', '2106-02-07T07:28:15.020000Z'],
    ['uptime', 'FirstSeenTimestampUptime', 3_600_020_000],
  ] as const)('carries the time of a clock that shows %s', (fault, name, time) => {
    const each = aReader(fault);
    each.reading();
    const [told] = tags(each.see(tag));
    const { Microseconds } = row(told?.[name]);
    expect(typeof time === 'number' ? Number(Microseconds) : Microseconds).toBe(time);
    const capable = each.say('GET_READER_CAPABILITIES', { RequestedData: 'All' })[0]?.data
      .GeneralDeviceCapabilities;
    expect(capable).toMatchObject({ HasUTCClockCapability: fault === 'uptime' ? 0 : 1 });
  });
});

it('drives its outputs as it is told, says how they stand, and refuses one that it has not', () => {
  const { reader, say, does } = aReader();
  const write = (...outputs: [number, boolean][]) =>
    does('SET_READER_CONFIG', {
      ResetToFactoryDefault: false,
      GPOWriteData: outputs.map(([port, high]) => ({ GPOPortNumber: port, GPOData: high })),
    });
  expect(write([2, true], [4, true])).toBe('M_Success');
  expect(write([2, false])).toBe('M_Success');
  expect(reader.outputs()).toEqual([4]);
  expect(write([9, true])).toBe('M_FieldError');
  const ask = { AntennaID: 0, RequestedData: 'GPOWriteData', GPIPortNum: 0, GPOPortNum: 4 };
  const [told] = say('GET_READER_CONFIG', ask);
  expect(rows(told?.data.GPOWriteData)).toEqual([{ GPOPortNumber: 4, GPOData: 1 }]);
  reader.reset();
  expect(reader.outputs()).toEqual([]);
});
