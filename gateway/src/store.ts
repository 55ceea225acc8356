/** One store's gateway: its readers and probes on one side, its outbox and line on the other. What it has told survives a restart, so that a breach is closed by the run after the one that opened it. */
import { randomUUID } from 'node:crypto';
import type { Birth } from '@changping/contracts/letters';
import type { Epc, Instant, Milliseconds } from '@changping/contracts/units';
import { type Attended, attend, careName, newCare, resumeCare, settle } from './climate/attend.ts';
import { type Line, openLine } from './climate/line.ts';
import { profiles, type Reading } from './climate/modbus.ts';
import { openProbe, type Probe } from './climate/probe.ts';
import { type Condition, conditionOf, judge } from './condition.ts';
import type { View } from './ear.ts';
import { openEars } from './ears.ts';
import { type Change, lettersOf } from './gather.ts';
import type { Draft } from './outbox/draft.ts';
import { type Outbox, openOutbox } from './outbox/outbox.ts';
import type { Memory } from './outbox/told.ts';
import type { DoorChange, DoorState } from './passage/door.ts';
import { portName } from './port.ts';
import type { Read } from './presence.ts';
import { openReader, type Reader } from './rfid/reader.ts';
import { openRing, type Ring } from './ring.ts';
import type { ProbeSettings, ReaderSettings, Settings } from './settings/settings.ts';
import { openUplink, type Uplink } from './uplink.ts';

/** `now` is what letters are dated by and may be set by anybody; `steady` runs as fast and never steps. */
export type Clock = { now(): Instant; steady(): Instant; speed: number };
export type Sight = { reader: string; epc: Epc; rssi: number | null; since: Instant; last: Instant };
export type Store = {
  settings: Settings;
  outbox: Outbox;
  uplink: Uplink;
  readers: Reader[];
  probes: Probe[];
  ring: Ring;
  /** Of all readers. */
  inView(): View;
  /** Of the gate of one reader, where a contact tells of its door. */
  door(reader: string): DoorState | null;
  /** Verdicts that came too late to light a lamp. */
  late(): number;
  /** The tags read last, on the clock of `now`. */
  latest(most: number): Sight[];
  close(): Promise<void>;
};

export const version = '0.1.0';
/** The first change after a quiet while goes at once, for somebody may be watching the gate; what follows within this time travels together. */
const gatherFor = 100;
/** With the quiet after which a trip is over, well within the second in which it is told. */
const lookEvery = 200;
const conditionName = 'condition';
/** The server may know of a door from a disk that is gone: what a gate's first word of it is, is told even when all is well. */
const neverTold = ({ readers }: Settings): Condition =>
  Object.fromEntries(readers.flatMap(({ id, gate }) => (gate?.door ? [[`door ${id}`, 'never told']] : [])));

