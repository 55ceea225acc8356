/** A day at a gate: trips of all sorts one after the other, shelves beside it and a neighbour's gate, and what really happened. Nothing here knows how the gateway finds out. */

import { type FieldRead, type FieldTag, gauss, listen, type Place } from './gate-field.ts';
import type { Random } from './random.ts';

export type Happened = 'in' | 'out' | 'turnedBack';
export type RealTrip = { sort: string; happened: Happened; from: number; to: number; epcs: string[] };
/** `opens`: when the door was open, in order and apart. */
export type Day = {
  trips: RealTrip[];
  reads: FieldRead[];
  opens: [from: number, to: number][];
  shelf: Set<string>;
  neighbours: Set<string>;
};
/** Where the middle of a load is along the way, in metres. */
type Way = (ms: number) => number;

/** Metres from the gate at which nothing is read any more. */
const far = 6;
const step = 20;

export function aDay(count: number, random: Random, missed = 0.3): Day {
  const shelf = shelves(random);
  const day: Day = {
    trips: [],
    reads: [],
    opens: [],
    shelf: new Set(shelf.map(({ epc }) => epc)),
    neighbours: new Set(),
  };
  let now = 0;
  while (day.trips.length < count) {
    const { trips, tags, beside, ends, opens } = someTrips(now, random);
    day.trips.push(...trips);
    for (const { epc } of beside) day.neighbours.add(epc);
    const next = ends + between(random, 1200, 6000);
    day.reads.push(...listen([...shelf, ...tags, ...beside], { from: now, to: next, random, missed }));
    day.opens.push(...apart(opens));
    now = next;
  }
  day.reads.sort((a, b) => a.at - b.at);
  return day;
}

type Opens = [from: number, to: number][];
type Scene = { trips: RealTrip[]; tags: FieldTag[]; beside: FieldTag[]; ends: number; opens: Opens };

function someTrips(now: number, random: Random): Scene {
  const draw = random();
  if (draw < 0.04) return putDown(now, random);
  const scene =
    draw < 0.36
      ? one(now, random, 'pallet')
      : draw < 0.48
        ? one(now, random, 'single')
        : draw < 0.6
          ? one(now, random, 'cart')
          : draw < 0.74
            ? back(now, random)
            : draw < 0.89
              ? noseToTail(now, random)
              : crossing(now, random);
  return random() < 0.2 ? withNeighbour(scene, now, random) : scene;
}

const loads = { pallet: [5, 80], cart: [2, 15], single: [1, 1] } as const;
type Load = keyof typeof loads;

function one(now: number, random: Random, load: Load): Scene {
  const happened = random() < 0.5 ? 'in' : 'out';
  const walk = through(random, load, random() < 0.15 ? between(random, 500, 8000) : 0);
  return scene(now, load, happened, walk, random, load);
}

function back(now: number, random: Random): Scene {
  const load = (['pallet', 'cart', 'single'] as const)[Math.floor(random() * 3)] ?? 'cart';
  const fromYard = random() < 0.5;
  const walk = returning(random, load);
  const { tags, ends, opens } = carried(now, load, fromYard ? walk : mirrored(walk), random);
  const epcs = tags.map(({ epc }) => epc);
  return {
    opens,
    trips: [{ sort: `back, ${load}`, happened: 'turnedBack', from: now, to: ends, epcs }],
    tags,
    beside: [],
    ends,
  };
}

function noseToTail(now: number, random: Random): Scene {
  const happened = random() < 0.5 ? 'in' : 'out';
  const walk = through(random, 'pallet', 0);
  const a = scene(now, 'nose to tail', happened, walk, random, 'pallet');
  // From tail to nose 1.2 to 3 m, and each load is 1.2 m long.
  const behind = between(random, 2.4, 4.2);
  const second = {
    x: (ms: number) => walk.x(ms) - behind,
    lasts: walk.lasts + (behind / walk.speed) * 1000 * 1.6,
  };
  const b = scene(now, 'nose to tail', happened, { ...second, speed: walk.speed }, random, 'pallet');
  return {
    trips: [...a.trips, ...b.trips],
    tags: [...a.tags, ...b.tags],
    opens: [...a.opens, ...b.opens],
    beside: [],
    ends: Math.max(a.ends, b.ends),
  };
}

