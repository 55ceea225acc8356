/** One end of a line to the broker, byte by byte: what is written goes out as it is, what comes back is remembered. */
import { createConnection } from 'node:net';
import type { DownLetter } from '@changping/contracts/letters';
import { topic } from '@changping/contracts/topics';
import type { GatewayId, RegionId, SiteId } from '@changping/contracts/units';
import { generate, type IConnectPacket, type Packet, parser } from 'mqtt-packet';
import { keyOf } from './server.ts';

export type Line = Awaited<ReturnType<typeof aLine>>;
export type GatewayLine = Awaited<ReturnType<typeof aGateway>>;
export type Lane = 'up' | 'down' | 'state';

export const laneOf = (gateway: string, lane: Lane) =>
  topic(
    { region: 'ningxia' as RegionId, site: gateway.slice(3) as SiteId, gateway: gateway as GatewayId },
    lane,
  );

/** A socket and nothing said on it. */
export async function aLine({ mqttPort }: { mqttPort: number }) {
  const socket = createConnection({ port: mqttPort, host: '127.0.0.1' });
  const heard: Packet[] = [];
  let open = true;
  const parse = parser();
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };
  parse.on('packet', (packet) => {
    heard.push(packet);
    wake();
  });
  socket.on('data', (bytes) => parse.parse(bytes));
  socket.on('error', () => {});
  socket.on('close', () => {
    open = false;
    wake();
  });
  /** Looks at every packet that comes, for asking again and again would take longer than most tests. */
  const when = <Seen>(look: () => Seen | undefined, within: number) =>
    new Promise<Seen>((done, fail) => {
      const settle = () => {
        clearTimeout(timer);
        waiting.delete(again);
      };
      const again = () => {
        const seen = look();
        if (seen === undefined) return;
        settle();
        done(seen);
      };
      const timer = setTimeout(() => {
        settle();
        fail(new Error(`not so within ${within / 1000} s; heard ${JSON.stringify(heard).slice(-1000)}`));
      }, within);
      waiting.add(again);
      again();
    });
  await new Promise((done, fail) => socket.once('connect', () => done(undefined)).once('error', fail));
  return {
    socket,
    heard,
    write: (...packets: (Packet | Uint8Array)[]) =>
      void socket.write(
        Buffer.concat(packets.map((each) => (each instanceof Uint8Array ? each : generate(each)))),
      ),
    isOpen: () => open,
    when,
    hears: (is: (packet: Packet) => boolean, within = 5000) => when(() => heard.find(is), within),
    ends: (within = 2000) => when(() => (open ? undefined : true), within),
    close: () => socket.destroy(),
  };
}

export const connectOf = (gateway: string, more: Partial<IConnectPacket> = {}): IConnectPacket => ({
  cmd: 'connect',
  protocolId: 'MQTT',
  protocolVersion: 4,
  clean: true,
  clientId: gateway,
  username: gateway,
  password: Buffer.from(keyOf(gateway)),
  keepalive: 60,
  ...more,
});

export const publishOf = (to: string, payload: Uint8Array | string, messageId = 1, more: object = {}) =>
  ({
    cmd: 'publish',
    topic: to,
    payload: Buffer.from(payload),
    qos: 1,
    messageId,
    dup: false,
    retain: false,
    ...more,
  }) as Packet;

/** A gateway that has connected and listens to its acks. */
export async function aGateway(server: { mqttPort: number }, gateway = 'GW-RC-S') {
  const line = await aLine(server);
  let packetId = 0;
  line.write(connectOf(gateway));
  await line.hears(({ cmd }) => cmd === 'connack');
  line.write({
    cmd: 'subscribe',
    messageId: 65_000,
    subscriptions: [{ topic: laneOf(gateway, 'down'), qos: 1 }],
  } as Packet);
  await line.hears(({ cmd }) => cmd === 'suback');
  const downs = () =>
    line.heard.flatMap((packet) =>
      packet.cmd === 'publish' ? [JSON.parse(packet.payload.toString()) as DownLetter] : [],
    );
  const publish = async (lane: Lane, content: object | string | Uint8Array): Promise<void> => {
    const bytes =
      typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content);
    const id = ++packetId;
    line.write(publishOf(laneOf(gateway, lane), bytes, id));
    await line.hears((packet) => packet.cmd === 'puback' && packet.messageId === id);
  };
  return {
    ...line,
    id: gateway,
    downs,
    /** Resolves when the PUBACK came. */
    send: (letter: object | string | Uint8Array) => publish('up', letter),
    tell: (state: object | string | Uint8Array) => publish('state', state),
    hearsDown: <Kind extends DownLetter['kind']>(
      kind: Kind,
      is: (letter: Extract<DownLetter, { kind: Kind }>) => boolean = () => true,
    ) =>
      line.when(() => downs().find((letter) => letter.kind === kind && is(letter as never)), 5000) as Promise<
        Extract<DownLetter, { kind: Kind }>
      >,
  };
}

export const willOf = (gateway: string) => ({
  topic: laneOf(gateway, 'state'),
  payload: Buffer.from(JSON.stringify({ v: 1, kind: 'gone', gw: gateway, epoch: '00'.repeat(8), boot: 'b' })),
  qos: 1 as const,
  retain: true,
});
/** Connects with a will, as a gateway does. @returns the code of the answer: 0 in, anything else out. */
export async function knocks(
  server: { mqttPort: number },
  gateway: string,
  key = keyOf(gateway),
  more: object = {},
) {
  const line = await aLine(server);
  line.write(connectOf(gateway, { will: willOf(gateway), password: Buffer.from(key), ...more }));
  const answer = await line.hears(({ cmd }) => cmd === 'connack');
  return { line, code: answer.cmd === 'connack' ? answer.returnCode : -1 };
}
