import { expect, it } from 'vitest';
import { factsOf, readView, stepBack, type View, writeView } from './view.ts';

const full: View = {
  lang: 'en',
  site: 'RC-S',
  place: null,
  facts: {
    list: 'stock',
    of: 'RC-S',
    kind: 'quilt',
    lot: { code: 'Q & A/2026', site: 'RC-S', kind: 'quilt' },
    item: null,
    epc: 'E280',
  },
  show: { what: 'expiry', tier: 'city', site: 'CD-WZ', cell: { kind: 'ration', column: '2026Q4' } },
  loss: { lost: null, dry: { site: 'RC-S', kind: 'quilt' } },
  kind: 'quilt',
  camera: { lon: 106.2806, lat: 36.0055, zoom: 8.5 },
  off: new Set(['roads', 'station']),
  replay: 1_795_500_000_000,
  isBig: true,
};

it('reads back from the URL what it wrote there', () => {
  expect(readView(writeView(full), null)).toEqual(full);
});

it('keeps a place and a trip through a gate in the URL', () => {
  const view: View = {
    ...readView('', null),
    place: 'p:640323103',
    show: { what: 'coverage' },
    loss: { lost: 'RC-S', dry: null },
    facts: { ...factsOf('passages', 'RC-S'), item: 41 },
  };
  expect(readView(writeView(view), null)).toEqual(view);
});

it('is Chinese unless asked or remembered otherwise', () => {
  expect(readView('', null).lang).toBe('zh-CN');
  expect(readView('', 'en').lang).toBe('en');
  expect(readView('?lang=zh-CN', 'en').lang).toBe('zh-CN');
});

it.each([
  '?at=1,2',
  '?at=500,2,3',
  '?at=x,y,z',
  '?facts=everything',
  '?off=roof,%3Cb%3E',
  '?replay=yesterday',
  '?screen=small',
])('passes over %s', (search) => {
  expect(readView(search, null)).toEqual(readView('', null));
});

it('goes back one step at a time: tag, lot, list, replay, site, big screen', () => {
  const steps: View[] = [{ ...full, show: null, loss: null }];
  for (let i = 0; i < 6; i++) steps.push(stepBack(steps.at(-1) as View));
  const { replay } = full;
  expect(
    steps.map(({ site, facts, replay, isBig }) => [
      ...[isBig, site, replay],
      ...[facts?.list, facts?.lot?.code, facts?.epc],
    ]),
  ).toEqual([
    [true, 'RC-S', replay, 'stock', 'Q & A/2026', 'E280'],
    [true, 'RC-S', replay, 'stock', 'Q & A/2026', null],
    [true, 'RC-S', replay, 'stock', undefined, null],
    [true, 'RC-S', replay, undefined, undefined, undefined],
    [true, 'RC-S', null, undefined, undefined, undefined],
    [true, null, null, undefined, undefined, undefined],
    [false, null, null, undefined, undefined, undefined],
  ]);
});

it('goes back from a cell to the wall, from the wall to the site, and last to what is so', () => {
  const steps: View[] = [{ ...full, facts: null, replay: null, isBig: false }];
  for (let i = 0; i < 4; i++) steps.push(stepBack(steps.at(-1) as View));
  const told = steps.map(({ show, site, loss }) => [
    show?.what === 'expiry' ? [show.site, show.cell?.column] : show,
    ...[site, loss !== null],
  ]);
  expect(told).toEqual([
    [['CD-WZ', '2026Q4'], 'RC-S', true],
    [['CD-WZ', undefined], 'RC-S', true],
    [null, 'RC-S', true],
    [null, null, true],
    [null, null, false],
  ]);
});

it('opens the facts of the region as well as of a site', () => {
  const view = { ...readView('', null), facts: factsOf('discrepancies', null) };
  expect(readView(writeView(view), null).facts).toEqual(factsOf('discrepancies', null));
});
