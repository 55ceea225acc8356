/** What the page shows, as its URL says it: a picture of the screen can be sent to a colleague as a link. */
import type { Tier } from '@changping/contracts/live';
import type { Lang } from '../shared/words/use-words.tsx';

export type FactList = 'stock' | 'discrepancies' | 'gateways' | 'breaches' | 'quarantine';
/** The facts that are open: a list, in it perhaps a lot, in it perhaps one tag. `of`: the site; null is the region. */
export type Facts = {
  list: FactList;
  of: string | null;
  kind: string | null;
  lot: { code: string; site: string; kind: string } | null;
  epc: string | null;
};
export type Camera = { lon: number; lat: number; zoom: number };
export type Layer = 'roads' | 'places' | 'grid' | 'ties' | Tier;
export type View = {
  lang: Lang;
  site: string | null;
  facts: Facts | null;
  /** The kind whose pieces the map counts; null counts all. */
  kind: string | null;
  camera: Camera | null;
  off: ReadonlySet<Layer>;
};

export const tiers: readonly Tier[] = ['regional', 'city', 'county', 'station', 'partner', 'external'];
const lists: readonly string[] = ['stock', 'discrepancies', 'gateways', 'breaches', 'quarantine'];
const layers: readonly string[] = ['roads', 'places', 'grid', 'ties', ...tiers];

export const factsOf = (list: FactList, of: string | null, kind: string | null = null): Facts => ({
  list,
  of,
  kind,
  lot: null,
  epc: null,
});

/** `remembered`: the language of the visit before. A part of the URL that says nothing sensible is passed over. */
export function readView(search: string, remembered: string | null): View {
  const asked = new URLSearchParams(search);
  const lang = asked.get('lang') ?? remembered;
  return {
    lang: lang === 'en' ? 'en' : 'zh-CN',
    site: asked.get('site'),
    facts: readFacts(asked),
    kind: asked.get('count'),
    camera: readCamera(asked.get('at')),
    off: new Set((asked.get('off') ?? '').split(',').filter((each): each is Layer => layers.includes(each))),
  };
}

export function writeView({ lang, site, facts, kind, camera, off }: View): string {
  const asked = new URLSearchParams({ lang });
  const put = (name: string, value: string | null | undefined) => value && asked.set(name, value);
  put('site', site);
  put('count', kind);
  put('facts', facts?.list);
  put('of', facts?.of);
  put('kind', facts?.lot?.kind ?? facts?.kind);
  put('lot', facts?.lot?.code);
  put('in', facts?.lot?.site);
  put('epc', facts?.epc);
  put('at', camera && [camera.lon.toFixed(4), camera.lat.toFixed(4), camera.zoom.toFixed(2)].join(','));
  put('off', [...off].join(','));
  return `?${asked}`.replaceAll('%2C', ',');
}

/** One step back: tag → lot → list → site → region. */
export function stepBack(view: View): View {
  const { facts } = view;
  if (facts?.epc) return { ...view, facts: { ...facts, epc: null } };
  if (facts?.lot) return { ...view, facts: { ...facts, lot: null } };
  if (facts) return { ...view, facts: null };
  return { ...view, site: null };
}

function readFacts(asked: URLSearchParams): Facts | null {
  const list = asked.get('facts') ?? '';
  if (!lists.includes(list)) return null;
  const [kind, code, site] = [asked.get('kind'), asked.get('lot'), asked.get('in')];
  return {
    list: list as FactList,
    of: asked.get('of'),
    kind,
    lot: code && site && kind ? { code, site, kind } : null,
    epc: asked.get('epc'),
  };
}

function readCamera(text: string | null): Camera | null {
  const [lon, lat, zoom] = (text ?? '').split(',').map(Number);
  const isPlace =
    Math.abs(lon ?? NaN) <= 180 && Math.abs(lat ?? NaN) <= 85 && (zoom ?? NaN) >= 0 && (zoom ?? NaN) <= 24;
  return isPlace ? { lon: lon as number, lat: lat as number, zoom: zoom as number } : null;
}
