/** A gateway's configuration file: every mistake of every file at once, each with its file and path; nothing starts on a file that is half understood. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type GatewayId, idPattern, type RegionId, type SiteId } from '@changping/contracts/units';
import type { Band, Limits } from './climate/band.ts';
import { type ProfileName, profiles } from './climate/modbus.ts';
import type { PortAddress } from './port.ts';

export type ReaderSettings = { id: string; port: PortAddress; antenna: number; patience: number };
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
  url: string;
  key: string;
  data: string;
  statusPort: number | null;
  readers: ReaderSettings[];
  probes: ProbeSettings[];
};

type Row = Record<string, unknown>;
/** Notes mistakes and goes on, so that all of them are found in one run. */
type Notes = (path: string, mistake: string) => void;

/** @throws Error with one line a mistake. */
export function readSettings(files: readonly string[]): Settings[] {
  const mistakes: string[] = [];
  const all = files.map((file) => {
    const note: Notes = (path, mistake) => mistakes.push(`${file}: ${path ? `${path}: ` : ''}${mistake}`);
    return { file, note, settings: readOne(file, note) };
  });
  for (const name of ['id', 'data', 'statusPort'] as const) {
    const first = new Map<unknown, string>();
    for (const { file, note, settings } of all) {
      const value = settings[name];
      if (value === null || value === '') continue;
      const before = first.get(value);
      if (before !== undefined)
        note(name === 'statusPort' ? 'status.port' : name, `the same as in ${before}`);
      else first.set(value, file);
    }
  }
  if (mistakes.length) throw new Error(mistakes.join('\n'));
  return all.map(({ settings }) => settings);
}

function readOne(file: string, note: Notes): Settings {
  const base = dirname(resolve(file));
  const row = object(readJson(file, note), '', note, [
    ...['id', 'region', 'site', 'server', 'data', 'readers'],
    ...['status?', 'probes?'],
  ]);
  const server = object(row.server ?? {}, 'server', note, ['url', 'keyFile']);
  const status = object(row.status ?? {}, 'status', note, ['port?']);
  return {
    id: id(row.id, 'id', note) as GatewayId,
    region: id(row.region, 'region', note) as RegionId,
    site: id(row.site, 'site', note) as SiteId,
    url: url(server.url, 'server.url', note),
    key: key(server.keyFile, base, note),
    data:
      typeof row.data === 'string' && row.data ? resolve(base, row.data) : wrong('data', 'a folder', note),
    statusPort: status.port === undefined ? null : whole(status.port, 'status.port', note, 1, 65535),
    readers: list(row.readers, 'readers', note).map((each, i) => reader(each, `readers[${i}]`, note)),
    probes: list(row.probes ?? [], 'probes', note).map((each, i) => probe(each, `probes[${i}]`, note)),
  };
}

function reader(value: unknown, path: string, note: Notes): ReaderSettings {
  const row = object(value, path, note, ['id', 'type', 'port', 'antenna?', 'patienceSeconds?']);
  if (row.type !== 'm100') note(`${path}.type`, `must be "m100", not ${said(row.type)}`);
  return {
    id: id(row.id, `${path}.id`, note),
    port: port(row.port, `${path}.port`, 115_200, note),
    antenna: whole(row.antenna ?? 1, `${path}.antenna`, note, 1, 64),
    patience: whole(row.patienceSeconds ?? 10, `${path}.patienceSeconds`, note, 1, 3600) * 1000,
  };
}

function probe(value: unknown, path: string, note: Notes): ProbeSettings {
  const row = object(value, path, note, ['id', 'profile', 'port', 'unit', 'zone', 'everySeconds', 'band?']);
  const names = Object.keys(profiles);
  if (!names.includes(row.profile as string))
    note(`${path}.profile`, `must be one of ${names.join(', ')}, not ${said(row.profile)}`);
  const band = object(row.band ?? {}, `${path}.band`, note, ['celsius?', 'humidity?']);
  return {
    id: id(row.id, `${path}.id`, note),
    profile: row.profile as ProfileName,
    port: port(row.port, `${path}.port`, 9600, note),
    unit: whole(row.unit, `${path}.unit`, note, 1, 247),
    zone: id(row.zone, `${path}.zone`, note),
    every: whole(row.everySeconds, `${path}.everySeconds`, note, 1, 3600) * 1000,
    band: {
      ...(band.celsius === undefined ? {} : { celsius: limits(band.celsius, `${path}.band.celsius`, note) }),
      ...(band.humidity === undefined
        ? {}
        : { humidity: limits(band.humidity, `${path}.band.humidity`, note) }),
    },
  };
}

