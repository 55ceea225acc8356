import fc from 'fast-check';
import { expect, it } from 'vitest';
import { togglePlace, zonesOf } from './places.ts';

it.each<[string, string[], string, string[]]>([
  ['chosen', [], 'A/cold', ['A/cold']],
  ['chosen twice', ['A/cold'], 'A/cold', []],
  ['a zone takes its bins along', ['A/cold/1', 'A/dry/1'], 'A/cold', ['A/dry/1', 'A/cold']],
  ['a bin of a chosen zone is in already', ['A/cold'], 'A/cold/1', ['A/cold']],
])('%s', (_, before, place, want) => {
  expect(togglePlace(before, place)).toEqual(want);
});

it('names the zones of the store, where goods come in first', () => {
  expect(
    zonesOf('A', [{ zone: 'cold' }], [{ place: 'A/dry/1' }, { place: 'B/x' }, { place: 'transit/9' }]),
  ).toEqual(['A/receiving', 'A/cold', 'A/dry']);
});

it('never chooses a place twice nor beside what holds it', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  const place = fc.constantFrom('A/a', 'A/a/1', 'A/a/2', 'A/b', 'A/b/1');
  fc.assert(
    fc.property(fc.array(place, { maxLength: 20 }), (taps) => {
      const chosen = taps.reduce<string[]>(togglePlace, []);
      expect(new Set(chosen).size, `seed ${seed}`).toBe(chosen.length);
      for (const one of chosen) expect(chosen.some((each) => one.startsWith(`${each}/`))).toBe(false);
    }),
    { seed },
  );
});
