/** A gateway's configuration file: every mistake of every file at once, each with its file and path; nothing starts on a file that is half understood.
 * A serial port is best named by its adapter, `/dev/serial/by-id/…`: then it is found again after a replug, when `/dev/ttyUSB0` has become `/dev/ttyUSB1`. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { GatewayId, RegionId, SiteId } from '@changping/contracts/units';
import type { Band, Limits } from '../climate/band.ts';
import { type ProfileName, profiles } from '../climate/modbus.ts';
import type { PortAddress } from '../port.ts';
import { noteClashes } from './clash.ts';
import { port } from './port.ts';
import { type ReaderSettings, reader } from './reader.ts';
import { type ServerSettings, server } from './server.ts';
import { id, list, type Notes, object, real, said, seconds, text, whole } from './shape.ts';

export type { ReaderSettings };
/** Several probes of different units may be wired to one port. `every` in milliseconds. */
export type ProbeSettings = {
  id: string;
  profile: ProfileName;
  port: PortAddress;
  unit: number;
  zone: string;
  every: number;
  band: Band;
};
export type Settings = {
  id: GatewayId;
  region: RegionId;
  site: SiteId;
  server: ServerSettings;
  data: string;
  statusPort: number | null;
  readers: ReaderSettings[];
  probes: ProbeSettings[];
};

/** @throws Error with one line a mistake. */
export function readSettings(files: readonly string[]): Settings[] {
  const mistakes: string[] = [];
  const all = files.map((file) => {
    const note: Notes = (path, mistake) => mistakes.push(`${file}: ${path ? `${path}: ` : ''}${mistake}`);
    return { file, note, settings: readOne(file, note) };
  });
  noteClashes(all);
  if (mistakes.length) throw new Error(mistakes.join('\n'));
  return all.map(({ settings }) => settings);
}

function readOne(file: string, note: Notes): Settings {
  const json = readJson(file, note);
  // What cannot be read is one mistake, not one for every key that is then missing.
  const names = json === undefined ? [] : ['id', 'region', 'site', 'server', 'data', 'readers'];
  const row = object(json, '', note, [...names, 'status?', 'probes?']);
  const status = object(row.status, 'status', note, ['port?']);
  return {
    id: id(row.id, 'id', note) as GatewayId,
    region: id(row.region, 'region', note) as RegionId,
    site: id(row.site, 'site', note) as SiteId,
    server: server(row.server, 'server', file, note),
    data: folder(row.data, 'data', file, note),
    statusPort:
      status.port === undefined ? null : whole(status.port, 'status.port', note, { least: 1, most: 65_535 }),
    readers: list(row.readers, 'readers', note).map((each, i) => reader(each, `readers[${i}]`, note)),
    probes: list(row.probes, 'probes', note).map((each, i) => probe(each, `probes[${i}]`, note)),
  };
}

function readJson(file: string, note: Notes): unknown {
  let written = '';
  try {
    // Some editors begin a file with a mark that JSON knows nothing of.
    written = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    return JSON.parse(written);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'cannot be read';
    const at = /position (\d+)/.exec(why)?.[1];
    const line = at === undefined ? '' : ` (line ${written.slice(0, Number(at)).split('\n').length})`;
    note('', written ? `is not JSON: ${why.replace(/\s+/g, ' ')}${line}` : why);
    return undefined;
  }
}

function probe(value: unknown, path: string, note: Notes): ProbeSettings {
  const row = object(value, path, note, ['id', 'profile', 'port', 'unit', 'zone', 'everySeconds', 'band?']);
  const names = Object.keys(profiles);
  if (row.profile !== undefined && !names.includes(row.profile as string))
    note(`${path}.profile`, `must be one of ${names.join(', ')}, not ${said(row.profile)}`);
  const band = object(row.band, `${path}.band`, note, ['celsius?', 'humidity?']);
  const celsius = limits(band.celsius, `${path}.band.celsius`, note, { least: -60, most: 90 });
  const humidity = limits(band.humidity, `${path}.band.humidity`, note, { least: 0, most: 100 });
  return {
    id: id(row.id, `${path}.id`, note),
    profile: row.profile as ProfileName,
    port: port(row.port, `${path}.port`, 9600, note),
    unit: whole(row.unit, `${path}.unit`, note, { least: 1, most: 247 }),
    zone: id(row.zone, `${path}.zone`, note),
    every: whole(row.everySeconds, `${path}.everySeconds`, note, seconds(1, 3600)) * 1000,
    band: { ...(celsius && { celsius }), ...(humidity && { humidity }) },
  };
}

/** @param span what the probe can measure at all: a limit outside it would never be crossed. */
function limits(
  value: unknown,
  path: string,
  note: Notes,
  span: { least: number; most: number },
): Limits | undefined {
  if (value === undefined) return undefined;
  const row = object(value, path, note, ['min?', 'max?', 'hysteresis?', 'forSeconds?']);
  const { min, max } = row;
  const made: Limits = {
    ...(min !== undefined && { min: real(min, `${path}.min`, note, span) }),
    ...(max !== undefined && { max: real(max, `${path}.max`, note, span) }),
    hysteresis: real(row.hysteresis ?? 0.5, `${path}.hysteresis`, note, { least: 0, most: 20 }),
    forSeconds: whole(row.forSeconds ?? 300, `${path}.forSeconds`, note, seconds(0, 86_400)),
  };
  if (min === undefined && max === undefined) note(path, 'needs min, max or both');
  if (typeof min === 'number' && typeof max === 'number') {
    if (min >= max) note(path, `min must be below max, not ${min} and ${max}`);
    // An episode ends that far inside its limit: beyond the other limit it would never end well.
    else if (made.hysteresis >= max - min) note(`${path}.hysteresis`, `must be less than ${max - min}`);
  }
  return made;
}

function folder(value: unknown, path: string, file: string, note: Notes): string {
  const name = text(value, path, note, 'a folder');
  return name ? resolve(dirname(resolve(file)), name) : '';
}
