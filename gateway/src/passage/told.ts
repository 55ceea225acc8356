/** What a gate has told of tags not long ago, so that none is counted twice: an echo of a trip is no second trip, and who stood by goes on standing by until it surely moves. */
import type { Epc, Instant } from '@changping/contracts/units';
import type { Direction } from './direction.ts';
import { type Track, wellHeard } from './track.ts';
import type { Trip } from './trips.ts';

export type Last = {
  direction: Direction;
  stray: boolean;
  /** It should have gone and is still there. */
  stays: boolean;
  /** It was told when the door closed behind it. */
  shut?: boolean;
  /** And is on its way out of the field. */
  leaves?: boolean;
  at: Instant;
  heard: Instant;
  track: Track | null;
};
export type Told = {
  tags: Map<Epc, Last>;
  swept: Instant;
  /** Tags that came in again as a trip that had been told. */
  echoes: number;
};

/** A tag that seems to go on in its own direction so soon after it was told is on the same trip. */
const echoFor = 5000;
/** A tag is known again for so long after it was last heard. */
const rememberFor = 600_000;
/** No stay that goes on is longer before it is told again. */
const openFor = 60_000;
const sweepEvery = 10_000;
const tagsMost = 20_000;
/** Standard deviations with which who stood by must move to have gone. */
const surely = 3;
/** The same of who has just crossed and comes back. */
const likely = 2;

export const newTold = (): Told => ({ tags: new Map(), swept: 0 as Instant, echoes: 0 });

/** Nobody saw it move, or it has moved and stays. */
const isBystander = ({ stray, stays, direction }: Last): boolean => stray || stays || direction === 'unclear';

/** What is known of a tag that is read again. `goesOn`: its last stay was told before it was over. */
export function recognise(
  { tags }: Told,
  epc: Epc,
  at: Instant,
): { stood: boolean; goesOn: Track | null } | undefined {
  const last = tags.get(epc);
  if (!last) return undefined;
  const isOpen = !last.stray && (last.direction === 'unclear' || last.direction === 'turnedBack');
  const hardly = last.track !== null && last.track.heardIn < wellHeard;
  return {
    stood: isBystander(last),
    goesOn: (isOpen || hardly) && at - last.heard < echoFor ? last.track : null,
  };
}

/** What the next run must know to make no trip of it: who stands by, and when it was last heard; and who has been told of and is still in the field. */
export type KeptTold = { standing?: [Epc, Instant][]; here?: Epc[] };

export function keptOf({ tags }: Told, isHere: (epc: Epc) => boolean): KeptTold {
  const kept: Required<KeptTold> = { standing: [], here: [] };
  for (const [epc, last] of tags)
    if (isBystander(last) && !last.leaves) kept.standing.push([epc, last.heard]);
    else if (isHere(epc)) kept.here.push(epc);
  return kept;
}

/** Takes over what the last run has told. Who has left the field since may come back as it likes, and who stood by is not known for ever. @returns who of `present` has been told of. */
export function standBy(
  { tags }: Told,
  { standing = [], here = [] }: KeptTold,
  present: ReadonlySet<Epc>,
  now: Instant,
): Set<Epc> {
  const stands = (epc: Epc, heard: Instant) =>
    void tags.set(epc, { direction: 'unclear', stray: true, stays: true, at: now, heard, track: null });
  for (const [epc, heard] of standing) if (heard <= now && now - heard <= rememberFor) stands(epc, heard);
  const told = new Set([...standing.map(([epc]) => epc), ...here].filter((epc) => present.has(epc)));
  for (const epc of told) stands(epc, now);
  return told;
}

/** Whether it stands by, or follows a trip that has been told: it waits for nobody and nobody for it. */
export function isStanding({ tags }: Told, track: Track): boolean {
  const last = tags.get(track.epc);
  if (track.stood || !last) return track.stood;
  if (goesOn(last, track)) return false;
  return isBystander(last) || track.first - last.heard < echoFor;
}

const goesOn = (last: Last, track: Track): boolean => last.track === track && !track.stood;

/** It stands there now. */
export function settle({ tags }: Told, epc: Epc): void {
  const last = tags.get(epc);
  if (last?.leaves) last.leaves = false;
}

/** It has been told of and is on its way out of the field. */
export const isLeaving = ({ tags }: Told, epc: Epc): boolean => tags.get(epc)?.leaves === true;

/** @param cut tags that are still there. @param shut tags that are still there because the door has closed behind them just now. @returns those of the trips, and of their tags, that are news. */
export function remember(
  told: Told,
  all: readonly Trip[],
  { cut, shut }: { cut: ReadonlySet<Track>; shut: ReadonlySet<Track> },
  now: Instant,
): Trip[] {
  const trips = all.flatMap((trip) => newsOf(told, trip));
  for (const { tags } of all)
    for (const { track } of tags) {
      const last = told.tags.get(track.epc);
      if (last && track.last > last.heard) last.heard = track.last;
      // Now it has left.
      if (last?.leaves && !cut.has(track)) last.stays = last.leaves = false;
    }
  for (const { direction, tags } of trips) {
    const stays = tags.some(({ track }) => cut.has(track));
    for (const { track, stray } of tags) {
      const leaves = shut.has(track) && !stray;
      told.tags.delete(track.epc);
      told.tags.set(track.epc, {
        ...{
          direction,
          stray,
          stays: stays || leaves,
          shut: leaves,
          leaves,
          at: now,
          heard: track.last,
          track,
        },
      });
    }
  }
  forget(told, now);
  return trips;
}

function newsOf(told: Told, trip: Trip): Trip[] {
  const tags = trip.tags.filter(({ track, stray }) => {
    const last = told.tags.get(track.epc);
    return !last || (!stray && isNews(told, last, trip, track));
  });
  return tags.length ? [{ ...trip, tags }] : [];
}

function isNews(told: Told, last: Last, { direction, sure, opening }: Trip, track: Track): boolean {
  // Through a door that has not opened since nobody has come back.
  if (opening !== undefined && (opening ? last.shut && opening.from < last.at : last.leaves)) return false;
  if (goesOn(last, track)) return direction !== 'unclear' && (last.stray || direction !== last.direction);
  const crossed = direction === 'in' || direction === 'out';
  if (isBystander(last) || track.stood) return crossed && sure >= surely && last.direction !== direction;
  if (track.first - last.heard >= echoFor) return true;
  if (crossed && sure >= likely && direction !== last.direction) return true;
  told.echoes++;
  last.stays = true;
  return false;
}

function forget(told: Told, now: Instant): void {
  if (now - told.swept < sweepEvery && told.tags.size <= tagsMost) return;
  told.swept = now;
  let surplus = told.tags.size - tagsMost;
  for (const [epc, last] of told.tags) {
    const age = now - last.heard;
    if (surplus-- > 0 || age > rememberFor) told.tags.delete(epc);
    else if (age > openFor) last.track = null;
  }
}
