/** What a map is told to draw and what it tells back: the same for the one of WebGL and the plain one. */
import type { Answer, RoadMap } from '@changping/contracts/http';
import type { LiveSite } from '../../shared/live/world.ts';
import type { Words } from '../../shared/words/zh.ts';
import type { Overlay } from '../coverage/overlay.ts';
import type { Surface } from '../coverage/use-surface.ts';
import type { Camera, Layer } from '../view.ts';
import type { Size } from './projection.ts';

export type Hover = { id: string; x: number; y: number };
export type MapHandle = {
  zoom(by: number): void;
  show(camera: Camera): void;
  /** Goes there without making it the person's choice. */
  glide(camera: Camera): void;
  size(): Size;
  camera(): Camera;
};
export type Scene = {
  /** Those of the tiers that are switched on. */
  sites: ReadonlyMap<string, LiveSite>;
  words: Words;
  kind: string | null;
  chosen: string | null;
  place: string | null;
  /** Sites where something has just happened. */
  fresh: ReadonlySet<string>;
  roads: RoadMap | undefined;
  areas: Answer<'/api/areas'> | undefined;
  surface: Surface | undefined;
  overlay: Overlay;
  /** How much larger than at a desk. */
  scale: number;
  off: ReadonlySet<Layer>;
  start: Camera;
  onReady(handle: MapHandle | undefined): void;
  onChoose(site: string): void;
  onPlace(place: string): void;
  onHover(hover: Hover | undefined): void;
  onCamera(camera: Camera): void;
};
