import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRegion } from '../region.ts';
import { samplePlan } from './sample-plan.ts';

const region = readRegion(fileURLToPath(new URL('../../region/ningxia', import.meta.url)));
const noon = Date.UTC(2026, 10, 23, 12);
const plan = samplePlan(region, noon);
const lotOf = new Map(plan.lots.map((lot) => [lot.code, lot]));
const at = (site: string) => plan.pieces.filter((piece) => piece.site === site);

it('fills the 28 stores of the three upper tiers with more than 3,500 tagged cases of all 17 kinds', () => {
  expect(plan.pieces.length).toBeGreaterThan(3500);
  expect(new Set(plan.pieces.map(({ site }) => site)).size).toBe(28);
  expect(new Set(plan.pieces.map(({ lot }) => lotOf.get(lot)?.kind)).size).toBe(17);
  expect(plan.pieces.some(({ site }) => site.startsWith('ST-'))).toBe(false);
});

it('gives each piece a code of its own, by its store’s place in the list and its number in the store', () => {
  expect(new Set(plan.pieces.map(({ epc }) => epc)).size).toBe(plan.pieces.length);
  // The gates of the simulated stores read these: two digits for the store, eight for the piece.
  expect(at('RC-N')[0]?.epc).toBe('E28011606000030000000001');
  expect(at('RC-S')[39]?.epc).toBe('E28011606000030100000028');
  expect(at('CS-640522').at(-1)?.epc).toBe(
    `E28011606000031B${at('CS-640522').length.toString(16).toUpperCase().padStart(8, '0')}`,
  );
});

it('makes pieces 1 to 40 of every depot one pallet of quilts in a bin of its own', () => {
  for (const site of ['RC-N', 'RC-S', 'CD-SZS', 'CD-WZ', 'CD-ZW', 'CD-YC']) {
    const first = at(site).slice(0, 40);
    expect(new Set(first.map(({ lot }) => lot))).toEqual(new Set(['SAMPLE-QUILT-2026-07']));
    expect(new Set(first.map(({ place }) => place))).toEqual(new Set([`${site}/ordinary/A-01`]));
    expect(at(site).filter(({ place }) => place === `${site}/ordinary/A-01`)).toHaveLength(40);
  }
});

it('puts every piece into a bin that the store has, those of the ordinary zone first', () => {
  const bins = new Set(
    region.zones.flatMap(({ site, zone, bins }) => bins.map((bin) => `${site}/${zone}/${bin}`)),
  );
  for (const { place } of plan.pieces) expect(bins).toContain(place);
  const zones = at('RC-N').map(({ place }) => place.split('/')[1]);
  expect(zones.lastIndexOf('ordinary')).toBeLessThan(zones.findIndex((zone) => zone !== 'ordinary'));
});

it('names every lot a sample and has some that are past their life, some near its end, and some nobody knows the life of', () => {
  for (const { code } of plan.lots) expect(code).toMatch(/^SAMPLE-/);
  const yearMs = 365.25 * 86_400_000;
  const standing = plan.pieces.map(({ lot }) => {
    const { kind, madeOn } = lotOf.get(lot) as (typeof plan.lots)[number];
    const life = region.kinds.find(({ id }) => id === kind)?.shelfLife.storageYears ?? null;
    if (life === null) return 'no reference';
    const left = Date.parse(madeOn) + life * yearMs - noon;
    return left < 0 ? 'expired' : left < 180 * 86_400_000 ? 'near' : 'good';
  });
  const count = (what: string) => standing.filter((each) => each === what).length;
  expect(count('expired')).toBeGreaterThan(50);
  expect(count('near')).toBeGreaterThan(100);
  expect(count('no reference')).toBeGreaterThan(500);
  expect(count('good')).toBeGreaterThan(1500);
});

it('prints a date on what keeps for three years or less, and on nothing whose life is unknown', () => {
  const water = plan.lots.filter(({ kind }) => kind === 'water-550');
  expect(water[0]).toEqual({
    code: 'SAMPLE-WATER-550-2025-09',
    kind: 'water-550',
    madeOn: '2025-09-29',
    expiresOn: '2026-09-29',
  });
  expect(plan.lots.filter(({ kind }) => kind === 'quilt').every((lot) => lot.expiresOn === null)).toBe(true);
  expect(plan.lots.find(({ kind }) => kind === 'extinguisher-dry')?.expiresOn).toBeNull();
});

it('comes to the standing levels on any day of any year, with no two lots of one name', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2020-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
      (day) => {
        const { lots, pieces } = samplePlan(region, day.getTime());
        expect(new Set(lots.map(({ code }) => code)).size).toBe(lots.length);
        const kindOf = new Map(lots.map(({ code, kind }) => [code, kind]));
        for (const { id, tier } of region.sites.filter((site) => site.tier === 'county'))
          for (const kind of region.kinds) {
            const own = pieces.filter(({ site, lot }) => site === id && kindOf.get(lot) === kind.id);
            const units = own.reduce((sum, { quantity }) => sum + quantity, 0);
            expect(units).toBe(kind.levels[tier]?.standing ?? 0);
          }
        for (const { quantity } of pieces) expect(quantity).toBeGreaterThan(0);
      },
    ),
    { numRuns: 10 },
  );
}, 30_000);