export function openStore(settings: Settings, clock: Clock, die: (error: Error) => void): Store {
  const { id, region, site, data } = settings;
  const boot = randomUUID();
  const began = performance.now();
  const ring = openRing(`${data}/ring`);
  const outbox = openOutbox({
    gateway: id,
    folder: data,
    boot,
    mono: () => Math.round(performance.now() - began) as Milliseconds,
    now: clock.now,
    giveWay: ring.giveWay,
    die,
  });
  const shift = () => clock.now() - clock.steady();
  const moment = () => ({ steady: clock.steady(), shift: shift(), newId: randomUUID });
  let changes: Change[] = [];
  let gathering: NodeJS.Timeout | undefined;
  let sentAt = 0;

  // What the disk did not take is counted by the outbox and shown on the status page, for a person to mend.
  const put = (drafts: Draft | readonly Draft[], memory?: Memory): Promise<boolean> =>
    outbox.put(drafts, memory).then(
      () => {
        uplink.nudge();
        return true;
      },
      () => false,
    );
  const send = () => {
    clearTimeout(gathering);
    gathering = undefined;
    sentAt = performance.now();
    const letters = lettersOf(changes);
    changes = [];
    for (const letter of letters) void put(letter);
  };
  const add = (change: Change) => {
    changes.push(change);
    gathering ??= setTimeout(send, Math.max(0, sentAt + gatherFor - performance.now()));
  };
  const tell = ({ drafts, memory }: Attended) => {
    if (drafts.length) void put(drafts, memory);
  };

  const ears = openEars(settings.readers, outbox.told, {
    moment,
    add,
    put: (drafts, memory) => void put(drafts, memory),
    light: (reader, outputs) =>
      readers[settings.readers.findIndex(({ id }) => id === reader)]?.light?.(outputs),
  });
  const heardBy =
    ({ id: reader }: ReaderSettings) =>
    (reads: Read[], moves?: readonly DoorChange[]) => {
      ears.hear(reader, reads, moves);
      if (reads.length) ring.write(reader, reads, clock.now());
    };

  const cares = new Map(
    outbox.told.recall(careName).map(({ name, json }) => [name.slice(careName.length), json]),
  );

  function readBy({ id: probe, zone, band, every }: ProbeSettings): (reading: Reading | null) => void {
    const before = cares.get(probe);
    cares.delete(probe);
    let care = newCare(probe, zone, moment());
    if (before) {
      const resumed = settle({ ...resumeCare(before, moment()), zone }, band, moment());
      care = resumed.care;
      tell(resumed);
    }
    return (reading) => {
      const attended = attend(care, { band, every }, reading, moment());
      care = attended.care;
      tell(attended);
    };
  }

  const before = outbox.told.recall(conditionName)[0]?.json;
  let condition: Condition = before ? JSON.parse(before) : neverTold(settings);
  let differsSince: number | null = null;
  let telling = false;

  function look(): void {
    ears.look();
    const health = healthNow();
    const found = conditionOf(health);
    const verdict = judge(condition, found, differsSince, performance.now());
    differsSince = verdict.since;
    if (verdict.tell && !telling) void tellHealth(found);
  }

  async function tellHealth(found: Condition): Promise<void> {
    telling = true;
    const memory = { name: conditionName, json: JSON.stringify(found) };
    const kept = await put({ kind: 'health', at: clock.now(), ...healthNow() }, memory);
    if (kept) condition = found;
    differsSince = null;
    telling = false;
    uplink.announce();
  }

  const healthNow = () => ({
    readers: readersNow(),
    probes: probes.map((each) => each.health()),
  });
  const readersNow = () =>
    readers.map((each) => {
      const health = each.health();
      const fault = ears.door(health.reader)?.fault;
      return { ...health, ...(fault && { door: fault }) };
    });

  const readers = settings.readers.map((each) => openReader({ ...each, now: clock.now }, heardBy(each)));
  const lines = new Map<string, Line>();
  const lineOf = ({ port }: ProbeSettings): Line => {
    const line = lines.get(portName(port)) ?? openLine(port);
    lines.set(portName(port), line);
    return line;
  };
  const probes = settings.probes.map((each) =>
    openProbe(
      {
        ...{ id: each.id, unit: each.unit, line: lineOf(each), profile: profiles[each.profile] },
        ...{ every: each.every / clock.speed, now: clock.now },
      },
      readBy(each),
    ),
  );
  // What is left belongs to probes that are no longer in the configuration.
  for (const json of cares.values()) tell(settle(resumeCare(json, moment()), null, moment()));

  const uplink: Uplink = openUplink({
    server: settings.server,
    address: { region, site, gateway: id },
    outbox,
    now: clock.now,
    judged: ears.judged,
    gone: () => ({ v: 1, kind: 'gone', gw: id, epoch: outbox.epoch(), boot }),
    birth: (): Birth => ({
      ...{ v: 1, kind: 'birth', gw: id, site, epoch: outbox.epoch(), boot, at: clock.now() },
      ...{ last: outbox.last(), depth: outbox.depth() },
      readers: readersNow(),
      probes: probes.map((each, i) => ({ ...each.health(), zone: settings.probes[i]?.zone ?? '' })),
      version,
    }),
  });
  // What came while we were held up is heard before anybody is taken for gone: timers go first, lines after them, this last.
  let next: NodeJS.Immediate | undefined;
  const looking = setInterval(() => {
    next = setImmediate(look);
  }, lookEvery);

  return {
    settings,
    outbox,
    uplink,
    readers,
    probes,
    ring,
    inView: ears.inView,
    door: ears.door,
    late: ears.late,
    latest(most) {
      const apart = shift();
      const dated = (steady: Instant) => Math.round(steady + apart) as Instant;
      return ears.latest(most).map((each) => ({ ...each, since: dated(each.since), last: dated(each.last) }));
    },
    async close() {
      clearInterval(looking);
      clearImmediate(next);
      for (const device of [...readers, ...probes, ...lines.values()]) device.close();
      ears.close();
      send();
      // What was read is on the disk before the line is closed; closing a line takes its time.
      outbox.flush();
      await Promise.all([uplink.close(), ring.close()]);
      outbox.close();
    },
  };
}
