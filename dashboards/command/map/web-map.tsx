/** The map drawn by WebGL. It is told the whole scene at every change and passes on only what differs. */
import 'maplibre-gl/dist/maplibre-gl.css';
import { type GeoJSONSource, Map as GlMap, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useEffect, useRef, useState } from 'react';
import { useCoverageOnMap } from '../coverage/on-map.ts';
import { gridFeatures, siteFeatures, tieFeatures } from './features.ts';
import { fonts } from './look.ts';
import type { Scene } from './scene.ts';
import { drawSign, signOf } from './sign.tsx';
import { areaData, chosenPlace, layersOf, placeText, roadData, signLayers, styleOf } from './style.ts';

setWorkerUrl(workerUrl);

/** A finger or a tired eye misses a station of 12 pixels. */
const nearby = 7;
const byPerson = { byPerson: true };

/** `onDrawn`: told once, when it stands whole. */
export default function WebMap({ onDrawn, ...scene }: Scene & { onDrawn(): void }) {
  const { sites, words, kind, chosen, place, fresh, roads, areas, off, start, scale, onReady } = scene;
  const box = useRef<HTMLDivElement>(null);
  const told = useRef(scene);
  told.current = scene;
  const [map, setMap] = useState<GlMap>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once, where it is told to start
  useEffect(() => {
    const made = open(box.current as HTMLDivElement, start, scale, () => told.current);
    made.once('style.load', () => setMap(made));
    made.once('idle', onDrawn);
    onReady({
      zoom: (by) => made.zoomTo(made.getZoom() + by, { duration: 160 }, byPerson),
      show: ({ lon, lat, zoom }) => made.easeTo({ center: [lon, lat], zoom, duration: 160 }, byPerson),
      glide: ({ lon, lat, zoom }) => made.easeTo({ center: [lon, lat], zoom, duration: 160 }),
      size: () => ({ width: made.getContainer().clientWidth, height: made.getContainer().clientHeight }),
      camera: () => cameraOf(made),
    });
    return () => {
      onReady(undefined);
      made.remove();
    };
  }, []);

  useEffect(() => {
    map?.getCanvas().setAttribute('aria-label', words.map.label);
    map?.setLayoutProperty('places', 'text-field', placeText(words.lang === 'en'));
  }, [map, words]);
  useEffect(() => {
    if (roads) dataOf(map, 'roads')?.setData(roadData(roads));
  }, [map, roads]);
  useEffect(() => {
    if (areas) dataOf(map, 'areas')?.setData(areaData(areas));
  }, [map, areas]);
  useEffect(() => {
    map?.setFilter('place-chosen', chosenPlace(place));
  }, [map, place]);
  useSites(map, sites, words, kind);
  useEffect(() => {
    put(map, 'ties', tieFeatures(sites, chosen));
  }, [map, sites, chosen]);
  useEffect(() => {
    for (const layers of Object.entries(layersOf))
      for (const layer of layers[1])
        map?.setLayoutProperty(layer, 'visibility', off.has(layers[0] as never) ? 'none' : 'visible');
  }, [map, off]);
  useCoverageOnMap(map, scene.surface, scene.overlay);
  useEffect(() => mark(map, 'chosen', chosen ? [chosen] : []), [map, chosen]);
  useEffect(() => mark(map, 'fresh', [...fresh]), [map, fresh]);

  return <div ref={box} className="map-canvas" />;
}

/** A state is drawn at once; a number with the next second, for nobody reads faster on a map, and drawing is the dearest thing the page does. */
function useSites(map: GlMap | undefined, sites: Scene['sites'], words: Scene['words'], kind: Scene['kind']) {
  const last = useRef({ at: Number.NEGATIVE_INFINITY, standing: '' });
  useEffect(() => {
    if (!map) return;
    const features = siteFeatures(sites.values(), words, kind);
    const standing = JSON.stringify([kind, features], (key, value) => (key === 'state' ? undefined : value));
    const draw = () => {
      last.current = { at: performance.now(), standing };
      put(map, 'sites', features);
    };
    const wait = last.current.at + numbersEvery - performance.now();
    if (wait <= 0 || standing !== last.current.standing) return draw();
    const timer = setTimeout(draw, wait);
    return () => clearTimeout(timer);
  }, [map, sites, words, kind]);
}

