/** The server's parts joined by hand: broker, inbox, ledger, live map and HTTP in one process. The program starts it from its settings, tests from theirs. */
import type { Server } from 'node:http';
import { Server as SecureServer } from 'node:https';
import { isOwnHost } from '@changping/contracts/own-host';
import type { Instant, RegionId, SiteId } from '@changping/contracts/units';
import { admitted } from './admitted.ts';
import { answers } from './answers.ts';
import { openCertificate } from './certificate.ts';
import { watchCertificate } from './certificate-watch.ts';
import { openCoverage } from './coverage-live.ts';
import { withoutRest } from './domain/count/withheld.ts';
import { diskFault } from './domain/disk-fault.ts';
import { type Broker, openBroker } from './edge/broker/broker.ts';
import { openDoor } from './edge/http/door.ts';
import { leastTls, openHttp } from './edge/http/http.ts';
import { openMetrics } from './edge/http/metrics.ts';
import { openapi } from './edge/http/openapi.ts';
import { turnstile } from './edge/http/turnstile.ts';
import { type Inbox, openInbox } from './edge/inbox.ts';
import { type Live, openLive } from './edge/live.ts';
import { type Gatehouse, gatehouse } from './gatehouse.ts';
import { inForce } from './in-force.ts';
import { lamps } from './lamps.ts';
import { listen } from './listen.ts';
import { type OpenHookParts, openHooks } from './open-hooks.ts';
import type { Region } from './region.ts';
import { rounds } from './rounds.ts';
import type { Settings } from './settings.ts';
import { applicants } from './store/applicants.ts';
import { asOf } from './store/as-of.ts';
import { auditReads } from './store/audit-reads.ts';
import { book } from './store/book.ts';
import { catalogues } from './store/catalogues.ts';
import { climateOf } from './store/climate/open.ts';
import { coverageVersions } from './store/coverage-versions.ts';
import { type Database, openDatabase } from './store/database.ts';
import { documentList } from './store/document-list.ts';
import { expiries } from './store/expiry.ts';
import { expiryReads } from './store/expiry-reads.ts';
import { gateReads } from './store/gate-reads.ts';
import { history } from './store/history.ts';
import { judgeableTrips } from './store/judgeable.ts';
import { type Ledger, openLedger } from './store/ledger.ts';
import { matches } from './store/matches.ts';
import { notices } from './store/notices.ts';
import { pieceList } from './store/piece-list.ts';
import { reads } from './store/reads.ts';
import { recall } from './store/recall.ts';
import { seed } from './store/seed.ts';
import { stockList } from './store/stock-list.ts';
import { tally } from './store/tally.ts';
import { usable } from './store/usable.ts';
import { watched } from './watched.ts';

export type ServeParts = {
  settings: Settings;
  region: Region;
  version: string;
  /** The built pages. */
  pages: string;
  now(): Instant;
  /** A demo: sample accounts, for this computer alone. */
  samples?: boolean;
  /** The hour where people sit; a demo's `now` runs faster. */
  wall?(): Instant;
  /** Between the region's own rows and the first letter: sample goods. */
  prepare?(db: Database): void;
  /** Of the names of hooks; the system's where it is left out. */
  lookup?: OpenHookParts['lookup'];
  say: {
    /** What the broker turned away. */
    refused(why: string, who: string): void;
    climate(sentence: string, why: string): void;
    /** Once a day, when `within` days are left at the most. */
    certificate(within: number, endsAt: Instant): void;
    failed(error: unknown, what: string): void;
  };
  /** The disk can't be trusted any more. */
  die(error: Error): never;
};
export type Serving = {
  http: Server;
  port: number;
  mqttPort: number;
  db: Database;
  ledger: Ledger;
  live: Live;
  inbox: Inbox;
  climate: Awaited<ReturnType<typeof climateOf>>;
  /** Of the first start, and of a demo: for whoever started it to hand on. */
  house: Pick<Gatehouse, 'codes' | 'token'>;
  /** Takes a renewed certificate, for whoever comes from now on. @throws Error; then the one before stays. */
  renew(): void;
  close(): Promise<void>;
};

/** Whoever is turned away is out within so long, also in the middle of a session. */
const followEvery = 15_000;

