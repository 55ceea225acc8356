/** A fixed reader that speaks LLRP 1.0.1: what it answers, when it reads and what it reports, message by message; it touches no line and no clock. */
import { headLength, message } from './bytes.ts';
import { capabilities, roSpecsMost } from './capabilities.ts';
import type { Clock } from './clock.ts';
import { type Config, changed, eventKinds, factoryConfig, told } from './config.ts';
import { gathering, type TagRead } from './gathering.ts';
import {
  antennaEvent,
  bufferOverflow,
  connectionAttempt,
  gpiEvent,
  notification,
  roSpecEvent,
} from './notification.ts';
import { atLeast, cut, type Message } from './read.ts';
import { codes, Refusal, status } from './refusal.ts';
import { type RoSpec, type RoSpecState, readRoSpec, roSpec } from './rospec.ts';
import { accessReport, type Gathered } from './tag-report.ts';

/** `isOver`: the reader ends the connection behind these. */
export type Said = { messages: Buffer[]; isOver: boolean };
export type LlrpReader = {
  /** A client has come; there is one at most. */
  connect(at: number): Buffer[];
  disconnect(): void;
  /** Somebody else wanted to come. */
  disturbed(at: number): Buffer[];
  receive(bytes: Uint8Array, at: number): Said;
  /** Reads at antennas that take part; `together` in as few messages as can be. */
  see(reads: readonly TagRead[], together?: boolean): Buffer[];
  /** Live on to a simulated time, and to one of the wall: a line is kept alive by the wall's clock. */
  beat(at: number, wall: number): Buffer[];
  /** Those that read now. */
  antennas(): readonly number[];
  setCables(lost: readonly number[], at: number): Buffer[];
  /** A general purpose input goes high or low. */
  setInput(input: number, isHigh: boolean, at: number): Buffer[];
  /** General purpose outputs that are high. */
  outputs(): number[];
  /** Forget everything, as after a loss of power. */
  reset(): void;
  lost(): number;
};

type Entry = { spec: RoSpec; state: RoSpecState; since: number };
type Request = { answer: number; run(body: Buffer, at: number): Buffer[] };

/** Messages kept for a client that is away. */
const keeps = 5000;

