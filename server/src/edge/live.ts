/** What the pages see: a picture on arrival, then numbered changes. The moving part of a site is read anew from the ledger whenever something touched it, never counted along, so it can't drift. */
import { randomUUID } from 'node:crypto';
import type { Server as HttpServer, IncomingHttpHeaders } from 'node:http';
import type { Birth } from '@changping/contracts/letters';
import type {
  Changes,
  CoverageLive,
  FeedItem,
  Kind,
  LedgerLive,
  LiveChange,
  Picture,
  Returning,
  Site,
  SiteLive,
  Trouble,
} from '@changping/contracts/live';
import { isForeign, isOwnOrigin } from '@changping/contracts/own-host';
import type { GatewayId, Instant, SiteId } from '@changping/contracts/units';
import { Server } from 'socket.io';
import { withoutQuantity, withoutSums } from '../domain/count/withheld.ts';
import { holes } from '../domain/marks.ts';
import {
  firstState,
  hear,
  hearBirth,
  hearLine,
  joined,
  type OpenBreach,
  type SiteState,
} from '../domain/site-live.ts';
import type { Kept } from '../store/ledger.ts';
import type { Fresh } from '../store/sort.ts';
import { type Line, tellAll } from './live/room.ts';

/** Somebody who may listen. `view`: the same for all who see the same. */
export type Listener = {
  view: string;
  sees(site: SiteId): boolean;
  /** Also what is told of the region as a whole. */
  seesAll: boolean;
  /** Stores in which this one counts: how much they have is not told. Asked at each telling. */
  blind(): ReadonlySet<string>;
  /** Asked again and again: rights are taken away from people who are in. */
  isStill(): boolean;
};

export type LiveParts = {
  /** Who holds this; null for nobody who may listen. */
  admit(headers: IncomingHttpHeaders, address: string): Listener | null;
  /** Does this Host header mean us? */
  isOurs(host: string | undefined): boolean;
  sites: readonly Site[];
  /** Of the catalogue in force. */
  kinds(): readonly Kind[];
  gateways: readonly { id: GatewayId; site: SiteId; lastLetterAt: Instant | null }[];
  feed: readonly FeedItem[];
  tally(site: SiteId): LedgerLive;
  /** Open episodes, by site: for the first picture after a start. */
  breaches(site: SiteId): OpenBreach[];
  now(): Instant;
};
export type Live = {
  tell(kept: Kept): void;
  tellEvents(events: readonly FeedItem[]): void;
  /** People moved goods there. */
  moved(sites: readonly SiteId[]): void;
  born(site: SiteId, birth: Birth): void;
  /** What keeps the server itself from working; told when it changes. */
  trouble(trouble: Trouble): void;
  coverage(coverage: CoverageLive): void;
  /** The catalogue is another. */
  catalogue(): void;
  /** A gateway that was let in while we run. */
  join(gateway: GatewayId, site: SiteId): void;
  line(gateway: GatewayId, site: SiteId, state: 'online' | 'offline'): void;
  site(id: SiteId): SiteLive | undefined;
  now(): { trouble: Trouble; coverage: CoverageLive | null };
  /** The tags in the field of each gate of a site. */
  field(id: SiteId): SiteState['field'];
  attach(http: HttpServer): void;
  clients(): number;
  close(): Promise<void>;
};

/** For pages that come back; to whoever missed more a picture is shorter. */
const changesKept = 1000;
const feedKept = 200;
/** The first change after a quiet while is told at once; those of one span after it travel together. */
const span = 40;
/** A page that has not taken this much (20 s of packets at the least) is frozen: it is cut, and gets what it missed when it comes back. */
const frozenPackets = 500;
const frozenBytes = 8_000_000;
/** A region has tens of them. */
const pagesMax = 1000;
type Page = Line & { close(discard: boolean): void };
/** Pages only listen. */
const messagesMax = 100;
/** Whoever loses the right to listen hears nothing any more after so long. */
const askEvery = 15_000;
const hidden: LiveChange = { what: 'hidden' };

