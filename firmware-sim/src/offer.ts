/** Puts every device of the stores on its port, and the line on its own. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { coldRoom, hall } from './climate.ts';
import { type Fault, portalFaults, probeFaults, readerFaults, readFault } from './faults.ts';
import { type Gate, gate } from './gate.ts';
import { llrpPort } from './llrp-port.ts';
import type { Options } from './options.ts';
import type { Told } from './play.ts';
import { type Device, type Port, tcpPort } from './port.ts';
import { portal } from './portal.ts';
import { ptyPort } from './pty-port.ts';
import { type Random, randomOf } from './random.ts';
import { type Relay, relay } from './relay.ts';
import { room } from './room.ts';
import { devices, isPortal, isReader, type ProbeFacts, siteOf } from './stores.ts';
import type { Story } from './story.ts';

export type Offered = {
  /** With the facts of each. */
  devices: ({ id: string; type: string; address: string } & Record<string, Told>)[];
  gates: { id: string; gate: Pick<Gate, 'advance'>; port: Port }[];
  line: Relay | undefined;
  close(): Promise<void>;
};

/** The one reader that is offered as a serial line when one is asked for. */
const onPty = 'RC-S/gate-1';

/** Simulated milliseconds since the story began, and the UTC milliseconds of such a time. */
export type Time = { at(): number; utcAt(at: number): number };

/** @throws Error with a sentence when a port cannot be had. */
export async function offer(options: Options, story: Story, { at, utcAt }: Time): Promise<Offered> {
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

  for (const device of devices.filter((each) => options.sites.includes(siteOf(each)))) {
    const { id } = device;
    const random = randomOf(seed, id);
    let port: Port;
    if (isReader(device)) {
      const behaviours = readerFaults(faults, id);
      const each = gate({
        ...{ visits: story.visits?.[id] ?? [], behaviours, random, speed },
        sweeps: device.zone !== undefined,
      });
      port = await put(id, { receive: (bytes) => each.receive(bytes, at()) });
      offered.gates.push({ id, gate: each, port });
    } else if (isPortal(device)) {
      const behaviours = portalFaults(faults, id);
      const each = portal({ trips: story.trips?.[id] ?? [], behaviours, random, speed, utcAt });
      port = keep(await onTcp(free(), (number) => llrpPort(each, number, at)));
      offered.gates.push({ id, gate: each, port });
    } else {
      const each = aRoom(device, story, faults, random);
      port = await put(id, { receive: (bytes) => each.receive(bytes, at()) });
    }
    offered.devices.push({ ...device, address: port.address });
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

function aRoom(facts: ProbeFacts, story: Story, faults: readonly Fault[], random: Random) {
  const quiet = facts.id.includes('/cold-') ? coldRoom(random) : hall(random);
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
