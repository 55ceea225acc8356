/** The climate file: points of every probe's curve, whole for a month and by the hour for three years. Apart from the ledger, because a curve may be thinned and a ledger may not. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant, SiteId } from '@changping/contracts/units';
import Sqlite from 'better-sqlite3';
import { type Tidied, tidier } from './climate/tidy.ts';

/** One point of a curve that came in a letter. */
export type ClimatePoint = {
  site: SiteId;
  gateway: string;
  probe: string;
  at: Instant;
  celsius: number | null;
  humidity: number | null;
};
/** A stretch of a curve: its mean, and the lowest and highest temperature in it. */
export type CurvePoint = {
  at: number;
  celsius: number | null;
  humidity: number | null;
  low: number | null;
  high: number | null;
};
export type Curve = { gateway: string; probe: string; points: CurvePoint[] };
export type Climate = {
  /** Durable when it returns; a repeat changes nothing. */
  write(points: readonly ClimatePoint[]): void;
  /** At most `most` points a probe, each somewhere in its stretch. @throws Fault climateDown, climateRefused */
  curves(site: SiteId, from: number, to: number, most: number): Promise<Curve[]>;
  /** Makes hours of what is older than a month, and drops hours older than three years. Call it now and then. */
  tidy(now: Instant): Promise<Tidied>;
  /** What an operator watches, by name. */
  watch: Record<string, { help: string; value(): number }>;
  close(): Promise<void>;
};

export function openClimate(folder: string): Climate {
  mkdirSync(folder, { recursive: true });
  const db = new Sqlite(join(folder, 'climate.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`
    create table if not exists probe (key integer primary key, site text not null, gateway text not null, name text not null,
      unique (gateway, name));
    create table if not exists point (probe integer not null, at integer not null, celsius real, humidity real,
      primary key (probe, at)) without rowid;
    create table if not exists hour (probe integer not null, at integer not null, celsius real, humidity real, low real, high real,
      primary key (probe, at)) without rowid;`);
  const findProbe = db.prepare('select key from probe where gateway = ? and name = ?').pluck();
  const addProbe = db.prepare('insert into probe (site, gateway, name) values (?, ?, ?)');
  const add = db.prepare('insert into point values (?, ?, ?, ?) on conflict do nothing');
  const ofSite = db.prepare('select key, gateway, name from probe where site = ? order by gateway, name');
  const stretch = db.prepare(
    `select min(at) as at, avg(celsius) as celsius, avg(humidity) as humidity, min(low) as low, max(high) as high from (
       select at, celsius, humidity, celsius as low, celsius as high from point where probe = @probe and at between @from and @to
       union all select at, celsius, humidity, low, high from hour where probe = @probe and at between @from and @to)
     group by cast((at - @from) / @step as integer) order by at`,
  );
  const { tidy, stop } = tidier(db);
  const keys = new Map<string, number>();

  const keyOf = ({ site, gateway, probe }: ClimatePoint): number => {
    const name = `${gateway}/${probe}`;
    const key =
      keys.get(name) ??
      (findProbe.get(gateway, probe) as number | undefined) ??
      Number(addProbe.run(site, gateway, probe).lastInsertRowid);
    keys.set(name, key);
    return key;
  };

  const writeAll = db.transaction((points: readonly ClimatePoint[]) => {
    for (const point of points) add.run(keyOf(point), point.at, point.celsius, point.humidity);
  });

  return {
    write(points) {
      try {
        writeAll(points);
      } catch (error) {
        // It may name rows that are not there, and the next probe would get their keys.
        keys.clear();
        throw error;
      }
    },
    curves: async (site, from, to, most) =>
      (ofSite.all(site) as ProbeRow[]).map(({ key, gateway, name }) => {
        const step = Math.max(1, Math.ceil((to - from + 1) / most));
        return { gateway, probe: name, points: stretch.all({ probe: key, from, to, step }) as CurvePoint[] };
      }),
    tidy,
    watch: {},
    async close() {
      stop();
      db.close();
    },
  };
}

type ProbeRow = { key: number; gateway: string; name: string };
