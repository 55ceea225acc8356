/** The colours of the map, which a canvas can't take from the style sheet. They are the same as in tokens.css. */
import type { Mark } from '../standing.ts';

export const ground = '#0a1018';
export const ink = '#eaf1f8';
export const inkDim = '#93a3b7';
export const halo = '#0a1018';
export const accent = '#7cc7f5';
export const areaFill = '#0d1620';
export const areaLine = '#2b3d50';

export const fills: Readonly<Record<Mark, string>> = Object.freeze({
  act: '#d55e00',
  watch: '#e69f00',
  good: '#009e73',
  none: '#131d2a',
});
export const rims: Readonly<Record<Mark, string>> = Object.freeze({
  act: '#ffd9bf',
  watch: '#ffe9bd',
  good: '#b9f2df',
  none: '#78869a',
});
export const inks: Readonly<Record<Mark, string>> = Object.freeze({
  act: '#ff9352',
  watch: '#f3b73e',
  good: '#35cfa3',
  none: '#a7b1c1',
});

/** Width and colour by class of road; the widest are drawn last. */
export const roads: readonly { class: string; colour: string; width: number; from: number }[] = [
  { class: 'access', colour: '#1e2c3b', width: 0.8, from: 7.4 },
  { class: 'urban', colour: '#24364a', width: 1, from: 0 },
  { class: 'provincial', colour: '#24364a', width: 1, from: 0 },
  { class: 'national', colour: '#2e465e', width: 1.5, from: 0 },
  { class: 'expressway', colour: '#46688a', width: 2.2, from: 0 },
];

export const fonts = '"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",system-ui,sans-serif';