export function openLive(parts: LiveParts): Live {
  const stream = randomUUID();
  const states = new Map<SiteId, SiteState>();
  const changes: LiveChange[] = [];
  /** The number of the newest change: changes[i] is number n - changes.length + 1 + i. */
  let n = 0;
  let feed = parts.feed.slice(-feedKept);
  let waiting: FeedItem[] = [];
  /** Of the region as a whole, by what it is about. */
  const whole: { trouble: Trouble; coverage: CoverageLive | null } = { trouble: null, coverage: null };
  const wholeNews = new Map<string, LiveChange>();
  const dirty = new Set<SiteId>();
  /** Pages by what they see: each view's news are made into bytes once. */
  const rooms = new Map<string, { listener: Listener; pages: Map<Page, Listener> }>();
  let timer: NodeJS.Timeout | undefined;
  let toldAt = 0;
  let closed = false;
  const io = new Server({
    serveClient: false,
    maxHttpBufferSize: 100_000,
    transports: ['websocket', 'polling'],
    perMessageDeflate: false,
    pingInterval: 20_000,
    pingTimeout: 20_000,
    allowRequest: (request, done) =>
      done(
        null,
        // Whoever may not listen takes no place of those who may.
        isSameOrigin(request.headers, parts.isOurs) &&
          io.engine.clientsCount < pagesMax &&
          parts.admit(request.headers, request.socket.remoteAddress ?? '') !== null,
      ),
  });
  io.use((socket, next) => {
    const { headers, address } = socket.handshake;
    const listener = parts.admit(headers, address);
    socket.data.listener = listener;
    next(listener ? undefined : new Error('notLoggedIn'));
  });
  const asking = setInterval(putOut, askEvery);

  for (const { id } of parts.sites) {
    const gateways = parts.gateways.filter(({ site }) => site === id);
    states.set(id, firstState(parts.tally(id), gateways, parts.breaches(id)));
  }

  const touch = (site: SiteId) => {
    dirty.add(site);
    wake();
  };
  const tellWhole = (news: LiveChange) => {
    wholeNews.set(news.what, news);
    wake();
  };
  const wake = () => {
    // A line that breaks while we end has nobody left to hear of it.
    if (!closed) timer ??= setTimeout(flush, Math.max(0, toldAt + span - performance.now()));
  };
  const change = (site: SiteId, next: (state: SiteState) => SiteState) => {
    const state = states.get(site);
    if (state) states.set(site, next(state));
  };

  function flush(): void {
    timer = undefined;
    toldAt = performance.now();
    const news = waiting.slice(-feedKept);
    const items: LiveChange[] = [...wholeNews.values()];
    wholeNews.clear();
    for (const item of news) items.push({ what: 'feed', item });
    feed = [...feed, ...news].slice(-feedKept);
    waiting = [];
    for (const site of dirty) {
      const state = states.get(site);
      if (!state) continue;
      const live = { ...state.live, ...parts.tally(site) };
      states.set(site, { ...state, live });
      items.push({ what: 'site', site, live });
    }
    dirty.clear();
    if (!items.length) return;
    const from = n + 1;
    n += items.length;
    changes.push(...items);
    if (changes.length > changesKept) changes.splice(0, changes.length - changesKept);
    const at = parts.now();
    for (const { listener, pages } of rooms.values()) {
      for (const [same, blind] of byBlindness(pages))
        tellAll(same, 'changes', { from, at, items: seenBy(listener, items, blind) } satisfies Changes);
      for (const page of pages.keys()) if (isFrozen(page)) page.close(true);
    }
  }

  function tellLetter({ gateway, site, letter, outbox, arrivedAt }: Fresh): void {
    const heard = { gateway, letter, arrivedAt, outbox: outbox.key, holes: holes(outbox.mark, 100).length };
    change(site, (state) => hear(state, heard, () => parts.breaches(site)));
  }

  function putOut(): void {
    for (const { pages } of rooms.values())
      for (const [page, { isStill }] of pages) if (!isStill()) page.close(true);
  }

  const picture = ({ sees, seesAll }: Listener, blind: ReadonlySet<string>): Picture => ({
    stream,
    n,
    at: parts.now(),
    sites: parts.sites
      .filter(({ id }) => sees(id))
      .map((site) => ({ ...site, live: liveOf(site.id, (states.get(site.id) as SiteState).live, blind) })),
    kinds: [...parts.kinds()],
    feed: feed.filter(({ site }) => sees(site)).map((item) => withoutQuantity(item, blind)),
    trouble: whole.trouble,
    coverage: seesAll && !blind.size ? whole.coverage : null,
    seesAll,
  });

  io.on('connection', (socket) => {
    const listener = socket.data.listener as Listener;
    const missed = missedBy(socket.handshake.auth);
    const blind = listener.blind();
    if (missed) socket.emit('changes', { ...missed, items: seenBy(listener, missed.items, blind) });
    else socket.emit('picture', picture(listener, blind));
    // The room is ours to choose, by who it is.
    const page = socket.conn as unknown as Page;
    const room = rooms.get(listener.view) ?? { listener, pages: new Map() };
    rooms.set(listener.view, room);
    room.pages.set(page, listener);
    socket.once('disconnect', () => {
      room.pages.delete(page);
      if (!room.pages.size) rooms.delete(listener.view);
    });
    let messages = 0;
    // Below the events, for whoever wants to do harm sends other things than events.
    socket.conn.on('packet', ({ type }) => {
      if (type === 'message' && ++messages > messagesMax) socket.conn.close(true);
    });
  });

  /** What a returning page missed; undefined when that is no longer known and only a picture helps. */
  function missedBy(auth: Partial<Returning>): Changes | undefined {
    if (auth.stream !== stream || !Number.isSafeInteger(auth.n)) return undefined;
    const known = auth.n as number;
    const first = n - changes.length + 1;
    if (known > n || known + 1 < first) return undefined;
    return { from: known + 1, at: parts.now(), items: changes.slice(known + 1 - first) };
  }

  return {
    tell(kept) {
      for (const fresh of kept.fresh) tellLetter(fresh);
      waiting.push(...kept.events);
      for (const site of kept.sites) touch(site);
    },
    tellEvents(events) {
      waiting.push(...events);
      for (const { site } of events) touch(site);
    },
    moved(sites) {
      for (const site of sites) touch(site);
    },
    born(site, birth) {
      change(site, (state) => hearBirth(state, birth, parts.breaches(site), parts.now()));
      touch(site);
    },
    trouble(trouble) {
      if (whole.trouble === trouble) return;
      whole.trouble = trouble;
      tellWhole({ what: 'trouble', trouble });
    },
    coverage(coverage) {
      whole.coverage = coverage;
      tellWhole({ what: 'coverage', coverage });
    },
    catalogue: () => tellWhole({ what: 'kinds', kinds: [...parts.kinds()] }),
    join(gateway, site) {
      const before = states.get(site);
      change(site, (state) => joined(state, gateway));
      if (states.get(site) !== before) touch(site);
    },
    line(gateway, site, line) {
      const before = states.get(site);
      change(site, (state) => hearLine(state, gateway, line, parts.now()));
      if (states.get(site) !== before) touch(site);
    },
    site: (id) => states.get(id)?.live,
    now: () => whole,
    field: (id) => states.get(id)?.field ?? new Map(),
    attach: (http) => void io.attach(http),
    clients: () => io.engine?.clientsCount ?? 0,
    close: async () => {
      closed = true;
      clearTimeout(timer);
      clearInterval(asking);
      await io.close();
    },
  };
}

