import { expect, it } from 'vitest';
import { factsOf, readView, stepBack, type View, writeView } from './view.ts';

const full: View = {
  lang: 'en',
  site: 'RC-S',
  facts: {
    list: 'stock',
    of: 'RC-S',
    kind: 'quilt',
    lot: { code: 'Q & A/2026', site: 'RC-S', kind: 'quilt' },
    epc: 'E280',
  },
  kind: 'quilt',
  camera: { lon: 106.2806, lat: 36.0055, zoom: 8.5 },
  off: new Set(['roads', 'station']),
};

it('reads back from the URL what it wrote there', () => {
  expect(readView(writeView(full), null)).toEqual(full);
});

it('is Chinese unless asked or remembered otherwise', () => {
  expect(readView('', null).lang).toBe('zh-CN');
  expect(readView('', 'en').lang).toBe('en');
  expect(readView('?lang=zh-CN', 'en').lang).toBe('zh-CN');
});

it.each(['?at=1,2', '?at=500,2,3', '?at=x,y,z', '?facts=everything', '?off=roof,%3Cb%3E'])(
  'passes over %s',
  (search) => {
    expect(readView(search, null)).toEqual(readView('', null));
  },
);

it('goes back one step at a time: tag, lot, list, site, region', () => {
  const steps = [full];
  for (let i = 0; i < 4; i++) steps.push(stepBack(steps.at(-1) as View));
  expect(steps.map(({ site, facts }) => [site, facts?.list, facts?.lot?.code, facts?.epc])).toEqual([
    ['RC-S', 'stock', 'Q & A/2026', 'E280'],
    ['RC-S', 'stock', 'Q & A/2026', null],
    ['RC-S', 'stock', undefined, null],
    ['RC-S', undefined, undefined, undefined],
    [null, undefined, undefined, undefined],
  ]);
});

it('opens the facts of the region as well as of a site', () => {
  const view = { ...readView('', null), facts: factsOf('discrepancies', null) };
  expect(readView(writeView(view), null).facts).toEqual(factsOf('discrepancies', null));
});
