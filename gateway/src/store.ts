/** One store's gateway: its readers and probes on one side, its outbox and line on the other. */
import { randomUUID } from 'node:crypto';
import type { Birth, BreachLetter, ClimateLetter, HealthLetter, Letter } from '@changping/contracts/letters';
import type { Instant, Milliseconds } from '@changping/contracts/units';
import { miss, newWatch, type Outcome, read } from './climate/band.ts';
import { type Line, openLine } from './climate/line.ts';
import { profiles, type Reading } from './climate/modbus.ts';
import { openProbe, type Probe } from './climate/probe.ts';
import { type Change, lettersOf } from './gather.ts';
import { type Draft, type Outbox, openOutbox } from './outbox.ts';
import { portName } from './port.ts';
import { leave, type Presence, type Read, see } from './presence.ts';
import { openReader, type Reader } from './rfid/reader.ts';
import { openRing, type Ring } from './ring.ts';
import type { ProbeSettings, ReaderSettings, Settings } from './settings/settings.ts';
import { openUplink, type Uplink } from './uplink.ts';

export type Clock = { now(): Instant; speed: number };
export type Store = {
  settings: Settings;
  outbox: Outbox;
  uplink: Uplink;
  readers: Reader[];
  probes: Probe[];
  ring: Ring;
  /** Tags in view, all readers. */
  inView(): number;
  close(): Promise<void>;
};

const version = '0.1.0';
const gatherFor = 100;
const lookEvery = 250;

export function openStore(settings: Settings, clock: Clock): Store {
  const { id, region, site, data } = settings;
  const boot = randomUUID();
  const began = performance.now();
  const outbox = openOutbox({
    gateway: id,
    folder: data,
    boot,
    mono: () => Math.round(performance.now() - began) as Milliseconds,
  });
  const ring = openRing(`${data}/ring`);
  const presences = new Map<string, Presence>();
  let changes: Change[] = [];
  let gathering: NodeJS.Timeout | undefined;

  const put = (draft: Draft<Letter>) =>
    outbox.put(draft).then(
      () => uplink.nudge(),
      // Counted by the outbox and shown on the status page: a full disk is for a person to mend.
      () => uplink.announce(),
    );
  const send = () => {
    clearTimeout(gathering);
    gathering = undefined;
    const letters = lettersOf(changes);
    changes = [];
    for (const letter of letters) void put(letter);
  };
  const add = (change: Change) => {
    changes.push(change);
    gathering ??= setTimeout(send, gatherFor);
  };

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
        ...each,
        line: lineOf(each),
        profile: profiles[each.profile],
        every: each.every / clock.speed,
        now: clock.now,
      },
      readBy(each),
    ),
  );

  function heardBy({ id: reader }: ReaderSettings): (reads: Read[]) => void {
    const present: Presence = new Map();
    presences.set(reader, present);
    return (reads) => {
      const now = clock.now();
      for (const one of reads) if (see(present, one, now)) add({ reader, change: 'seen', at: now, ...one });
      ring.write(reader, reads, now);
    };
  }

  function readBy({ id: probe, zone, band, every }: ProbeSettings): (reading: Reading | null) => void {
    let watch = newWatch(clock.now());
    const episodes = new Map<string, string>();
    return (reading) => {
      const now = clock.now();
      const heard = reading && (reading.celsius !== null || reading.humidity !== null);
      const outcome: Outcome = heard ? read(watch, band, reading, now) : miss(watch, now, every);
      watch = outcome.watch;
      if (outcome.points.length) void put(curveOf(probe, outcome.points));
      for (const { measure, state, ...breach } of outcome.breaches) {
        const episode = episodes.get(measure) ?? randomUUID();
        if (state === 'opened') episodes.set(measure, episode);
        else episodes.delete(measure);
        const draft: Draft<BreachLetter> = {
          kind: 'breach',
          at: now,
          episode,
          probe,
          zone,
          measure,
          state,
          ...breach,
        };
        void put(draft);
      }
    };
  }

  let toldHealth = '';
  function look(): void {
    const now = clock.now();
    settings.readers.forEach(({ id: reader, patience }) => {
      for (const [epc, { antenna, rssi, last }] of leave(presences.get(reader) ?? new Map(), now, patience))
        add({ reader, change: 'left', epc, antenna, rssi, at: last });
    });
    const health = healthNow();
    const states = JSON.stringify([
      health.readers.map((each) => each.state),
      health.probes.map((each) => each.state),
    ]);
    if (states === toldHealth) return;
    const isFirst = toldHealth === '';
    toldHealth = states;
    // The first look is at devices that had no time to answer; the birth tells how they are soon enough.
    if (isFirst) return;
    const draft: Draft<HealthLetter> = { kind: 'health', at: now, ...health };
    void put(draft);
    uplink.announce();
  }
  const healthNow = () => ({
    readers: readers.map((each) => each.health()),
    probes: probes.map((each) => each.health()),
  });

  const uplink: Uplink = openUplink({
    url: settings.url,
    key: settings.key,
    address: { region, site, gateway: id },
    outbox,
    now: clock.now,
    gone: { v: 1, kind: 'gone', gw: id, epoch: outbox.epoch, boot },
    birth: (): Birth => ({
      v: 1,
      kind: 'birth',
      gw: id,
      site,
      epoch: outbox.epoch,
      boot,
      at: clock.now(),
      last: outbox.last(),
      depth: outbox.depth(),
      readers: readers.map((each) => each.health()),
      probes: probes.map((each, i) => ({ ...each.health(), zone: settings.probes[i]?.zone ?? '' })),
      version,
    }),
  });
  const looking = setInterval(look, lookEvery);

  return {
    settings,
    outbox,
    uplink,
    readers,
    probes,
    ring,
    inView: () => [...presences.values()].reduce((sum, present) => sum + present.size, 0),
    async close() {
      clearInterval(looking);
      for (const device of [...readers, ...probes, ...lines.values()]) device.close();
      send();
      outbox.close();
      await Promise.all([uplink.close(), ring.close()]);
    },
  };
}

function curveOf(probe: string, points: Outcome['points']): Draft<ClimateLetter> {
  const at = points[0]?.at as Instant;
  return {
    kind: 'climate',
    at,
    probe,
    dt: points.map((point) => (point.at - at) as Milliseconds),
    celsius: points.map((point) => point.celsius),
    humidity: points.map((point) => point.humidity),
  };
}
