/** What the live map is told: a picture when a client arrives, then numbered changes to it. Applying a change twice changes nothing. */
import type { BreachLetter, ReaderHealth } from './letters.ts';
import type { Celsius, GatewayId, Humidity, Instant, KindId, SiteId } from './units.ts';

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
};

export type Kind = {
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

/** The moving part of one site: small enough to be sent whole at every change. */
export type SiteLive = {
  stock: StockLine[];
  /** Tags in view that no expected list explains: seen, unconfirmed, no stock. */
  unconfirmed: number;
  discrepancies: number;
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
    | 'breachOpened'
    | 'breachClosed'
    | 'online'
    | 'offline'
    | 'reader'
    | 'quarantined'
    | 'security';
  /** Numbers and names the sentence of `what` needs; never markup. */
  detail: Record<string, string | number>;
};

export type LiveChange = { what: 'site'; site: SiteId; live: SiteLive } | { what: 'feed'; item: FeedItem };

/** socket.io event 'picture': all there is at change number `n` of this server run (`stream`). */
export type Picture = {
  stream: string;
  n: number;
  at: Instant;
  sites: (Site & { live: SiteLive })[];
  kinds: Kind[];
  feed: FeedItem[];
};

/** socket.io event 'changes': items are the changes from…from+items.length-1. A client whose next number is not `from` reconnects and gets what it missed or a picture. */
export type Changes = { from: number; at: Instant; items: LiveChange[] };

/** The handshake's `auth` of a returning client: the stream it knows and the last change number it has. */
export type Returning = { stream: string; n: number };
