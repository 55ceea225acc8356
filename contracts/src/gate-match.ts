/** What a trip through a gate says of an open document: what it expects and the gate saw, what is missing, and what came besides. Evidence, never a posting: a person takes the step. */
import type { DocumentAction, DocumentState, DocumentType } from './document-words.ts';
import type { Portion } from './documents.ts';

/** `line`: of the document, null for what it does not name. `epc`: null for what no tag was read of. `quantity`: in base units. */
export type GateGoods = {
  line: number | null;
  epc: string | null;
  piece: string | null;
  kind: string;
  lot: string | null;
  quantity: number;
};
export type GateMatch = {
  document: string;
  number: string;
  type: DocumentType;
  state: DocumentState;
  direction: 'in' | 'out';
  /** The step that what was seen can fill; null where none can be taken now: not approved yet, or signed already. */
  action: DocumentAction | null;
  /** In what `seen` and `wanted` count: pieces where every line names one, else base units. */
  by: 'pieces' | 'units';
  seen: number;
  wanted: number;
  /** Everything there is of each; the lists below name so many at most. */
  counts: GateCounts;
  missing: GateGoods[];
  extra: GateGoods[];
  /** Tags that are bound to nothing. */
  unknown: string[];
  /** Of what was seen, and is also counted there. */
  expired: (GateGoods & { on: string })[];
  /** Proposed: what was seen, as it should be. */
  portions: Portion[];
};
export type GateCounts = { missing: number; extra: number; unknown: number; expired: number };
/** As the live map has it of each trip. */
export type GateBrief = Pick<GateMatch, 'document' | 'number' | 'by' | 'seen' | 'wanted' | 'counts'>;

export const briefOf = ({ document, number, by, seen, wanted, counts }: GateMatch): GateBrief => ({
  ...{ document, number, by, seen, wanted, counts },
});
