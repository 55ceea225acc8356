import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { areaMap } from '@changping/contracts/http-region';
import type { County, Place } from '@changping/contracts/region';
import { area, booleanPointInPolygon, featureCollection, intersect, kinks, polygon } from '@turf/turf';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { expect, it } from 'vitest';
import { drawAreas } from './draw.ts';

type Shape = Feature<Polygon | MultiPolygon>;

/** Two counties of three by three places each, 0.1 degrees apart: about 9 km east, 11 km north. */
const places = Array.from({ length: 18 }, (_, i): Place => {
  const east = Math.floor(i / 9);
  const [column, row] = [east * 3 + (i % 3), Math.floor((i % 9) / 3)];
  return {
    ...{
      code: `64010${1 + east}${String(i).padStart(3, '0')}`,
      name: `乡${i}`,
      nameEn: `Town ${i}`,
      type: 'Town',
    },
    ...{ county: `64010${1 + east}`, lon: 106 + column * 0.1, lat: 37 + row * 0.1 },
    ...{ population: null, quality: 'assumed', flag: null },
  };
});
const counties = [1, 2].map(
  (n): County => ({
    ...{ code: `64010${n}`, name: `县${n}`, nameEn: `County ${n}`, city: '市', lon: 106, lat: 37 },
    ...{ areaKm2: 1200, population: 0, populationSource: '' },
  }),
);
const map = drawAreas({ places, counties });
const shapeOf = (code: string) => map.features.find((each) => each.properties.code === code) as Shape;

it('draws an area for every place and every county and says that they are modelled', () => {
  expect(map.label).toEqual({ zh: '示意区划', en: 'modelled areas' });
  expect(map.features).toHaveLength(20);
  expect(map.features.every(({ properties }) => properties.modelled)).toBe(true);
  expect(areaMap.parse(map)).toEqual(map);
});

it('puts every place into its own area and its county’s, and into no other', () => {
  for (const { code, county, lon, lat } of places) {
    const here = map.features.filter((each) => booleanPointInPolygon([lon, lat], each as Shape));
    expect(here.map(({ properties }) => properties.code).sort()).toEqual([county, code].sort());
  }
});

it('gives no ground to two places, and as much in all as the counties have', () => {
  const shapes = places.map(({ code }) => shapeOf(code));
  const overlap = shapes.flatMap((one, i) =>
    shapes.slice(i + 1).flatMap((other) => intersect(featureCollection([one, other])) ?? []),
  );
  // Corners are rounded to ten metres.
  expect(overlap.reduce((sum, each) => sum + area(each), 0) / 1e6).toBeLessThan(0.5);
  const whole = counties.reduce((sum, { code }) => sum + area(shapeOf(code)), 0) / 1e6;
  expect(whole).toBeGreaterThan(2390);
  expect(whole).toBeLessThan(2430);
});

it('leaves no hole in the midst of a ring of places', () => {
  const ring = places.filter(({ lon, lat }) => lon < 106.05 || lon > 106.45 || lat < 37.05 || lat > 37.15);
  const { features } = drawAreas({ places: ring, counties });
  const middle = [106.25, 37.1];
  expect(features.some((each) => booleanPointInPolygon(middle, each as Shape))).toBe(true);
});

it('refuses two places in one spot by name', () => {
  const twice = [...places, { ...(places[4] as Place), code: '640101999' }];
  expect(() => drawAreas({ places: twice, counties })).toThrow(
    /^640101(?:004|999) stands where another place stands$/,
  );
});

it('has drawn Ningxia in 254 areas of 51,900 km² that do not cross themselves', () => {
  const file = fileURLToPath(new URL('../../region/ningxia/areas.geojson', import.meta.url));
  const drawn = areaMap.parse(JSON.parse(readFileSync(file, 'utf8')));
  expect(drawn.features).toHaveLength(254);
  const ofCounties = drawn.features.filter(({ properties }) => properties.level === 'county');
  const km2 = ofCounties.reduce((sum, each) => sum + area(each as Shape), 0) / 1e6;
  expect(km2).toBeGreaterThan(51_700);
  expect(km2).toBeLessThan(52_100);
  for (const { geometry } of ofCounties) {
    const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    for (const [outer = []] of parts) expect(kinks(polygon([outer])).features).toEqual([]);
  }
});
