/** The server's parts joined by hand: broker, inbox, ledger, live map and HTTP in one process. The program starts it from its settings, tests from theirs. */
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Instant, RegionId, SiteId } from '@changping/contracts/units';
import { answers } from './answers.ts';
import { openCoverage } from './coverage-live.ts';
import { watchDisk } from './disk-watch.ts';
import { type Account, type Broker, openBroker } from './edge/broker/broker.ts';
import { openHttp } from './edge/http/http.ts';
import { openMetrics } from './edge/http/metrics.ts';
import { openapi } from './edge/http/openapi.ts';
import { type Inbox, openInbox } from './edge/inbox.ts';
import { type Live, openLive } from './edge/live.ts';
import { listen } from './listen.ts';
import { nightly, prove } from './nightly.ts';
import type { Region } from './region.ts';
import type { Settings } from './settings.ts';
import { type Applicants, applicants, type Knock } from './store/applicants.ts';
import { hourly } from './store/climate/hourly.ts';
import { climateOf } from './store/climate/open.ts';
import { type Database, openDatabase } from './store/database.ts';
import { expiries } from './store/expiry.ts';
import { daily } from './store/expiry-daily.ts';
import { expiryReads } from './store/expiry-reads.ts';
import { gateReads } from './store/gate-reads.ts';
import { history } from './store/history.ts';
import { type Ledger, openLedger } from './store/ledger.ts';
import { notices } from './store/notices.ts';
import { reads } from './store/reads.ts';
import { recall } from './store/recall.ts';
import { seed } from './store/seed.ts';
import { tally } from './store/tally.ts';
import { usable } from './store/usable.ts';