/** Numbers count for all pages alike, so what is not for this one leaves an empty place. */
const seenBy = (
  { sees, seesAll }: Listener,
  items: LiveChange[],
  blind: ReadonlySet<string>,
): LiveChange[] =>
  seesAll && !blind.size
    ? items
    : items.map((item) => {
        if (item.what === 'site')
          return sees(item.site) ? { ...item, live: liveOf(item.site, item.live, blind) } : hidden;
        if (item.what === 'feed')
          return sees(item.item.site) ? { ...item, item: withoutQuantity(item.item, blind) } : hidden;
        return item.what === 'trouble' || item.what === 'kinds' || (seesAll && item.what !== 'coverage')
          ? item
          : hidden;
      });

const liveOf = (site: SiteId, live: SiteLive, blind: ReadonlySet<string>): SiteLive =>
  blind.has(site) ? withoutSums(live) : live;

/** Mostly nobody counts, and all of a room are told the same. */
function byBlindness(pages: ReadonlyMap<Page, Listener>): Iterable<[Page[], ReadonlySet<string>]> {
  const groups = new Map<string, [Page[], ReadonlySet<string>]>();
  for (const [page, { blind }] of pages) {
    const sites = blind();
    const name = [...sites].join();
    const group = groups.get(name) ?? [[], sites];
    group[0].push(page);
    groups.set(name, group);
  }
  return groups.values();
}

const isFrozen = ({ writeBuffer }: Line): boolean =>
  writeBuffer.length > frozenPackets ||
  writeBuffer.reduce((bytes, { data }) => bytes + (data?.length ?? 0), 0) > frozenBytes;

/** A page of another site must not listen along through the browser of a person who may. */
const isSameOrigin = (
  { origin, host, 'sec-fetch-site': from }: IncomingHttpHeaders,
  isOurs: LiveParts['isOurs'],
): boolean => isOurs(host) && !isForeign(from) && isOwnOrigin(origin, host);
