/** `gateway discover`: looks for readers, says of each place what is there, shows what the readers read, and writes a first configuration. */
import { writeFileSync } from 'node:fs';
import { instant } from '@changping/contracts/units';
import type { PortAddress } from '../port.ts';
import { inViewMost } from '../presence.ts';
import { openReader, type Reader } from '../rfid/reader.ts';
import { ask, type Finding } from './ask.ts';
import { configOf, type FirstReader, readersOf } from './config.ts';
import type { DiscoverOptions } from './options.ts';
import { serialPorts } from './ports.ts';
import { words, wordsOf } from './words.ts';

/** As many lines at once as no switch takes for an attack. */
const atOnce = 32;
const baud = 115_200;
/** New tags shown of one reader; the rest is counted. */
const shownMost = 50;

/** @returns the exit code. */
export async function discover(options: DiscoverOptions, say: (line: string) => void): Promise<number> {
  const serial = [...new Set([...(await serialPorts()), ...options.serial])];
  say(words.searching(serial.length, options.hosts.length + options.range.length));
  const named: PortAddress[] = [
    ...serial.map((path) => ({ serial: path, baud })),
    ...options.hosts.map((tcp) => ({ tcp })),
  ];
  const known = await inTurns(named, async (port) => {
    const finding = await ask(port);
    say(wordsOf(finding));
    return finding;
  });
  const more = await inTurns(options.range, async (tcp) => {
    const finding = await ask({ tcp }, false);
    if (finding.found) say(wordsOf(finding));
    return finding;
  });
  const silent = more.filter(({ found }) => !found).length;
  if (silent) say(words.silentRange(silent));
  const findings = [...known, ...more];
  const readers = readersOf(findings);
  if (!readers.length) say(words.nothing);
  else if (options.seconds) await show(readers, options.seconds, say);
  return options.write === null ? 0 : write(options.write, options, readers, findings, say);
}

async function inTurns<Wish>(
  wishes: readonly Wish[],
  act: (wish: Wish) => Promise<Finding>,
): Promise<Finding[]> {
  const made: Finding[] = [];
  const waiting = [...wishes.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) made[next[0]] = await act(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return made;
}

async function show(readers: FirstReader[], seconds: number, say: (line: string) => void): Promise<void> {
  say(words.showing(seconds));
  const open = readers.map((each) => {
    const seen = new Set<string>();
    const port = 'tcp' in each.port ? each.port : { ...each.port, baud };
    const now = () => instant(Date.now());
    const reader: Reader = openReader({ ...each, port, antenna: 1, now }, (reads) => {
      for (const { epc, antenna, rssi } of reads) {
        if (seen.has(epc) || seen.size > inViewMost) continue;
        seen.add(epc);
        if (seen.size <= shownMost) say(words.read(each.id, epc, antenna, rssi));
      }
    });
    return { id: each.id, reader, seen };
  });
  await new Promise((done) => setTimeout(done, seconds * 1000));
  for (const { id, reader, seen } of open) {
    say(words.total(id, seen.size, reader.health().reads, reader.sight().why));
    reader.close();
  }
}

function write(
  file: string,
  { names }: DiscoverOptions,
  readers: FirstReader[],
  findings: readonly Finding[],
  say: (line: string) => void,
): number {
  try {
    // A file that is there holds somebody's work.
    writeFileSync(file, `${JSON.stringify(configOf(names, readers), null, 2)}\n`, { flag: 'wx' });
  } catch (error) {
    say(words.notWritten(file, error instanceof Error ? error.message : 'cannot be written'));
    return 1;
  }
  say(words.written(file));
  if (findings.some((each) => each.found === 'llrp' && (each.device?.antennas ?? 0) > 1)) say(words.gate);
  return 0;
}
