/** The server program: it reads its settings, joins the parts, and ends them when it is told to. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readPace, timeAt } from '@changping/contracts/clock';
import { instant } from '@changping/contracts/units';
import { pino } from 'pino';
import { approve } from './approve.ts';
import { ending } from './ending.ts';
import { hush } from './hush.ts';
import { withBoundary } from './region/areas.ts';
import { readRegion } from './region.ts';
import { type Serving, serve } from './serve.ts';
import { readSettings, regionOf } from './settings.ts';
import { openingStock } from './store/opening-stock.ts';
import { sample } from './store/sample.ts';
import { samplePlan } from './store/sample-plan.ts';

const version = '0.1.0';
const usage = `server --settings FILE [--sample] [--stock] [--people]
  --sample  for the demo: goods that are expected
  --stock   for the demo: what stood in the stores before the first start, in lots named SAMPLE
  --people  for the demo: sample accounts, which work on this computer alone
server approve --settings FILE [GATEWAY FINGERPRINT] [--refuse]
  lists the gateways that wait, or lets one in, or turns it away`;
const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    settings: { type: 'string' },
    sample: { type: 'boolean' },
    stock: { type: 'boolean' },
    people: { type: 'boolean' },
    refuse: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
});
if (values.help || !values.settings) stop(usage, values.help ? 0 : 2);
const run = positionals[0] === 'approve' ? decide : start;
await run(values.settings as string).catch((error: Error) => stop(error.message, 2));

async function decide(file: string): Promise<void> {
  const [, gateway, fingerprint] = positionals;
  const lines = approve(
    readSettings(file),
    { gateway, fingerprint, refuse: values.refuse },
    instant(Date.now()),
  );
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** To be read once by whoever started the server. */
function handOn(data: string, { codes, token }: Serving['house']): void {
  const keep = (name: string, text: string): string => {
    const file = join(data, name);
    // One that is there already would keep whatever mode it has.
    rmSync(file, { force: true });
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  if (token) log.info({ file: keep('demo-token', token) }, 'sample accounts; the token is for scripts here');
  if (!codes.length) return;
  const lines = codes.map(({ role, code }) => `${role} ${code}\n`).join('');
  log.warn(
    { file: keep('first-codes', lines) },
    'nobody has an account yet: hand each of these codes to another person, then delete the file',
  );
}

function stop(sentence: string, code: number): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}

function die(error: Error): never {
  log.fatal({ err: error }, 'the disk can no longer be trusted; the gateways have everything unthanked');
  process.exit(74);
}

async function start(file: string): Promise<void> {
  // The database holds the secrets of second factors.
  process.umask(0o077);
  const pace = readPace(process.env.CHANGPING_CLOCK);
  const now = () => timeAt(pace, Date.now());
  const name = regionOf(file);
  const listed = readRegion(folder(`../region/${name}`));
  // Gateways call it by its id, settings by its folder.
  if (listed.id !== name)
    throw new Error(`server/region/${name}/region.json: id must be "${name}" too, not "${listed.id}"`);
  const settings = readSettings(file, new Set(listed.sites.map(({ id }) => id)));
  const region = withBoundary(listed, settings.data);

  const refused = hush<{ why: string; who: string }>(20, (refusal, unsaid) =>
    log.warn({ ...refusal, ...(unsaid ? { unsaid } : {}) }, 'refused'),
  );
  const failed = hush<{ error: unknown; what: string }>(20, ({ error, what }, unsaid) =>
    log.error({ err: error, what, ...(unsaid ? { unsaid } : {}) }, 'failed'),
  );
  const climate = hush<{ sentence: string; why: string }>(20, ({ sentence, ...word }, unsaid) =>
    log.warn({ ...word, ...(unsaid ? { unsaid } : {}) }, sentence),
  );
  const { port, mqttPort, house, renew, close } = await serve({
    samples: values.people ?? false,
    settings,
    region,
    version,
    pages: folder('../../dashboards/dist'),
    now,
    prepare(db) {
      if (values.sample) sample(db, now());
      if (values.stock) openingStock(db, samplePlan(region, now()), 'sample', now());
    },
    say: {
      refused: (why, who) => refused({ why, who }, Date.now()),
      climate: (sentence, why) => climate({ sentence, why }, Date.now()),
      certificate: (within, endsAt) =>
        log.warn({ within, endsAt: new Date(endsAt) }, 'the certificate ends: npm run changping -- certs'),
      failed: (error, what) => failed({ error, what }, Date.now()),
    },
    die,
  });
  handOn(settings.data, house);
  if (!settings.https) log.info('without a certificate only this computer can reach the server');
  const address = `${settings.https ? 'https' : 'http'}://${settings.http.host}:${port}/`;
  log.info({ http: address, mqtt: mqttPort, pid: process.pid }, 'ready');
  process.on('SIGHUP', () => {
    try {
      renew();
      log.info('the certificate was read again');
    } catch (error) {
      log.error({ why: (error as Error).message }, 'the certificate stays as it is');
    }
  });
  ending(async () => {
    await close();
    log.info('ended');
  });
}
