/** Makes hours of old points and drops old hours: a bounded piece of one probe a turn, so that letters pass in between. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Instant } from '@changping/contracts/units';
import type Sqlite from 'better-sqlite3';

export type Tidied = { hours: number; dropped: number };
export type Tidier = {
  /** One run at a time: who calls meanwhile gets the run there is. */
  tidy(now: Instant): Promise<Tidied>;
  /** Nothing is touched after it; what is left comes with the next run. */
  stop(): void;
};

const hour = 3_600_000;
const day = 24 * hour;
const wholeFor = 30 * day;
const hoursFor = 3 * 365 * day;
/** Points of one piece: about 2 ms, and far below 20 where a checkpoint falls on it. */
const piecePoints = 1500;

export function tidier(db: Sqlite.Database): Tidier {
  const probes = db.prepare('select key from probe').pluck();
  const nth = db
    .prepare('select at from point where probe = ? and at < ? order by at limit 1 offset ?')
    .pluck();
  // A letter that comes again brings a few points of an hour that was made of all of them: the hour made first stays.
  const condense = db.prepare(
    `insert into hour
     select probe, at - at % ${hour} as start, avg(celsius), avg(humidity), min(celsius), max(celsius)
     from point where probe = ? and at < ? group by start
     on conflict do nothing`,
  );
  const dropPoints = db.prepare('delete from point where probe = ? and at < ?');
  const dropHours = db.prepare('delete from hour where probe = ? and at < ?');
  let running: Promise<Tidied> | undefined;
  let stopped = false;

  async function run(now: Instant): Promise<Tidied> {
    const done = { hours: 0, dropped: 0 };
    // Whole hours only, or a later run would find the hour made already and lose its other half.
    const before = startOfHour(now - wholeFor);
    for (const probe of probes.all() as number[]) {
      for (let end = pieceEnd(probe, before); end !== undefined; end = pieceEnd(probe, before)) {
        done.hours += makeHours(probe, end);
        await turn();
        if (stopped) return done;
      }
      done.dropped += dropHours.run(probe, now - hoursFor).changes;
      await turn();
      if (stopped) return done;
    }
    return done;
  }

  /** Where the next piece of a probe ends, if it has one. */
  function pieceEnd(probe: number, before: number): number | undefined {
    const first = nth.get(probe, before, 0) as number | undefined;
    if (first === undefined) return undefined;
    const beyond = nth.get(probe, before, piecePoints) as number | undefined;
    return beyond === undefined ? before : Math.max(startOfHour(beyond), startOfHour(first) + hour);
  }

  const makeHours = db.transaction((probe: number, end: number): number => {
    const made = condense.run(probe, end).changes;
    dropPoints.run(probe, end);
    return made;
  });

  return {
    tidy(now) {
      running ??= run(now).finally(() => {
        running = undefined;
      });
      return running;
    },
    stop() {
      stopped = true;
    },
  };
}

const startOfHour = (at: number): number => at - (at % hour);
