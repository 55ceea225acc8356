/** The climate file of a site with an InfluxDB: points are safe on this computer's disk first, and go to the server when it is there.
 * While it is not, they wait in a queue with a bound. From half of it on only what is worth keeping of each quarter of an hour joins it, and past the whole of it the oldest give way; both are counted and told.
 * Points are never refused: letters come in order, and a curve that had to wait would hold up the breaches and the stock behind it. */
import { join } from 'node:path';
import { Fault, faults } from '@changping/contracts/faults';
import type { Climate } from '../climate.ts';
import { forwarder } from './forward.ts';
import { influxServer } from './influx-server.ts';
import { curvesQuery, readCurves } from './influxql.ts';
import { lines } from './line.ts';
import { openSegments } from './segments.ts';
import type { Influx } from './settings.ts';
import { sift } from './sieve.ts';
import { verdict } from './verdict.ts';

export type InfluxParts = {
  folder: string;
  influx: Influx;
  /** A person should know. */
  told(sentence: string, why: string): void;
  die(error: Error): never;
};

const sentences = {
  fine: 'The climate server takes points again.',
  down: faults.climateDown.en,
  refused: faults.climateRefused.en,
  setAside: 'The climate server does not take some points; they are left out and counted.',
  thinning:
    'The queue for the climate server is half full: only the extremes of a quarter of an hour join it now.',
  whole: 'The queue for the climate server has room again: every point joins it.',
  gaveWay: 'The queue for the climate server is full: the oldest points give way and are counted.',
  damaged: 'Points that waited for the climate server can not be read any more.',
};

export function openInflux({ folder, influx, told: tell, die }: InfluxParts): Climate {
  const told = (what: keyof typeof sentences, why: string) => tell(sentences[what], why);
  const most = influx.queueMegabytes * 1024 * 1024;
  const queue = openSegments(join(folder, 'climate-queue'), most);
  const server = influxServer(influx);
  const forward = forwarder({ queue, send: server.send, told, die });
  const text = lines();
  const sieve = new Map();
  let thinned = 0;
  let isShort = false;
  if (queue.damaged) told('damaged', `${queue.damaged} bytes`);

  function becomeShort(now: boolean): void {
    if (isShort === now) return;
    isShort = now;
    told(now ? 'thinning' : 'whole', `${queue.points()} points wait`);
  }

  return {
    write(points) {
      // Half full, and until it is down to a quarter, or it would change its mind with every letter.
      becomeShort(queue.bytes() > (isShort ? most / 4 : most / 2));
      const kept = isShort ? sift(sieve, points) : points;
      thinned += points.length - kept.length;
      if (!kept.length) return;
      const before = queue.gaveWay();
      queue.append(text(kept), kept.length);
      if (queue.gaveWay() > before) told('gaveWay', `${queue.gaveWay() - before} points`);
      forward.wake();
    },
    async curves(site, from, to, mostPoints) {
      const { status, body } = await server.ask(curvesQuery(site, from, to, mostPoints));
      const { what } = verdict(status, body);
      if (what === 'kept') return readCurves(JSON.parse(body));
      throw new Fault(what === 'down' ? 'climateDown' : 'climateRefused', body.slice(0, 200));
    },
    // The server has its own retention.
    tidy: async () => ({ hours: 0, dropped: 0 }),
    watch: {
      climate_queue_points: { help: 'points that wait for the climate server', value: queue.points },
      climate_queue_bytes: { help: 'bytes that they take', value: queue.bytes },
      climate_server_away: {
        help: '1 while the climate server is down or refuses us',
        value: () => (forward.state() === 'fine' ? 0 : 1),
      },
      climate_points_thinned: {
        help: 'points left out while the queue was over half full',
        value: () => thinned,
      },
      climate_points_gave_way: { help: 'points that a full queue had to let go', value: queue.gaveWay },
      climate_points_set_aside: { help: 'points the climate server would not take', value: forward.setAside },
    },
    async close() {
      await forward.close();
      queue.close();
    },
  };
}
