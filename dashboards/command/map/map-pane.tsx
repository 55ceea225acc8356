/** The map's part of the page: the drawing that this computer can do, and what stands over it whichever it is. */
import {
  Component,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { World } from '../../shared/live/world.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { nameIn, useWords } from '../../shared/words/use-words.tsx';
import { SurfaceLegend } from '../coverage/surface-legend.tsx';
import { useOverlay } from '../coverage/use-overlay.ts';
import { drawerWidth, usePlaceInView } from '../coverage/use-place-in-view.ts';
import { useSurface } from '../coverage/use-surface.ts';
import { standingOf } from '../standing.ts';
import { useView } from '../use-view.tsx';
import type { Camera } from '../view.ts';
import PlainMap from './plain-map.tsx';
import { boxOf, fit, pixel, type Size } from './projection.ts';
import type { Hover, MapHandle, Scene } from './scene.ts';
import { useFresh } from './use-fresh.ts';
import { hasWebGl } from './webgl.ts';

const WebMap = lazy(() => import('./web-map.tsx'));

/** `spotlight`: the site a big screen shows now; null shows the region, undefined leaves the map to its person. */
export function MapPane({ world, spotlight }: { world: World; spotlight?: string | null }) {
  const words = useWords();
  const view = useView();
  const areas = useAnswer('/api/areas', {}, { version: world.stream });
  const roads = useAnswer('/api/map', {}, { version: world.stream });
  const pane = useRef<HTMLDivElement>(null);
  const [handle, setHandle] = useState<MapHandle>();
  const [start, setStart] = useState<Camera>();
  const [hover, setHover] = useState<Hover>();
  const [failed, setFailed] = useState(false);
  const [isPainted, setPainted] = useState(false);
  const [isDrawn, setDrawn] = useState(false);
  const onPainted = useCallback(() => setPainted(true), []);
  const onDrawn = useCallback(() => {
    performance.mark('map whole');
    setDrawn(true);
  }, []);
  const fresh = useFresh(world);
  const sites = useMemo(
    () => new Map([...world.sites].filter(([, { tier }]) => !view.off.has(tier))),
    [world.sites, view.off],
  );
  const { turn } = view;
  const onCamera = useCallback((camera: Camera) => turn({ camera }), [turn]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first look is chosen here; after it the map is the person's
  useEffect(() => {
    const { clientWidth: width, clientHeight: height } = pane.current as HTMLDivElement;
    setStart(view.camera ?? wholeOf(world, { width, height }, spotlight !== undefined));
  }, []);
  useBringIntoView(world, handle, view.site);
  useSpotlight(world, handle, spotlight);
  const asked = useSurface(
    world,
    view.kind,
    view.replay === null ? view.loss : null,
    !view.off.has('coverage'),
  );
  const overlay = useOverlay(world, roads.answer);
  usePlaceInView(handle, roads.answer, view.place, view.show ? drawerWidth : 0);

  const scene: Scene | undefined = start && {
    sites,
    words,
    kind: view.kind,
    chosen: spotlight ?? view.site,
    place: view.place,
    fresh,
    roads: roads.answer,
    areas: areas.answer,
    surface: asked.surface,
    overlay,
    scale: view.isBig ? bigScale : 1,
    off: view.off,
    start,
    onReady: setHandle,
    onChoose: view.choose,
    onPlace: view.choosePlace,
    onHover: setHover,
    onCamera,
  };
  // To ask for WebGL is work of its own, so it waits until a person sees the region.
  const isPlain = isPainted && (failed || !hasWebGl());
  const isWhole = [areas, roads].every(({ answer, refusal }) => answer ?? refusal);
  return (
    <div className="map" ref={pane}>
      {scene && isPainted && !isPlain && (
        <OnFailure tell={() => setFailed(true)}>
          <Suspense>
            <WebMap {...scene} onDrawn={onDrawn} />
          </Suspense>
        </OnFailure>
      )}
      {scene && (isPlain || !isDrawn) && (
        // The plain drawing, until the other has come through the graphics card, or for good.
        <div className={isPlain ? undefined : 'stand-in'} inert={!isPlain}>
          <PlainMap
            {...scene}
            {...(isPlain ? {} : { onReady: nobody, onCamera: nobody })}
            isWhole={isWhole}
            onPainted={onPainted}
          />
        </div>
      )}
      {hover && <HoverCard hover={hover} world={world} />}
      <SurfaceLegend asked={asked} world={world} />
      <div className="map-foot">
        {isPlain && <p className="chip">{failed ? words.states.mapFailed : words.states.noWebgl}</p>}
        {roads.refusal && (
          <p className="chip">
            {words.states.mapMissing}{' '}
            <button type="button" className="link" onClick={roads.again}>
              {words.states.again}
            </button>
          </p>
        )}
        {view.replay !== null && !world.coverage && !view.off.has('coverage') && (
          <p className="chip">{words.coverage.notInReplay}</p>
        )}
        {areas.answer?.label && !view.off.has('areas') && (
          <p className="chip sketch">{areas.answer.label[words.lang === 'en' ? 'en' : 'zh']}</p>
        )}
        {roads.answer?.label && !view.off.has('roads') && (
          <p className="chip sketch">
            {words.map.kept(roads.answer.label[words.lang === 'en' ? 'en' : 'zh'])}
          </p>
        )}
      </div>
      {spotlight === undefined && (
        <div className="map-zoom">
          <button type="button" aria-label={words.map.zoomIn} onClick={() => handle?.zoom(1)}>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M8 3v10M3 8h10" />
            </svg>
          </button>
          <button type="button" aria-label={words.map.zoomOut} onClick={() => handle?.zoom(-1)}>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M3 8h10" />
            </svg>
          </button>
          <button
            type="button"
            aria-label={words.map.whole}
            title={words.map.whole}
            onClick={() => handle?.show(wholeOf(world, handle.size(), false))}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" />
            </svg>
          </button>
        </div>
      )}
    </div>
  );
}

const bigScale = 1.35;

const nobody = () => {};

/** The camera that shows the region whole, free of the legend that lies over the left of a wide map. */
function wholeOf(world: World, size: Size, isBare: boolean): Camera {
  const own = [...world.sites.values()].filter(({ tier }) => tier !== 'external');
  const box = boxOf(own.map(({ lon, lat }) => [lon, lat]));
  if (!box) return { lon: 105, lat: 36, zoom: 4 };
  if (isBare) return fit(box, size, { top: 80, bottom: 60, left: 180, right: 180 });
  const isWide = size.width > 720;
  return fit(box, size, { top: 44, bottom: 44, left: isWide ? 270 : 28, right: isWide ? 130 : 64 });
}

/** A site that was chosen elsewhere than on the map, and lies outside of it, is brought to its middle. */
function useBringIntoView(world: World, handle: MapHandle | undefined, chosen: string | null): void {
  const { sites } = world;
  const known = useRef(sites);
  known.current = sites;
  useEffect(() => {
    const site = chosen && known.current.get(chosen as never);
    if (!site || !handle) return;
    const size = handle.size();
    const [x, y] = pixel(handle.camera(), size, [site.lon, site.lat]);
    const isInside = x > 40 && y > 40 && x < size.width - 40 && y < size.height - 40;
    if (!isInside) handle.show({ lon: site.lon, lat: site.lat, zoom: Math.max(handle.camera().zoom, 7) });
  }, [chosen, handle]);
}

/** The wall looks at one finding after the other, and at the whole where there is none. */
function useSpotlight(
  world: World,
  handle: MapHandle | undefined,
  spotlight: string | null | undefined,
): void {
  const known = useRef(world);
  known.current = world;
  useEffect(() => {
    if (spotlight === undefined || !handle) return;
    const whole = wholeOf(known.current, handle.size(), true);
    const site = spotlight && known.current.sites.get(spotlight as never);
    handle.glide(site ? { lon: site.lon, lat: site.lat, zoom: whole.zoom + 1.4 } : whole);
  }, [handle, spotlight]);
}

function HoverCard({ hover: { id, x, y }, world }: { hover: Hover; world: World }) {
  const words = useWords();
  const site = world.sites.get(id as never);
  if (!site) return null;
  const { mark, reasons } = standingOf(site.live);
  const states = reasons.length ? reasons.map((reason) => words.reason[reason]) : [words.mark[mark]];
  return (
    <div className="hover-card" style={{ left: x, top: y }} aria-hidden="true">
      <b>{nameIn(words, site)}</b>
      <span>{[words.tier[site.tier], words.quality[site.quality]].join(' · ')}</span>
      <span className={`state-${mark}`}>{states.join(' · ')}</span>
    </div>
  );
}

/** The map's program may fail to load or to start; the page goes on without it. */
class OnFailure extends Component<{ tell(): void; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError = () => ({ failed: true });
  override componentDidCatch() {
    this.props.tell();
  }
  override render() {
    return this.state.failed ? null : this.props.children;
  }
}
