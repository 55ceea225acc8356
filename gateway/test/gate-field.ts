/** Radio and walking at a gate, for tests: where the antennas stand and how a tag's answer fades, nothing of what the gateway makes of it. Distances in metres, x from the yard (negative) into the store, y across, z up.
 * Free-space loss at 922 MHz, antenna lobes after the usual parabola, two-way loss, standing waves off the floor and walls, goods that shade the far side, a reader that takes its antennas in turn and has slots for so many answers. */
import type { Random } from './random.ts';

export type Place = { x: number; y: number; z: number };
export type FieldTag = {
  epc: string;
  /** Where it is at a time, or null while it is nowhere near. */
  at(ms: number): Place | null;
  /** One-way losses in dB of how it is stuck on, and of the goods around it for a wave from the left and from the right. */
  loss: number;
  shade: { left: number; right: number };
  /** Phases of its standing waves. */
  phases: readonly number[];
};
export type FieldRead = { epc: string; antenna: number; rssi: number; at: number };

type Antenna = Place & { id: number; facing: { x: number; y: number } };

/** Four panels on two posts, 2.8 m apart, the outer two 0.7 m before the inner two; each looks across the gate and 25° to its own side. */
const lean = (25 * Math.PI) / 180;
export const antennas: readonly Antenna[] = [
  { id: 1, x: -0.35, y: -1.4, z: 1.2, facing: { x: -Math.sin(lean), y: Math.cos(lean) } },
  { id: 2, x: -0.35, y: 1.4, z: 1.2, facing: { x: -Math.sin(lean), y: -Math.cos(lean) } },
  { id: 3, x: 0.35, y: -1.4, z: 1.2, facing: { x: Math.sin(lean), y: Math.cos(lean) } },
  { id: 4, x: 0.35, y: 1.4, z: 1.2, facing: { x: Math.sin(lean), y: -Math.cos(lean) } },
];
export const gateSides = { outer: [1, 2], inner: [3, 4] };

/** dBm into the cable of a gate that is set up with care, dBi, dBm the chip wakes at, dB lost in answering, dBm the reader still hears. */
const power = 27;
const gain = 7;
const wakes = -19;
const answerLoss = 9;
const hears = -80;
const wavelength = 0.325;
/** dB below its best at which an antenna still hears all around, by what floor, walls and goods throw back. */
const scatter = 15;

/** dBm at the reader and at the chip. Before the noise of the moment. */
export function link(antenna: Antenna, tag: FieldTag, { x, y, z }: Place): { chip: number; reader: number } {
  const dx = x - antenna.x;
  const dy = y - antenna.y;
  const dz = z - antenna.z;
  const distance = Math.max(0.2, Math.hypot(dx, dy, dz));
  const along = (dx * antenna.facing.x + dy * antenna.facing.y) / distance;
  const angle = (Math.acos(Math.max(-1, Math.min(1, along))) * 180) / Math.PI;
  const lobe = gain - Math.min(scatter, 12 * (angle / 70) ** 2);
  const path = 20 * Math.log10((4 * Math.PI * distance) / wavelength);
  const shade = antenna.y < y ? tag.shade.left : tag.shade.right;
  const oneWay = lobe - path - tag.loss - shade + ripple(tag.phases, antenna.id, x, y);
  return { chip: power + oneWay, reader: power + 2 * oneWay - answerLoss };
}

/** Standing waves: as the tag moves half a wavelength it goes through a crest and a trough. */
function ripple(phases: readonly number[], antenna: number, x: number, y: number): number {
  const wave = (2 * Math.PI) / wavelength;
  const a = phases[(antenna * 3) % phases.length] ?? 0;
  const b = phases[(antenna * 3 + 1) % phases.length] ?? 0;
  const c = phases[(antenna * 3 + 2) % phases.length] ?? 0;
  // A direct wave of 1 and three reflections, as they add up.
  const real =
    1 +
    0.3 * Math.cos(2 * wave * x + a) +
    0.25 * Math.cos(wave * (x + y) + b) +
    0.2 * Math.cos(1.3 * wave * y + c);
  const imaginary =
    0.3 * Math.sin(2 * wave * x + a) +
    0.25 * Math.sin(wave * (x + y) + b) +
    0.2 * Math.sin(1.3 * wave * y + c);
  return 10 * Math.log10(Math.max(0.01, real ** 2 + imaginary ** 2));
}

/** All reads from…to: the antennas take turns of about `dwell`, a turn has room for so many answers, and `missed` of the answers are lost in collisions. */
export function* listen(
  tags: readonly FieldTag[],
  {
    from,
    to,
    random,
    missed = 0.3,
    dwell = 50,
  }: { from: number; to: number; random: Random; missed?: number; dwell?: number },
): Generator<FieldRead> {
  const answersPerMs = 0.35;
  let now = from;
  let turn = 0;
  while (now < to) {
    const antenna = antennas[turn++ % antennas.length] as Antenna;
    const length = dwell * (0.7 + 0.6 * random());
    const heard: FieldRead[] = [];
    for (const tag of tags) {
      const place = tag.at(now);
      if (!place) continue;
      const { chip, reader } = link(antenna, tag, place);
      const noise = gauss(random) * 1.5;
      if (chip + noise < wakes || reader + noise < hears) continue;
      heard.push({
        epc: tag.epc,
        antenna: antenna.id,
        rssi: Math.round(reader + noise + gauss(random)),
        at: 0,
      });
    }
    // In a turn every tag answers about once, and twice where few are there; many leave no slot for some.
    const slots = Math.max(1, Math.floor(length * answersPerMs));
    const order = shuffled(heard, random);
    const answers = order.length * 2 <= slots ? [...order, ...order] : order.slice(0, slots);
    for (const [i, read] of answers.entries())
      if (random() >= missed)
        yield { ...read, at: Math.round(now + (length * (i + random())) / Math.max(1, answers.length)) };
    now += length;
  }
}

export const gauss = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

function shuffled<Item>(items: Item[], random: Random): Item[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j] as Item, items[i] as Item];
  }
  return items;
}
