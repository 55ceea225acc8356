/** npm start: the whole demo on this machine — server, one gateway and its simulated devices, with sample data. Built-ins only, since it runs before anything is installed. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { install, root, run, stop } from '../../test/ready.mjs';
import { launch } from './launch.mjs';

const help = `npm start -- [options]      the demo: sample data and simulated devices, on this machine only
  --port N          where the map is served (8080)
  --data DIR        where the demo keeps its data (data/demo)
  --scenario NAME   pallet-arrives | cold-room-fails | line-down-two-days | quiet-day (pallet-arrives)
  --speed N         how much faster than the wall clock time runs (1)`;

const options = readOptions();
if (options.help) {
  console.log(help);
  process.exit(0);
}
const port = Number(options.port);
const speed = Number(options.speed);
if (!Number.isInteger(port) || port < 1 || port > 65535)
  stop(`--port must be a whole number from 1 to 65535, not "${options.port}".`);
if (!(speed > 0 && speed <= 100_000)) stop(`--speed must be a number above 0, not "${options.speed}".`);
install();
const data = resolve(options.data);
prepareFolder(data);
if (!(await isFree(port)))
  stop(`Port ${port} is taken: end the program that uses it, or choose another with --port.`);
buildPages();

const [gatePort, probePort] = [await freePort(), await freePort()];
const now = Date.now();
const clock = { CHANGPING_CLOCK: `${now},${now},${speed}` };
const keyHash = createHash('sha256').update(key()).digest('hex');
write('settings.json', {
  http: { host: '127.0.0.1', port },
  mqtt: { host: '127.0.0.1', port: 0 },
  data: join(data, 'server'),
  region: 'ningxia',
  gateways: [{ id: 'GW-RC-S', site: 'RC-S', keyHash }],
});
const server = await launch(
  'server',
  ['server/src/main.ts', '--settings', join(data, 'settings.json'), '--demo'],
  clock,
);
await launch(
  'devices',
  [
    'firmware-sim/src/main.ts',
    options.scenario,
    '--speed',
    String(speed),
    '--m100-port',
    gatePort,
    '--probe-port',
    probePort,
  ].map(String),
  clock,
  'listening',
);
write('gateway.json', {
  id: 'GW-RC-S',
  region: 'ningxia',
  site: 'RC-S',
  server: { url: `mqtt://127.0.0.1:${server.mqtt}`, keyFile: 'key' },
  data: 'gateway',
  status: {},
  readers: [
    { id: 'gate-1', type: 'm100', port: { tcp: `127.0.0.1:${gatePort}` }, antenna: 1, patienceSeconds: 5 },
  ],
  probes: [
    {
      id: 'cold-1',
      profile: 'xy-md02',
      port: { tcp: `127.0.0.1:${probePort}` },
      unit: 1,
      zone: 'cold',
      everySeconds: 5,
      band: { celsius: { min: 2, max: 8, hysteresis: 0.5, minutes: 5 } },
    },
  ],
});
await launch('gateway', ['gateway/src/main.ts', '--config', join(data, 'gateway.json')], clock);
console.log(
  `\n常平 Changping · sample data, simulated devices · http://127.0.0.1:${port}/\n(on this machine only: there are no accounts yet; Ctrl-C ends it)`,
);

function readOptions() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: '8080' },
        data: { type: 'string', default: join(root, 'data/demo') },
        scenario: { type: 'string', default: 'pallet-arrives' },
        speed: { type: 'string', default: '1' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    return stop(`${error.message}\n${help}`);
  }
}

function prepareFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '.writable'), '');
  } catch (error) {
    stop(`The data folder ${folder} can't be written (${error.code}): choose another with --data.`);
  }
}

/** The gateway's key: made once, readable by its owner only. */
function key() {
  const file = join(data, 'key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

function write(name, content) {
  writeFileSync(join(data, name), `${JSON.stringify(content, null, 2)}\n`);
}

function listen(port) {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(port, '127.0.0.1', () => {
      const { port: got } = probe.address();
      probe.close(() => done(got));
    });
  });
}

function isFree(port) {
  return listen(port).then(
    () => true,
    () => false,
  );
}

function freePort() {
  return listen(0);
}

function buildPages() {
  const built = join(root, 'dashboards/dist/index.html');
  const newest = Math.max(...sources(join(root, 'dashboards')), ...sources(join(root, 'contracts/src')));
  if (existsSync(built) && statSync(built).mtimeMs > newest) return;
  console.log('Building the pages …');
  run('npm', ['run', 'build', '--workspace', 'dashboards', '--silent'], 'Building the pages');
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/node_modules|dist/.test(entry.parentPath))
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs);
}
