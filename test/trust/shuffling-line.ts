/** A line that loses letters and lets others overtake: relays TCP, but of the letters going up it drops some, though it thanks for them, and holds some back. What an external broker or a faulty proxy may do. */
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { generate, type IPublishPacket, parser } from 'mqtt-packet';

export type ShufflingLine = {
  port: number;
  counts: { dropped: number; overtaken: number; passed: number };
  close(): void;
};
export type Shares = { drops: number; holdsBack: number };

export async function shufflingLine(
  target: number,
  { drops, holdsBack }: Shares,
  random: () => number,
): Promise<ShufflingLine> {
  const counts = { dropped: 0, overtaken: 0, passed: 0 };
  const server = createServer((near) => {
    const far = createConnection({ port: target, host: '127.0.0.1' });
    const held: IPublishPacket[] = [];
    const parse = parser();
    parse.on('packet', (packet) => {
      const isLetter = packet.cmd === 'publish' && packet.topic.endsWith('/up');
      const fate = isLetter ? random() : 1;
      if (isLetter && fate < drops) {
        counts.dropped++;
        // Thanked and lost: only the ack letter may be believed.
        near.write(generate({ cmd: 'puback', messageId: packet.messageId ?? 0 }));
      } else if (isLetter && fate < drops + holdsBack) {
        counts.overtaken++;
        held.push(packet);
      } else {
        if (isLetter) counts.passed++;
        far.write(generate(packet));
        for (const late of held.splice(0)) far.write(generate(late));
      }
    });
    near.on('data', (bytes) => parse.parse(bytes));
    far.on('data', (bytes) => near.write(bytes));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => {});
      one.once('close', () => other.destroy());
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    counts,
    close: () => void server.close(),
  };
}
