/** One fixed portal reader past which a story moves goods: how often it hears each tag follows from where the tag is, and what it sends is what its behaviours leave of it. */
import { doorInput, doorMoves } from './door.ts';
import { answers, antennas, strength } from './field.ts';
import type { Effect } from './gate.ts';
import { type Clock, readerClock } from './llrp/clock.ts';
import type { TagRead } from './llrp/gathering.ts';
import { connectionAttempt, notification } from './llrp/notification.ts';
import { llrpReader } from './llrp/reader.ts';
import { allPortal, type PortalBehaviour } from './portal-behaviours.ts';
import { mulberry32, type Random, shuffled } from './random.ts';
import { second } from './span.ts';
import { endOf, middle, placeOnPallet, type Spot, type Trip } from './trip.ts';

export type PortalOptions = {
  trips: readonly Trip[];
  behaviours: readonly PortalBehaviour[];
  random: Random;
  /** Simulated milliseconds a wall millisecond. */
  speed: number;
  /** UTC milliseconds of a simulated time. */
  utcAt(at: number): number;
};

/** `isOver`: the connection ends behind these bytes. */
export type Spoken = { bytes: Buffer; isOver: boolean };
export type Portal = {
  /** A client knocks. @returns false when nobody is at home to take it. */
  connect(at: number): boolean;
  disconnect(): void;
  /** A second client knocks: what it hears before it is sent away, and what the first hears of it; undefined when nobody is at home. */
  refuse(at: number): { newcomer: Buffer; client: Buffer } | undefined;
  receive(bytes: Uint8Array, at: number): Spoken;
  /** Live on by the wall: greetings, keepalives, returning power. */
  beat(at: number, wall: number): Spoken;
  /** Live on by the story. However late it is called, no trip is skipped. */
  advance(to: number): Effect[];
  /** How bytes are written: `holds` milliseconds of the wall later, in these pieces. */
  pieces(bytes: Buffer): Buffer[];
  holds: number;
};

/** One antenna calls so long before the next has its turn, and so many tags can answer in it; some of them at once, and then neither is understood. */
const turn = 50;
const answersATurn = 17;
const collide = 0.25;
/** How often faults are looked at when nothing passes; a shorter power cut may go unseen. */
const glance = second / 2;
const channels = 20;
/** Faster than this, a hiccup of the wall is longer than the gap between two loads. So the reader keeps a passage to itself and reports it whole, with its own times: in one message, or parts of it would have to be put in order by when they came. */
const liveUpTo = 1;
const keepsFor = 20 * second;
/** Of a hung reader's line, as much as its system keeps. */
const unheardMost = 64 * 1024;

/** `faint`: dB that a tag lies unluckily. */
type Near = { trip: Trip; epcHex: string; spot: Spot; faint: number };

