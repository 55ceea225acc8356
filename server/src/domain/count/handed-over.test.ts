import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CountFacts, handedOver, type Lying, uncounted, unfit } from './handed-over.ts';

const lie = (...told: string[]): Lying[] =>
  told.map((one) => {
    const [place = '', kind = ''] = one.split(' ');
    return { place, kind };
  });
const of = (places: string[], kinds: string[] | null = null) => ({ places, kinds });
const store = lie('S/hall/1 mask', 'S/hall/2 mask', 'S/hall/2 tent', 'S/cold mask');

it.each<[string, ReturnType<typeof of>[], string[]]>([
  ['nothing is proved without a count', [], ['S/cold', 'S/hall/1', 'S/hall/2']],
  ['one bin is not the store', [of(['S/hall/1'])], ['S/cold', 'S/hall/2']],
  ['one zone is not the store', [of(['S/hall'])], ['S/cold']],
  ['zones together are', [of(['S/hall']), of(['S/cold'])], []],
  ['a count of the whole store is', [of(['S'])], []],
  ['bins one by one are', [of(['S/hall/1']), of(['S/hall/2', 'S/cold'])], []],
  ['one kind is not all that lies there', [of(['S'], ['mask'])], ['S/hall/2']],
  ['kind by kind it is', [of(['S'], ['mask']), of(['S/hall/2'], ['tent'])], []],
  ['a place with a longer name is another', [of(['S/hal', 'S/col'])], ['S/cold', 'S/hall/1', 'S/hall/2']],
])('%s', (_, counts, missing) => {
  expect(uncounted(store, counts)).toEqual(missing);
});

it.each<[string, ReturnType<typeof of>[], string[]]>([
  ['is missing with what is below it told by its name', [], ['S/cold']],
  ['is not proved by a count of one kind', [of(['S'], ['mask'])], ['S/cold']],
  ['is proved by a count of all of it', [of(['S/cold'])], []],
  ['is missing where a bin of it was left out', [of(['S/cold/1'])], ['S/cold']],
])('what lies in a place nobody is told, so it %s', (_, counts, missing) => {
  const secret = ['S/cold', 'S/cold/1', 'S/cold/2'].map((place) => ({ place, kind: null }));
  expect(uncounted(secret, counts)).toEqual(missing);
});

it.each<[string, string[], string[]]>([
  ['the whole store where no place is named', ['三把钥匙'], ['S/hall/1', 'S/hall/2', 'S/hall/2', 'S/cold']],
  ['what is named, besides other things', ['三把钥匙', 'S/cold'], ['S/cold']],
  ['a zone with its bins', ['S/hall'], ['S/hall/1', 'S/hall/2', 'S/hall/2']],
  [
    'the whole store where the name is of no place',
    ['S/halle'],
    ['S/hall/1', 'S/hall/2', 'S/hall/2', 'S/cold'],
  ],
])('hands over %s', (_, items, places) => {
  const known = ['S/hall', 'S/hall/1', 'S/hall/2', 'S/cold'];
  expect(handedOver(items, store, known).lying.map(({ place }) => place)).toEqual(places);
  expect(handedOver(items, store, known).places).toEqual(items.filter((item) => known.includes(item)));
});

const fine: CountFacts = { number: 'PD-1', ...of(['S']), startedAt: 50, isPosted: true, attachedTo: null };
it.each<[string, Partial<CountFacts>, string | null]>([
  ['fits', {}, null],
  ['fits in the moment of the opening', { startedAt: 40 }, null],
  ['is refused before it is posted', { isPosted: false }, 'notPosted'],
  ['is refused where it was begun before', { startedAt: 39 }, 'before'],
  ['is refused where it never began', { startedAt: null }, 'before'],
  ['is refused where another hand-over has it', { attachedTo: 'JJ-1' }, 'attached'],
])('a count %s', (_, more, why) => {
  expect(unfit({ ...fine, ...more }, 40)).toBe(why);
});

const bins = ['S/a/1', 'S/a/2', 'S/b/1', 'S/b/2'];
const kinds = ['mask', 'tent'];
const lying = fc.uniqueArray(
  fc.record({ place: fc.constantFrom(...bins), kind: fc.constantFrom(...kinds) }),
  {
    selector: ({ place, kind }) => `${place} ${kind}`,
  },
);
const counts = fc.array(
  fc.record({
    places: fc.subarray([...bins, 'S/a', 'S/b'], { minLength: 1 }),
    kinds: fc.option(fc.subarray(kinds, { minLength: 1 })),
  }),
);

it('misses nothing that lies there, and one count more never leaves more open', () => {
  fc.assert(
    fc.property(lying, counts, (there, done) => {
      // Worked out by hand: cross off what each count saw, place by place.
      const left = new Set(there.map(({ place, kind }) => `${place} ${kind}`));
      for (const each of done)
        for (const bin of bins)
          for (const named of each.places)
            if (bin === named || bin.slice(0, 3) === named)
              for (const kind of each.kinds ?? kinds) left.delete(`${bin} ${kind}`);
      const places = [...new Set([...left].map((one) => one.split(' ')[0]))].sort();
      expect(uncounted(there, done)).toEqual(places);
      // It is all one whether places are counted at once or each by itself.
      const apart = done.flatMap((each) => each.places.map((place) => ({ ...each, places: [place] })));
      expect(uncounted(there, apart)).toEqual(places);
      for (let n = 0; n < done.length; n++)
        expect(uncounted(there, done.slice(0, n))).toEqual(expect.arrayContaining(places));
    }),
  );
});
