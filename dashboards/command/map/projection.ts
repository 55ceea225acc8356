/** Web Mercator as the map uses it: a camera, the pixels of a place, and the camera that shows a box of places whole. */
import type { Camera } from '../view.ts';

export type Box = { west: number; south: number; east: number; north: number };
export type Size = { width: number; height: number };
export type Padding = { top: number; right: number; bottom: number; left: number };

const tile = 512;
const rad = Math.PI / 180;
const worldX = (lon: number) => (lon + 180) / 360;
const worldY = (lat: number) => (1 - Math.log(Math.tan(Math.PI / 4 + (lat * rad) / 2)) / Math.PI) / 2;
const latOf = (y: number) => (2 * Math.atan(Math.exp((1 - 2 * y) * Math.PI)) - Math.PI / 2) / rad;

/** Pixels from the upper left corner of the drawing. */
export function pixel(
  { lon, lat, zoom }: Camera,
  { width, height }: Size,
  at: readonly [number, number],
): [number, number] {
  const scale = tile * 2 ** zoom;
  return [
    (worldX(at[0]) - worldX(lon)) * scale + width / 2,
    (worldY(at[1]) - worldY(lat)) * scale + height / 2,
  ];
}

/** The camera after the drawing was dragged by dx, dy pixels. */
export function dragged({ lon, lat, zoom }: Camera, dx: number, dy: number): Camera {
  const scale = tile * 2 ** zoom;
  return { lon: (worldX(lon) - dx / scale) * 360 - 180, lat: latOf(worldY(lat) - dy / scale), zoom };
}

export function fit(box: Box, { width, height }: Size, { top, right, bottom, left }: Padding): Camera {
  const [x0, x1] = [worldX(box.west), worldX(box.east)];
  const [y0, y1] = [worldY(box.north), worldY(box.south)];
  const scale = Math.min(
    Math.max(50, width - left - right) / Math.max(1e-9, x1 - x0),
    Math.max(50, height - top - bottom) / Math.max(1e-9, y1 - y0),
  );
  const middle = {
    lon: ((x0 + x1) / 2) * 360 - 180,
    lat: latOf((y0 + y1) / 2),
    zoom: Math.min(12, Math.log2(scale / tile)),
  };
  return dragged(middle, (left - right) / 2, (top - bottom) / 2);
}

export function boxOf(points: readonly (readonly [number, number])[]): Box | undefined {
  if (!points.length) return undefined;
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  return {
    west: Math.min(...lons),
    south: Math.min(...lats),
    east: Math.max(...lons),
    north: Math.max(...lats),
  };
}
