/** The layer as a picture: which cell lies under each pixel, found once for a region, and the pixels of a class and its minutes, made anew in milliseconds. */

export type CellMap = { sizeKm: number; lons: Float32Array; lats: Float32Array };
export type Layer = { class: Uint8Array; minutes: Uint16Array };
export type Bounds = { west: number; south: number; east: number; north: number };
/** `cell`: by pixel, row by row from the north; -1 where there is none. Rows are even in Web Mercator, as a map draws a picture. */
export type Raster = { width: number; height: number; bounds: Bounds; cell: Int32Array };
/** Red, green, blue, alpha. */
export type Colour = readonly [number, number, number, number];
/** `bands`: of those within the promise, the soonest first; `beyond`: timeOnly, distanceOnly, neither. */
export type Paints = { bands: readonly Colour[]; beyond: readonly [Colour, Colour, Colour] };

const rad = Math.PI / 180;
const kmPerDegree = 111.195;
/** Pixels a side of a cell, so that a pattern can be told at the scale of a region. */
const perCell = 2;
const mercator = (lat: number) => Math.log(Math.tan(Math.PI / 4 + (lat * rad) / 2));
const latOf = (y: number) => (2 * Math.atan(Math.exp(y)) - Math.PI / 2) / rad;

/** @param cells centres, row by row from the south, each row even from the west. */
export function rasterOf({ sizeKm, lons, lats }: CellMap): Raster | undefined {
  if (!lons.length) return undefined;
  const half = sizeKm / 2 / kmPerDegree;
  const rows = rowsOf(lats);
  const [south, north] = [lats[0]! - half, lats.at(-1)! + half];
  const side = (lat: number) => half / Math.cos(lat * rad);
  let [west, east] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < lons.length; i++) {
    west = Math.min(west, lons[i]! - side(lats[i]!));
    east = Math.max(east, lons[i]! + side(lats[i]!));
  }
  const bounds = { west, south, east, north };
  const middle = Math.cos(((south + north) / 2) * rad);
  const width = Math.round(((east - west) * kmPerDegree * middle * perCell) / sizeKm);
  const height = Math.round(
    ((mercator(north) - mercator(south)) / rad) * ((kmPerDegree * middle * perCell) / sizeKm),
  );
  const cell = new Int32Array(width * height).fill(-1);
  for (let y = 0; y < height; y++) {
    const lat = latOf(mercator(north) - ((y + 0.5) / height) * (mercator(north) - mercator(south)));
    const row = rows.reduce((best, each) =>
      Math.abs(each.lat - lat) < Math.abs(best.lat - lat) ? each : best,
    );
    // Float32 places a centre some metres off.
    if (Math.abs(row.lat - lat) > half * 1.01) continue;
    const reach = side(row.lat) * 1.01;
    let at = row.from;
    for (let x = 0; x < width; x++) {
      const lon = west + ((x + 0.5) / width) * (east - west);
      while (at + 1 < row.to && Math.abs(lons[at + 1]! - lon) <= Math.abs(lons[at]! - lon)) at++;
      if (Math.abs(lons[at]! - lon) <= reach) cell[y * width + x] = at;
    }
  }
  return { width, height, bounds, cell };
}

/** @param limit the promised minutes, which the bands share evenly. */
export function paint(
  { width, height, cell }: Raster,
  { class: classes, minutes }: Layer,
  { bands, beyond }: Paints,
  limit: number,
  pixels: Uint8ClampedArray,
): void {
  const whole = new Uint32Array(pixels.buffer, pixels.byteOffset, width * height);
  const near = bands.map(packed);
  const far = beyond.map((colour) => [packed(colour), packed(thin(colour))] as const);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const at = cell[i]!;
      if (at < 0) whole[i] = 0;
      else if (classes[at] === 0) whole[i] = near[bandOf(minutes[at]!, near.length, limit)]!;
      else whole[i] = far[classes[at]! - 1]![isInked(classes[at]!, x, y) ? 0 : 1]!;
    }
}

/** How many cells stand in each class. */
export function countOf({ class: classes }: Layer): [number, number, number, number] {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (const each of classes) counts[each as 0]++;
  return counts;
}

/** What a class is besides its colour: 0 filled, 1 dots, 2 stripes, 3 checks. */
export function isInked(kept: number, x: number, y: number): boolean {
  if (kept === 1) return x % 4 < 2 && y % 4 < 2;
  if (kept === 2) return (x + y) % 6 < 3;
  if (kept === 3) return x % 6 < 3 === y % 6 < 3;
  return true;
}

const bandOf = (minutes: number, bands: number, limit: number): number =>
  Math.max(0, Math.min(bands - 1, Math.ceil((minutes * bands) / limit) - 1));

/** Between the dots, stripes and checks. */
const thin = ([red, green, blue, alpha]: Colour): Colour => [red, green, blue, Math.round(alpha * 0.4)];

/** As a picture's bytes lie in memory on every machine a browser of ours runs on: little end first. */
const packed = ([red, green, blue, alpha]: Colour): number =>
  ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;

function rowsOf(lats: Float32Array): { lat: number; from: number; to: number }[] {
  const rows: { lat: number; from: number; to: number }[] = [];
  for (let i = 0; i < lats.length; i++) {
    const last = rows.at(-1);
    if (last && last.lat === lats[i]) last.to = i + 1;
    else rows.push({ lat: lats[i]!, from: i, to: i + 1 });
  }
  return rows;
}
