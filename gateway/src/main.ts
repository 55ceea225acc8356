/** The gateway program: one process for one or many stores, from their configuration files; `discover`, for the first day in a store; or `decode`, for an unknown reader on the bench. */
import { parseArgs } from 'node:util';
import { readPace, timeAt } from '@changping/contracts/clock';
import { decode, isFormat } from './decode/decode.ts';
import { discover } from './discover/discover.ts';
import { discoverOptions, discoverUsage } from './discover/options.ts';
import { readSettings, type Settings } from './settings/settings.ts';
import { watchAlarms } from './status/alarms.ts';
import { openStatus } from './status/status.ts';
import { type Clock, openStore } from './store.ts';

const usage = `gateway --config a.json [b.json …]     run the gateways of these stores; SIGHUP reads the files again
gateway discover                       find the readers of this store and write a first configuration; --help
gateway decode m100|llrp|modbus|epc    read bytes or hex from standard input, print one JSON object a line
gateway decode gs1                     read scans of bar codes, one a line, the same way
`;
const say = (event: string, more: object = {}) =>
  process.stdout.write(`${JSON.stringify({ event, ...more })}\n`);

function refuse(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(2);
}

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { config: { type: 'string', multiple: true }, help: { type: 'boolean' } },
    });
  } catch (error) {
    return refuse(`${error instanceof Error ? error.message : ''}\n${usage}`);
  }
}

if (process.argv[2] === 'discover') await look(process.argv.slice(3));
else await serve();

async function serve(): Promise<void> {
  const { values, positionals } = options();
  if (values.help) process.stdout.write(usage);
  else if (positionals[0] === 'decode') {
    const format = positionals[1] ?? '';
    if (!isFormat(format)) refuse(`There is no format "${format}".\n${usage}`);
    await decode(format, process.stdin, process.stdout);
  } else if (values.config) run([...values.config, ...positionals]);
  else refuse(usage);
}

async function look(args: string[]): Promise<void> {
  const wishes = orRefuse(() => discoverOptions(args));
  if (!wishes) process.stdout.write(discoverUsage);
  else {
    const code = await discover(wishes, (line) => process.stdout.write(`${line}\n`));
    // A line that is still being opened would hold us up; what was said is not to be lost.
    process.stdout.write('', () => process.exit(code));
  }
}

function run(files: string[]): void {
  const pace = orRefuse(() => readPace(process.env.CHANGPING_CLOCK));
  const began = Date.now() - performance.now();
  const clock = {
    now: () => timeAt(pace, Date.now()),
    steady: () => timeAt(pace, began + performance.now()),
    speed: pace.speed,
  };
  let service = orRefuse(() => openService(readSettings(files), clock));
  // One after the other: a store is closed before it is opened anew.
  let turn: Promise<unknown> = Promise.resolve();
  const end = async () => {
    await service.close();
    process.exit(0);
  };
  const reread = async () => {
    try {
      const settings = readSettings(files);
      await service.close();
      service = orRefuse(() => openService(settings, clock));
    } catch (error) {
      // A slip in a file must not silence a store that works.
      say('settings', { kept: 'old', mistakes: error instanceof Error ? error.message.split('\n') : [] });
    }
  };
  const take = (step: () => Promise<void>) => () => {
    turn = turn.then(step);
  };
  process.on('SIGTERM', take(end));
  process.on('SIGINT', take(end));
  process.on('SIGHUP', take(reread));
}

function openService(settings: Settings[], clock: Clock) {
  const stores = settings.map((each) => openStore(each, clock, die));
  const pages = stores.flatMap((store) =>
    store.settings.statusPort === null ? [] : [openStatus(store, store.settings.statusPort, clock)],
  );
  const stopWatching = watchAlarms(stores, (event) => say('alarm', event));
  for (const { id, server } of settings)
    if (server.inClear)
      say('inClear', {
        gateway: id,
        url: server.url,
        warning: 'The key of this gateway and all its letters go over the network in the clear.',
      });
  say('ready', { gateways: stores.map((store) => store.settings.id), pid: process.pid });
  return {
    async close() {
      stopWatching();
      await Promise.all([...stores.map((store) => store.close()), ...pages.map((page) => page.close())]);
    },
  };
}

/** Whatever is accepted is on the disk; whoever starts us again decides when. */
function die(error: Error): never {
  process.stderr.write(`The disk can no longer be trusted: ${error.message}\n`);
  process.exit(1);
}

function orRefuse<Made>(make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}
