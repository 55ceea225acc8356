import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cellsOf } from './grid.ts';
import { peopleOfCells, peopleOfPlaces } from './people.ts';
import type { Place } from './world.ts';

const place = (facts: Partial<Place>): Place => ({
  code: 'p',
  name: 'p',
  type: 'Town',
  county: 'C',
  lon: 106,
  lat: 38,
  people: null,
  ...facts,
});
const county = (people: number, code = 'C') => ({ code, name: code, people, areaKm2: 80 });
const sum = (values: Float64Array) => values.reduce((all, each) => all + each, 0);

it.each<[string, number, Partial<Place>[], number[]]>([
  [
    'by weights where no number is known',
    700,
    [{ type: 'Subdistrict' }, {}, { type: 'Farm' }],
    [400, 200, 100],
  ],
  ['the rest after the known numbers', 1000, [{ people: 400 }, {}, {}], [400, 300, 300]],
  [
    'also to places that nobody knows the position of',
    300,
    [{}, { type: 'Township', lon: null }],
    [200, 100],
  ],
  [
    'in proportion where all are known but differ from the county',
    300,
    [{ people: 100 }, { people: 50 }],
    [200, 100],
  ],
  ['nothing to the unknown where the known have all', 300, [{ people: 300 }, {}], [300, 0]],
])('shares a county out %s', (_, people, places, expected) => {
  expect(Array.from(peopleOfPlaces(places.map(place), [county(people)]))).toEqual(expected);
});

it('loses nobody: places and cells both add up to the counties', () => {
  const aPlace = fc.record({
    type: fc.constantFrom('Subdistrict', 'Town', 'Township', 'Unit'),
    county: fc.constantFrom('C', 'D'),
    lon: fc.double({ min: 106, max: 106.3, noNaN: true }),
    lat: fc.double({ min: 38, max: 38.3, noNaN: true }),
    people: fc.option(fc.integer({ min: 1, max: 50_000 })),
  });
  const counties = [county(80_000), county(20_000, 'D')];
  fc.assert(
    fc.property(fc.array(aPlace, { minLength: 1, maxLength: 12 }), (list) => {
      const places = [
        ...list.map((facts, i) => place({ ...facts, code: `${i}` })),
        place({ code: 'here' }),
        place({ code: 'there', county: 'D', lon: 106.2 }),
        place({ code: 'nowhere', lon: null, lat: null }),
      ];
      const people = peopleOfPlaces(places, counties);
      expect(sum(people)).toBeCloseTo(100_000, 4);
      const cells = cellsOf(places, counties);
      const inCells = peopleOfCells(people, places, cells);
      expect(sum(inCells) + people.at(-1)!).toBeCloseTo(100_000, 4);
      expect(Math.min(...inCells)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 20 },
  );
});

it('models as many cells as the counties have square kilometres, those nearest a place', () => {
  const places = [place({}), place({ county: 'D', lon: 107 })];
  const cells = cellsOf(places, [county(1), county(1, 'D')]);
  const count = (at: number) => cells.place.filter((each) => each === at).length;
  expect(cells.place).toHaveLength(160);
  // Two discs of 80 km² that do not touch: each reaches 5 km.
  expect(Math.abs(count(0) - count(1))).toBeLessThanOrEqual(4);
  for (let cell = 0; cell < cells.place.length; cell++)
    expect(Math.abs(cells.lats[cell]! - 38) * 111.2).toBeLessThan(5.6);
});
