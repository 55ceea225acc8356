/** What the page shows, as its URL says it: a picture of the screen can be sent to a colleague as a link. */
import type { Tier } from '@changping/contracts/live';
import type { Lang } from '../shared/words/use-words.tsx';
import { hideOne, type Loss, readLoss, readShow, type Show, writeShow } from './show.ts';

export const factLists = [
  ...(['stock', 'discrepancies', 'leftWithoutOrder', 'gateways', 'breaches', 'quarantine'] as const),
  ...(['passages', 'sweeps', 'field'] as const),
];
export type FactList = (typeof factLists)[number];
/** The facts that are open: a list, in it perhaps a lot or one trip or sweep, in it perhaps one tag. `of`: the site; null is the region. */
export type Facts = {
  list: FactList;
  of: string | null;
  kind: string | null;
  lot: { code: string; site: string; kind: string } | null;
  /** The number of a passage or a sweep. */
  item: number | null;
  epc: string | null;
};
export type Camera = { lon: number; lat: number; zoom: number };
export type Layer = 'coverage' | 'roads' | 'places' | 'areas' | 'grid' | 'ties' | Tier;
export type View = {
  lang: Lang;
  /** A site or a place is chosen, never both. */
  site: string | null;
  place: string | null;
  facts: Facts | null;
  show: Show | null;
  loss: Loss | null;
  /** The kind whose pieces the map counts; null counts all. */
  kind: string | null;
  camera: Camera | null;
  off: ReadonlySet<Layer>;
  /** The moment that is shown in place of now. */
  replay: number | null;
  /** For the wall: larger, nothing to touch. */
  isBig: boolean;
};

export const tiers: readonly Tier[] = ['regional', 'city', 'county', 'station', 'partner', 'external'];
export const grounds = ['coverage', 'roads', 'places', 'areas', 'grid', 'ties'] as const;
const layers: readonly string[] = [...grounds, ...tiers];

export const factsOf = (list: FactList, of: string | null, kind: string | null = null): Facts => ({
  list,
  of,
  kind,
  lot: null,
  item: null,
  epc: null,
});

/** `remembered`: the language of the visit before. A part of the URL that says nothing sensible is passed over. */
export function readView(search: string, remembered: string | null): View {
  const asked = new URLSearchParams(search);
  const lang = asked.get('lang') ?? remembered;
  return {
    lang: lang === 'en' ? 'en' : 'zh-CN',
    site: asked.get('site'),
    place: asked.get('site') ? null : asked.get('place'),
    facts: readFacts(asked),
    show: readShow(asked, tiers),
    loss: readLoss(asked),
    kind: asked.get('count'),
    camera: readCamera(asked.get('at')),
    off: new Set((asked.get('off') ?? '').split(',').filter((each): each is Layer => layers.includes(each))),
    replay: wholeNumber(asked.get('replay')),
    isBig: asked.get('screen') === 'big',
  };
}

export function writeView({
  lang,
  site,
  place,
  facts,
  show,
  loss,
  kind,
  camera,
  off,
  ...view
}: View): string {
  const asked = new URLSearchParams({ lang });
  const put = (name: string, value: string | null | undefined) => value && asked.set(name, value);
  put('screen', view.isBig ? 'big' : null);
  put('replay', view.replay?.toFixed(0));
  put('site', site);
  put('place', place);
  put('count', kind);
  put('facts', facts?.list);
  put('of', facts?.of);
  put('kind', facts?.lot?.kind ?? facts?.kind);
  put('lot', facts?.lot?.code);
  put('in', facts?.lot?.site);
  put('item', facts?.item?.toString());
  put('epc', facts?.epc);
  for (const [name, value] of writeShow(show, loss)) put(name, value);
  put('at', camera && [camera.lon.toFixed(4), camera.lat.toFixed(4), camera.zoom.toFixed(2)].join(','));
  put('off', [...off].join(','));
  return `?${asked}`.replaceAll('%2C', ',').replaceAll('%3A', ':');
}

/** One step back: tag → lot, trip or sweep → list → cell → wall or drawer → now → site or place → what is supposed → region → out of the big screen. */
export function stepBack(view: View): View {
  const { facts } = view;
  if (facts?.epc) return { ...view, facts: { ...facts, epc: null } };
  if (facts?.lot || facts?.item) return { ...view, facts: { ...facts, lot: null, item: null } };
  if (facts) return { ...view, facts: null };
  if (view.show) return { ...view, show: hideOne(view.show) };
  if (view.replay !== null) return { ...view, replay: null };
  if (view.site !== null || view.place !== null) return { ...view, site: null, place: null };
  if (view.loss) return { ...view, loss: null };
  return { ...view, isBig: false };
}

function readFacts(asked: URLSearchParams): Facts | null {
  const list = factLists.find((each) => each === asked.get('facts'));
  if (!list) return null;
  const [kind, code, site] = [asked.get('kind'), asked.get('lot'), asked.get('in')];
  return {
    list,
    of: asked.get('of'),
    kind,
    lot: code && site && kind ? { code, site, kind } : null,
    item: wholeNumber(asked.get('item')),
    epc: asked.get('epc'),
  };
}

const wholeNumber = (text: string | null): number | null =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;

function readCamera(text: string | null): Camera | null {
  const [lon, lat, zoom] = (text ?? '').split(',').map(Number);
  const isPlace =
    Math.abs(lon ?? NaN) <= 180 && Math.abs(lat ?? NaN) <= 85 && (zoom ?? NaN) >= 0 && (zoom ?? NaN) <= 24;
  return isPlace ? { lon: lon as number, lat: lat as number, zoom: zoom as number } : null;
}
