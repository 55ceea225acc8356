/** Play one scenario on a reader and a probe, one JSON line an event, until SIGTERM or, with --once, until the story ends. */
import { parseArgs } from 'node:util';
import { m100 } from './m100.ts';
import { xyMd02 } from './modbus.ts';
import { ptyPort, tcpPort } from './port.ts';
import { mulberry32 } from './random.ts';
import { isScenario, type Scenario, scenarios } from './scenarios.ts';

const usage = `usage: sim <scenario> [--speed 60] [--seed 1] [--m100-port 7101] [--probe-port 7102] [--pty PATH] [--once]
${Object.entries(scenarios)
  .map(([name, { about }]) => `  ${name.padEnd(20)}${about}`)
  .join('\n')}
`;
const readsPerSecond = 50;
const say = (event: string, more: Record<string, string | number> = {}) =>
  process.stdout.write(`${JSON.stringify({ event, at: Date.now(), ...more })}\n`);

function refuse(why: string): never {
  process.stderr.write(`${why}\n${usage}`);
  process.exit(2);
}

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        speed: { type: 'string', default: '60' },
        seed: { type: 'string', default: '1' },
        'm100-port': { type: 'string', default: '7101' },
        'probe-port': { type: 'string', default: '7102' },
        pty: { type: 'string' },
        once: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : 'The options cannot be read.');
  }
}

function number(text: string, name: string, least: number, most: number): number {
  const n = Number(text);
  return text !== '' && n >= least && n <= most
    ? n
    : refuse(`--${name} must be ${least} to ${most}, got "${text}"`);
}

const { values, positionals } = options();
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const name = positionals[0] ?? '';
if (!isScenario(name)) refuse(`There is no scenario "${name}".`);
const scenario: Scenario = scenarios[name];
const speed = number(values.speed, 'speed', 0.01, 100_000);
const random = mulberry32(number(values.seed, 'seed', 0, 4294967295));
const m100At = number(values['m100-port'], 'm100-port', 0, 65535);
const probeAt = number(values['probe-port'], 'probe-port', 0, 65535);

let began = Date.now();
const now = () => (Date.now() - began) * speed;
const inView = () =>
  scenario.tags(now()).map((epcHex) => ({ epcHex, rssi: -50 - Math.floor(random() * 20) }));
const reader = m100({ tags: inView, random });
const probe = xyMd02({ climate: () => scenario.climate(now()) });

const ports = await Promise.all([
  values.pty === undefined ? tcpPort(reader, m100At) : ptyPort(reader, values.pty),
  tcpPort(probe, probeAt),
]).catch((error: Error) => refuse(error.message));
const [gate, climate] = ports;
began = Date.now();
say('listening', { scenario: name, speed, m100: gate.address, probe: climate.address });

let waiting: Uint8Array[] = [];
let reads = 0;
let inSight = 0;
let ended = false;
const ticking = setInterval(tick, 1000 / readsPerSecond);

/** One notice a tick. A round is cut short when its tags go. */
function tick() {
  const seen = scenario.tags(now()).length;
  if (seen !== inSight) {
    waiting = [];
    if (seen) say('tagsInView', { tags: seen });
    else say('lastRead', { reads });
    inSight = seen;
  }
  if (!waiting.length) waiting = reader.round();
  const next = waiting.shift();
  if (next) {
    gate.send(next);
    reads++;
  }
  if (!ended && now() >= scenario.lasts) {
    ended = true;
    say('ended', { reads });
    if (values.once) void stop();
  }
}

async function stop() {
  clearInterval(ticking);
  await Promise.all(ports.map((port) => port.close()));
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
