/** What the contact of a gate's door has told: when it was open. A contact is believed while what it tells goes together with what is read, and from then on not before it has opened and closed once more; a gate whose door is not believed is a gate without one. */
import type { DoorFault } from '@changping/contracts/letters';
import type { Instant, Milliseconds } from '@changping/contracts/units';
import type { Track } from './track.ts';

/** `unknown`: nobody hears the contact. `ago`: how long before now. */
export type DoorChange = { is: 'open' | 'closed' | 'unknown'; ago?: Milliseconds };
/** A time in which somebody may have gone through; `to` is null for as long as it lasts. `told`: by the contact, not guessed. `passed`: whose trip was told when it closed. */
export type Opening = { from: Instant; to: Instant | null; told: boolean; passed: Track[] };
export type Door = {
  openings: Opening[];
  believed: boolean;
  /** Trips that have surely gone through while it told nothing but closed. */
  despite: number;
  rattled: Instant | null;
  /** It stood open too long when it was last heard, and has not been heard closed since. */
  stood: boolean;
  /** Goods went by while nobody heard it, and nobody has since. */
  unheard: boolean;
  /** The closing that was last looked at. */
  seen: Instant | null;
};

/** A contact bounces for milliseconds, and a door is not shut and open again so soon. */
export const bounce = 60;
const openingsMost = 64;
const standsOpenFor = 900_000;
/** A reader that has come back says how its inputs stand within seconds. */
const unheardFor = 60_000;
/** A neighbour's pallet that shines through a wall may look like one. */
const despiteMost = 3;
/** No gate has so many loads in so short a time, a loose wire has. */
const rattles = { openings: 6, within: 6000, forgotten: 600_000 };

export const newDoor = (now: Instant): Door => ({
  openings: [{ from: now, to: null, told: false, passed: [] }],
  ...{ believed: false, despite: 0, rattled: null, stood: false, unheard: false, seen: null },
});

/** What the last run knew is no less true for its end: the fact alone closes it. */
export function resumeFault(door: Door, fault: DoorFault, now: Instant): void {
  const [first] = door.openings;
  if (fault === 'dead') door.despite = despiteMost;
  else if (fault === 'rattles') door.rattled = now;
  else if (fault === 'unheard') door.unheard = true;
  else if (first) {
    door.stood = true;
    first.from = (now - standsOpenFor) as Instant;
  }
}

/** Goods were read in its gate. */
export function missContact(door: Door, now: Instant): void {
  const last = door.openings.at(-1);
  if (last?.to === null && !last.told && now - last.from >= unheardFor) door.unheard = true;
}

/** Changes in place. A contact that says the same twice, as after a new connection, has not moved. */
export function move(door: Door, is: DoorChange['is'], at: Instant): void {
  const { openings } = door;
  const last = openings.at(-1);
  const isOpen = last?.to === null;
  if (is !== 'unknown') door.unheard = false;
  else door.stood = isStandingOpen(door, at);
  if (last && is === 'closed' && isOpen) shut(door, last, at);
  else if (last && isOpen) last.told = is === 'open';
  else if (is !== 'closed' && !isOpen) open(door, last, is === 'open', at);
  if (openings.length > openingsMost) openings.shift();
}

function shut(door: Door, last: Opening, at: Instant): void {
  const from = Math.max(last.from, at) as Instant;
  if (last.told && from - last.from < bounce) {
    door.openings.pop();
    return;
  }
  last.to = from;
  door.stood = false;
  if (!last.told) return;
  door.despite = 0;
  const before = door.openings.at(-rattles.openings);
  door.believed = !before || from - before.from > rattles.within;
  if (!door.believed) door.rattled = from;
}

function open(door: Door, last: Opening | undefined, told: boolean, at: Instant): void {
  if (last?.to && told && at - last.to < bounce) Object.assign(last, { to: null, told });
  else door.openings.push({ from: Math.max(last?.to ?? at, at) as Instant, to: null, told, passed: [] });
}

/** A trip that has surely gone through a closed door: the contact lies. */
export function doubt(door: Door): void {
  door.believed = false;
  door.despite++;
}

/** When it closed, of a believed door that is closed now and no longer bounces. */
export function closedSince({ openings, believed }: Door, now: Instant): Instant | null {
  const to = openings.at(-1)?.to ?? null;
  return believed && to !== null && now - to >= bounce ? to : null;
}

/** For a person to see to. */
export function faultOf(door: Door, now: Instant): DoorFault | null {
  const { despite, rattled, unheard } = door;
  if (despite >= despiteMost) return 'dead';
  if (rattled !== null && now - rattled < rattles.forgotten) return 'rattles';
  if (unheard) return 'unheard';
  return isStandingOpen(door, now) ? 'standsOpen' : null;
}

function isStandingOpen({ openings, stood }: Door, now: Instant): boolean {
  const last = openings.at(-1);
  return last?.to === null && (last.told || stood) && now - last.from >= standsOpenFor;
}

/** As the installer sees it. */
export type DoorState = { is: DoorChange['is']; believed: boolean; fault: DoorFault | null };
export function stateOf(door: Door, now: Instant): DoorState {
  const last = door.openings.at(-1);
  const isOpen = last?.told ? 'open' : 'unknown';
  return {
    is: last?.to === null ? isOpen : 'closed',
    ...{ believed: door.believed, fault: faultOf(door, now) },
  };
}

/** Goods are read this long before and after they are in the door. */
const reach = 3000;

/** The opening in which somebody went through who was read from `first` to `last`, `middle` of it in the door; null where it was closed all the while. */
export function openingAt(
  { openings }: Pick<Door, 'openings'>,
  { first, middle, last }: { first: number; middle: number; last: number },
): Opening | null {
  let best: Opening | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const each of openings) {
    const to = each.to ?? Number.POSITIVE_INFINITY;
    if (each.from > last + reach || to < first - reach) continue;
    const far = Math.max(0, each.from - middle, middle - to);
    if (far < least) [best, least] = [each, far];
  }
  return best;
}