export function portal({ trips, behaviours, random, speed, utcAt }: PortalOptions): Portal {
  const faults = allPortal(behaviours);
  const plain = behaviours.length === 0;
  const clock: Clock = readerClock(utcAt, faults.clock);
  const reader = llrpReader(
    antennas.map(({ id }) => id),
    clock,
  );
  // What goes wrong on the line must not change what is read.
  const onLine = mulberry32(Math.floor(random() * 2 ** 32));
  const coming = [...trips].sort((a, b) => a.from - b.from);
  const moves = doorMoves(trips)
    .flatMap((each) => (plain ? each : faults.contact(each)))
    .sort((a, b) => a.at - b.at);
  let loads: Trip[] = [];
  let near: Near[] = [];
  let kept: TagRead[] = [];
  let now = 0;
  let nextTurn = 0;
  let index = 0;
  let reads = 0;
  let strangers = 0;
  let owed = 0;
  let line: 'none' | 'greeting' | 'open' = 'none';
  let unheard: Buffer[] = [];
  let wasOff = false;
  let driven = '';

  const spoken = (messages: Buffer[], isOver = false): Spoken => ({
    bytes: Buffer.concat(
      plain ? messages : messages.flatMap((each) => faults.message(each, { index: index++, random: onLine })),
    ),
    isOver,
  });

  /** Without power it forgets. */
  function stateAt(at: number) {
    if (plain) return 'on';
    const state = faults.state(at);
    if (state === 'off' && !wasOff) {
      reader.reset();
      kept = [];
      unheard = [];
    }
    wasOff ||= state === 'off';
    return state;
  }

  /** What one turn of an antenna hears. */
  function hear(at: number): TagRead[] {
    const antenna = antennas[(at / turn) % antennas.length]!;
    const channel = 1 + (Math.floor(at / (40 * turn)) % channels);
    const heard: TagRead[] = [];
    for (const { trip, epcHex, spot, faint } of near) {
      const { x, y, z } = middle(trip, at);
      const here = { x: x + spot.x, y: y + spot.y, z: z + spot.z };
      const dBm = strength(antenna, here) - faint + fading(random);
      if (random() < answers(dBm))
        heard.push({ epcHex, antenna: antenna.id, rssi: Math.round(dBm), channel, at });
    }
    const answered = shuffled(heard, random)
      .slice(0, answersATurn)
      .filter(() => random() >= collide);
    if (!reader.antennas().includes(antenna.id)) return [];
    for (const [i, read] of answered.entries()) read.at = at + (turn * i) / answered.length;
    return plain ? answered : answered.flatMap((read) => faults.read(read, random));
  }

  function turnLoads(at: number): Effect[] {
    const told: Effect[] = [];
    const before = loads.length;
    for (let trip = coming[0]; trip && trip.from <= at; trip = coming[0]) {
      const here = coming.shift() ?? trip;
      loads.push(here);
      for (const epcHex of here.epcs)
        near.push({ trip: here, epcHex, spot: placeOnPallet(random), faint: random() * 6 });
    }
    const came = loads.length > before;
    const gone = loads.filter((trip) => endOf(trip) <= at);
    if (gone.length) {
      loads = loads.filter((trip) => endOf(trip) > at);
      near = near.filter(({ trip }) => endOf(trip) > at);
    }
    if (came && loads.length) told.push({ what: 'tagsInView', tags: near.length });
    if (gone.length && !loads.length) {
      told.push({ what: 'lastRead', reads, capped: 0 });
      reads = 0;
    }
    return [...told, ...gone.map((trip): Effect => ({ what: 'passed', trip }))];
  }

  function floodReads(to: number): TagRead[] {
    owed += ((to - now) / second / speed) * faults.floods(now);
    const count = Math.floor(owed);
    owed -= count;
    const [antenna = 1] = reader.antennas();
    return Array.from({ length: count }, (_, i) => ({
      epcHex: `E280F100D${(strangers++ % 0xfffff).toString(16).toUpperCase().padStart(15, '0')}`,
      antenna,
      rssi: -60,
      channel: 1,
      at: now + ((to - now) * i) / count,
    }));
  }

  function out(messages: Buffer[], notices: number): Effect[] {
    if (!messages.length) return [];
    return [{ what: 'send', bytes: spoken(messages).bytes, notices }];
  }

  /** All turns up to a moment, between two edges of which nothing comes or goes. */
  function hearAll(to: number): Effect[] {
    if (stateAt(now) !== 'on') {
      nextTurn = gridded(to);
      return [];
    }
    const cables = plain ? [] : reader.setCables(faults.cablesOff(now), now);
    const found = kept;
    kept = [];
    if (!plain) found.push(...floodReads(to));
    if (loads.length) for (; nextTurn + turn <= to; nextTurn += turn) found.push(...hear(nextTurn));
    else nextTurn = gridded(to);
    if (isKept(found, to)) {
      kept = found;
      return out(cables, 0);
    }
    if (reader.antennas().length) reads += found.length;
    return out([...cables, ...reader.see(found, speed > liveUpTo)], found.length);
  }

  /** How its door has moved up to now. */
  function moveDoor(at: number): Effect[] {
    const said: Buffer[] = [];
    for (let next = moves[0]; next && next.at <= at; next = moves[0]) {
      moves.shift();
      const told = reader.setInput(doorInput, next.isOpen, next.at);
      if (stateAt(next.at) === 'on') said.push(...told);
    }
    return out(said, 0);
  }

  /** Its lamp, for whoever looks at it. */
  function outputs(): Effect[] {
    const high = reader.outputs();
    if (high.join() === driven) return [];
    driven = high.join();
    return [{ what: 'outputs', high }];
  }

  /** Until its last load has gone. */
  const isKept = ([first]: readonly TagRead[], to: number) =>
    speed > liveUpTo &&
    first !== undefined &&
    loads.some((trip) => endOf(trip) > to) &&
    to - first.at < keepsFor;

  return {
    connect(at) {
      if (stateAt(at) === 'off') return false;
      line = 'greeting';
      return true;
    },
    disconnect() {
      line = 'none';
      unheard = [];
      reader.disconnect();
    },
    refuse(at) {
      if (stateAt(at) !== 'on') return undefined;
      const newcomer = notification(1, clock(at), connectionAttempt('alreadyTaken'));
      return { newcomer, client: spoken(reader.disturbed(at)).bytes };
    },
    receive(bytes, at) {
      const state = stateAt(at);
      if (state === 'off') return spoken([]);
      if (state === 'hung' || line !== 'open') {
        const size = unheard.reduce((sum, each) => sum + each.length, bytes.length);
        if (size <= unheardMost) unheard.push(Buffer.from(bytes));
        return spoken([]);
      }
      const { messages, isOver } = reader.receive(bytes, at);
      return spoken(messages, isOver);
    },
    beat(at, wall) {
      const state = stateAt(at);
      if (state !== 'on') return spoken([]);
      const lost = wasOff;
      wasOff = false;
      if (line === 'none') return spoken([]);
      // It knows nothing of a connection from before the dark.
      if (lost && line === 'open') return spoken([], true);
      const said = line === 'greeting' ? reader.connect(at) : [];
      line = 'open';
      const heard = reader.receive(Buffer.concat(unheard.splice(0)), at);
      const beats = reader.beat(at, wall);
      const kept = plain || faults.keepsAlive(at) ? beats : beats.filter((each) => !isKeepalive(each));
      return spoken([...said, ...heard.messages, ...kept], heard.isOver);
    },
    advance(to) {
      const effects = [...outputs(), ...turnLoads(now), ...moveDoor(now)];
      while (now < to) {
        const edges = [coming[0]?.from, moves[0]?.at, ...loads.map(endOf)].filter(
          (edge) => edge !== undefined,
        );
        const next = Math.min(to, ...edges.filter((edge) => edge > now), plain ? to : now + glance);
        effects.push(...hearAll(next));
        now = next;
        effects.push(...turnLoads(now), ...moveDoor(now));
      }
      return effects;
    },
    pieces: (bytes) => (plain ? [bytes] : faults.pieces(bytes, onLine)),
    holds: faults.holds,
  };
}

/** The turn in which a moment falls. */
const gridded = (at: number) => Math.floor(at / turn) * turn;
const fading = (random: Random) => (random() + random() - 1) * 5;
const isKeepalive = (bytes: Buffer) => (bytes.readUInt16BE(0) & 0x3ff) === 62;
