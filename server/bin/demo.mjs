/** A whole region on this computer: server, one gateway process for its stores and simulated devices, joined over loopback. The demo runs it, and the tests run some stores of it and kill its parts. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from './ports.mjs';
import { startProgram } from './program.mjs';

/**
 * @typedef {import('./program.mjs').Program} Program
 * @typedef {{
 *   data: string, port?: number, scenario: string, speed?: number, seed?: number, sample?: boolean, stock?: boolean,
 *   at?: number, stores?: readonly string[], simulator?: string[], direct?: boolean, status?: boolean, gateway?: boolean
 * }} Wish
 * @typedef {{
 *   address: string, mqttPort: number, folder: string, stores: Record<string, Store>,
 *   server: Program, gateway: Program, simulator: Program,
 *   token(): string, startServer(): Promise<Program>, startGateway(): Promise<Program>, begin(): void, close(): Promise<void>
 * }} Demo
 * @typedef {{ site: string, gateway: string, key: string, config: string, statusPort: number, readers: object[], probes: object[] }} Store
 */

/** Milliseconds; past them a program hangs, however busy this computer is. */
const startsWithin = 60_000;

/** @param {Wish} wish @returns {Promise<Demo>} */
export async function startDemo(wish) {
  const { data, scenario, speed = 1, seed = 1, sample = true } = wish;
  mkdirSync(data, { recursive: true });
  const now = Date.now();
  const env = { CHANGPING_CLOCK: `${now},${wish.at ?? now},${speed}` };
  const log = (/** @type {string} */ name) => join(data, 'log', `${name}.log`);
  // One for each store's status page; a region has 28.
  const [port = 0, mqttPort = 0, ...statusPorts] = await freePorts(2 + (wish.stores?.length ?? 28));
  const httpPort = wish.port ?? port;

  const simulator = startProgram(
    'firmware-sim',
    [
      scenario,
      ...['--hold', '--seed', `${seed}`, '--line', `127.0.0.1:${mqttPort}`],
      ...(wish.stores ? ['--sites', wish.stores.join()] : []),
      ...(wish.simulator ?? []),
    ],
    { log: log('simulator'), env },
  );
  /** @type {Record<string, Program>} */
  const programs = { simulator };
  try {
    await simulator.until((line) => line.event === 'ready', startsWithin);
    const devices = simulator.lines.filter((line) => line.event === 'device');
    const line = devices.find(({ type }) => type === 'line');
    const stores = storesOf(devices, statusPorts, speed);
    const url = `mqtt://${wish.direct || !line ? `127.0.0.1:${mqttPort}` : line.address}`;
    for (const store of Object.values(stores)) writeStore(store, url, data, wish.status ?? true);
    const settings = join(data, 'server.json');
    writeFileSync(settings, JSON.stringify(serverSettings(stores, httpPort, mqttPort), null, 2));

    const startServer = async () => {
      const server = startProgram(
        'server',
        [
          ...['--settings', settings, '--people'],
          ...(sample ? ['--sample'] : []),
          ...(wish.stock ? ['--stock'] : []),
        ],
        {
          log: log('server'),
          env,
        },
      );
      demo.server = programs.server = server;
      await server.until((each) => each.msg === 'ready', startsWithin);
      return server;
    };
    const startGateway = async () => {
      const configs = Object.values(stores).map(({ config }) => config);
      const gateway = startProgram('gateway', ['--config', ...configs], { log: log('gateway'), env });
      demo.gateway = programs.gateway = gateway;
      await gateway.until((each) => each.event === 'ready', startsWithin);
      return gateway;
    };
    /** @type {Demo} */
    const demo = {
      address: `http://127.0.0.1:${httpPort}/`,
      mqttPort,
      folder: data,
      /** Of the watch commander, for scripts; another after each start of the server. */
      token: () => readFileSync(join(data, 'server', 'demo-token'), 'utf8'),
      stores,
      simulator,
      server: simulator,
      gateway: simulator,
      startServer,
      startGateway,
      begin: () => simulator.say('\n'),
      close: async () => {
        await Promise.all([demo.gateway.kill(), simulator.kill()]);
        await demo.server.kill();
      },
    };
    await startServer();
    if (wish.gateway ?? true) await startGateway();
    return demo;
  } catch (error) {
    for (const program of Object.values(programs)) void program.kill('SIGKILL');
    throw error;
  }
}

/** @param {import('./program.mjs').Line[]} devices @param {number[]} statusPorts @param {number} speed */
function storesOf(devices, statusPorts, speed) {
  // However fast the days go by, an answer takes its milliseconds on the wall.
  const everySeconds = Math.ceil(Math.max(10, speed * 0.02));
  /** @type {Record<string, Store>} */
  const stores = {};
  for (const { device, type, address, unit = 1, ...facts } of devices) {
    const [site, id] = device.split('/');
    if (type === 'line') continue;
    stores[site] ??= {
      site,
      gateway: `GW-${site}`,
      key: randomBytes(24).toString('base64url'),
      config: '',
      statusPort: statusPorts.pop() ?? 0,
      readers: [],
      probes: [],
    };
    const port = address.startsWith('/') ? { serial: address } : { tcp: address };
    if (type === 'm100' || type === 'llrp') stores[site].readers.push({ id, type, port, ...watched(facts) });
    else stores[site].probes.push({ id, profile: type, port, unit, everySeconds, ...bandOf(id) });
  }
  return stores;
}

/** What a reader is there for, beyond tags in view. @param {import('./program.mjs').Line} facts */
const watched = ({ inner, outer, door, lamp, zone }) => ({
  ...(inner
    ? {
        gate: {
          ...{ inner, outer },
          ...(door ? { door: { input: door, open: 'high' } } : {}),
          ...(lamp ? { lamp: { good: lamp[0], act: lamp[1], watch: lamp[2], sound: lamp[3] } } : {}),
        },
      }
    : {}),
  ...(zone ? { room: { zone } } : {}),
});

/** @param {string} id */
const bandOf = (id) =>
  id.startsWith('cold')
    ? { zone: 'cold', band: { celsius: { min: 2, max: 8, forSeconds: 600 } } }
    : {
        zone: 'ordinary',
        band: { celsius: { min: -10, max: 35, forSeconds: 1800 }, humidity: { max: 80, forSeconds: 3600 } },
      };

/** @param {Store} store @param {string} url @param {string} data @param {boolean} status */
function writeStore(store, url, data, status) {
  const folder = join(data, store.gateway);
  mkdirSync(folder, { recursive: true });
  const keyFile = join(folder, 'key');
  writeFileSync(keyFile, store.key, { mode: 0o600 });
  store.config = join(folder, 'gateway.json');
  const config = {
    id: store.gateway,
    region: 'ningxia',
    site: store.site,
    server: { url, keyFile },
    data: join(folder, 'data'),
    ...(status ? { status: { port: store.statusPort } } : {}),
    readers: store.readers,
    probes: store.probes,
  };
  writeFileSync(store.config, JSON.stringify(config, null, 2));
}

/** @param {Record<string, Store>} stores @param {number} httpPort @param {number} mqttPort */
const serverSettings = (stores, httpPort, mqttPort) => ({
  // Inside a container the outside decides who reaches the port.
  http: { host: process.env.CHANGPING_CONTAINER === '1' ? '0.0.0.0' : '127.0.0.1', port: httpPort },
  mqtt: { port: mqttPort },
  data: 'server',
  region: 'ningxia',
  gateways: Object.values(stores).map(({ gateway, site, key }) => ({
    id: gateway,
    site,
    keyHash: createHash('sha256').update(key).digest('hex'),
  })),
});
