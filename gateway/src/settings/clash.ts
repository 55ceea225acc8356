/** What several gateways, or several devices of one, may not share. Probes of different units on one line are normal wiring; everything else has its own. */
import { type PortAddress, portName } from '../port.ts';
import type { Settings } from './settings.ts';
import type { Notes } from './shape.ts';

type File = { file: string; note: Notes; settings: Settings };
type Device = {
  from: File;
  path: string;
  port: PortAddress;
  /** null: a reader, which fills its line alone. */
  unit: number | null;
};

export function noteClashes(files: readonly File[]): void {
  const own: [string, (settings: Settings) => unknown][] = [
    ['id', ({ id }) => id],
    ['site', ({ site }) => site],
    ['data', ({ data }) => data],
    ['status.port', ({ statusPort }) => statusPort],
  ];
  for (const [path, of] of own) {
    const first = new Map<unknown, string>();
    for (const { file, note, settings } of files) {
      const value = of(settings);
      if (value === null || value === '') continue;
      const before = first.get(value);
      if (before === undefined) first.set(value, file);
      else note(path, `the same as in ${before}`);
    }
  }
  for (const { note, settings } of files)
    for (const [name, list] of [
      ['readers', settings.readers],
      ['probes', settings.probes],
    ] as const)
      noteSameIds(list, name, note);
  notePorts(files.flatMap(devicesOf));
}

function noteSameIds(devices: readonly { id: string }[], name: string, note: Notes): void {
  const ids = devices.map(({ id }) => id);
  ids.forEach((id, i) => {
    const before = ids.indexOf(id);
    if (id && before < i) note(`${name}[${i}].id`, `the same as ${name}[${before}]`);
  });
}

const devicesOf = (from: File): Device[] => [
  ...from.settings.readers.map(({ port }, i) => ({ from, path: `readers[${i}].port`, port, unit: null })),
  ...from.settings.probes.map(({ port, unit }, i) => ({ from, path: `probes[${i}].port`, port, unit })),
];

function notePorts(devices: readonly Device[]): void {
  const lines = new Map<string, Device[]>();
  for (const device of devices) {
    const name = portName(device.port);
    if (!name) continue;
    const there = lines.get(name) ?? [];
    const clash = there.map((before) => clashOf(before, device)).find((each) => each);
    if (clash) device.from.note(device.path, clash);
    lines.set(name, [...there, device]);
  }
}

function clashOf(before: Device, { from, port, unit }: Device): string | undefined {
  const where = before.path.replace('.port', '');
  const place = before.from === from ? where : `${where} of ${before.from.file}`;
  if (before.from !== from) return `is the port of ${place}; a line belongs to one gateway`;
  if (before.unit === null || unit === null)
    return `is the port of ${place}; a reader needs a line of its own`;
  if (before.unit === unit) return `is the port of ${place}, which has the same unit ${unit}`;
  const other = 'baud' in before.port && 'baud' in port && before.port.baud !== port.baud;
  return other ? `has another baud rate than ${place} on the same line` : undefined;
}
