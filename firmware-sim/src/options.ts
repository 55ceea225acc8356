/** What the command line says, checked: every mistake is one sentence. */
import { parseArgs } from 'node:util';
import { readPace } from '@changping/contracts/clock';
import { type Fault, faultNames, readFault } from './faults.ts';
import { isScenario, scenarios } from './scenarios.ts';
import { devices, siteOf, sites } from './stores.ts';
import type { Scenario } from './story.ts';

export type Address = { host: string; port: number };
export type Options = {
  scenario: Scenario;
  speed: number;
  seed: number;
  /** Of the first device; 0 takes any free ports. */
  port: number;
  line?: Address;
  pty?: string;
  /** Whose devices are offered. */
  sites: readonly string[];
  faults: Fault[];
  /** Tell what will happen and end. */
  model: boolean;
  hold: boolean;
  once: boolean;
};

const defaultSpeed = 60;

export const usage = `usage: sim <scenario> [--speed ${defaultSpeed}] [--seed 1] [--port 0] [--line HOST:PORT] [--pty DIR]
           [--sites A,B] [--with [DEVICE:]BEHAVIOUR]… [--model] [--hold] [--once] [--help]
scenarios
${Object.entries(scenarios)
  .map(([name, { about }]) => `  ${name.padEnd(29)}${about}`)
  .join('\n')}
options
  --speed N     simulated seconds a second; CHANGPING_CLOCK sets it when there is one
  --seed N      the same seed plays the same story
  --port N      ports from N on, one a device; 0 takes any free ones
  --line H:P    one more port that relays to H:P and is down when the story says so
  --pty DIR     offers RC-S/gate-1 as the serial line DIR/RC-S-gate-1 instead of TCP
  --sites A,B   the devices of these stores only
  --model       prints who goes past where, when and which way, one JSON line each, and ends
  --hold        devices answer at once; the story begins with the first line on standard input
  --once        ends when the story ends
  --with B      a fault, of all devices or of one; FROM-TO in simulated seconds, P from 0 to 1
behaviours of readers  ${faultNames.reader.join(' ')}
behaviours of portals  ${faultNames.portal.join(' ')}
behaviours of probes   ${faultNames.probe.join(' ')}
`;

/** @throws Error with the sentence. */
export function readOptions(args: string[], clock: string | undefined): Options | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help) return 'help';
  const [name, more] = positionals;
  if (name === undefined) throw new Error('Which scenario?');
  if (!isScenario(name)) throw new Error(`There is no scenario "${name}".`);
  if (more !== undefined) throw new Error(`One scenario at a time, got also "${more}".`);
  const chosen = values.sites === undefined ? sites : someSites(values.sites);
  const count = devices.filter((device) => chosen.includes(siteOf(device))).length;
  return {
    scenario: scenarios[name],
    speed: speedOf(values.speed, clock),
    seed: whole(values.seed ?? '1', 'seed', 4_294_967_295),
    port: whole(values.port ?? '0', 'port', 65_535 - count),
    ...(values.line === undefined ? {} : { line: address(values.line) }),
    ...(values.pty === undefined ? {} : { pty: folder(values.pty) }),
    sites: chosen,
    faults: (values.with ?? []).map(readFault),
    model: values.model ?? false,
    hold: values.hold ?? false,
    once: values.once ?? false,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        speed: { type: 'string' },
        seed: { type: 'string' },
        port: { type: 'string' },
        line: { type: 'string' },
        pty: { type: 'string' },
        sites: { type: 'string' },
        model: { type: 'boolean' },
        with: { type: 'string', multiple: true },
        hold: { type: 'boolean' },
        once: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    // Node adds a second sentence about "--" that helps nobody here.
    throw new Error(`${(error as Error).message.split(/\.\s|\n/)[0]?.replace(/\.$/, '')}.`);
  }
}

/** One clock for all programs: where there is one, another speed would let the devices run away from it. */
function speedOf(text: string | undefined, clock: string | undefined): number {
  const asked = text === undefined ? undefined : Number(text);
  if (asked !== undefined && !(text !== '' && asked >= 0.01 && asked <= 100_000))
    throw new Error(`--speed must be 0.01 to 100000, got "${text}".`);
  if (!clock) return asked ?? defaultSpeed;
  const { speed } = readPace(clock);
  if (asked !== undefined && asked !== speed)
    throw new Error(
      `--speed ${text} differs from the speed ${speed} of CHANGPING_CLOCK; leave one of them out.`,
    );
  return speed;
}

function whole(text: string, name: string, most: number): number {
  const n = Number(text);
  if (/^\d+$/.test(text) && n <= most) return n;
  throw new Error(`--${name} must be a whole number from 0 to ${most}, got "${text}".`);
}

function address(text: string): Address {
  const [, host, port] = /^([^\s:]+):(\d{1,5})$/.exec(text) ?? [];
  if (host && Number(port) >= 1 && Number(port) <= 65_535) return { host, port: Number(port) };
  throw new Error(`--line must be HOST:PORT, got "${text}".`);
}

function someSites(text: string): string[] {
  const asked = text.split(',');
  const unknown = asked.find((site) => !sites.includes(site));
  if (unknown === undefined) return asked;
  throw new Error(`There is no store "${unknown}".`);
}

function folder(text: string): string {
  if (text) return text;
  throw new Error('--pty must be a folder, got "".');
}
