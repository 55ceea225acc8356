/** Puts every device of the stores on its port, and the line on its own. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { coldRoom, hall } from './climate.ts';
import { type Fault, probeFaults, readerFaults, readFault } from './faults.ts';
import { type Gate, gate } from './gate.ts';
import type { Options } from './options.ts';
import { type Device, type Port, tcpPort } from './port.ts';
import { ptyPort } from './pty-port.ts';
import { randomOf } from './random.ts';
import { type Relay, relay } from './relay.ts';
import { room } from './room.ts';
import { devices, isReader, type ProbeFacts } from './stores.ts';
import type { Story } from './story.ts';

export type Offered = {
  devices: { id: string; type: string; address: string; unit?: number }[];
  gates: { id: string; gate: Gate; port: Port }[];
  line: Relay | undefined;
  close(): Promise<void>;
};

/** The one reader that is offered as a serial line when one is asked for. */
const onPty = 'RC-S/gate-1';

/** @param at simulated milliseconds since the story began. @throws Error with a sentence when a port cannot be had. */
export async function offer(options: Options, story: Story, at: () => number): Promise<Offered> {
  const { seed, speed, pty } = options;
  const faults = [...(story.faults ?? []).map(readFault), ...options.faults];
  const offered: Offered = { devices: [], gates: [], line: undefined, close: async () => {} };
  const ports: { close(): Promise<void> }[] = [];
  let next = options.port;
  const free = () => (next === 0 ? 0 : next++);
  const keep = <Kept extends { close(): Promise<void> }>(port: Kept): Kept => {
    ports.push(port);
    return port;
  };
  const put = async (id: string, device: Device) => {
    if (pty === undefined || id !== onPty) return keep(await onTcp(free(), (port) => tcpPort(device, port)));
    makeFolder(pty);
    return keep(await ptyPort(device, join(pty, id.replace('/', '-'))));
  };

  for (const device of devices) {
    const { id, type } = device;
    if (isReader(device)) {
      const behaviours = readerFaults(faults, id);
      const each = gate({ visits: story.visits?.[id] ?? [], behaviours, random: randomOf(seed, id), speed });
      const port = await put(id, { receive: (bytes) => each.receive(bytes, at()) });
      offered.gates.push({ id, gate: each, port });
      offered.devices.push({ id, type, address: port.address });
    } else {
      const each = aRoom(device, story, faults, seed);
      const port = await put(id, { receive: (bytes) => each.receive(bytes, at()) });
      offered.devices.push({ id, type, address: port.address, unit: device.unit });
    }
  }
  if (options.line) {
    const to = options.line;
    offered.line = keep(await onTcp(free(), (listen) => relay({ ...to, listen })));
    offered.devices.push({ id: 'line', type: 'line', address: `127.0.0.1:${offered.line.port}` });
  }
  offered.close = async () => {
    await Promise.all(ports.map((port) => port.close()));
  };
  return offered;
}

function aRoom(facts: ProbeFacts, story: Story, faults: readonly Fault[], seed: number) {
  const random = randomOf(seed, facts.id);
  const quiet = facts.type === 'xy-md02' ? coldRoom(random) : hall(random);
  return room(facts, story.climates?.[facts.id]?.(quiet) ?? quiet, probeFaults(faults, facts.id));
}

function makeFolder(path: string): void {
  try {
    if (!existsSync(path)) mkdirSync(path);
  } catch {
    throw new Error(`--pty: the folder ${path} cannot be made.`);
  }
}

async function onTcp<Kept>(port: number, open: (port: number) => Promise<Kept>): Promise<Kept> {
  try {
    return await open(port);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'is taken' : 'cannot be had';
    throw new Error(`Port ${port} ${why}.`);
  }
}
