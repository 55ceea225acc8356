/** The server program: broker, inbox, ledger, live map and HTTP in one process. It only joins them. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readPace, timeAt } from '@changping/contracts/clock';
import type { RegionId } from '@changping/contracts/units';
import { pino } from 'pino';
import { answers } from './answers.ts';
import { openBroker } from './edge/broker/broker.ts';
import { openHttp } from './edge/http/http.ts';
import { openMetrics } from './edge/http/metrics.ts';
import { openapi } from './edge/http/openapi.ts';
import { openInbox } from './edge/inbox.ts';
import { openLive } from './edge/live.ts';
import { ending } from './ending.ts';
import { hush } from './hush.ts';
import { listen } from './listen.ts';
import { withBoundary } from './region/areas.ts';
import { readRegion } from './region.ts';
import { readSettings, regionOf } from './settings.ts';
import { hourly } from './store/climate/hourly.ts';
import { climateOf } from './store/climate/open.ts';
import { openDatabase } from './store/database.ts';
import { gateReads } from './store/gate-reads.ts';
import { openLedger } from './store/ledger.ts';
import { reads } from './store/reads.ts';
import { recall } from './store/recall.ts';
import { sample } from './store/sample.ts';
import { seed } from './store/seed.ts';
import { tally } from './store/tally.ts';

const version = '0.1.0';
const usage = 'server --settings FILE [--sample]     --sample adds goods that are expected, for the demo';
const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });

const { values } = parseArgs({
  options: { settings: { type: 'string' }, sample: { type: 'boolean' }, help: { type: 'boolean' } },
});
if (values.help || !values.settings) stop(usage, values.help ? 0 : 2);
await start(values.settings as string).catch((error: Error) => stop(error.message, 2));

function stop(sentence: string, code: number): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}

function die(error: Error): never {
  log.fatal({ err: error }, 'the disk can no longer be trusted; the gateways have everything unthanked');
  process.exit(74);
}

async function start(file: string): Promise<void> {
  const pace = readPace(process.env.CHANGPING_CLOCK);
  const now = () => timeAt(pace, Date.now());
  const listed = readRegion(folder(`../region/${regionOf(file)}`));
  const settings = readSettings(file, new Set(listed.sites.map(({ id }) => id)));
  const region = withBoundary(listed, settings.data);

  const db = await openDatabase(settings.data);
  const climateWord = hush<{ sentence: string; why: string }>(20, ({ sentence, ...word }, unsaid) =>
    log.warn({ ...word, ...(unsaid ? { unsaid } : {}) }, sentence),
  );
  const climate = await climateOf({
    folder: settings.data,
    influx: settings.climate?.influx,
    told: (sentence, why) => climateWord({ sentence, why }, Date.now()),
    die,
  });
  seed(db, region);
  if (values.sample) sample(db, now());
  const ledger = openLedger(db);
  const tallies = tally(db);
  const remembered = recall(db);
  const metrics = openMetrics({
    ...climate.watch,
    pages_connected: { help: 'pages that listen live', value: () => live.clients() },
    quarantine_letters: { help: 'letters set aside, all time', value: remembered.quarantined },
  });
  const live = openLive({
    ...region,
    gateways: settings.gateways.map(({ id, site }) => ({
      id,
      site,
      lastLetterAt: remembered.lastLetterAt(id),
    })),
    feed: remembered.feed(200),
    tally: tallies.of,
    breaches: tallies.openBreaches,
    now,
  });
  const warn = hush<{ why: string; who: string }>(20, (refusal, unsaid) =>
    log.warn({ ...refusal, ...(unsaid ? { unsaid } : {}) }, 'refused'),
  );
  const inbox = openInbox({
    ledger,
    keepPoints: climate.write,
    tell: live.tell,
    tellEvents: live.tellEvents,
    post: (...letter) => broker.post(...letter),
    count: metrics,
    now,
    die,
  });
  const broker = await openBroker({
    listen: (server) => listen(server, settings.mqtt),
    region: region.id as RegionId,
    accounts: settings.gateways,
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
      warn({ why, who }, Date.now());
    },
  });
  const http = openHttp({
    answers: answers({
      region,
      settings,
      version,
      live,
      reads: reads(db.query),
      gates: gateReads(db.query),
      climate,
      now,
    }),
    openapi: openapi(version),
    metrics,
    pages: folder('../../dashboards/dist'),
    failed: (error, path) => log.error({ err: error, path }, 'a request failed'),
  });
  live.attach(http);
  const port = await listen(http, settings.http);
  log.info('there are no accounts yet, so only this computer can reach the server');
  log.info({ http: `http://${settings.http.host}:${port}/`, mqtt: broker.port, pid: process.pid }, 'ready');

  const endTidying = hourly({
    tidy: () => climate.tidy(now()),
    failed: (error) => log.error({ err: error }, 'old climate points stay as they are; again in an hour'),
    die,
  });
  ending(async () => {
    endTidying();
    await broker.close();
    inbox.close();
    await live.close();
    http.close();
    await climate.close();
    await db.close();
    log.info('ended');
  });
}
