/** Good bytes made bad, from a seed: flipped, cut, doubled, and with the values that programs stumble over. */

type Random = () => number;

const nastyValues: unknown[] = [
  ...[
    null,
    true,
    [],
    {},
    '',
    0,
    -1,
    1.5,
    1e308,
    2 ** 53,
    -(2 ** 53),
    8.64e15,
    8.64e15 + 1,
    -9e15,
    4_294_967_296_000,
  ],
  ...['\ud800', '\0', '<script>', '__proto__', 'constructor', 'x'.repeat(70), '../../etc', '\u202e', '𠮷'],
  ...[{ toString: 1, valueOf: 1 }, { length: 5 }, [[[[[[[[]]]]]]]], { toJSON: 1 }, Array(1001).fill(0)],
];
const nastyTexts = [
  '1e309',
  '-0',
  '9007199254740993',
  '"\\ud800"',
  '{"__proto__":{"x":1}}',
  '[',
  ']',
  '}',
  '\ufeff',
  '\0',
];

const pick = <Item>(random: Random, all: readonly Item[]): Item =>
  all[Math.floor(random() * all.length)] as Item;
const spot = (random: Random, bytes: Uint8Array): number => Math.floor(random() * (bytes.length + 1));

/** One to three changes of the bytes as they are. */
export function mutated(random: Random, bytes: Buffer): Buffer {
  let now: Buffer = Buffer.from(bytes);
  for (let times = 1 + Math.floor(random() * 3); times > 0; times--) now = change(random, now);
  return now;
}

function change(random: Random, bytes: Buffer): Buffer {
  const [a, b] = [spot(random, bytes), spot(random, bytes)].sort((x, y) => x - y) as [number, number];
  const before = bytes.subarray(0, a);
  const after = bytes.subarray(b);
  return pick(random, [
    () => {
      const flipped = Buffer.from(bytes);
      const at = Math.min(a, bytes.length - 1);
      if (at >= 0) flipped[at] = (flipped[at] as number) ^ (1 << Math.floor(random() * 8));
      return flipped;
    },
    () => Buffer.concat([before, after]),
    () => before,
    () => Buffer.concat([bytes.subarray(0, b), bytes.subarray(a)]),
    () => Buffer.concat([before, Buffer.from(pick(random, nastyTexts)), bytes.subarray(a)]),
    () => Buffer.concat([before, Buffer.from([random() * 256, random() * 256]), bytes.subarray(a)]),
  ])();
}

/** The same object with one value, somewhere in it, put, taken or doubled. */
export function mutatedObject(random: Random, object: object): object {
  const copy = JSON.parse(JSON.stringify(object)) as object;
  let at: Record<string, unknown> = copy as Record<string, unknown>;
  for (;;) {
    const keys = Object.keys(at);
    if (!keys.length) return copy;
    const key = pick(random, keys);
    const value = at[key];
    if (typeof value === 'object' && value !== null && random() < 0.7) {
      at = value as Record<string, unknown>;
      continue;
    }
    if (random() < 0.15) delete at[key];
    else if (random() < 0.1) at[pick(random, nastyTexts)] = value;
    else at[key] = pick(random, nastyValues);
    return copy;
  }
}
