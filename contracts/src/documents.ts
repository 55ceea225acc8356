/** Documents as pages and programs share them: lines, steps, who owes what, and the moves that a step posts. Plain data. */
import type { ResponseLevel, Urgency } from './approval-words.ts';
import type {
  Debt,
  DocumentAction,
  DocumentState,
  DocumentType,
  Duty,
  Need,
  Outcome,
} from './document-words.ts';
import type { Instant, KindId, SiteId } from './units.ts';

export type GoodsQuality = 'usable' | 'held' | 'inInspection' | 'damaged';
export type Grade = 'reserve' | 'duty' | 'training' | 'dispose';

/** Where goods are and as what. Places: '<site>/<zone>', '<site>/<zone>/<bin>', 'transit/<number of the document>', 'person/<id>', 'unit/<id>', 'supplier', 'consumed', 'disposed', 'lost', 'found'. */
export type Slot = { place: string; quality: GoodsQuality; grade: Grade; owner: string };

/** What the ledger is to post: so many base units of a lot from one slot to another. Of what comes from the supplier or was found, `piece` is the one it becomes. */
export type Move = {
  from: Slot;
  to: Slot;
  kind: KindId;
  lot: string;
  piece: string | null;
  /** A whole number of base units, 1 or more. */
  quantity: number;
};

/** A line of goods, or an item of a checklist: then `item` says what to look at, and all that is of goods is null. */
export type Line = {
  /** 1, 2, 3 … */
  n: number;
  /** The line it is a part of, where that one named no lot or no piece. */
  of: number | null;
  kind: KindId | null;
  item: string | null;
  lot: string | null;
  /** Moves whole or not at all. */
  piece: string | null;
  wanted: number;
  from: Slot | null;
  to: Slot | null;
  /** How many days it has still to be good when it is taken; none asked where absent. */
  minimumDays?: number;
  /** Why this lot is taken though another ends first. */
  outOfTurn?: string;
  /** What would have gone out first, had it not to keep so long. */
  passedOver?: readonly PassedOver[];
  /** Of a hand-over: what a count that it rests on has to say; `item` is then the number of the count. */
  found?: Found;
  /** What became of it so far. */
  done: Readonly<Partial<Record<Outcome, number>>>;
};

/** What a count saw: the places, `kinds` of what lies there or null for all of it; or something in which the book and the room differed. */
export type Found =
  | { places: readonly string[]; kinds: readonly string[] | null; isAlike: boolean }
  | {
      as: Outcome;
      kind: string;
      lot: string | null;
      piece: string | null;
      quantity: number;
      from: string;
      to: string;
    };

/** `on`: its last good day; null for no reference. */
export type PassedOver = { lot: string; on: string | null };

/** A part of a line and what became of it. */
export type Portion = {
  line: number;
  as: Outcome;
  quantity: number;
  reason?: string;
  /** Of what is left behind: why others go though these end first. */
  outOfTurn?: string;
  /** Where the line names none. */
  lot?: string;
  piece?: string;
  /** Where it really was taken from or put, if not where the line says. */
  from?: string;
  to?: string;
};

/** Until when something is owed. A day is over at its end in the region's own time; whoever sets it knows that. */
export type Owed = { what: Debt; dueAt: Instant };

/** A signature as the policy counts it: for which duty, as whom (himself, or the one he stood in for), under which row and for which of its signatures. */
export type Signature = { duty: Duty; person: string; as: string; rule: string; place: number };

export type Step = {
  at: Instant;
  by: string;
  /** The other signature. */
  second: string | null;
  action: DocumentAction;
  /** Null at the opening. */
  from: DocumentState | null;
  to: DocumentState;
  reason: string | null;
  photos: readonly string[];
  refs: readonly string[];
  portions: readonly Portion[];
  /** What the document owed after it. */
  owes: readonly Owed[];
  /** Of a correction: which step (0 is the opening) it took back. */
  undoes: number | null;
  /** Who called with the order from outside on which it was done. */
  phone?: string;
  /** Version of the policy that decided; absent where none was asked. */
  policy?: number;
  signatures?: readonly Signature[];
};

export type Document = {
  id: string;
  number: string;
  type: DocumentType;
  site: SiteId;
  /** The other end: a store, a partner, a neighbour; null where there is none. */
  there: string | null;
  /** Routine and no response on where absent. */
  urgency?: Urgency;
  level?: ResponseLevel;
  /** By when it shall be back, as whoever asked for it said. */
  returnBy?: Instant;
  /** By when they want it there, as whoever asked for it said. */
  neededBy?: Instant;
  /** The version of the catalogue that was in force when it was opened: by its worth and classes it is approved. */
  catalogue?: number;
  /** Of a count: the version of the policy of counts that was in force when it was opened, and judges it. */
  countPolicy?: number;
  state: DocumentState;
  /** Rises by one with every step. */
  version: number;
  lines: readonly Line[];
  owes: readonly Owed[];
  steps: readonly Step[];
};

/** Who signs, and what he may do at each of the sites concerned. */
export type Signer = { person: string; duties: DutiesBySite };
export type DutiesBySite = Readonly<Record<string, readonly Duty[]>>;

/** Set by the policy: by when something is due where nobody says a day, and until when the day may be. */
export type Term = { usual: Instant; latest: Instant };

export type Command = {
  action: DocumentAction;
  /** Of the document as it was seen. */
  version: number;
  by: Signer;
  second?: Signer;
  reason?: string;
  dueAt?: Instant;
  term?: Term;
  photos?: readonly string[];
  refs?: readonly string[];
  phone?: string;
  portions?: readonly Portion[];
};

/** What a page offers: a step that can be taken now, what it wants, and how much of which line is left for it. */
export type AvailableStep = {
  action: DocumentAction;
  /** At which site's end. */
  site: string;
  by: Duty;
  /** Whose signature it wants besides; 'anyone' is whoever takes or brings the goods. */
  second: Duty | 'anyone' | null;
  needs: readonly Need[];
  /** It wants a date until which this will be done. */
  dueAt: Debt | null;
  /** The policy's own date for that, and the latest. */
  until?: Instant;
  outcomes: readonly { as: Outcome; reason: boolean; beyond: boolean }[];
  left: readonly { line: number; quantity: number }[];
};