function limits(value: unknown, path: string, note: Notes): Limits {
  const row = object(value, path, note, ['min?', 'max?', 'hysteresis?', 'forSeconds?']);
  const { min, max } = row;
  for (const [name, limit] of Object.entries({ min, max }))
    if (limit !== undefined && typeof limit !== 'number')
      note(`${path}.${name}`, `must be a number, not ${said(limit)}`);
  if (min === undefined && max === undefined) note(path, 'needs min, max or both');
  if (typeof min === 'number' && typeof max === 'number' && min >= max) note(path, 'min must be below max');
  return {
    ...(typeof min === 'number' ? { min } : {}),
    ...(typeof max === 'number' ? { max } : {}),
    hysteresis:
      typeof row.hysteresis === 'number' && row.hysteresis >= 0
        ? row.hysteresis
        : row.hysteresis === undefined
          ? 0.5
          : wrongNumber(`${path}.hysteresis`, row.hysteresis, note),
    forSeconds: whole(row.forSeconds ?? 300, `${path}.forSeconds`, note, 0, 86_400),
  };
}

function port(value: unknown, path: string, baud: number, note: Notes): PortAddress {
  const row = object(value, path, note, ['tcp?', 'serial?', 'baud?']);
  if (typeof row.tcp === 'string' && row.serial === undefined) {
    if (!/^[^\s:]+:\d{1,5}$/.test(row.tcp)) note(`${path}.tcp`, `must be "host:port", not ${said(row.tcp)}`);
    return { tcp: row.tcp };
  }
  if (typeof row.serial === 'string' && row.serial && row.tcp === undefined)
    return { serial: row.serial, baud: whole(row.baud ?? baud, `${path}.baud`, note, 300, 4_000_000) };
  note(path, 'must be {"tcp": "host:port"} or {"serial": "/dev/…"}');
  return { tcp: '' };
}

function key(value: unknown, base: string, note: Notes): string {
  const path = 'server.keyFile';
  if (typeof value !== 'string' || !value) return wrong(path, 'a file', note);
  try {
    const file = resolve(base, value);
    if (statSync(file).mode & 0o077) note(path, `${file} can be read by others: chmod 600 it`);
    const text = readFileSync(file, 'utf8').trim();
    if (!/^[\x21-\x7e]{16,200}$/.test(text)) note(path, `${file} holds no key`);
    return text;
  } catch (error) {
    note(path, error instanceof Error ? error.message : 'cannot be read');
    return '';
  }
}

function readJson(file: string, note: Notes): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    note('', error instanceof Error ? error.message : 'cannot be read');
    return {};
  }
}

/** @param names the keys there may be; those without a "?" must be. */
function object(value: unknown, path: string, note: Notes, names: string[]): Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    if (value !== undefined) note(path, `must be an object, not ${said(value)}`);
    value = {};
  }
  const row = value as Row;
  const at = (name: string) => (path ? `${path}.${name}` : name);
  for (const name of names) if (!name.endsWith('?') && row[name] === undefined) note(at(name), 'is missing');
  const known = names.map((name) => name.replace('?', ''));
  for (const name of Object.keys(row))
    if (!known.includes(name)) note(at(name), `is not known; there are ${known.join(', ')}`);
  return row;
}

function list(value: unknown, path: string, note: Notes): unknown[] {
  if (!Array.isArray(value)) {
    if (value !== undefined) note(path, `must be a list, not ${said(value)}`);
    return [];
  }
  const ids = value.map((each) => (each as Row | null)?.id);
  ids.forEach((each, i) => {
    if (each !== undefined && ids.indexOf(each) < i)
      note(`${path}[${i}].id`, `the same as ${path}[${ids.indexOf(each)}]`);
  });
  return value;
}

function id(value: unknown, path: string, note: Notes): string {
  if (value === undefined) return '';
  if (typeof value === 'string' && idPattern.test(value)) return value;
  note(path, `must be letters, digits, - and _, at most 40, not ${said(value)}`);
  return '';
}

function whole(value: unknown, path: string, note: Notes, least: number, most: number): number {
  if (value === undefined) return least;
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most)
    return value as number;
  note(path, `must be a whole number from ${least} to ${most}, not ${said(value)}`);
  return least;
}

function url(value: unknown, path: string, note: Notes): string {
  if (value === undefined) return '';
  if (typeof value === 'string' && /^mqtts?:\/\/[^\s/]+$/.test(value)) return value;
  note(path, `must be mqtt://host:port, not ${said(value)}`);
  return '';
}

function wrong(path: string, what: string, note: Notes): string {
  note(path, `must be ${what}`);
  return '';
}

function wrongNumber(path: string, value: unknown, note: Notes): number {
  note(path, `must be a number of 0 or more, not ${said(value)}`);
  return 0;
}

const said = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60));
