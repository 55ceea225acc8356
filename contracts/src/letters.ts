/** Letters between gateway and server: their shapes. `checkLetter` in letter-check.ts is the only way in from bytes. */
import type { Fault } from './faults.ts';
import type {
  Celsius,
  Dbm,
  Epc,
  Epoch,
  GatewayId,
  Humidity,
  Instant,
  Milliseconds,
  Seq,
  SiteId,
} from './units.ts';

/** What every numbered letter carries. `at` is the gateway's clock and may be wrong: order is by seq, never by `at`. */
export type LetterHead = {
  v: 1;
  gw: GatewayId;
  epoch: Epoch;
  seq: Seq;
  at: Instant;
  /** Id of this run of the gateway and milliseconds since it began: they tell a clock step from a pause. */
  boot: string;
  mono: Milliseconds;
};

/** Tags that came into view or left it at one reader. Columnar: row i is epc[i], antenna[i], rssi[i], dt[i]. */
export type TagsLetter = LetterHead & {
  kind: 'tags';
  reader: string;
  change: 'seen' | 'left';
  /** In the field of a gate: what it means the passage says that follows, so it moves nothing. */
  gate?: true;
  epc: Epc[];
  /** null where the reader gave a number outside its own range. */
  antenna: (number | null)[];
  rssi: (Dbm | null)[];
  /** Milliseconds from `at`; the read's own time is at + dt. */
  dt: Milliseconds[];
};

/** One trip through a gate, told when it is over. Columnar. A pallet that two trips share is told by direction: one letter each. */
export type PassageLetter = LetterHead & {
  kind: 'passage';
  /** The same in all letters of one trip, and no other trip of the gateway has it; told again under a new outbox a trip keeps it. Without it every letter is a trip of its own. */
  trip?: string;
  reader: string;
  direction: 'in' | 'out' | 'turnedBack' | 'unclear';
  /** Milliseconds from `at`, when the first tag was read, to when the last one was. */
  lasts: Milliseconds;
  epc: Epc[];
  /** Milliseconds from `at`. */
  first: Milliseconds[];
  last: Milliseconds[];
  /** Reads. */
  count: number[];
  peak: (Dbm | null)[];
  /** The antennas in the order in which they first read the tag, 16 at most. */
  antennas: number[][];
  /** Read beside the trip (a shelf next to the gate, a neighbour's pallet): told, but never moved. */
  stray: boolean[];
};

/** What one sweep of a room heard, every tag once. A long sweep is several letters: `part` of `parts`, from 1. */
export type CountLetter = LetterHead & {
  kind: 'count';
  sweep: string;
  reader: string;
  zone: string;
  part: number;
  parts: number;
  lasts: Milliseconds;
  epc: Epc[];
  count: number[];
  peak: (Dbm | null)[];
};

/** Points of one probe's curve. Columnar; null is "no reading", never a repeated last value. */
export type ClimateLetter = LetterHead & {
  kind: 'climate';
  probe: string;
  dt: Milliseconds[];
  celsius: (Celsius | null)[];
  humidity: (Humidity | null)[];
};

/** An episode of a probe outside its band, or without data, opened or closed at the gateway. */
export type BreachLetter = LetterHead & {
  kind: 'breach';
  /** The same in the letter that opens and the one that closes. */
  episode: string;
  probe: string;
  zone: string;
  measure: 'celsius' | 'humidity' | 'data';
  cause: 'above' | 'below' | 'noData';
  state: 'opened' | 'closed';
  since: Instant;
  limit: number | null;
  value: number | null;
  worst: number | null;
};

/** Takes the numbers from…to of letters that will never come; its own seq is `to`. Only climate curve or damaged rows may be voided. */
export type VoidLetter = LetterHead & {
  kind: 'void';
  from: Seq;
  to: Seq;
  reason: 'diskFull' | 'refused' | 'damaged';
};

export type ReaderState = 'reading' | 'silent' | 'flooding' | 'wrongBaud' | 'disconnected';
/** What a person must see to at a gate whose door has a contact: nobody hears it, trips contradict it, it flutters, or the door has stood open for a quarter of an hour. */
export const doorFaults = ['unheard', 'dead', 'rattles', 'standsOpen'] as const;
export type DoorFault = (typeof doorFaults)[number];
export type ProbeState = 'ok' | 'stale' | 'disconnected';
export type ReaderHealth = {
  reader: string;
  state: ReaderState;
  lastReadAt: Instant | null;
  reads: number;
  /** Bytes that were no frame, and frames whose checksum was wrong: drops are counted, never silent. */
  noiseBytes: number;
  badFrames: number;
  /** Of a gate; left out while nothing is wrong with the contact of its door, or there is none. */
  door?: DoorFault;
};
export type ProbeHealth = { probe: string; state: ProbeState; lastReadingAt: Instant | null };

/** Sent when the health of a reader or probe changes. */
export type HealthLetter = LetterHead & {
  kind: 'health';
  readers: ReaderHealth[];
  probes: ProbeHealth[];
};

export type Letter =
  | TagsLetter
  | PassageLetter
  | CountLetter
  | ClimateLetter
  | BreachLetter
  | VoidLetter
  | HealthLetter;
export type LetterKind = Letter['kind'];

/** On `…/state`, retained, unnumbered, at connect and every 30 s: carries the last number given out, so a lost tail shows even when the store is quiet. */
export type Birth = {
  v: 1;
  kind: 'birth';
  gw: GatewayId;
  site: SiteId;
  epoch: Epoch;
  boot: string;
  at: Instant;
  last: number;
  /** Letters waiting in the outbox. */
  depth: number;
  readers: ReaderHealth[];
  probes: (ProbeHealth & { zone: string })[];
  version: string;
};
/** The will: the broker publishes it when the line breaks. */
export type Gone = { v: 1; kind: 'gone'; gw: GatewayId; epoch: Epoch; boot: string };
export type StateLetter = Birth | Gone;

/** Down. `upTo`: every number 1…upTo is kept for good. `holes`: [from, to] pairs above upTo that have not come; at most 100 of them. */
export type Ack = { v: 1; kind: 'ack'; epoch: Epoch; upTo: number; holes: [number, number][] };
/** Down. A letter kept aside and never to be sent again. Where its number could not be read, `digest` (first 16 hex digits of SHA-256 of its bytes) names it. */
export type Refused = {
  v: 1;
  kind: 'refused';
  epoch: Epoch | null;
  seq: number | null;
  digest: string;
  fault: Fault['code'];
};
/** Down. Please publish the birth again. */
export type Rebirth = { v: 1; kind: 'rebirth' };
export const verdicts = ['good', 'watch', 'act'] as const;
/** As the documents have it: all is well; something is still missing; something is there that should not be. */
export type Verdict = (typeof verdicts)[number];
/** Down. What is made of a trip, for the lamp of its gate: of use within seconds alone, so it is sent once and never kept. */
export type Judged = { v: 1; kind: 'judged'; trip: string; verdict: Verdict };
export type DownLetter = Ack | Refused | Rebirth | Judged;

/** Bytes: no letter is larger. Rows: no batch is longer. */
export const letterBytesMax = 256 * 1024;
export const letterRowsMax = 1000;
/** Of one tag in one passage. */
export const antennasMax = 16;
/** A sweep of more than 20,000 tags is no room. */
export const partsMax = 20;
