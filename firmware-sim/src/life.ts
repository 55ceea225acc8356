/** Gentle life in every store: small loads that go out and come back, goods moved through the door and back, goods carried past a county store's gate. What stands in a swept room is there unless it is away. */
import type { Visit } from './gate.ts';
import { ordinaryEpcs, stockEpcs } from './goods.ts';
import { type Random, randomOf } from './random.ts';
import { hour, minute, second } from './span.ts';
import { countySites, depotSites, devices, isReader, siteOf } from './stores.ts';
import type { Story } from './story.ts';
import { endOf, type Trip } from './trip.ts';

export type Life = Required<Pick<Story, 'visits' | 'trips'>>;
/** Pieces of a store that are away from their room. */
export type Away = { site: string; from: number; to: number; epcs: readonly string[] };

/** A few trips a day, by day: two small loads out and in again at each depot, one that only turns in the door, three visits at each county gate. `day` in milliseconds. */
export function aDay(seed: number, day: number): Life {
  const away: Away[] = [];
  const trips = byDepot((site) => {
    const random = randomOf(seed, `${site} day`);
    const loads = [8, 13].map((begins, i) => {
      const from = begins * hour + random() * 2 * hour;
      const back = from + 20 * minute + random() * 40 * minute;
      const epcs = stockEpcs(site, 5 * i + 1, 5 * i + 5);
      const into: Trip = { from: back, way: 'in', epcs };
      away.push({ site, from, to: endOf(into), epcs });
      return [{ from, way: 'out', epcs } as const, into];
    });
    const turned: Trip = {
      from: 17 * hour + random() * hour,
      way: 'turnsBack',
      epcs: stockEpcs(site, 11, 14),
    };
    return [...loads.flat(), turned];
  });
  const gates = byCounty((site) => {
    const random = randomOf(seed, `${site} day`);
    return [8, 12, 16].map((begins) => carried(site, begins * hour + random() * 2 * hour, random));
  });
  return { trips, visits: { ...gates, ...rooms(day, away) } };
}

const every = 10 * minute;

/** Something at every store every ten minutes, and nothing leaves: goods turn in the door of a depot, and are carried past the gate of a county store. */
export function alwaysABit(seed: number, lasts: number, away: readonly Away[] = []): Life {
  const times = (random: Random) =>
    Array.from({ length: Math.floor(lasts / every) }, (_, i) => (i + 0.9 * random()) * every);
  // The first pieces are one pallet lot, which has stories of its own.
  const trips = byDepot((site) => {
    const random = randomOf(seed, `${site} life`);
    return times(random).map((from): Trip => {
      const first = 1 + Math.floor(random() * 36);
      return { from, way: 'turnsBack', epcs: stockEpcs(site, first, first + 3) };
    });
  });
  const gates = byCounty((site) => {
    const random = randomOf(seed, `${site} life`);
    return times(random).map((from) => carried(site, from, random));
  });
  return { trips, visits: { ...gates, ...rooms(lasts, away) } };
}

const everySweep = hour / 2;
const firstSweep = 30 * second;
const sweepLasts = 2 * minute;

/** Half-hourly sweeps of the rooms, each of what is there all the while. */
export function rooms(lasts: number, away: readonly Away[] = []): Record<string, Visit[]> {
  const swept = devices.filter((device) => isReader(device) && device.zone);
  return Object.fromEntries(
    swept.map((device): [string, Visit[]] => {
      const site = siteOf(device);
      return [
        device.id,
        Array.from({ length: Math.ceil(lasts / everySweep) }, (_, i) => {
          const span = { from: i * everySweep + firstSweep, to: i * everySweep + firstSweep + sweepLasts };
          const gone = away.filter(
            (each) => each.site === site && each.from < span.to && each.to > span.from,
          );
          const missing = new Set(gone.flatMap(({ epcs }) => epcs));
          return { ...span, epcs: ordinaryEpcs(site).filter((epc) => !missing.has(epc)) };
        }).filter(({ to, epcs }) => to <= lasts && epcs.length),
      ];
    }),
  );
}

function carried(site: string, from: number, random: Random): Visit {
  const first = 1 + Math.floor(random() * 8);
  return { from, to: from + 6 * second, epcs: stockEpcs(site, first, first + 2) };
}

const byDepot = (make: (site: string) => Trip[]) =>
  Object.fromEntries(depotSites.map((site): [string, Trip[]] => [`${site}/portal-1`, make(site)]));
const byCounty = (make: (site: string) => Visit[]) =>
  Object.fromEntries(countySites.map((site): [string, Visit[]] => [`${site}/gate-1`, make(site)]));
