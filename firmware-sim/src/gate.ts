/** One reader beside which a story moves tags: how often it reads follows simulated time, and what it sends is what its behaviours leave of it. */
import { all, type Behaviour } from './behaviours.ts';
import { m100 } from './m100.ts';
import type { Random } from './random.ts';
import { type Span, second } from './span.ts';
import type { Trip } from './trip.ts';

/** Tags that come into view together and go together. */
export type Visit = Span & { epcs: readonly string[] };
export type GateOptions = {
  visits: readonly Visit[];
  behaviours: readonly Behaviour[];
  random: Random;
  /** Simulated milliseconds a wall millisecond. */
  speed: number;
  /** It sweeps a room. */
  sweeps?: boolean;
};

export type Effect =
  | { what: 'send'; bytes: Uint8Array; notices: number }
  | { what: 'tagsInView'; tags: number }
  /** `capped`: reads that simulated time had room for and the wall had not. */
  | { what: 'lastRead'; reads: number; capped: number }
  /** Outputs of a portal that are high from now on. */
  | { what: 'outputs'; high: readonly number[] }
  /** A load has gone past a portal, or stood there, to its end. */
  | { what: 'passed'; trip: Trip };

export type Gate = {
  /** Bytes from the gateway at a simulated time; returns the answers. */
  receive(bytes: Uint8Array, at: number): Uint8Array;
  /** Live on to a simulated time. However late it is called, no visit is skipped. */
  advance(to: number): Effect[];
};

const readsPerSecond = 50;
/** More than any reader of this family sends. */
const wallReadsPerSecond = 4000;
/** Faster than this, a hiccup of the wall would seem to be the end of a sweep. So a sweep goes out whole when it is over. */
const sweepsLiveUpTo = 50;
/** Simulated: two minutes of it fit into one piece of a stream, and each of 400 tags is read often enough. */
const wholeReadsPerSecond = 20;
/** How often faults are looked at when nothing is read; a shorter power cut may pass unseen. */
const glance = second / 2;

export function gate({ visits, behaviours, random, speed, sweeps = false }: GateOptions): Gate {
  const edges = edgesOf(visits);
  const faults = all(behaviours);
  const plain = behaviours.length === 0;
  const inView = new Set<string>();
  const reader = m100({
    tags: () => Array.from(inView, (epcHex) => ({ epcHex, rssi: rssi(random) })),
    random,
  });
  const wanted = readsPerSecond / second;
  const isWhole = sweeps && speed > sweepsLiveUpTo;
  const rate = Math.min(wanted, isWhole ? wholeReadsPerSecond / second : wallReadsPerSecond / second / speed);
  let now = 0;
  let nextEdge = 0;
  let owed = 0;
  let round: Uint8Array[] = [];
  let index = 0;
  let reads = 0;
  let capped = 0;
  let kept: Uint8Array[] = [];

  /** Deaf, dumb, or neither; without power it forgets. */
  function isOn(at: number): boolean {
    if (plain) return true;
    const state = faults.state(at);
    if (state === 'off') {
      reader.reset();
      round = [];
      kept = [];
    }
    return state === 'on';
  }

  function read(to: number): Effect[] {
    if (!inView.size || !reader.isReading()) return [];
    const whole = owed + (to - now) * rate;
    const count = Math.floor(whole + 1e-9);
    owed = whole - count;
    capped += (to - now) * (wanted - rate);
    const sent: Uint8Array[] = [];
    for (let i = 0; i < count; i++) {
      const at = now + i / rate;
      if (!isOn(at)) continue;
      if (!round.length) round = reader.round();
      const notice = round.pop();
      if (!notice) break;
      if (plain) sent.push(notice);
      else
        for (const bytes of faults.notice(notice, { at, index, random }))
          sent.push(faults.line(bytes, { at, random }));
      index++;
    }
    reads += sent.length;
    if (!isWhole) return out(sent);
    kept.push(...sent);
    return [];
  }
  const out = (sent: readonly Uint8Array[]): Effect[] =>
    sent.length ? [{ what: 'send', bytes: Buffer.concat(sent), notices: sent.length }] : [];

  function turn(): Effect[] {
    const before = inView.size;
    for (let edge = edges[nextEdge]; edge && edge.at <= now; edge = edges[++nextEdge]) {
      if (edge.comes) for (const epc of edge.epcs) inView.add(epc);
      else {
        for (const epc of edge.epcs) inView.delete(epc);
        // A tag that has gone is read no more, so the round is cut.
        round = [];
      }
    }
    if (inView.size === before) return [];
    if (inView.size) return [{ what: 'tagsInView', tags: inView.size }];
    const told: Effect = { what: 'lastRead', reads, capped: Math.floor(capped) };
    reads = 0;
    capped = 0;
    owed = 0;
    return [...out(kept.splice(0)), told];
  }

  return {
    receive(bytes, at) {
      if (!isOn(at)) return new Uint8Array();
      const answers = reader.receive(bytes);
      return plain ? answers : faults.line(answers, { at, random });
    },
    advance(to) {
      const effects = turn();
      while (now < to) {
        const next = Math.min(to, edges[nextEdge]?.at ?? to, plain ? to : now + glance);
        // A loss of power that no tag saw is a loss of power.
        isOn(now);
        effects.push(...read(next));
        now = next;
        effects.push(...turn());
      }
      return effects;
    },
  };
}

type Edge = { at: number; comes: boolean; epcs: readonly string[] };

/** Whoever goes at the moment another comes goes first. */
const edgesOf = (visits: readonly Visit[]): Edge[] =>
  visits
    .flatMap(({ from, to, epcs }) => [
      { at: from, comes: true, epcs },
      { at: to, comes: false, epcs },
    ])
    .sort((a, b) => a.at - b.at || Number(a.comes) - Number(b.comes));

const rssi = (random: Random) => -50 - Math.floor(random() * 20);
