/** Coverage on the map of WebGL: the surface as one picture above the ground, ways above the roads, lost places above the names. */
import type { CanvasSource, GeoJSONSource, Map as GlMap } from 'maplibre-gl';
import { useEffect } from 'react';
import type { Overlay } from './overlay.ts';
import type { Surface } from './use-surface.ts';

const above = 'grid';

export function useCoverageOnMap(
  map: GlMap | undefined,
  surface: Surface | undefined,
  overlay: Overlay,
): void {
  useEffect(() => {
    if (map) prepare(map);
  }, [map]);
  useEffect(() => {
    if (map) show(map, surface);
  }, [map, surface]);
  useEffect(() => {
    map?.getSource<GeoJSONSource>('ways')?.setData(overlay.ways);
  }, [map, overlay.ways]);
  useEffect(() => {
    map?.getSource<GeoJSONSource>('lost-places')?.setData(overlay.lost);
  }, [map, overlay.lost]);
}

function show(map: GlMap, surface: Surface | undefined): void {
  const source = map.getSource<CanvasSource>('coverage');
  if (source && (!surface || source.getCanvas() !== surface.canvas)) {
    map.removeLayer('coverage');
    map.removeSource('coverage');
  }
  if (!surface) return;
  if (source && map.getSource('coverage')) {
    // A picture that stands still is read again only while it plays.
    source.play();
    source.pause();
    return;
  }
  const { west, south, east, north } = surface.bounds;
  map.addSource('coverage', {
    type: 'canvas',
    canvas: surface.canvas,
    animate: false,
    coordinates: [
      [west, north],
      [east, north],
      [east, south],
      [west, south],
    ],
  });
  map.addLayer(
    {
      id: 'coverage',
      type: 'raster',
      source: 'coverage',
      paint: { 'raster-fade-duration': 0, 'raster-resampling': 'nearest' },
    },
    above,
  );
}

const nothing = { type: 'FeatureCollection' as const, features: [] };

function prepare(map: GlMap): void {
  map.addSource('ways', { type: 'geojson', data: nothing });
  map.addSource('lost-places', { type: 'geojson', data: nothing });
  for (const way of ['second', 'best'] as const)
    for (const part of ['road', 'beside'] as const)
      for (const look of ['rim', 'line'] as const)
        map.addLayer(
          {
            id: `way-${way}-${part}-${look}`,
            type: 'line',
            source: 'ways',
            filter: ['all', ['==', ['get', 'way'], way], ['==', ['get', 'part'], part]],
            layout: { 'line-join': 'round', 'line-cap': part === 'road' ? 'round' : 'butt' },
            paint: {
              'line-color': look === 'rim' ? '#060b11' : wayColours[way],
              'line-width': (way === 'best' ? 4 : 2) + (look === 'rim' ? 3 : 0),
              'line-opacity': look === 'rim' ? 0.7 : 1,
              ...(look === 'line' && part === 'beside' ? { 'line-dasharray': [1, 1] } : {}),
              ...(look === 'line' && part === 'road' && way === 'second' ? { 'line-dasharray': [4, 2] } : {}),
            },
          },
          'places',
        );
  map.addLayer({
    id: 'lost-places',
    type: 'circle',
    source: 'lost-places',
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 6, 5, 9, 11],
      'circle-color': '#d55e00',
      'circle-opacity': 0.45,
      'circle-stroke-color': '#ffd9bf',
      'circle-stroke-width': 1.6,
    },
  });
}

export const wayColours = Object.freeze({ best: '#ffffff', second: '#7cc7f5' });
