/** Which of the tags that have left the field went together, which way, and which only stood by. Tags go together when nothing parts the middles of their reads; within a group those that surely went the other way are another trip. */
import type { Instant } from '@changping/contracts/units';
import { type Direction, evidenceOf, type Verdict, verdictOf } from './direction.ts';
import { type Door, type Opening, openingAt } from './door.ts';
import { centre, type Evidence, slotMs, type Track, wellHeard } from './track.ts';

export type Trip = {
  direction: Direction;
  sure: number;
  atBoth: number;
  /** Of a door that is believed: the one in which it went; null for none. */
  opening?: Opening | null;
  /** A trip that was told when the door closed, by one of its tags: this is the rest of it. */
  joins?: Track;
  first: Instant;
  last: Instant;
  tags: { track: Track; stray: boolean }[];
};

/** Metres are not known, but how long a load takes from the outer side to the inner one is: in these, how long one load may be, the gap between two that are longer together, and the gap that parts even two boxes. Never less than milliseconds. */
const loadMost = 1;
const gapBetween = 0.27;
const gapAlone = 0.9;
const gapLeast = 350;
/** Standard deviations with which a tag must contradict its group to be another trip, and both sides of one tag to count as movement. */
const contradicts = 2.5;
/** dBm: what is never louder is behind a wall or in the next gate; and so is what is by so many dB weaker than the best quarter of its group. */
const faint = -61;
const weakBy = 22;
/** Milliseconds in the field after which a tag that has not surely moved only stands there. */
const standing = 25_000;
/** Standard deviations with which a trip contradicts a door that was closed. */
const despite = 4;

type Member = { track: Track; evidence: Evidence | null; middle: number; heard: number };

/** @param door none where there is none, or none that is believed. Between two openings of it nobody has gone through with anybody. */
export function tripsOf(tracks: readonly Track[], door: Door | null = null): Trip[] {
  if (!tracks.length) return [];
  const members = tracks.map(memberOf).sort((a, b) => a.middle - b.middle);
  if (!door) return inOneOpening(members);
  return [...partByOpening(members, door)].flatMap(([opening, part]) =>
    inOneOpening(part).map((trip) => (opening ? { ...trip, opening } : { ...behindDoor(trip), opening })),
  );
}

const inOneOpening = (members: readonly Member[]): Trip[] =>
  partInTime(members).flatMap(partByDirection).map(tripOf);

export const openingOf = (track: Track, door: Door): Opening | null =>
  track.through ?? openingAt(door, { first: track.first, middle: memberMiddle(track), last: track.last });

function partByOpening(members: readonly Member[], door: Door): Map<Opening | null, Member[]> {
  const parts = new Map<Opening | null, Member[]>();
  for (const member of members) {
    const opening = openingOf(member.track, door);
    const part = parts.get(opening);
    if (part) part.push(member);
    else parts.set(opening, [member]);
  }
  return parts;
}

const hasSurelyGone = ({ direction, sure }: Trip): boolean =>
  (direction === 'in' || direction === 'out') && sure >= despite;

/** Nobody in it leans the other way: so soon, a cart that meets a pallet in the door is not yet told from it. */
export const isOfOneMind = ({ direction, tags }: Trip): boolean =>
  tags.every(({ track }) => across({ evidence: evidenceOf(track) }) * (direction === 'in' ? 1 : -1) > -1);

/** It has surely gone through a door that was closed all the while, says the contact. */
export const isDespite = (trip: Trip, door: Door): boolean =>
  hasSurelyGone(trip) && trip.tags.every(({ track }) => openingOf(track, door) === null);

/** Who was only read while the door was closed stands beside it. */
function behindDoor(trip: Trip): Trip {
  // Who turns back before it needs no open door.
  if (trip.direction === 'turnedBack') return trip;
  if (hasSurelyGone(trip)) return trip;
  const tags = trip.tags.map(({ track }) => ({ track, stray: true }));
  return { ...trip, direction: 'unclear', sure: 0, atBoth: 0, tags };
}

function memberOf(track: Track): Member {
  return { track, evidence: evidenceOf(track), middle: memberMiddle(track), heard: track.heardIn };
}

/** Who has stood here long went at the end of it. */
const memberMiddle = (track: Track): Instant => (track.tail && track.stood ? track.last : centre(track));

/** Tags that were hardly heard have their middle anywhere: they part nobody and join whom they are nearest to. */
function partInTime(members: readonly Member[]): Member[][] {
  const sure = members.filter(({ heard }) => heard >= 2 * wellHeard);
  const core = sure.length > members.length / 4 ? sure : members;
  const groups = partAtGaps(core);
  if (core !== members)
    for (const member of members) if (member.heard < 2 * wellHeard) nearest(groups, member).push(member);
  return groups;
}

