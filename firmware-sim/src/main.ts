/** Offers the devices of the stores and plays one story on them, one JSON line an event, until SIGTERM or, with --once, until the story ends. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { readPace, timeAt } from '@changping/contracts/clock';
import { happenings } from './model.ts';
import { offer } from './offer.ts';
import { type Options, readOptions, usage } from './options.ts';
import { play, type Tell } from './play.ts';
import { isOffered } from './stores.ts';

const tell: Tell = (event, more = {}) => void process.stdout.write(`${JSON.stringify({ event, ...more })}\n`);

function refuse(why: unknown): never {
  process.stderr.write(`${why instanceof Error ? why.message : why}\n${usage}`);
  process.exit(2);
}

function optionsOrEnd(): Options {
  try {
    const options = readOptions(process.argv.slice(2), process.env.CHANGPING_CLOCK);
    if (options !== 'help') return options;
  } catch (error) {
    refuse(error);
  }
  process.stdout.write(usage);
  process.exit(0);
}

const options = optionsOrEnd();
const story = options.scenario.story(options.seed);
if (options.model) {
  const here = happenings(story, (device) => isOffered(device, options.sites));
  for (const each of here) tell('happens', each);
  process.exit(0);
}
const started = Date.now();
const pace = process.env.CHANGPING_CLOCK
  ? readPace(process.env.CHANGPING_CLOCK)
  : { real: started, simulated: started, speed: options.speed };
let began: number | undefined;
let beganUtc = 0;
// Before it began it is just before its first moment.
const at = () => (began === undefined ? -1 : (performance.now() - began) * options.speed);
const utcAt = (when: number) => (began === undefined ? timeAt(pace, Date.now()) : beganUtc + when);

const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopping.abort());
// Nobody listens any more: whoever started it is gone.
process.stdout.on('error', () => stopping.abort());
const stopped = once(stopping.signal, 'abort');

const offered = await offer(options, story, { at, utcAt }).catch(refuse);
for (const { id, ...more } of offered.devices) tell('device', { device: id, ...more });
tell('ready', { devices: offered.devices.length });

if (options.hold) {
  const lines = createInterface({ input: process.stdin });
  await Promise.race([once(lines, 'line'), stopped]);
  lines.close();
}
if (!stopping.signal.aborted) {
  beganUtc = timeAt(pace, Date.now());
  began = performance.now();
  await play(story, { ...offered, at }, tell, stopping.signal);
}
if (!options.once) await stopped;
await offered.close();
process.exit(0);
