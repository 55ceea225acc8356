/** LLRP against what others made of it: frames of published captures and test suites, and llrpjs, a library with a codec of its own, in both directions. It reads only what is sound: damaged bytes can make it hang. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { linesOf } from '@changping/gateway/decode/decode';
import { deviceOf, eventsOf, inputOf, statusOf } from '@changping/gateway/rfid/llrp/answers';
import * as commands from '@changping/gateway/rfid/llrp/commands';
import { llrpFramer, type Message } from '@changping/gateway/rfid/llrp/framer';
import { readReport, type Tag } from '@changping/gateway/rfid/llrp/report';
import { isoOf } from '@changping/gateway/rfid/llrp/tree';
import fc from 'fast-check';
import { expect, it } from 'vitest';

type Said = { id: number; type: string; data: object };
type Peer = new (
  source: Buffer | Said,
) => { decode(): { toLLRPData(): Said }; encode(): { getBuffer(): Buffer } };
const { LLRPMessage } = createRequire(import.meta.url)('llrpjs') as { LLRPMessage: Peer };
const theirs = (bytes: Uint8Array) => new LLRPMessage(Buffer.from(bytes)).decode().toLLRPData();
const encoded = (type: string, data: object, id = 7) =>
  new LLRPMessage({ id, type, data }).encode().getBuffer();

const rows = readFileSync(new URL('llrp-frames.csv', import.meta.url), 'utf8')
  .split('\n')
  .slice(1)
  .filter(Boolean)
  .map((line) => line.split(',') as [string, string, string]);
const frames = (meaning: string) =>
  rows.filter((row) => row[2].startsWith(meaning)).map(([, hex]) => Buffer.from(hex, 'hex'));
const stream = Buffer.concat(rows.map(([, hex]) => Buffer.from(hex, 'hex')));

const cut = (...chunks: Uint8Array[]): Message[] => {
  const framer = llrpFramer();
  const pieces = [...chunks.flatMap((chunk) => framer.push(chunk)), ...framer.flush()];
  return pieces.filter((each): each is Message => each.type === 'message');
};
const only = (bytes: Uint8Array): Message => {
  const [first, ...more] = cut(bytes);
  expect(more).toEqual([]);
  return first as Message;
};
const tagsOf = (bytes: Uint8Array): Tag[] => {
  const tags: Tag[] = [];
  readReport(only(bytes).body, (tag) => tags.push({ ...tag }));
  return tags;
};
const known = (tag: object) => Object.fromEntries(Object.entries(tag).filter(([, value]) => value !== null));

it('reads the reports that a reader has sent', () => {
  const [first, second, , , long] = frames('report of one tag');
  expect(tagsOf(first as Buffer).map(known)).toEqual([
    {
      ...{ epc: '3005FB63AC1F3841EC880467', antenna: 1, rssi: -50 },
      ...{ firstSeen: Date.UTC(2013, 10, 27, 20, 44, 1) * 1000 + 558_537, seenCount: 1 },
    },
  ]);
  expect(tagsOf(second as Buffer)[0]?.epc).toBe('300833B2DDD906C000000000');
  expect(tagsOf(long as Buffer)[0]).toMatchObject({ epc: '1FB41F712AC9C37AB79D618173188324001A', rssi: -17 });
  const [withMaker] = frames('report with');
  const { body } = only(withMaker as Buffer);
  expect(tagsOf(withMaker as Buffer).map(known)).toEqual([
    { epc: '85047000049050503155303400702300', antenna: 1, rssi: -73, pc: 0x4400 },
  ]);
  expect(readReport(body, () => {})).toEqual({ tags: 1, bad: 0, skipped: 1, over: 0 });
});

it('reads of every captured report what the other library reads', () => {
  for (const frame of frames('report of one tag')) {
    const [tag] = tagsOf(frame) as [Tag];
    const { TagReportData: data } = theirs(frame).data as {
      TagReportData: Record<string, Record<string, unknown>>;
    };
    expect(Object.values(data.EPC_96 ?? data.EPCData ?? {})).toEqual([tag.epc]);
    expect(data).toMatchObject({
      AntennaID: { AntennaID: tag.antenna },
      PeakRSSI: { PeakRSSI: tag.rssi },
      FirstSeenTimestampUTC: { Microseconds: isoOf(tag.firstSeen) },
      TagSeenCount: { TagCount: tag.seenCount },
    });
  }
});

it('finds the messages of all captures in one stream wherever it is cut', () => {
  const whole = cut(stream).map(({ number }) => number);
  expect(whole).toEqual([63, 61, 61, 61, 61, 61, 61, 12, 62, 72, 13, 3, 61]);
  for (let at = 0; at <= stream.length; at += 7)
    expect(cut(stream.subarray(0, at), stream.subarray(at)).map(({ number }) => number)).toEqual(whole);
  expect(cut(...[...stream].map((byte) => Uint8Array.of(byte))).map(({ number }) => number)).toEqual(whole);
});

it('sends byte for byte what the other test suite expects', () => {
  const [ack, config] = [...frames('keepalive ack'), ...frames('set configuration')];
  expect(Buffer.from(commands.keepaliveAck(0))).toEqual(ack);
  expect(Buffer.from(commands.setKeepalive(1000, { keepalive: 10_000 }))).toEqual(config);
});

const selector = {
  ...{ EnableROSpecID: 0, EnableSpecIndex: 0, EnableInventoryParameterSpecID: 0, EnableAntennaID: 1 },
  ...{ EnableChannelIndex: 0, EnablePeakRSSI: 1, EnableFirstSeenTimestamp: 1, EnableLastSeenTimestamp: 1 },
  ...{ EnableTagSeenCount: 1, EnableAccessSpecID: 0 },
};
const reportSpec = {
  ...{ ROReportTrigger: 'Upon_N_Tags_Or_End_Of_AISpec', N: 1 },
  TagReportContentSelector: selector,
};
const order = { roSpec: 1, antennas: [3, 4, 1], keepalive: 5000 };
const events = ['ROSpec_Event', 'Report_Buffer_Fill_Warning', 'Reader_Exception_Event', 'Antenna_Event'];

it.each<[string, Uint8Array, object]>([
  ['DELETE_ROSPEC', commands.deleteRoSpec(1, 0), { ROSpecID: 0 }],
  [
    'SET_READER_CONFIG',
    commands.setConfig(2, order),
    {
      ResetToFactoryDefault: 0,
      ReaderEventNotificationSpec: {
        EventNotificationState: events.map((EventType) => ({ EventType, NotificationState: 1 })),
      },
      ROReportSpec: reportSpec,
      KeepaliveSpec: { KeepaliveTriggerType: 'Periodic', PeriodicTriggerValue: 5000 },
      EventsAndReports: { HoldEventsAndReportsUponReconnect: 0 },
    },
  ],
  [
    'ADD_ROSPEC',
    commands.addRoSpec(3, order),
    {
      ROSpec: {
        ...{ ROSpecID: 1, Priority: 0, CurrentState: 'Disabled' },
        ROBoundarySpec: {
          ROSpecStartTrigger: { ROSpecStartTriggerType: 'Null' },
          ROSpecStopTrigger: { ROSpecStopTriggerType: 'Null', DurationTriggerValue: 0 },
        },
        AISpec: {
          AntennaIDs: [3, 4, 1],
          AISpecStopTrigger: { AISpecStopTriggerType: 'Null', DurationTrigger: 0 },
          InventoryParameterSpec: { InventoryParameterSpecID: 1, ProtocolID: 'EPCGlobalClass1Gen2' },
        },
        ROReportSpec: reportSpec,
      },
    },
  ],
  [
    'SET_READER_CONFIG',
    commands.setInput(9, 2),
    {
      ResetToFactoryDefault: 0,
      ReaderEventNotificationSpec: {
        EventNotificationState: ['GPI_Event', ...events].map((EventType) => ({
          ...{ EventType, NotificationState: 1 },
        })),
      },
      GPIPortCurrentState: { GPIPortNum: 2, Config: 1, State: 'Unknown' },
    },
  ],
  [
    'GET_READER_CONFIG',
    commands.getInput(10, 2),
    { AntennaID: 0, RequestedData: 'GPIPortCurrentState', GPIPortNum: 2, GPOPortNum: 0 },
  ],
  [
    'SET_READER_CONFIG',
    commands.setOutputs(11, [
      [1, false],
      [3, true],
    ]),
    {
      ResetToFactoryDefault: 0,
      GPOWriteData: [
        { GPOPortNumber: 1, GPOData: 0 },
        { GPOPortNumber: 3, GPOData: 1 },
      ],
    },
  ],
  ['ENABLE_ROSPEC', commands.enableRoSpec(4, 1), { ROSpecID: 1 }],
  ['START_ROSPEC', commands.startRoSpec(5, 1), { ROSpecID: 1 }],
  ['KEEPALIVE_ACK', commands.keepaliveAck(6), {}],
  ['CLOSE_CONNECTION', commands.closeConnection(7), {}],
  ['GET_READER_CAPABILITIES', commands.getCapabilities(8), { RequestedData: 'General_Device_Capabilities' }],
])('sends a %s that the other library reads as meant', (type, bytes, data) => {
  expect(theirs(bytes)).toMatchObject({ type, data });
});

const hexText = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((all) => Buffer.from(all).toString('hex').toUpperCase());
const maybe = <Made>(made: fc.Arbitrary<Made>) => fc.option(made, { nil: null });
const micros = fc.integer({ min: 0, max: 4_000_000_000_000_000 });
const u16 = fc.integer({ min: 1, max: 65_535 });
const u32 = fc.integer({ min: 0, max: 4_294_967_295 });
const anyTag = fc.record({
  epc: fc.oneof(hexText(12), fc.integer({ min: 1, max: 62 }).chain(hexText)),
  roSpec: maybe(u32),
  antenna: maybe(u16),
  rssi: maybe(fc.integer({ min: -120, max: -1 })),
  firstSeen: maybe(micros),
  lastSeen: maybe(micros),
  lastUptime: maybe(micros),
  channel: maybe(u16),
  seenCount: maybe(u16),
  pc: maybe(u16),
  crc: maybe(u16),
  accessSpec: maybe(u32),
});
type AnyTag = typeof anyTag extends fc.Arbitrary<infer Made> ? Made : never;
const theirTag = (tag: AnyTag) => ({
  ...(tag.epc.length === 24 ? { EPC_96: { EPC: tag.epc } } : { EPCData: { EPC: tag.epc } }),
  ...(tag.roSpec !== null && { ROSpecID: { ROSpecID: tag.roSpec } }),
  ...(tag.antenna !== null && { AntennaID: { AntennaID: tag.antenna } }),
  ...(tag.rssi !== null && { PeakRSSI: { PeakRSSI: tag.rssi } }),
  ...(tag.channel !== null && { ChannelIndex: { ChannelIndex: tag.channel } }),
  ...(tag.firstSeen !== null && { FirstSeenTimestampUTC: { Microseconds: isoOf(tag.firstSeen) } }),
  ...(tag.lastSeen !== null && { LastSeenTimestampUTC: { Microseconds: isoOf(tag.lastSeen) } }),
  ...(tag.lastUptime !== null && { LastSeenTimestampUptime: { Microseconds: String(tag.lastUptime) } }),
  ...(tag.seenCount !== null && { TagSeenCount: { TagCount: tag.seenCount } }),
  ...(tag.pc !== null && { C1G2_PC: { PC_Bits: tag.pc } }),
  ...(tag.crc !== null && { C1G2_CRC: { CRC: tag.crc } }),
  ...(tag.accessSpec !== null && { AccessSpecID: { AccessSpecID: tag.accessSpec } }),
});

it('reads every report that the other library writes', () => {
  fc.assert(
    fc.property(fc.array(anyTag, { minLength: 1, maxLength: 5 }), (all: AnyTag[]) => {
      const bytes = encoded('RO_ACCESS_REPORT', { TagReportData: all.map(theirTag) });
      expect(tagsOf(bytes).map(known)).toEqual(all.map(known));
    }),
    { verbose: true },
  );
});

const told = (data: object) =>
  eventsOf(only(encoded('READER_EVENT_NOTIFICATION', { ReaderEventNotificationData: data })));
const utc = { UTCTimestamp: { Microseconds: '2014-05-01T09:33:30.740479Z' } };

it.each<[object, object]>([
  [{ ConnectionAttemptEvent: { Status: 'Success' } }, { event: 'connectionAttempt', ok: true }],
  [
    { ConnectionAttemptEvent: { Status: 'Failed_A_Client_Initiated_Connection_Already_Exists' } },
    { event: 'connectionAttempt', ok: false, why: 'another client is connected' },
  ],
  [{ ConnectionCloseEvent: {} }, { event: 'connectionClose' }],
  [
    { AntennaEvent: { EventType: 'Antenna_Disconnected', AntennaID: 3 } },
    { event: 'antenna', antenna: 3, connected: false },
  ],
  [
    { ROSpecEvent: { EventType: 'End_Of_ROSpec', ROSpecID: 5, PreemptingROSpecID: 0 } },
    { event: 'roSpec', roSpec: 5, change: 'ended' },
  ],
  [
    { ReportBufferLevelWarningEvent: { ReportBufferPercentageFull: 80 } },
    { event: 'bufferFilling', percent: 80 },
  ],
  [{ ReportBufferOverflowErrorEvent: {} }, { event: 'bufferOverflow' }],
  [{ ReaderExceptionEvent: { Message: 'too hot' } }, { event: 'exception', text: 'too hot' }],
  [{ GPIEvent: { GPIPortNumber: 2, GPIEvent: 1 } }, { event: 'gpi', port: 2, high: true }],
])('reads the event %o that the other library writes', (theirsIs, oursIs) => {
  expect(told({ ...utc, ...theirsIs })).toMatchObject({ utc: 1_398_936_810_740_479, events: [oursIs] });
});

it('reads the uptime of a reader without a time of day', () => {
  expect(told({ Uptime: { Microseconds: '55' }, ConnectionCloseEvent: {} })).toMatchObject({
    utc: null,
    uptime: 55,
  });
});

it('reads how a command ended', () => {
  const LLRPStatus = { StatusCode: 'M_FieldError', ErrorDescription: 'antenna 9' };
  for (const type of ['ADD_ROSPEC_RESPONSE', 'ERROR_MESSAGE', 'CLOSE_CONNECTION_RESPONSE'])
    expect(statusOf(only(encoded(type, { LLRPStatus })))).toEqual({
      ...{ ok: false, name: 'M_FieldError', description: 'antenna 9' },
    });
  expect(statusOf(only(frames('configuration taken')[0] as Buffer))).toMatchObject({ ok: true });
});

it.each([
  ['Low', 1, { high: false }],
  ['High', 1, { high: true }],
  ['Unknown', 1, null],
  ['High', 0, null],
] as const)(
  'reads how an input stands that the other library writes as %s, asked for: %i',
  (State, Config, is) => {
    const other = { GPIPortNum: 1, Config: 1, State: State === 'Low' ? 'High' : 'Low' };
    const bytes = encoded('GET_READER_CONFIG_RESPONSE', {
      LLRPStatus: { StatusCode: 'M_Success', ErrorDescription: '' },
      GPIPortCurrentState: [other, { GPIPortNum: 2, Config, State }],
    });
    expect(inputOf(only(bytes), 2)).toEqual(is);
  },
);

it('writes outputs as the captured reader says that they stand', () => {
  const [captured] = frames('configuration of a reader') as [Buffer];
  const ours = Buffer.from(
    commands.setOutputs(
      0,
      [1, 2, 3, 4].map((port) => [port, false] as const),
    ),
  );
  // GPOWriteData 219 of 7 bytes: the port, and low.
  expect(ours.subarray(11).toString('hex')).toMatch(/^00db0007000100/);
  expect(captured.includes(ours.subarray(11))).toBe(true);
});

it('knows that the captured reader tells of no input before it is asked to', () => {
  const [bytes] = frames('configuration of a reader');
  expect([1, 2, 3, 4, 5].map((input) => inputOf(only(bytes as Buffer), input))).toEqual(Array(5).fill(null));
});

it('reads what a reader is', () => {
  const bytes = encoded('GET_READER_CAPABILITIES_RESPONSE', {
    LLRPStatus: { StatusCode: 'M_Success', ErrorDescription: '' },
    GeneralDeviceCapabilities: {
      ...{ MaxNumberOfAntennaSupported: 4, CanSetAntennaProperties: 0, HasUTCClockCapability: 1 },
      ...{ DeviceManufacturerName: 25882, ModelName: 2001002, ReaderFirmwareVersion: '5.12' },
      ReceiveSensitivityTableEntry: { Index: 1, ReceiveSensitivityValue: 0 },
      GPIOCapabilities: { NumGPIs: 4, NumGPOs: 4 },
      PerAntennaAirProtocol: { AntennaID: 1, ProtocolID: ['EPCGlobalClass1Gen2'] },
    },
  });
  expect(deviceOf(only(bytes))).toEqual({
    ...{ antennas: 4, hasUtcClock: true, maker: 25882, model: 2001002, firmware: '5.12' },
  });
});

it('explains a captured configuration down to its last parameter', () => {
  const [bytes] = frames('configuration of a reader');
  const lines = linesOf('llrp');
  const [config] = lines.push(bytes as Buffer) as [{ parameters: Record<string, unknown>[] }];
  expect(config).toMatchObject({
    message: 'GET_READER_CONFIG_RESPONSE',
    number: 12,
    id: 3,
    status: 'M_Success',
  });
  const named = (name: string) => config.parameters.filter(({ parameter }) => parameter === name);
  expect(named('Identification')).toMatchObject([{ idType: 0, readerId: '001625FFFF10BA47' }]);
  expect(named('AntennaProperties')).toMatchObject([
    { connected: true, antenna: 1 },
    { connected: false, antenna: 2 },
  ]);
  expect(named('KeepaliveSpec')).toMatchObject([{ trigger: 0, period: 0 }]);
  expect(named('GPIPortCurrentState')).toHaveLength(4);
  expect(config.parameters.every(({ parameter }) => typeof parameter === 'string')).toBe(true);
});
