/** The same scene as a plain SVG drawing, for computers without WebGL. */
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { nameIn } from '../../shared/words/use-words.tsx';
import { PlainOverlay, PlainSurface } from '../coverage/plain-coverage.tsx';
import type { Camera } from '../view.ts';
import { propertiesOf, type SiteProperties, tieFeatures } from './features.ts';
import { accent, areaFill, areaLine, inkDim, roads as roadLooks } from './look.ts';
import { radii } from './outline.ts';
import { isPlace } from './places.ts';
import { dragged, pixel, type Size } from './projection.ts';
import { room } from './room.ts';
import type { Scene } from './scene.ts';
import { SignMark, signOf } from './sign.tsx';

type Spot = SiteProperties & { x: number; y: number };

/** `isWhole`: what is to be drawn is known, as far as it will be. `onPainted`: it is on the screen. */
type Painting = { isWhole: boolean; onPainted?: (() => void) | undefined };

export default function PlainMap({ isWhole, onPainted, ...scene }: Scene & Painting) {
  const { words, start, onReady, onCamera } = scene;
  const box = useRef<SVGSVGElement>(null);
  const [size, setSize] = useState<Size>({ width: 800, height: 600 });
  const [camera, setCamera] = useState(start);
  const hand = useRef<{ x: number; y: number } | undefined>(undefined);
  const latest = useRef(camera);
  latest.current = camera;

  useEffect(() => {
    if (!isWhole) return;
    const frame = requestAnimationFrame(() =>
      // The frame is on the screen when the next task begins.
      setTimeout(() => {
        // For whoever measures how soon a person sees the map.
        performance.mark('map drawn');
        onPainted?.();
      }),
    );
    return () => cancelAnimationFrame(frame);
  }, [isWhole, onPainted]);

  const move = (next: Camera) => {
    const bounded = { ...next, zoom: Math.min(14, Math.max(4, next.zoom)) };
    latest.current = bounded;
    setCamera(bounded);
    onCamera(bounded);
  };
  const moving = useRef(move);
  moving.current = move;

  useEffect(() => {
    const svg = box.current as SVGSVGElement;
    const measure = () => setSize({ width: svg.clientWidth, height: svg.clientHeight });
    const watch = new ResizeObserver(measure);
    watch.observe(svg);
    measure();
    const zoom = (by: number) => moving.current({ ...latest.current, zoom: latest.current.zoom + by });
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      zoom(event.deltaY < 0 ? 0.25 : -0.25);
    };
    // React's own wheel listener is passive and could not keep the page from scrolling.
    svg.addEventListener('wheel', onWheel, { passive: false });
    onReady({
      zoom,
      show: (next) => moving.current(next),
      glide: setCamera,
      size: () => ({ width: svg.clientWidth, height: svg.clientHeight }),
      camera: () => latest.current,
    });
    return () => {
      watch.disconnect();
      svg.removeEventListener('wheel', onWheel);
      onReady(undefined);
    };
  }, [onReady]);

  const drag = (event: PointerEvent<SVGSVGElement>) => {
    if (!hand.current || event.buttons !== 1) return;
    move(dragged(latest.current, event.clientX - hand.current.x, event.clientY - hand.current.y));
    hand.current = { x: event.clientX, y: event.clientY };
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset
    <svg
      ref={box}
      className="map-canvas plain"
      role="group"
      aria-label={words.map.label}
      onPointerDown={({ clientX, clientY }) => {
        hand.current = { x: clientX, y: clientY };
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        hand.current = undefined;
      }}
    >
      <Ground {...scene} camera={camera} size={size} />
      <PlainSurface surface={scene.surface} camera={camera} size={size} />
      <PlainOverlay overlay={scene.overlay} camera={camera} size={size} />
      <Places {...scene} camera={camera} size={size} />
      <Signs {...scene} camera={camera} size={size} />
    </svg>
  );
}

type Drawn = Scene & { camera: Camera; size: Size };

function Ground({ roads, areas, off, sites, chosen, camera, size }: Drawn) {
  const at = (place: readonly number[]) => pixel(camera, size, place as [number, number]);
  const line = (places: readonly (readonly number[])[]) =>
    `M${places
      .map((place) =>
        at(place)
          .map((n) => n.toFixed(1))
          .join(' '),
      )
      .join('L')}`;
  const byClass = useMemo(() => {
    const groups = new Map<string, number[][][]>();
    for (const { geometry, properties } of roads?.features ?? [])
      if (geometry.type === 'LineString' && 'class' in properties)
        groups.set(properties.class, [...(groups.get(properties.class) ?? []), geometry.coordinates]);
    return groups;
  }, [roads]);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of an SVG takes no focus
    <g aria-hidden="true">
      {!off.has('areas') && areas && (
        <path
          d={areas.features
            .filter(({ properties }) => properties.level === 'county')
            .flatMap(({ geometry }) =>
              geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat(),
            )
            .map((ring) => `${line(ring)}Z`)
            .join('')}
          fill={areaFill}
          stroke={areaLine}
          strokeDasharray="4 3"
        />
      )}
      {!off.has('roads') &&
        roadLooks.map(({ class: name, colour, width }) => (
          <path
            key={name}
            d={(byClass.get(name) ?? []).map(line).join('')}
            fill="none"
            stroke={colour}
            strokeWidth={width * 1.2}
            strokeLinecap="round"
          />
        ))}
      {!off.has('ties') &&
        tieFeatures(sites, chosen)
          .features.filter(({ properties }) => properties.chosen)
          .map(({ geometry }) => (
            <path
              key={line(geometry.coordinates)}
              d={line(geometry.coordinates)}
              stroke={accent}
              strokeDasharray="4 4"
            />
          ))}
    </g>
  );
}

