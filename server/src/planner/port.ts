/** What passes between the server and the planner's thread. Plain data: it is cloned on the way. */

import type { PlaceCoverage, Reach } from './inspect.ts';
import type { CellMap, Layer } from './layer.ts';
import type { Summary, Versions } from './summary.ts';
import type { Loss, WhatIf } from './what-if.ts';
import type { CoverageSettings, StockState, World } from './world.ts';

export type Question =
  /** `stock`: with another than that of now. */
  | { what: 'summary'; stock?: StockState }
  | { what: 'cells' }
  /** `kind` null: all kinds together. `loss`: as it would be with it. */
  | { what: 'layer'; kind: string | null; loss?: Loss; stock?: StockState }
  | { what: 'place'; code: string; stock?: StockState }
  | { what: 'at'; lon: number; lat: number }
  | { what: 'whatIf'; loss: Loss };

export type AnswerTo = {
  summary: Summary;
  cells: CellMap & Versioned;
  layer: Layer & Versioned;
  place: PlaceCoverage & Versioned;
  at: { depots: Reach[] } & Versioned;
  whatIf: WhatIf & Versioned;
};
export type Versioned = { versions: Versions };
export type AnyAnswer = AnswerTo[Question['what']];

export type ToPlanner =
  | { type: 'region'; world: World; settings: CoverageSettings }
  | { type: 'stock'; state: StockState }
  | { type: 'ask'; id: number; question: Question }
  | { type: 'cancel'; id: number };

export type FromPlanner =
  /** How far the routing of a new region is. */
  | { type: 'routed'; roads: string; rows: Versions['rows'] }
  /** What was answered before may be different now. */
  | { type: 'changed'; versions: Versions }
  /** Not final: by the depots routed so far; another follows. */
  | { type: 'answer'; id: number; answer: AnyAnswer; isFinal: boolean }
  /** There is no such kind or place. */
  | { type: 'notFound'; id: number };