export type ServeParts = {
  settings: Settings;
  region: Region;
  version: string;
  /** The built pages. */
  pages: string;
  now(): Instant;
  /** Between the region's own rows and the first letter: sample goods. */
  prepare?(db: Database): void;
  say: {
    /** What the broker turned away. */
    refused(why: string, who: string): void;
    climate(sentence: string, why: string): void;
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
  close(): Promise<void>;
};

/** Ready when it returns. @throws Error that says in one sentence why it can't start. */
export async function serve({
  settings,
  region,
  version,
  pages,
  now,
  prepare,
  say,
  die,
}: ServeParts): Promise<Serving> {
  const db = await openDatabase(settings.data);
  const climate = await climateOf({
    folder: settings.data,
    influx: settings.climate?.influx,
    told: say.climate,
    die,
  });
  seed(db, region);
  prepare?.(db);
  const applicantsOf = applicants(db);
  const accounts = [...settings.gateways, ...letIn(settings.gateways, applicantsOf, region)];
  const expiry = expiries(db, region);
  const notice = notices(db, expiry);
  const ledger = openLedger(db, { moved: notice.settle });
  const today = () => expiry.dayOf(now());
  const tallies = tally(db, today);
  const remembered = recall(db);
  /** The last proof of the book. */
  const proof = { at: 0, faults: 0 };
  const metrics = openMetrics({
    ...climate.watch,
    pages_connected: { help: 'pages that listen live', value: () => live.clients() },
    book_proved_at: {
      help: 'when the book was last proved, ms since 1970; 0: not yet',
      value: () => proof.at,
    },
    book_faults: { help: 'broken chains and differences the last proof found', value: () => proof.faults },
    quarantine_letters: { help: 'letters set aside, all time', value: remembered.quarantined },
  });
  const live = openLive({
    ...region,
    gateways: accounts.map(({ id, site }) => ({
      id,
      site,
      lastLetterAt: remembered.lastLetterAt(id),
    })),
    feed: remembered.feed(200),
    tally: tallies.of,
    breaches: tallies.openBreaches,
    now,
  });
  const usableOn = usable(db);
  const coverage = openCoverage({
    region,
    usable: () => usableOn(today()),
    stockVersion: () => `${remembered.commits()}@${today()}`,
    tell: live.coverage,
    failed: (error) => say.failed(error, 'the planner starts again with the next question'),
  });
  const inbox = openInbox({
    ledger,
    keepPoints: climate.write,
    tell(kept) {
      live.tell(kept);
      coverage.moved();
    },
    tellEvents: live.tellEvents,
    post: (...letter) => broker.post(...letter),
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
    accounts,
    knock: (who) => knock(who),
    letter: (gateway, site, bytes, thanks) => inbox.take({ gateway, site, bytes, arrivedAt: now() }, thanks),
    born(gateway, site, birth) {
      inbox.born(gateway, site, birth, now());
      live.born(site, birth);
    },
    line(gateway, site, state) {
      live.line(gateway, site, state);
      live.tellEvents([ledger.note({ at: now(), site, what: state, detail: { gateway } })]);
    },
    refused(why, who) {
      metrics.refused();
      say.refused(why, who);
    },
  });
  function knock(who: Knock): boolean {
    const { gateway, site } = who;
    if (!region.sites.some(({ id }) => id === site)) return false;
    const answer = applicantsOf.knock(who, now());
    if (answer === 'new')
      live.tellEvents([ledger.note({ at: now(), site, what: 'gatewayWaiting', detail: { gateway } })]);
    // Two gateways in one store would mix up their readers: the one that was let in second waits on.
    if (answer !== 'approved' || accounts.some((account) => account.site === site)) return false;
    accounts.push({ id: gateway, site, keyHash: who.keyHash });
    live.join(gateway, site);
    return true;
  }
  const http = openHttp({
    answers: answers({
      region,
      accounts: () => accounts,
      applicants: applicantsOf,
      version,
      live,
      reads: reads(db.query),
      gates: gateReads(db.query),
      history: history(db),
      expiry: expiryReads(db.query, region),
      coverage,
      today,
      climate,
      now,
    }),
    openapi: openapi(version),
    metrics,
    pages,
    failed: say.failed,
  });
  live.attach(http);
  const port = await listen(http, settings.http);
  const endRounds = daily({
    today,
    *round() {
      for (const lines of notice.round(now(), ledger.note)) yield live.tellEvents(lines);
      coverage.moved();
    },
    failed: (error) => say.failed(error, 'lots are judged again in a minute'),
    die,
  });
  const endProofs = nightly({
    today,
    prove: (signal) => prove(join(settings.data, 'changping.sqlite'), signal),
    proved({ faults, differences }) {
      Object.assign(proof, { at: now(), faults: faults.length + differences.length });
      if (!proof.faults) return;
      say.failed({ faults, differences }, 'the book differs from its own entries or chains');
      const site = (faults[0]?.chain ?? region.sites[0]?.id) as SiteId;
      const detail = { faults: faults.length, differences: differences.length };
      live.tellEvents([ledger.note({ at: now(), site, what: 'bookFault', detail })]);
    },
    failed: (error) => say.failed(error, 'the book was not proved; again tomorrow'),
  });
  const endWatch = watchDisk(settings.data, (full) => live.trouble(full ? 'diskFull' : null));
  const endTidying = hourly({
    tidy: () => climate.tidy(now()),
    failed: (error) => say.failed(error, 'old climate points stay as they are; again in an hour'),
    die,
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
    async close() {
      endWatch();
      endProofs();
      endTidying();
      endRounds();
      await broker.close();
      inbox.close();
      await coverage.close();
      await live.close();
      http.close();
      await climate.close();
      await db.close();
    },
  };
}

/** Whom people let in after the settings were written; a gateway and a store that the settings name are theirs. */
function letIn(
  named: readonly Account[],
  { approved }: Pick<Applicants, 'approved'>,
  region: Region,
): Account[] {
  const taken = new Set<string>(named.flatMap(({ id, site }) => [id, site]));
  return approved().flatMap(({ gateway: id, site, keyHash }) => {
    if (taken.has(id) || taken.has(site) || !region.sites.some((each) => each.id === site)) return [];
    taken.add(id).add(site);
    return [{ id, site, keyHash }];
  });
}