export function llrpReader(antennasHere: readonly number[], clock: Clock): LlrpReader {
  const entries = new Map<number, Entry>();
  let config: Config = factoryConfig;
  let rows = gathering();
  let lostCables: readonly number[] = [];
  const high = new Set<number>();
  let kept: Buffer[] = [];
  let overflowed = 0;
  let client: { rest: Buffer; isListening: boolean; lastBeat: number | undefined } | undefined;
  let number = 0;
  /** Follows the answer to the message that caused it. */
  let after: Buffer[] = [];
  let isClosing = false;

  const next = () => (number = (number + 1) >>> 0);
  const active = () => [...entries.values()].find(({ state }) => state === 'active');
  const orderOf = ({ spec }: Entry) => ({
    roSpecId: spec.id,
    inventoryId: spec.inventoryId,
    report: spec.report ?? config.report,
  });

  /** Out, or kept for whoever comes. */
  function tell(messages: Buffer[]): Buffer[] {
    if (client?.isListening) return messages;
    for (const each of messages) {
      if (kept.length < keeps) kept.push(each);
      else overflowed++;
    }
    return [];
  }
  const report = (reports: Gathered[][], entry: Entry, id?: number) =>
    reports.map((tags) => accessReport(id ?? next(), tags, orderOf(entry), clock));
  const event = (kind: number, at: number, what: Buffer) =>
    config.events.has(kind) ? [notification(next(), clock(at), what)] : [];

  function listen(at: number): Buffer[] {
    if (!client) return [];
    client.isListening = true;
    const missed = overflowed ? [notification(next(), clock(at), bufferOverflow())] : [];
    const held = kept;
    kept = [];
    overflowed = 0;
    return [...held, ...missed];
  }

  function start(entry: Entry, at: number): Buffer[] {
    entry.state = 'active';
    entry.since = at;
    return event(eventKinds.roSpec, at, roSpecEvent('start', entry.spec.id));
  }

  /** What it has gathered is told first, except by one who wants to be asked. */
  function finish(entry: Entry, state: 'inactive' | 'disabled', at: number): Buffer[] {
    if (entry.state !== 'active') {
      entry.state = state;
      return [];
    }
    const last = orderOf(entry).report.when === 'asked' ? [] : report(rows.take(), entry);
    entry.state = state;
    return [...last, ...event(eventKinds.roSpec, at, roSpecEvent('end', entry.spec.id))];
  }

  function begin(entry: Entry, at: number): void {
    if (active()) throw new Refusal(codes.invalid, 'Another ROSpec is reading.');
    after.push(...tell(start(entry, at)));
  }

  function find(body: Buffer, name: string, mayBeAll = true): Entry[] {
    const id = atLeast(body, 4, name).readUInt32BE(0);
    if (id === 0 && mayBeAll) return [...entries.values()];
    const entry = entries.get(id);
    if (entry) return [entry];
    throw new Refusal(codes.fieldError, `There is no ROSpec ${id}.`, { field: [0, codes.invalid] });
  }

  const requests: Readonly<Record<number, Request>> = {
    1: { answer: 11, run: (body, at) => capabilities(body, antennasHere, clock(at).utc !== null) },
    2: { answer: 12, run: (body) => told(config, body, antennasHere, { lost: lostCables, high }) },
    3: {
      answer: 13,
      run(body) {
        config = changed(config, body);
        if (client) client.lastBeat = undefined;
        return [];
      },
    },
    20: {
      answer: 30,
      run(body) {
        const spec = readRoSpec(body, antennasHere);
        if (entries.has(spec.id))
          throw new Refusal(codes.fieldError, `ROSpec ${spec.id} is there already.`, {
            field: [0, codes.invalid],
          });
        if (entries.size >= roSpecsMost)
          throw new Refusal(codes.overflowParameter, `No more than ${roSpecsMost} ROSpecs.`, {
            parameter: [177, codes.overflowParameter],
          });
        entries.set(spec.id, { spec, state: 'disabled', since: 0 });
        return [];
      },
    },
    21: {
      answer: 31,
      run(body, at) {
        for (const entry of find(body, 'DELETE_ROSPEC')) {
          after.push(...tell(finish(entry, 'disabled', at)));
          entries.delete(entry.spec.id);
        }
        return [];
      },
    },
    22: {
      answer: 32,
      run(body, at) {
        const [entry] = find(body, 'START_ROSPEC', false);
        if (entry?.state === 'disabled')
          throw new Refusal(codes.invalid, `ROSpec ${entry.spec.id} is disabled.`);
        if (entry?.state === 'inactive') begin(entry, at);
        return [];
      },
    },
    23: {
      answer: 33,
      run(body, at) {
        const [entry] = find(body, 'STOP_ROSPEC', false);
        if (entry?.state === 'active') after.push(...tell(finish(entry, 'inactive', at)));
        return [];
      },
    },
    24: {
      answer: 34,
      run(body, at) {
        for (const entry of find(body, 'ENABLE_ROSPEC')) {
          if (entry.state !== 'disabled') continue;
          entry.state = 'inactive';
          if (entry.spec.startsAtOnce) begin(entry, at);
        }
        return [];
      },
    },
    25: {
      answer: 35,
      run(body, at) {
        for (const entry of find(body, 'DISABLE_ROSPEC')) after.push(...tell(finish(entry, 'disabled', at)));
        return [];
      },
    },
    26: { answer: 36, run: () => [...entries.values()].map(({ spec, state }) => roSpec(spec, state)) },
    // Many clients begin by deleting what they fear is there; there never is any.
    41: { answer: 51, run: () => [] },
    14: {
      answer: 4,
      run() {
        isClosing = true;
        return [];
      },
    },
  };

  function answer({ version, type, id, body }: Message, at: number): Buffer[] {
    if (version !== 1)
      return [failed(id, new Refusal(codes.unsupportedVersion, `Version ${version} is not spoken here.`))];
    // KEEPALIVE_ACK
    if (type === 72) return [];
    if (type === 64) return listen(at);
    if (type === 60) {
      const entry = active() ?? [...entries.values()][0];
      return entry ? report(rows.take(), entry, id) : [];
    }
    const request = Object.hasOwn(requests, type) ? requests[type] : undefined;
    if (!request) return [failed(id, new Refusal(codes.unsupportedMessage, `No message ${type} is known.`))];
    after = [];
    try {
      const more = request.run(body, at);
      return [message(request.answer, id, status(), ...more), ...after];
    } catch (error) {
      if (error instanceof Refusal) return [message(request.answer, id, status(error)), ...after];
      throw error;
    }
  }

  return {
    connect(at) {
      client = { rest: Buffer.alloc(0), isListening: false, lastBeat: undefined };
      isClosing = false;
      const hello = notification(next(), clock(at), connectionAttempt('accepted'));
      return config.holds ? [hello] : [hello, ...listen(at)];
    },
    disconnect() {
      client = undefined;
    },
    disturbed: (at) =>
      client ? [notification(next(), clock(at), connectionAttempt('anotherAttempted'))] : [],
    receive(bytes, at) {
      if (!client) return { messages: [], isOver: true };
      const { messages, rest, isLost } = cut(Buffer.concat([client.rest, bytes]));
      client.rest = Buffer.from(rest);
      const said: Buffer[] = [];
      for (const each of messages) {
        if (isClosing) break;
        said.push(...answer(each, at));
      }
      if (isLost && !isClosing)
        said.push(
          failed(lostId(rest), new Refusal(codes.parameterError, 'A message has a length that cannot be.')),
        );
      return { messages: said, isOver: isLost || isClosing };
    },
    see(reads, together = false) {
      const entry = active();
      return entry ? tell(report(rows.add(reads, orderOf(entry).report, together), entry)) : [];
    },
    beat(at, wall) {
      const said: Buffer[] = [];
      const entry = active();
      if (entry?.spec.lasts !== undefined && at - entry.since >= entry.spec.lasts) {
        said.push(...tell(finish(entry, 'inactive', at)));
        if (entry.spec.startsAtOnce) said.push(...tell(start(entry, at)));
      }
      if (!client || !config.keepalive) return said;
      client.lastBeat ??= wall;
      if (wall - client.lastBeat < config.keepalive) return said;
      client.lastBeat = wall;
      return [...said, message(62, next())];
    },
    antennas: () => active()?.spec.antennas.filter((antenna) => !lostCables.includes(antenna)) ?? [],
    setCables(lost, at) {
      const before = lostCables;
      lostCables = lost;
      return tell(
        antennasHere
          .filter((antenna) => before.includes(antenna) !== lost.includes(antenna))
          .flatMap((antenna) =>
            event(eventKinds.antenna, at, antennaEvent(!lost.includes(antenna), antenna)),
          ),
      );
    },
    setInput(input, isHigh, at) {
      if (high.has(input) === isHigh) return [];
      high[isHigh ? 'add' : 'delete'](input);
      return config.inputs.has(input) ? tell(event(eventKinds.gpi, at, gpiEvent(input, isHigh))) : [];
    },
    outputs: () => [...config.outputs].sort((a, b) => a - b),
    reset() {
      entries.clear();
      config = factoryConfig;
      rows = gathering();
      kept = [];
      overflowed = 0;
      client = undefined;
    },
    lost: () => rows.lost() + overflowed,
  };
}

const failed = (id: number, refusal: Refusal) => message(100, id, status(refusal));
const lostId = (rest: Buffer) => (rest.length >= headLength ? rest.readUInt32BE(6) : 0);