/** Ready when it returns. @throws Error that says in one sentence why it can't start. */
export async function serve({
  settings,
  region: listed,
  version,
  pages,
  now,
  samples = false,
  wall = () => Date.now() as Instant,
  prepare,
  lookup,
  say,
  die,
}: ServeParts): Promise<Serving> {
  const certificate = settings.https ? openCertificate(settings.https, wall) : null;
  const term = watchCertificate(certificate, wall, say.certificate);
  const isOurs = certificate?.isOurs ?? isOwnHost;
  const db = await openDatabase(settings.data);
  const climate = await climateOf({
    folder: settings.data,
    influx: settings.climate?.influx,
    told: say.climate,
    die,
  });
  const editions = catalogues(db, listed, now());
  const region = inForce(listed, editions);
  seed(db, region);
  prepare?.(db);
  const applicantsOf = applicants(db);
  const gateways = admitted(settings.gateways, applicantsOf, region);
  const expiry = expiries(db, region);
  const notice = notices(db, expiry);
  const chains = book(db);
  const today = () => expiry.dayOf(now());
  const trips = matches(db, today);
  const ledger = openLedger(db, { moved: notice.settle, matched: trips.settle, book: chains });
  const ours = () => gateways.now().map(({ id }) => id);
  ledger.retire(ours(), now());
  const tallies = tally(db, today);
  const remembered = recall(db);
  /** The last proof of the book. */
  const proof = { at: 0, faults: 0 };
  const hooks = openHooks({
    ...{ db, region, allow: settings.webhooks?.allow ?? [], lookup, now, wall, die },
    failed: (error) => say.failed(error, 'notices wait for their hooks'),
  });
  const metrics = openMetrics({
    ...{ ...climate.watch, ...hooks.watch },
    ...watched({
      ...{ proof, certificateEnds: term.endsAt, quarantined: remembered.quarantined },
      pages: () => live.clients(),
      unwritten: () => house.refusals.unwritten(),
      swept: () => house.photos.swept(),
    }),
  });
  const live = openLive({
    ...{ sites: region.sites, kinds: () => region.kinds, isOurs },
    admit: (headers, address) => house.listener(headers, address),
    gateways: gateways.now().map(({ id, site }) => ({
      id,
      site,
      lastLetterAt: remembered.lastLetterAt(id),
    })),
    feed: remembered.feed(200),
    tally: tallies.of,
    breaches: tallies.openBreaches,
    now,
  });
  const house = gatehouse({
    ...{ db, region, ledger, matches: trips, now, book: chains, moved: notice.settle, hasSamples: samples },
    ...{ editions, hooks },
    catalogued() {
      live.catalogue();
      coverage.catalogue();
    },
    calendar: expiry,
    ...{ wall, data: settings.data, asksCertificates: certificate?.now().ca !== undefined },
    failed: (error) => say.failed(error, 'what was decided is entered a little later'),
    told(sites, lines) {
      live.tellEvents(lines);
      live.moved(sites);
      if (sites.length) coverage.moved();
    },
  });
  const usableOn = usable(db);
  const coverage = openCoverage({
    region,
    usable: () => usableOn(today()),
    stockVersion: () => `${remembered.commits()}@${today()}`,
    versions: coverageVersions(db),
    now,
    tell: live.coverage,
    failed: (error) => say.failed(error, 'the planner starts again with the next question'),
  });
  /** A line of the feed that no letter brought. A full disk leaves it out, one that can't be trusted ends the program as it does for letters. */
  const note = (item: Parameters<Ledger['note']>[0]): void => {
    try {
      live.tellEvents([ledger.note(item)]);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      if (diskFault(failure) === 'untrusted') die(failure);
      say.failed(failure, 'a line of the feed is left out');
    }
  };
  const post: Broker['post'] = (...letter) => broker.post(...letter);
  const lamp = lamps(judgeableTrips(db), { post, now });
  const inbox = openInbox({
    ledger,
    keepPoints: climate.write,
    tell(kept) {
      live.tell(kept);
      lamp.judge(kept.trips);
      coverage.moved();
    },
    tellEvents: live.tellEvents,
    post,
    count: metrics,
    now,
    refusedByDisk(error) {
      say.failed(error, 'letters wait at their gateways');
      db.makeRoom();
    },
    die,
  });
  const broker: Broker = await openBroker({
    listen: (server) => listen(server, settings.mqtt),
    region: region.id as RegionId,
    accounts: settings.gateways,
    admitted(gateway, keyHash) {
      const guest = gateways.guest(gateway, keyHash);
      if (guest) follow();
      return guest;
    },
    knock(who) {
      const { gateway, site } = who;
      if (!region.sites.some(({ id }) => id === site) || !applicantsOf.knock(who, now())) return;
      note({ at: now(), site, what: 'gatewayWaiting', detail: { gateway } });
    },
    letter: (gateway, site, bytes, thanks) => inbox.take({ gateway, site, bytes, arrivedAt: now() }, thanks),
    born(gateway, site, birth) {
      inbox.born(gateway, site, birth, now());
      live.born(site, birth);
    },
    line(gateway, site, state) {
      live.line(gateway, site, state);
      note({ at: now(), site, what: state, detail: { gateway } });
    },
    refused(why, who) {
      metrics.refused();
      say.refused(why, who);
    },
  });
  const follow = () =>
    gateways.follow({
      joined: ({ id, site }) => live.join(id, site),
      gone({ id }) {
        broker.dismiss(id);
        const lines = ledger.retire(ours(), now());
        live.tellEvents(lines);
        live.moved(lines.map(({ site }) => site));
      },
      decided: live.tellEvents,
    });
  const following = setInterval(() => {
    try {
      follow();
    } catch (error) {
      say.failed(error, 'who was let in is asked again');
    }
  }, followEvery);
  const { entrance, people, deeds, ready, sees } = house;
  const http = openHttp({
    door: openDoor(entrance.asker, house.handhelds.held, {
      isContained: !certificate && settings.http.host === '0.0.0.0',
      isSecure: certificate !== null,
    }),
    commands: {
      deeds,
      ready,
      turnstile: turnstile(wall),
      mayBring: house.mayBring,
      signed: house.handhelds.signed,
      refused: house.refusals.write,
      told: (asker, fault) => withoutRest(fault, house.counts.hidden(asker)),
    },
    isOurs,
    tls: certificate?.now() ?? null,
    admit: house.admit,
    answers: answers({
      region,
      accounts: gateways.now,
      applicants: applicantsOf,
      version,
      certificate: term.health,
      live,
      reads: reads(db.query),
      ...{ stockList: stockList(db, wall), pieceList: pieceList(db), documentList: documentList(db) },
      asOf: asOf(db),
      gates: gateReads(db.query),
      history: history(db),
      expiry: expiryReads(db.query, region),
      coverage,
      today,
      climate,
      entrance,
      people,
      papers: house.papers,
      ...{ handhelds: house.handhelds, hooks: house.hooks },
      catalogue: house.catalogue,
      ...{
        jobs: house.jobs,
        labels: house.labels,
        photos: house.photos,
        ...{ waiting: house.waiting, sharing: house.sharing },
        ...{ leases: house.leases, kits: house.kits },
        imports: house.imports,
        approving: house.approving,
      },
      counts: house.counts,
      reservations: house.reservations,
      ...{ firstOut: house.firstOut, outside: house.outside },
      audit: auditReads(db),
      sees,
      now,
    }),
    openapi: () => openapi(version),
    ...{ file: house.jobs.file, photo: house.photos.file },
    metrics,
    pages,
    failed: say.failed,
  });
  live.attach(http);
  house.resume();
  const port = await listen(http, settings.http);
  const endRounds = rounds({
    ...{ folder: settings.data, db, today, now, certificate: term, tidy: climate.tidy, die },
    catalogue: () => editions.now().version,
    *lots() {
      for (const lines of notice.round(now(), ledger.note)) yield live.tellEvents(lines);
      coverage.moved();
    },
    *late() {
      yield live.tellEvents(house.due.tell(now(), ledger.note));
      yield* house.photos.sweep();
    },
    proved({ faults, differences, different }) {
      Object.assign(proof, { at: now(), faults: faults.length + different });
      if (!proof.faults) return;
      say.failed({ faults, differences }, 'the book differs from its own entries or chains');
      const site = (faults.find(({ chain }) => chain)?.chain ?? region.sites[0]?.id) as SiteId;
      const detail = { faults: faults.length, differences: different };
      note({ at: now(), site, what: 'bookFault', detail });
    },
    full: (isFull) => live.trouble(isFull ? 'diskFull' : null),
    failed: say.failed,
  });

  return {
    http,
    port,
    mqttPort: broker.port,
    db,
    ledger,
    live,
    inbox,
    climate,
    house,
    renew() {
      if (certificate && http instanceof SecureServer)
        http.setSecureContext({ ...certificate.reload(), minVersion: leastTls });
    },
    async close() {
      clearInterval(following);
      await endRounds();
      await hooks.close();
      await house.jobs.close();
      await house.imports.close();
      await house.goingOn.close();
      await broker.close();
      inbox.close();
      await live.close();
      await closed(http);
      await coverage.close();
      await climate.close();
      await db.close();
    },
  };
}

/** No answer may read from a database that is closed. */
const closed = (http: Server) =>
  new Promise<void>((done) => {
    http.close(() => done());
    http.closeIdleConnections();
    setTimeout(() => http.closeAllConnections(), 1000).unref();
  });