function partAtGaps(members: readonly Member[]): Member[][] {
  const crossing = transit(members);
  let [at, widest] = [0, 0];
  for (let i = 1; i < members.length; i++) {
    const gap = (members[i] as Member).middle - (members[i - 1] as Member).middle;
    if (gap > widest) [at, widest] = [i, gap];
  }
  const range = ((members.at(-1)?.middle ?? 0) - (members[0]?.middle ?? 0)) / crossing;
  const isWide = widest > Math.max(gapLeast, crossing * (range > loadMost ? gapBetween : gapAlone));
  return isWide ? [...partAtGaps(members.slice(0, at)), ...partAtGaps(members.slice(at))] : [[...members]];
}

/** Milliseconds from the outer side to the inner one, of the middle tag. */
function transit(members: readonly Member[]): number {
  const all = members
    .flatMap(({ evidence }) => (evidence ? [Math.abs(evidence.start + evidence.end) / 2] : []))
    .sort((a, b) => a - b);
  return Math.max(gapLeast, all[all.length >> 1] ?? 0);
}

function nearest(groups: readonly Member[][], { middle }: Member): Member[] {
  let best: Member[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    const far = Math.max((group[0] as Member).middle - middle, middle - (group.at(-1) as Member).middle);
    if (far < least) [best, least] = [group, far];
  }
  return best;
}

/** A pallet in and a man out at the same moment are two trips. */
function partByDirection(members: Member[]): Member[][] {
  const sides = [1, -1].map((sign) => members.filter((member) => across(member) * sign > contradicts));
  const [inwards = [], outwards = []] = sides;
  if (!inwards.length || !outwards.length) return [members];
  const parts: [Member[], Member[]] = [[...inwards], [...outwards]];
  const surer = inwards.length >= outwards.length ? 0 : 1;
  for (const member of members) {
    const sign = across(member);
    if (Math.abs(sign) > contradicts) continue;
    // Not sure by itself: with the many, unless it leans the other way and is nearer to the few in time.
    const leans = sign > 0 ? 0 : 1;
    parts[leans !== surer && Math.abs(sign) > 1 && isNearer(parts, leans, member) ? leans : surer].push(
      member,
    );
  }
  return parts;
}

const across = ({ evidence }: Pick<Member, 'evidence'>): number =>
  evidence ? (evidence.start + evidence.end) * Math.sqrt(evidence.weight / 2) : 0;

function isNearer(parts: readonly [Member[], Member[]], leans: 0 | 1, { middle }: Member): boolean {
  const far = (part: readonly Member[]) => Math.min(...part.map((each) => Math.abs(each.middle - middle)));
  return far(parts[leans]) < far(parts[leans === 0 ? 1 : 0]);
}

function tripOf(members: readonly Member[]): Trip {
  const strays = new Set(members.filter(isStray(members)));
  const moved = members.filter((member) => !strays.has(member));
  const { direction, sure, atBoth } = verdictFor(moved);
  const bounds = (moved.length ? moved : members).map(({ track }) => track);
  return {
    ...{ direction, sure, atBoth },
    first: bounds.reduce((least, { first }) => (first < least ? first : least), bounds[0]!.first),
    last: bounds.reduce((most, { last }) => (last > most ? last : most), bounds[0]!.last),
    tags: members.map((member) => ({ track: member.track, stray: strays.has(member) })),
  };
}

const verdictFor = (members: readonly Member[]): Verdict =>
  verdictOf(members.flatMap(({ evidence }) => evidence ?? []));

function isStray(members: readonly Member[]): (member: Member) => boolean {
  const isFaint = ({ track: { peak } }: Member) => peak !== null && peak < faint;
  const near = members.filter((member) => !isFaint(member));
  const peaks = near.flatMap(({ track: { peak } }) => peak ?? []).sort((a, b) => b - a);
  const weak = Math.max(faint, (peaks[peaks.length >> 2] ?? faint) - weakBy);
  const spans = near.map(({ track }) => track.last - track.first).sort((a, b) => a - b);
  const usual = spans[spans.length >> 1] ?? 0;
  const { direction } = verdictFor(near);
  return ({ track, evidence, heard }) => {
    if (track.peak !== null && track.peak < weak) return true;
    const stayed = track.last - track.first;
    if (direction === 'unclear') return stayed > standing;
    if (near.length === 1) return false;
    // A shelf beside the gate: long heard, by one side alone or by both alike.
    if (!evidence) return direction !== 'turnedBack' && heard >= 2 * wellHeard;
    const moved = verdictOf([evidence]).sure > contradicts;
    return stayed > 2 * usual + 10 * slotMs && !moved;
  };
}
