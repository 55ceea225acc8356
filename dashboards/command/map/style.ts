/** The map's style: a dark ground and layers over data of our own. It names no address, so nothing is ever fetched for it. */
import type { RoadMap } from '@changping/contracts/http';
import type { AreaMap } from '@changping/contracts/http-region';
import type { FeatureCollection } from 'geojson';
import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import type { Layer } from '../view.ts';
import { accent, areaFill, areaLine, ground, halo, ink, inkDim, roads } from './look.ts';

const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] };
const face = ['Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'sans-serif'];
const source = (data: FeatureCollection) => ({ type: 'geojson' as const, data });

/** `scale`: how much larger names and signs are than at a desk. */
export function styleOf(grid: FeatureCollection, scale: number): StyleSpecification {
  return {
    version: 8,
    sources: {
      grid: source(grid),
      areas: source(nothing),
      roads: source(nothing),
      ties: source(nothing),
      sites: { ...source(nothing), promoteId: 'id' },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': ground } },
      ...areas,
      { id: 'grid', type: 'line', source: 'grid', paint: { 'line-color': '#16212e', 'line-width': 1 } },
      {
        id: 'grid-names',
        type: 'symbol',
        source: 'grid',
        layout: {
          'symbol-placement': 'line',
          'symbol-spacing': 620,
          'text-field': ['get', 'degrees'],
          'text-font': face,
          'text-size': 10,
          'text-letter-spacing': 0.08,
        },
        paint: { 'text-color': '#55677c', 'text-halo-color': ground, 'text-halo-width': 2 },
      },
      ...roads.map(roadLayer),
      roadNames,
      ...ties,
      placeNames,
      placeChosen,
      ...siteLayers(scale),
    ],
  };
}

export const areaData = (map: AreaMap): FeatureCollection => ({
  type: 'FeatureCollection',
  features: map.features.filter(({ properties }) => properties.level !== 'place'),
});

/** Roads and places come as one collection; the layers tell them apart by what they carry. */
export const roadData = (map: RoadMap): FeatureCollection => ({
  type: 'FeatureCollection',
  features: map.features,
});

/** Which of the style's layers a switch of the legend turns. Tiers are filtered out of the data instead. */
export const layersOf: Readonly<Partial<Record<Layer, readonly string[]>>> = {
  roads: [...roads.map((road) => `road-${road.class}`), 'road-names'],
  places: ['places'],
  areas: ['areas', 'area-lines'],
  grid: ['grid', 'grid-names'],
  ties: ['ties', 'ties-chosen'],
};

/** 'place-name' follows the language. */
export const placeText = (isEnglish: boolean): ExpressionSpecification => [
  'get',
  isEnglish ? 'nameEn' : 'name',
];

const areas: LayerSpecification[] = [
  {
    id: 'areas',
    type: 'fill',
    source: 'areas',
    filter: ['==', ['get', 'level'], 'county'],
    paint: { 'fill-color': areaFill },
  },
  {
    id: 'area-lines',
    type: 'line',
    source: 'areas',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': areaLine, 'line-width': 1, 'line-dasharray': [4, 3] },
  },
];

function roadLayer({ class: name, colour, width, from }: (typeof roads)[number]): LayerSpecification {
  return {
    id: `road-${name}`,
    type: 'line',
    source: 'roads',
    minzoom: from,
    filter: ['==', ['get', 'class'], name],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': colour,
      'line-width': [
        'interpolate',
        ['exponential', 1.5],
        ['zoom'],
        6,
        width * 0.8,
        9,
        width * 1.8,
        12,
        width * 4,
      ],
    },
  };
}

const roadNames: LayerSpecification = {
  id: 'road-names',
  type: 'symbol',
  source: 'roads',
  minzoom: 6.6,
  filter: ['in', ['get', 'class'], ['literal', ['expressway', 'national']]],
  layout: {
    'symbol-placement': 'line',
    'symbol-spacing': 320,
    'text-field': ['get', 'road'],
    'text-font': face,
    'text-size': 10,
    'text-rotation-alignment': 'viewport',
    'text-padding': 14,
  },
  paint: { 'text-color': '#7f9ab5', 'text-halo-color': ground, 'text-halo-width': 2 },
};

const ties: LayerSpecification[] = [
  {
    id: 'ties',
    type: 'line',
    source: 'ties',
    filter: ['!', ['get', 'chosen']],
    paint: { 'line-color': accent, 'line-opacity': 0.13, 'line-width': 0.8, 'line-dasharray': [2, 4] },
  },
  {
    id: 'ties-chosen',
    type: 'line',
    source: 'ties',
    filter: ['get', 'chosen'],
    paint: { 'line-color': accent, 'line-opacity': 0.75, 'line-width': 1.3, 'line-dasharray': [2, 2] },
  },
];

