/** What the live map is told: a picture when a client arrives, then numbered changes to it. Applying a change twice changes nothing. */
import type { KindFacts } from './catalogue.ts';
import type { GateBrief } from './gate-match.ts';
import type { BreachLetter, DoorFault, PassageLetter, ReaderHealth } from './letters.ts';
import type { Celsius, GatewayId, Humidity, Instant, KindId, Minutes, SiteId } from './units.ts';

export type Tier = 'regional' | 'city' | 'county' | 'station' | 'partner' | 'external';

export type Site = {
  id: SiteId;
  name: string;
  nameEn: string;
  tier: Tier;
  parent: SiteId | null;
  /** GB/T 2260; null outside the region's tables. */
  area: string | null;
  lon: number;
  lat: number;
  /** 'assumed' positions are said to be so wherever they are shown. */
  quality: 'sourced' | 'derived' | 'assumed';
  /** From the order to the first vehicle leaving, on top of the region's dispatch time. */
  loadingMinutes: Minutes;
  /** Answered day and night; null where nobody is named. A sample number is made up, and said to be. */
  phone: { number: string; isSample: boolean } | null;
};

export type Kind = KindFacts & {
  id: KindId;
  name: string;
  nameEn: string;
  unit: string;
  unitEn: string;
  /** GB/T 38565; null where it is not known. */
  supplyClass: string | null;
};

export type StockLine = {
  kind: KindId;
  pieces: number;
  /** Neither held nor expired today. */
  usable: number;
  held: number;
};

export type GatewayLive = {
  id: GatewayId;
  line: 'online' | 'offline' | 'never';
  since: Instant | null;
  lastLetterAt: Instant | null;
  depth: number;
  holes: number;
  readers: ReaderHealth[];
};

export type ProbeLive = {
  probe: string;
  at: Instant;
  celsius: Celsius | null;
  humidity: Humidity | null;
  breach: BreachLetter['cause'] | null;
};

/** One trip through a gate. `goods`: pieces by kind; `unexplained`: tags that no document explains. */
export type PassageLive = {
  id: number;
  reader: string;
  direction: PassageLetter['direction'];
  at: Instant;
  pieces: number;
  strays: number;
  unexplained: number;
  goods: Record<KindId, number>;
  /** The document that explains it best; null while none does. */
  match: GateBrief | null;
};
/** A sweep of a room against the book of its moment. */
export type SweepLive = {
  id: number;
  zone: string;
  at: Instant;
  expected: number;
  missing: number;
  extra: number;
  strange: number;
};

/** A gate whose door contact a person must see to; open until its gateway says that it is well. */
export type DoorLive = { gateway: GatewayId; reader: string; fault: DoorFault; since: Instant };

/** What the ledger says of a site. `isCounted`: whoever reads it counts there, and is told neither its stock nor its sweeps. */
export type LedgerLive = {
  isCounted?: true;
  stock: StockLine[];
  /** Tags in view that no expected list explains: seen, unconfirmed, no stock. */
  unconfirmed: number;
  discrepancies: number;
  /** Pieces of this store that went out through a gate, and no document says why. */
  leftWithoutOrder: number;
  /** Lots with an open notice, each counted at its latest step. */
  notices: { nearExpiry: number; expired: number };
  doors: DoorLive[];
  /** Newest first, a handful. */
  passages: PassageLive[];
  sweeps: SweepLive[];
};

/** The moving part of one site: small enough to be sent whole at every change. */
export type SiteLive = LedgerLive & {
  /** Tags in the field of each gate now. */
  inField: { reader: string; tags: number }[];
  gateways: GatewayLive[];
  probes: ProbeLive[];
};

export type FeedItem = {
  id: number;
  at: Instant;
  site: SiteId;
  what:
    | 'arrived'
    | 'seenElsewhere'
    | 'unknownTag'
    | 'unconfirmed'
    | 'blankTag'
    | 'copiedCode'
    | 'overdue'
    | 'bookFault'
    | 'gatewayWaiting'
    | 'gatewayAdmitted'
    | 'gatewayRefused'
    | 'leftWithoutOrder'
    | 'nearExpiry'
    | 'expired'
    | 'noticeClosed'
    | 'passage'
    | 'sweep'
    | 'breachOpened'
    | 'breachClosed'
    | 'doorFault'
    | 'doorWell'
    | 'doorGone'
    | 'online'
    | 'offline'
    | 'reader'
    | 'quarantined'
    | 'security';
  /** Numbers and names the sentence of `what` needs; never markup. */
  detail: Record<string, string | number>;
};

/** What keeps the server itself from working, for everybody to see; null when nothing does. */
export type Trouble = 'diskFull' | null;

/** How the region is covered with the stock of this moment, for all kinds together; shares in 0…1. */
export type CoverageLive = {
  /** Changes with every answer: what is shown of an older one is asked for anew. */
  version: string;
  people: number;
  area: number;
  worst: { code: string; place: string; minutes: number | null } | null;
  /** While any road row is not sourced no share is a proof. */
  isSchematic: boolean;
  /** Depots not routed yet: the answer is a first one. */
  toRoute: number;
  /** Of a moment that is over: when it was found. */
  at?: Instant;
};

export type LiveChange =
  | { what: 'site'; site: SiteId; live: SiteLive }
  | { what: 'feed'; item: FeedItem }
  | { what: 'trouble'; trouble: Trouble }
  | { what: 'coverage'; coverage: CoverageLive }
  /** The catalogue has another version. */
  | { what: 'kinds'; kinds: Kind[] }
  /** Of a store that this page may not see; it keeps the place of its number. */
  | { what: 'hidden' };

/** socket.io event 'picture': all there is at change number `n` of this server run (`stream`). */
export type Picture = {
  stream: string;
  n: number;
  at: Instant;
  sites: (Site & { live: SiteLive })[];
  kinds: Kind[];
  feed: FeedItem[];
  trouble: Trouble;
  /** null until the planner has answered once, and on a page that does not see the whole region. */
  coverage: CoverageLive | null;
  seesAll: boolean;
};

/** socket.io event 'changes': items are the changes from…from+items.length-1. A client whose next number is not `from` reconnects and gets what it missed or a picture. */
export type Changes = { from: number; at: Instant; items: LiveChange[] };

/** The handshake's `auth` of a returning client: the stream it knows and the last change number it has. */
export type Returning = { stream: string; n: number };
