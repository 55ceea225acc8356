/** One reader of a configuration file: what it is, where it is, and what its reads mean there: tags in view, trips through a gate, or sweeps of a room. */
import type { PortAddress } from '../port.ts';
import { port } from './port.ts';
import { id, list, type Notes, object, type Row, said, seconds, whole } from './shape.ts';

export type ReaderType = 'm100' | 'llrp';
/** Antennas that look into the store and antennas that look out of it. */
export type GateSettings = { inner: number[]; outer: number[]; door?: DoorSettings; lamp?: LampSettings };
/** A contact at the door, on a general purpose input of the reader; `open`: how the input stands when the door is open. */
export type DoorSettings = { input: number; open: 'high' | 'low' };
/** General purpose outputs of the reader. `watch`: without it what is missing lights `act`. `sound`: with everything but `good`. `lasts`: milliseconds. */
export type LampSettings = { good: number; act: number; watch?: number; sound?: number; lasts: number };
export type RoomSettings = { zone: string };
/** `patience`: milliseconds without a read after which a tag has left. `antenna`: of a reader that has only one. */
export type ReaderSettings = {
  id: string;
  type: ReaderType;
  port: PortAddress;
  antenna: number;
  patience: number;
  gate: GateSettings | null;
  room: RoomSettings | null;
};

const types: readonly ReaderType[] = ['m100', 'llrp'];
/** As many as a passage tells in their order. */
const antennas = { least: 1, most: 16 };
/** More than any portal has, of outputs too. */
const inputs = { least: 1, most: 64 };
const names = ['id', 'type', 'port', 'antenna?', 'patienceSeconds?', 'gate?', 'room?'];

export function reader(value: unknown, path: string, note: Notes): ReaderSettings {
  const row = object(value, path, note, names);
  const type = types.find((each) => each === row.type) ?? 'm100';
  if (row.type !== undefined && row.type !== type)
    note(`${path}.type`, `must be one of ${types.join(', ')}, not ${said(row.type)}`);
  if (type === 'llrp') noteLlrp(row, path, note);
  else if (row.gate !== undefined)
    note(`${path}.gate`, 'needs a reader of type llrp: one antenna cannot tell in from out');
  if (row.gate !== undefined && row.room !== undefined)
    note(`${path}.room`, 'cannot stand beside gate: a reader watches a gate or sweeps a room');
  const patience = whole(row.patienceSeconds ?? 10, `${path}.patienceSeconds`, note, seconds(1, 3600));
  return {
    id: id(row.id, `${path}.id`, note),
    type,
    port: port(row.port, `${path}.port`, 115_200, note),
    antenna: whole(row.antenna ?? 1, `${path}.antenna`, note, { least: 1, most: 64 }),
    patience: patience * 1000,
    gate: row.gate === undefined ? null : gate(row.gate, `${path}.gate`, note),
    room: row.room === undefined ? null : room(row.room, `${path}.room`, note),
  };
}

function noteLlrp(row: Row, path: string, note: Notes): void {
  if (row.antenna !== undefined)
    note(`${path}.antenna`, 'is not for llrp: the reader names the antenna of every read');
  if (object(row.port, `${path}.port`, () => {}, []).serial !== undefined)
    note(`${path}.port.serial`, 'is not for llrp: the reader is on the network, {"tcp": "host:5084"}');
}

function gate(value: unknown, path: string, note: Notes): GateSettings {
  const row = object(value, path, note, ['inner', 'outer', 'door?', 'lamp?']);
  const inner = side(row.inner, `${path}.inner`, note);
  const outer = side(row.outer, `${path}.outer`, note);
  for (const [i, antenna] of outer.entries())
    if (inner.includes(antenna)) note(`${path}.outer[${i}]`, `antenna ${antenna} is an inner one too`);
  return {
    ...{ inner, outer },
    ...(row.door !== undefined && { door: door(row.door, `${path}.door`, note) }),
    ...(row.lamp !== undefined && { lamp: lamp(row.lamp, `${path}.lamp`, note) }),
  };
}

function side(value: unknown, path: string, note: Notes): number[] {
  const all = list(value, path, note);
  if (Array.isArray(value) && !all.length)
    note(path, 'needs an antenna: without it in and out look the same');
  const made = all.map((each, i) => whole(each, `${path}[${i}]`, note, antennas));
  for (const [i, antenna] of made.entries())
    if (made.indexOf(antenna) < i) note(`${path}[${i}]`, `antenna ${antenna} is there twice`);
  return made;
}

function door(value: unknown, path: string, note: Notes): DoorSettings {
  const row = object(value, path, note, ['input', 'open']);
  if (row.open !== undefined && row.open !== 'high' && row.open !== 'low')
    note(
      `${path}.open`,
      `must be "high" or "low", as the input stands when the door is open, not ${said(row.open)}`,
    );
  return {
    input: whole(row.input, `${path}.input`, note, inputs),
    open: row.open === 'low' ? 'low' : 'high',
  };
}

const lights = ['good', 'act', 'watch', 'sound'] as const;

function lamp(value: unknown, path: string, note: Notes): LampSettings {
  const row = object(value, path, note, ['good', 'act', 'watch?', 'sound?', 'seconds?']);
  const output = (name: (typeof lights)[number]) => whole(row[name], `${path}.${name}`, note, inputs);
  for (const [i, name] of lights.entries()) {
    const other = lights.slice(0, i).find((each) => row[each] === row[name]);
    if (other && row[name] !== undefined)
      note(`${path}.${name}`, `output ${said(row[name])} is that of ${other}`);
  }
  return {
    ...{ good: output('good'), act: output('act') },
    ...(row.watch !== undefined && { watch: output('watch') }),
    ...(row.sound !== undefined && { sound: output('sound') }),
    lasts: whole(row.seconds ?? 5, `${path}.seconds`, note, seconds(1, 30)) * 1000,
  };
}

function room(value: unknown, path: string, note: Notes): RoomSettings {
  const row = object(value, path, note, ['zone']);
  return { zone: id(row.zone, `${path}.zone`, note) };
}