const placeNames: LayerSpecification = {
  id: 'places',
  type: 'symbol',
  source: 'roads',
  filter: [
    'all',
    ['has', 'place'],
    [
      'step',
      ['zoom'],
      ['in', ['get', 'kind'], ['literal', ['outside']]],
      7.8,
      ['in', ['get', 'kind'], ['literal', ['outside', 'county_seat']]],
      8.6,
      true,
    ],
  ],
  layout: {
    'text-field': ['get', 'name'],
    'text-font': face,
    'text-size': ['match', ['get', 'kind'], 'outside', 12, 'county_seat', 12, 11],
    'text-padding': 4,
    'text-variable-anchor': ['center', 'top', 'bottom'],
    'text-radial-offset': 0.6,
    'text-max-width': 9,
  },
  paint: {
    'text-color': ['match', ['get', 'kind'], 'outside', '#71839a', 'county_seat', inkDim, '#71839a'],
    'text-halo-color': halo,
    'text-halo-width': 1.4,
  },
};

const placeChosen: LayerSpecification = {
  id: 'place-chosen',
  type: 'circle',
  source: 'roads',
  filter: ['==', ['get', 'place'], ''],
  paint: {
    'circle-radius': 9,
    'circle-opacity': 0,
    'circle-stroke-color': '#ffffff',
    'circle-stroke-width': 2,
  },
};
/** The filter of the ring around the chosen place. */
export const chosenPlace = (id: string | null): FilterSpecification => ['==', ['get', 'place'], id ?? ''];

const stateOf = (name: string): ExpressionSpecification => ['boolean', ['feature-state', name], false];
/** 'must': what is to be acted on and the central depots have their name whatever it covers. */
const nameLayer = (nearness: 'must' | 0 | 1 | 2, minzoom: number, scale: number): LayerSpecification => ({
  id: `names-${nearness}`,
  type: 'symbol',
  source: 'sites',
  minzoom,
  filter:
    nearness === 'must'
      ? ['==', ['get', 'isMust'], true]
      : ['all', ['==', ['get', 'isMust'], false], ['==', ['get', 'nearness'], nearness]],
  layout: {
    'text-overlap': nearness === 'must' ? 'always' : 'never',
    'text-field': [
      'case',
      ['==', ['get', 'state'], ''],
      ['get', 'name'],
      [
        'format',
        ['get', 'name'],
        {},
        '\n',
        {},
        ['get', 'state'],
        { 'font-scale': 0.88, 'text-color': ['get', 'ink'] },
      ],
    ],
    'text-font': face,
    'text-size': scale * textSizes[nearness],
    'text-line-height': 1.25,
    'text-max-width': 13,
    'text-variable-anchor': [
      'left',
      'right',
      'top',
      'bottom',
      'bottom-left',
      'top-left',
      'bottom-right',
      'top-right',
    ],
    'text-radial-offset': ['get', 'offset'],
    'text-justify': 'auto',
    'text-padding': 3,
    'symbol-sort-key': ['get', 'rank'],
  },
  paint: {
    'text-color': nearness === 2 ? inkDim : nearness === 1 ? '#c3d0de' : ink,
    'text-halo-color': halo,
    'text-halo-width': nearness === 1 || nearness === 2 ? 1.6 : 2.4,
  },
});
const textSizes = { must: 14, 0: 13, 1: 12, 2: 11 } as const;

const signLayer = (name: string, isMajor: boolean, scale: number): LayerSpecification => ({
  id: name,
  type: 'symbol',
  source: 'sites',
  filter: [isMajor ? '==' : '!=', ['get', 'nearness'], 0],
  layout: {
    'icon-image': ['get', 'sign'],
    'icon-size': isMajor ? scale : ['interpolate', ['linear'], ['zoom'], 6, 0.8 * scale, 8, scale],
    'icon-allow-overlap': true,
    'icon-padding': 0,
    'symbol-sort-key': ['-', 0, ['get', 'rank']],
  },
});

/** The signs of sites, for whoever looks which one lies under the mouse. */
export const signLayers = ['signs', 'signs-major'];

// Room is given from the last layer to the first: names of connected sites may cover the signs of those that are not.
const siteLayers = (scale: number): LayerSpecification[] => [
  nameLayer(2, 8.8, scale),
  nameLayer(1, 7.2, scale),
  signLayer('signs', false, scale),
  nameLayer(0, 0, scale),
  nameLayer('must', 0, scale),
  {
    id: 'fresh',
    type: 'circle',
    source: 'sites',
    paint: {
      'circle-radius': 26,
      'circle-color': accent,
      'circle-opacity': ['case', stateOf('fresh'), 0.16, 0],
      'circle-stroke-color': accent,
      'circle-stroke-width': 1.5,
      'circle-stroke-opacity': ['case', stateOf('fresh'), 0.9, 0],
    },
  },
  {
    id: 'chosen',
    type: 'circle',
    source: 'sites',
    paint: {
      'circle-radius': ['match', ['get', 'tier'], 'regional', 21, 'city', 18, 14],
      'circle-opacity': 0,
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 2,
      'circle-stroke-opacity': ['case', stateOf('chosen'), 1, 0],
    },
  },
  signLayer('signs-major', true, scale),
];