/** Milliseconds. */
const numbersEvery = 1000;

function open(
  container: HTMLElement,
  { lon, lat, zoom }: Scene['start'],
  scale: number,
  scene: () => Scene,
): GlMap {
  const map = new GlMap({
    container,
    style: styleOf(gridFeatures(), scale),
    center: [lon, lat],
    zoom,
    minZoom: 4,
    maxZoom: 14,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    // Numbers change under the eye; a name that fades in and out at every change does not.
    fadeDuration: 0,
    localIdeographFontFamily: fonts,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new ScaleControl({ maxWidth: 120 }), 'bottom-right');
  map.setMissingStyleImageResolver((id) => {
    const sign = signOf(id);
    if (!sign || map.hasImage(id)) return;
    const ratio = Math.max(2, Math.ceil(devicePixelRatio));
    map.addImage(id, drawSign(sign, ratio), { pixelRatio: ratio });
  });
  const siteAt = ({ x, y }: { x: number; y: number }) => {
    const around: [[number, number], [number, number]] = [
      [x - nearby, y - nearby],
      [x + nearby, y + nearby],
    ];
    const found = map.getLayer('signs') ? map.queryRenderedFeatures(around, { layers: signLayers }) : [];
    return (found[0]?.properties.id as string | undefined) ?? null;
  };
  const placeAt = ({ x, y }: { x: number; y: number }) => {
    const around: [[number, number], [number, number]] = [
      [x - 2, y - 2],
      [x + 2, y + 2],
    ];
    const found = map.getLayer('places') ? map.queryRenderedFeatures(around, { layers: ['places'] }) : [];
    return (found[0]?.properties.place as string | undefined) ?? null;
  };
  map.on('click', ({ point }) => {
    const id = siteAt(point);
    const place = id ? null : placeAt(point);
    if (id) scene().onChoose(id);
    else if (place) scene().onPlace(place);
  });
  map.on('mousemove', ({ point }) => {
    const id = siteAt(point);
    map.getCanvas().style.cursor = id || placeAt(point) ? 'pointer' : '';
    scene().onHover(id ? { id, x: point.x, y: point.y } : undefined);
  });
  map.on('mouseout', () => scene().onHover(undefined));
  map.on('moveend', (event: { originalEvent?: unknown; byPerson?: boolean }) => {
    // The way the region was first shown, or a change of the window, is no choice of the person's.
    if (event.originalEvent || event.byPerson) scene().onCamera(cameraOf(map));
  });
  return map;
}

function cameraOf(map: GlMap) {
  const { lng, lat } = map.getCenter();
  return { lon: lng, lat, zoom: map.getZoom() };
}

/** What was put last, by map and source: most changes of a store's state change nothing that is drawn, and drawing is the dearest thing the page does. */
const drawn = new WeakMap<GlMap, Map<string, string>>();

function put(map: GlMap | undefined, source: string, data: GeoJSON.FeatureCollection): void {
  if (!map) return;
  const last = drawn.get(map) ?? new Map<string, string>();
  drawn.set(map, last);
  const text = JSON.stringify(data);
  if (last.get(source) === text) return;
  last.set(source, text);
  dataOf(map, source)?.setData(data);
}

const dataOf = (map: GlMap | undefined, name: string) => map?.getSource<GeoJSONSource>(name);

/** Marks `ids` and takes the mark away again before the next. */
function mark(
  map: GlMap | undefined,
  name: 'chosen' | 'fresh',
  ids: readonly string[],
): (() => void) | undefined {
  if (!map) return undefined;
  for (const id of ids) map.setFeatureState({ source: 'sites', id }, { [name]: true });
  return () => {
    if (map.getSource('sites'))
      for (const id of ids) map.setFeatureState({ source: 'sites', id }, { [name]: false });
  };
}