/** A load in while a smaller one comes out past it. */
function crossing(now: number, random: Random): Scene {
  const happened = random() < 0.5 ? 'in' : 'out';
  const a = scene(now, 'two ways', happened, through(random, 'pallet', 0), random, 'pallet', -0.55);
  const other = happened === 'in' ? 'out' : 'in';
  const later = now + between(random, 0, 1500);
  const b = scene(later, 'two ways', other, through(random, 'cart', 0), random, 'cart', 0.75);
  return {
    trips: [...a.trips, ...b.trips],
    tags: [...a.tags, ...b.tags],
    opens: [...a.opens, ...b.opens],
    beside: [],
    ends: Math.max(a.ends, b.ends),
  };
}

/** A load is brought in, put down beside the gate where it is still read, and carried out again about a minute later. */
function putDown(now: number, random: Random): Scene {
  const until = between(random, 1.4, 2.6);
  const pace = { slow: between(random, 0.6, 1.2), stay: between(random, 40_000, 80_000) };
  const comes = ((until + far) / pace.slow) * 1000;
  const leaves = comes + pace.stay;
  const x = (ms: number) => {
    if (ms < comes) return -far + (pace.slow * ms) / 1000;
    return ms < leaves ? until : until - (pace.slow * (ms - leaves)) / 1000;
  };
  const { tags, ends, opens } = carried(
    now,
    'pallet',
    { x, lasts: leaves + comes, speed: pace.slow },
    random,
  );
  const epcs = tags.map(({ epc }) => epc);
  const trips: RealTrip[] = [
    { sort: 'put down', happened: 'in', from: now, to: now + comes, epcs },
    { sort: 'carried off', happened: 'out', from: now + leaves, to: ends, epcs },
  ];
  return { trips, tags, beside: [], ends, opens };
}

/** Somebody drives through the next gate at the same time, behind a plastic wall. */
function withNeighbour(scene: Scene, now: number, random: Random): Scene {
  const walk = through(random, 'pallet', 0);
  const side = random() < 0.5 ? -1 : 1;
  const { tags, ends } = carried(
    now,
    'pallet',
    random() < 0.5 ? walk : mirrored(walk),
    random,
    side * between(random, 3.4, 4.5),
  );
  return {
    ...scene,
    beside: tags.map((tag) => ({ ...tag, loss: tag.loss + 4 })),
    ends: Math.max(scene.ends, ends),
  };
}

function scene(
  now: number,
  sort: string,
  happened: 'in' | 'out',
  walk: Walk,
  random: Random,
  load: Load,
  lane = 0,
): Scene {
  const { tags, ends, opens } = carried(now, load, happened === 'in' ? walk : mirrored(walk), random, lane);
  const trip = { sort, happened, from: now, to: ends, epcs: tags.map(({ epc }) => epc) };
  return { trips: [trip], tags, beside: [], ends, opens };
}

type Walk = { x: Way; lasts: number; speed: number };
const mirrored = ({ x, ...walk }: Walk): Walk => ({ ...walk, x: (ms) => -x(ms) });

/** Metres a second: somebody with a box, a hand pallet truck, a fork lift. */
const paces = { single: [0.8, 1.7], cart: [0.6, 1.5], pallet: [0.5, 2.2] } as const;

/** From the yard into the store at a pace that is never quite even, with a stop in or near the gate. */
function through(random: Random, load: Load, stop: number): Walk {
  return walked(random, load, [far], stop ? [{ at: between(random, -1, 1), stop }] : []);
}

/** To somewhere in the gate and back. */
function returning(random: Random, load: Load): Walk {
  const turn = between(random, -0.6, 0.6);
  return walked(random, load, [turn, -far], [{ at: turn, stop: between(random, 200, 2500) }]);
}

