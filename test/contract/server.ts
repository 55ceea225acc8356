/** The server's real parts joined in this process, as its program joins them, with what it refused and kept in view. */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayId, Instant, RegionId, SiteId } from '@changping/contracts/units';
import { answers } from '@changping/server/answers';
import { openBroker } from '@changping/server/edge/broker/broker';
import { openHttp } from '@changping/server/edge/http/http';
import { openMetrics } from '@changping/server/edge/http/metrics';
import { openapi } from '@changping/server/edge/http/openapi';
import { openInbox } from '@changping/server/edge/inbox';
import { openLive } from '@changping/server/edge/live';
import { listen } from '@changping/server/listen';
import { readRegion } from '@changping/server/region';
import { openClimate } from '@changping/server/store/climate';
import { openDatabase } from '@changping/server/store/database';
import { gateReads } from '@changping/server/store/gate-reads';
import { openLedger } from '@changping/server/store/ledger';
import { reads } from '@changping/server/store/reads';
import { recall } from '@changping/server/store/recall';
import { sample } from '@changping/server/store/sample';
import { seed } from '@changping/server/store/seed';
import { tally } from '@changping/server/store/tally';
import { rederive, verifyChains } from '@changping/server/store/verify';
import { onTestFinished } from 'vitest';

export type TestServer = Awaited<ReturnType<typeof openServer>>;

export const region = readRegion(join(import.meta.dirname, '../../server/region/ningxia'));
export const keyOf = (gateway: string) => `the key of ${gateway}`;
const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');
const sites = ['RC-S', 'RC-N', 'CD-YC'] as const;
export const gateways = sites.map((site) => ({
  id: `GW-${site}` as GatewayId,
  site: site as SiteId,
  keyHash: hashOf(keyOf(`GW-${site}`)),
}));

/** Ended and swept away when the test is over. */
export async function aServer(): Promise<TestServer> {
  const server = await openServer();
  onTestFinished(() => server.close());
  return server;
}

let laid: Promise<string> | undefined;
/** A seeded database is copied, for laying its tables takes longer than most tests. */
function template(): Promise<string> {
  laid ??= lay(mkdtempSync(join(tmpdir(), 'changping-contract-')));
  return laid;
}

async function lay(folder: string): Promise<string> {
  const db = await openDatabase(folder);
  seed(db, region);
  sample(db, Date.now());
  await db.close();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function openServer() {
  const folder = mkdtempSync(join(tmpdir(), 'changping-contract-'));
  cpSync(await template(), folder, { recursive: true });
  const now = () => Date.now() as Instant;
  const refused: { why: string; who: string }[] = [];
  const failed: unknown[] = [];
  const db = await openDatabase(folder);
  const climate = openClimate(folder);
  const ledger = openLedger(db);
  const tallies = tally(db);
  const remembered = recall(db);
  const metrics = openMetrics({});
  const live = openLive({
    ...region,
    gateways: gateways.map(({ id, site }) => ({ id, site, lastLetterAt: remembered.lastLetterAt(id) })),
    feed: remembered.feed(200),
    tally: tallies.of,
    breaches: tallies.openBreaches,
    now,
  });
  const inbox = openInbox({
    ledger,
    keepPoints: climate.write,
    tell: live.tell,
    tellEvents: live.tellEvents,
    post: (...letter) => broker.post(...letter),
    count: metrics,
    now,
    die(error) {
      throw error;
    },
  });
  const broker = await openBroker({
    listen: (server) => listen(server, { host: '127.0.0.1', port: 0 }),
    region: region.id as RegionId,
    accounts: gateways,
    letter: (gateway, site, bytes, thanks) => inbox.take({ gateway, site, bytes, arrivedAt: now() }, thanks),
    born(gateway, site, birth) {
      inbox.born(gateway, site, birth, now());
      live.born(site, birth);
    },
    line: (gateway, site, state) => live.line(gateway, site, state),
    refused(why, who) {
      metrics.refused();
      refused.push({ why, who });
    },
  });
  const http = openHttp({
    answers: answers({
      region,
      settings: { gateways },
      version: 'test',
      live,
      reads: reads(db.query),
      gates: gateReads(db.query),
      climate,
      now,
    }),
    openapi: openapi('test'),
    metrics,
    pages: join(folder, 'pages'),
    failed: (error) => failed.push(error),
  });
  live.attach(http);
  const port = await listen(http, { host: '127.0.0.1', port: 0 });

  return {
    folder,
    db,
    ledger,
    climate,
    live,
    inbox,
    http,
    address: `http://127.0.0.1:${port}`,
    port,
    mqttPort: broker.port,
    /** What the broker turned away, in its words. */
    refused,
    /** Requests that ended in an error of ours. */
    failed,
    rows: <Row>(sql: string) => db.raw.prepare(sql).all() as Row[],
    count: (sql: string) => Number(db.raw.prepare(`select count(*) from ${sql}`).pluck().get()),
    /** How much of everything the ledger holds: nothing a stranger does may move it. */
    holds: () =>
      Object.fromEntries(
        ['entry', 'evidence', 'quarantine', 'discrepancy', 'commit_row', 'outbox', 'position'].map(
          (table) => [table, Number(db.raw.prepare(`select count(*) from ${table}`).pluck().get())],
        ),
      ),
    /** What is wrong with the book; nothing is the promise. */
    unsound: () => [...verifyChains(db).faults, ...rederive(db)],
    async close() {
      await broker.close();
      inbox.close();
      await live.close();
      http.close();
      climate.close();
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
