/** A server for the gateway's tests: a real MQTT broker that checks every letter, keeps them by number and thanks for them as the real one does, until a test tells it to do otherwise. */
import { createHash } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { FaultCode } from '@changping/contracts/faults';
import { checkLetter } from '@changping/contracts/letter-check';
import type { Birth, DownLetter, Gone, Letter } from '@changping/contracts/letters';
import { checkState } from '@changping/contracts/state-check';
import { Aedes } from 'aedes';

export type Conduct = {
  thanks: boolean;
  /** Thanks for what it knows before it looks at what comes behind the birth. */
  hasty: boolean;
  /** Takes bytes and answers none of them: half an open line. */
  deaf: boolean;
  /** Why this letter is set aside; `nameless`: as if its number could not be read. */
  refuses(letter: Letter): { fault: FaultCode; nameless?: boolean; counted?: boolean } | undefined;
  /** Says yes to this letter and forgets it. */
  loses(letter: Letter): boolean;
};
export type TestServer = {
  url: string;
  conduct: Conduct;
  /** Good letters in the order they first came, and how many came again. */
  letters: Letter[];
  repeats: number;
  refused: Letter[];
  births: Birth[];
  gones: Gone[];
  connects: number;
  /** Every number 1…upTo of the current epoch is kept. */
  upTo(): number;
  say(letter: DownLetter): void;
  /** Cut all lines; with `stay` away until `back` is called. */
  cut(stay?: boolean): void;
  back(): Promise<void>;
  close(): Promise<void>;
};

export const testKey = 'a-key-of-the-gateway-1';

export async function aServer(): Promise<TestServer> {
  const sockets = new Set<Socket>();
  const kept = new Map<string, Set<number>>();
  const digests = new Map<string, string>();
  let epoch = '';
  let down = '';
  let given = 0;
  const broker = await Aedes.createBroker({
    authenticate: (_client, _name, password, done) => {
      server.connects++;
      const good = password?.toString() === testKey;
      done(good ? null : Object.assign(new Error('wrong key'), { returnCode: 4 as const }), good);
    },
    authorizePublish: (_client, { topic, payload }, done) => {
      const bytes = Buffer.from(payload);
      if (topic.endsWith('/state')) hearState(bytes, topic);
      if (topic.endsWith('/up')) hear(bytes);
      if (!server.conduct.deaf) done(null);
    },
  });

  function hearState(bytes: Buffer, topic: string): void {
    const state = checkState(bytes);
    if (!state) throw new Error(`a birth that cannot be read: ${bytes}`);
    if (state.kind === 'gone') return void server.gones.push(state);
    server.births.push(state);
    epoch = state.epoch;
    given = state.last;
    down = topic.replace(/state$/, 'down');
    if (server.conduct.thanks && server.conduct.hasty) thankNow();
    else if (server.conduct.thanks) thank();
  }

  function hear(bytes: Buffer): void {
    const checked = checkLetter(bytes);
    if (!checked.ok)
      throw new Error(`a letter that cannot be read: ${checked.why} ${bytes.subarray(0, 200)}`);
    const { letter } = checked;
    if (server.conduct.deaf || server.conduct.loses(letter)) return;
    const numbers = kept.get(letter.epoch) ?? new Set();
    kept.set(letter.epoch, numbers);
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    const before = digests.get(`${letter.epoch} ${letter.seq}`);
    const conflict = before && before !== digest && letter.kind !== 'void';
    const no = conflict ? { fault: 'letterConflict' as const } : server.conduct.refuses(letter);
    if (no) {
      server.refused.push(letter);
      if ('counted' in no && no.counted) numbers.add(letter.seq);
      const named =
        'nameless' in no && no.nameless
          ? { epoch: null, seq: null }
          : { epoch: letter.epoch, seq: letter.seq };
      server.say({ v: 1, kind: 'refused', ...named, digest, fault: no.fault });
      return;
    }
    digests.set(`${letter.epoch} ${letter.seq}`, digest);
    if (numbers.has(letter.seq)) server.repeats++;
    else server.letters.push(letter);
    const from = letter.kind === 'void' ? letter.from : letter.seq;
    for (let n: number = from; n <= letter.seq; n++) numbers.add(n);
    if (server.conduct.thanks) thank();
  }

  let thanking: NodeJS.Timeout | undefined;
  function thank(): void {
    thanking ??= setTimeout(thankNow, 10);
  }

  function thankNow(): void {
    thanking = undefined;
    const upTo = server.upTo();
    const numbers = kept.get(epoch) ?? new Set();
    const holes: [number, number][] = [];
    const most = Math.max(given, ...numbers);
    for (let n = upTo + 1; n <= most && holes.length < 100; n++)
      if (!numbers.has(n)) {
        if (holes.at(-1)?.[1] === n - 1) (holes.at(-1) as [number, number])[1] = n;
        else holes.push([n, n]);
      }
    server.say({ v: 1, kind: 'ack', epoch: epoch as Birth['epoch'], upTo, holes });
  }

  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    broker.handle(socket);
  });
  const listen = (port: number) => new Promise<void>((done) => listener.listen(port, '127.0.0.1', done));
  await listen(0);
  const { port } = listener.address() as AddressInfo;

  const server: TestServer = {
    url: `mqtt://127.0.0.1:${port}`,
    conduct: { thanks: true, hasty: false, deaf: false, refuses: () => undefined, loses: () => false },
    ...{ letters: [], repeats: 0, refused: [], births: [], gones: [], connects: 0 },
    upTo() {
      const numbers = kept.get(epoch) ?? new Set();
      let upTo = 0;
      while (numbers.has(upTo + 1)) upTo++;
      return upTo;
    },
    say(letter) {
      const packet = { cmd: 'publish' as const, qos: 1 as const, retain: false, dup: false };
      broker.publish({ ...packet, topic: down, payload: JSON.stringify(letter) }, () => {});
    },
    cut(stay = false) {
      if (stay) listener.close();
      for (const socket of sockets) socket.destroy();
    },
    back: () => listen(port),
    close: () =>
      new Promise((done) => {
        clearTimeout(thanking);
        broker.close(() => (listener.listening ? listener.close(() => done()) : done()));
        for (const socket of sockets) socket.destroy();
      }),
  };
  return server;
}