/** Names of places; each can be chosen. */
function Places({ roads, off, words, place, camera, size, onPlace }: Drawn) {
  if (off.has('places')) return null;
  const least = camera.zoom < 7.8 ? ['outside'] : camera.zoom < 8.6 ? ['outside', 'county_seat'] : null;
  return roads?.features
    .filter(isPlace)
    .filter(({ properties }) => least === null || least.includes(properties.kind))
    .map(({ geometry, properties }) => {
      const [x, y] = pixel(camera, size, geometry.coordinates);
      const isOutside = x < 0 || y < 0 || x > size.width || y > size.height;
      const id = properties.place;
      if (isOutside) return null;
      return (
        // biome-ignore lint/a11y/useSemanticElements: there is no button inside an SVG
        <text
          key={id}
          className="plain-place"
          role="button"
          tabIndex={0}
          aria-pressed={id === place}
          x={x}
          y={y + 22}
          fontSize={12}
          fill={id === place ? '#fff' : inkDim}
          textAnchor="middle"
          onClick={() => onPlace(id)}
          onKeyDown={({ key }) => (key === 'Enter' || key === ' ') && onPlace(id)}
        >
          {nameIn(words, properties)}
        </text>
      );
    });
}

function Signs({ sites, words, kind, chosen, fresh, camera, size, onChoose }: Drawn) {
  const spots: Spot[] = [...sites.values()]
    .map((site) => {
      const [x, y] = pixel(camera, size, [site.lon, site.lat]);
      return { ...propertiesOf(site, words, kind), x, y };
    })
    .filter(({ x, y }) => x > -40 && y > -40 && x < size.width + 40 && y < size.height + 40)
    .sort((a, b) => a.rank - b.rank);
  const named = spots.filter(({ nearness }) => camera.zoom >= [0, 7.2, 8.8][nearness]!);
  const stands = room(named.map((spot) => ({ ...spot, radius: radii[spot.tier], ...extent(spot) })));
  return [...spots].reverse().map((spot) => {
    const sign = signOf(spot.sign);
    const stand = stands.get(spot.id);
    if (!sign) return null;
    return (
      // biome-ignore lint/a11y/useSemanticElements: there is no button inside an SVG
      <g
        key={spot.id}
        className="plain-site"
        role="button"
        tabIndex={0}
        aria-label={`${spot.name} ${spot.state || words.mark[spot.mark]}，${words.tier[spot.tier]}`}
        aria-pressed={spot.id === chosen}
        onClick={() => onChoose(spot.id)}
        onKeyDown={({ key }) => (key === 'Enter' || key === ' ') && onChoose(spot.id)}
      >
        <g transform={`translate(${spot.x} ${spot.y})`}>
          <circle
            className="halo"
            r={radii[spot.tier] + 6}
            fill={fresh.has(spot.id) ? '#7cc7f533' : 'transparent'}
            stroke={spot.id === chosen ? '#fff' : 'none'}
            strokeWidth={2}
          />
          <SignMark {...sign} />
        </g>
        {stand && (
          <text
            x={stand.side === 'right' ? stand.left : stand.left + extent(spot).width}
            y={stand.top + 13}
            textAnchor={stand.side === 'right' ? 'start' : 'end'}
            fontSize={13}
            fill="#eaf1f8"
          >
            {`${spot.name} `}
            {spot.state && (
              <tspan
                x={stand.side === 'right' ? stand.left : stand.left + extent(spot).width}
                dy={16}
                fontSize={12}
                fill={spot.ink}
              >
                {spot.state}
              </tspan>
            )}
          </text>
        )}
      </g>
    );
  });
}

/** Room a name takes: Chinese signs are as wide as they are high, Latin ones about half. */
function extent({ name, state }: Pick<SiteProperties, 'name' | 'state'>) {
  const wide = (text: string) => [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 13 : 7.2), 0);
  return { width: Math.max(wide(name), wide(state)), height: state ? 34 : 18 };
}
