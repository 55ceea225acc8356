/** Draw areas for the map where no boundary may be shown: every place gets the ground nearest to it, within one reach that makes the whole as large as the counties together. Modelled, and labelled so: no boundary of any authority. */
import type { AreaMap } from '@changping/contracts/http-region';
import type { Place } from '@changping/contracts/region';
import { area, circle, featureCollection, intersect, point, polygon, union, voronoi } from '@turf/turf';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import type { Ground } from './areas.ts';

type Shape = Feature<Polygon | MultiPolygon>;
type Point = [number, number];

export const modelledLabel = { zh: '示意区划', en: 'modelled areas' };

/** The places' areas and the counties', which are their places' together. */
export function drawAreas({ places, counties }: Ground): AreaMap {
  const cells = cellsOf(places);
  const reach = reachOf(
    places,
    cells,
    counties.reduce((sum, { areaKm2 }) => sum + areaKm2, 0),
  );
  const drawn = withoutHoles(trimmed(places, cells, reach), cells);
  const ofCounty = counties.map((county) => {
    const own = drawn.filter((_, i) => places[i]?.county === county.code);
    return featureOf(county, 'county', joined(own));
  });
  const ofPlace = places.map((place, i) => featureOf(place, 'place', drawn[i] as Shape));
  return { type: 'FeatureCollection', label: modelledLabel, features: [...ofCounty, ...ofPlace] };
}

/** How far from a place its area ends, in km, so that all of them make up the wanted area. */
function reachOf(places: readonly Place[], cells: readonly Shape[], km2: number): number {
  let [least, most] = [1, 60];
  // Ten halvings find it to 60 m.
  for (let i = 0; i < 10; i++) {
    const middle = (least + most) / 2;
    const sum = trimmed(places, cells, middle).reduce((total, cell) => total + area(cell), 0);
    if (sum / 1e6 < km2) least = middle;
    else most = middle;
  }
  return most;
}

/** What of a cell lies within reach of its own place: no other is nearer there, so these make up all ground within reach of any. */
const trimmed = (places: readonly Place[], cells: readonly Shape[], km: number): Shape[] =>
  places.map(({ lon, lat }, i) => common(circle([lon, lat], km, { steps: 48 }), cells[i] as Shape) as Shape);

/** Ground out of reach in the midst of the region belongs to whom it is nearest to. */
function withoutHoles(drawn: readonly Shape[], cells: readonly Shape[]): Shape[] {
  const { geometry } = joined(drawn);
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const holes = parts.flatMap(([, ...inner]) => inner.map((ring) => polygon([ring])));
  return drawn.map((shape, i) => {
    const more = holes.flatMap((hole) => common(hole, cells[i] as Shape) ?? []);
    return more.length ? joined([shape, ...more]) : shape;
  });
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

/** Joining leaves slivers a few metres wide where two discs end beside each other: corners that span next to nothing go, the ring stays closed. */
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