function walked(random: Random, load: Load, goals: number[], stops: { at: number; stop: number }[]): Walk {
  const [slow, fast] = paces[load];
  const speed = between(random, slow, fast);
  const [phase, sway] = [random() * 6, between(random, 0.05, 0.3)];
  const points = [-far];
  let x = -far;
  let ms = 0;
  for (const goal of goals) {
    const sign = Math.sign(goal - x);
    while ((goal - x) * sign > 0) {
      ms += step;
      const before = x;
      x += (sign * speed * (1 + sway * Math.sin(ms / 700 + phase)) * step) / 1000;
      points.push(x);
      const pause = stops.findIndex(({ at }) => (at - before) * (at - x) <= 0);
      if (pause >= 0)
        for (const end = ms + (stops.splice(pause, 1)[0]?.stop ?? 0); ms < end; ms += step) points.push(x);
    }
  }
  return {
    x: (at) =>
      points[Math.floor(at / step)] ??
      (at < 0
        ? -far
        : (points.at(-1) as number) +
          (Math.sign(points.at(-1) as number) * speed * (at - points.length * step)) / 1000),
    lasts: points.length * step,
    speed,
  };
}

function carried(
  now: number,
  load: Load,
  walk: Walk,
  random: Random,
  lane = gauss(random) * 0.15,
): { tags: FieldTag[]; ends: number; opens: Opens } {
  const [least, most] = loads[load];
  const count = Math.floor(between(random, least, most + 1));
  const size =
    load === 'pallet'
      ? { x: 1.2, y: 0.8, z: 1.5 }
      : load === 'cart'
        ? { x: 0.8, y: 0.5, z: 0.8 }
        : { x: 0.3, y: 0.3, z: 0.3 };
  const tags = Array.from({ length: count }, () => {
    const [dx, dy, dz] = [(random() - 0.5) * size.x, (random() - 0.5) * size.y, 0.4 + random() * size.z];
    // Goods take 5 dB a metre from a wave, so who sits left is shaded towards the right.
    const shade = { left: 5 * (dy + size.y / 2), right: 5 * (size.y / 2 - dy) };
    return aTag(random, shade, (ms): Place | null => {
      const t = ms - now;
      return t < 0 || t > walk.lasts ? null : { x: walk.x(t) + dx, y: lane + dy, z: dz };
    });
  });
  return { tags, ends: now + walk.lasts, opens: opensFor(walk, size.x / 2, now) };
}

/** A light door that is pushed open a little before a load, and falls shut a little behind it. */
const swing = 0.4;

function opensFor({ x, lasts }: Walk, half: number, now: number): Opens {
  const opens: Opens = [];
  let from: number | null = null;
  for (let ms = 0; ms <= lasts; ms += step) {
    const isOpen = Math.abs(x(ms)) < half + swing;
    if (isOpen) from ??= ms;
    else if (from !== null) {
      opens.push([now + from, now + ms]);
      from = null;
    }
  }
  return from === null ? opens : [...opens, [now + from, now + lasts]];
}

/** Two loads at once in the door hold it open together. */
function apart(opens: Opens): Opens {
  const all: Opens = [];
  for (const [from, to] of [...opens].sort((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}

/** Goods that stand on both sides of the way inside, and some by the wall outside; all day. */
function shelves(random: Random): FieldTag[] {
  return Array.from({ length: 14 }, () => {
    const inside = random() < 0.8;
    const place = {
      x: inside ? between(random, 1.2, 3.5) : -between(random, 1, 3),
      y: (random() < 0.5 ? -1 : 1) * between(random, 1.5, 3),
      z: between(random, 0.3, 2),
    };
    return aTag(random, { left: 0, right: 0 }, () => place);
  });
}

let made = 0;
function aTag(random: Random, shade: FieldTag['shade'], at: FieldTag['at']): FieldTag {
  const epc = `E2801160600003${String(++made).padStart(10, '0')}`;
  return {
    epc,
    at,
    shade,
    loss: Math.max(0, 3 + gauss(random) * 2.5),
    phases: Array.from({ length: 15 }, () => random() * 2 * Math.PI),
  };
}

const between = (random: Random, least: number, most: number) => least + random() * (most - least);
