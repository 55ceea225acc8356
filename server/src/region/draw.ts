/** Draw areas for the map where no boundary may be shown: every place gets the ground nearest to it, within an outline around all of them that is as large as the counties together. Modelled, and labelled so: no boundary of any authority. */
import type { AreaMap } from '@changping/contracts/http-region';
import type { Place } from '@changping/contracts/region';
import {
  area,
  buffer,
  circle,
  featureCollection,
  intersect,
  multiPolygon,
  point,
  polygon,
  union,
  voronoi,
} from '@turf/turf';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import type { Ground } from './areas.ts';

type Shape = Feature<Polygon | MultiPolygon>;
type Point = [number, number];

export const modelledLabel = { zh: '示意区划', en: 'modelled areas' };

/** The places' areas and the counties', which are their places' together. */
export function drawAreas({ places, counties }: Ground): AreaMap {
  const whole = outlineOf(
    places,
    counties.reduce((sum, { areaKm2 }) => sum + areaKm2, 0),
  );
  const drawn = cellsOf(places).map((cell) => common(cell, whole) as Shape);
  const ofCounty = counties.map((county) => {
    const own = drawn.filter((_, i) => places[i]?.county === county.code);
    return featureOf(county, 'county', joined(own));
  });
  const ofPlace = places.map((place, i) => featureOf(place, 'place', drawn[i] as Shape));
  return { type: 'FeatureCollection', label: modelledLabel, features: [...ofCounty, ...ofPlace] };
}

/** Wide discs around the places, joined, and the whole drawn in again until it has the wanted area: that closes holes and narrow bays. */
function outlineOf(places: readonly Place[], km2: number): Shape {
  const far = discsOf * Math.sqrt(km2 / Math.PI / places.length);
  const wide = withoutHoles(joined(places.map(({ lon, lat }) => circle([lon, lat], far, { steps: 32 }))));
  const drawnIn = (km: number) => (km ? (buffer(wide, -km) as Shape) : wide);
  // Every place must stay inside.
  let [least, most] = [0, far * 0.9];
  // Eight halvings find it to a hundred metres.
  for (let i = 0; i < 8; i++) {
    const middle = (least + most) / 2;
    if (area(drawnIn(middle)) / 1e6 > km2) least = middle;
    else most = middle;
  }
  return drawnIn(least);
}
/** In radii of a disc that is a place's fair share. */
const discsOf = 3;

function withoutHoles({ geometry }: Shape): Shape {
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return multiPolygon(parts.map(([outer = []]) => [outer]));
}

/** Nearest on the ground, not on the grid of degrees: a degree of longitude is shorter than one of latitude. */
function cellsOf(places: readonly Place[]): Shape[] {
  const narrow = Math.cos((middleOf(places) * Math.PI) / 180);
  const points = places.map(({ lon, lat }) => point([lon * narrow, lat]));
  const cells = voronoi(featureCollection(points), {
    bbox: boxAround(points.map(({ geometry }) => geometry.coordinates)),
  });
  return places.map(({ code }, i) => {
    const cell = cells.features[i];
    // Two places in one spot share a cell, and one of them gets none.
    if (!cell) throw new Error(`${code} stands where another place stands`);
    return polygon(cell.geometry.coordinates.map((ring) => ring.map(([x = 0, y = 0]) => [x / narrow, y])));
  });
}

const middleOf = (places: readonly Place[]) => places.reduce((sum, { lat }) => sum + lat, 0) / places.length;

function boxAround(points: readonly Position[]): [number, number, number, number] {
  const [xs, ys] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)];
  return [Math.min(...xs) - 1, Math.min(...ys) - 1, Math.max(...xs) + 1, Math.max(...ys) + 1];
}

const common = (one: Shape, other: Shape): Shape | null => intersect(featureCollection([one, other]));

function joined(shapes: readonly Shape[]): Shape {
  const [first, second] = shapes;
  if (!first) throw new Error('there is nothing to join');
  return second ? (union(featureCollection([...shapes])) ?? first) : first;
}

function featureOf(
  { code, name, nameEn }: Pick<Place, 'code' | 'name' | 'nameEn'>,
  level: 'county' | 'place',
  { geometry }: Shape,
): AreaMap['features'][number] {
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const rings = parts
    .map((part) => part.map((ring) => tidied(ring.map(rounded))).filter((ring) => ring.length > 3))
    .filter((part) => part.length > 0);
  const [only, second] = rings;
  return {
    type: 'Feature',
    geometry:
      only && !second ? { type: 'Polygon', coordinates: only } : { type: 'MultiPolygon', coordinates: rings },
    properties: { code, name, nameEn, level, modelled: true },
  };
}

/** To ten metres: what is modelled needs no more. */
const rounded = ([x = 0, y = 0]: Position): Point => [
  Math.round(x * 10_000) / 10_000,
  Math.round(y * 10_000) / 10_000,
];

/** Joining leaves slivers a few metres wide: corners that span next to nothing go, the ring stays closed. */
function tidied(ring: readonly Point[]): Point[] {
  const open = ring.slice(0, -1);
  for (let i = 0; i < open.length && open.length > 2; ) {
    const [before, at, after] = [open.at(i - 1), open[i], open[(i + 1) % open.length]] as [
      Point,
      Point,
      Point,
    ];
    if (spannedKm2(before, at, after) > sliverKm2) i++;
    else {
      open.splice(i, 1);
      // What was fine beside the corner that went may not be so any more.
      i = Math.max(0, i - 2);
    }
  }
  return open.length > 2 ? [...open, open[0] as Point] : [];
}
/** A corner of a disc spans twice as much. */
const sliverKm2 = 0.1;
const kmPerDegree = 111.2;

const spannedKm2 = ([x1, y1]: Point, [x2, y2]: Point, [x3, y3]: Point) =>
  (Math.abs((x2 - x1) * (y3 - y1) - (x3 - x1) * (y2 - y1)) / 2) *
  kmPerDegree ** 2 *
  Math.cos((y2 * Math.PI) / 180);
