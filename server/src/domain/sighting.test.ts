import { expect, it } from 'vitest';
import {
  isBelievable,
  isLater,
  type Meaning,
  meaning,
  type PieceFacts,
  type Sight,
  timesOf,
} from './sighting.ts';

const noon = 1_700_000_000_000;
const expected: PieceFacts = { home: null, placedAt: null, expectedAt: 'RC-S', order: null };
const atHome: PieceFacts = { home: 'RC-S', placedAt: noon, expectedAt: null, order: null };
const handedOut: PieceFacts = { home: null, placedAt: noon, expectedAt: null, order: null };
const opened: PieceFacts = { ...expected, expectedAt: null, openedAt: 'RC-S' };
const out = { from: 'RC-S', to: 'CS-1' };
const into = { from: 'CD-YC', to: 'RC-S' };
const away = { from: 'CD-YC', to: 'CS-1' };

it.each([
  ['a factory-blank code names nothing', 'RC-S', noon, true, null, 'blankTag'],
  ['a tag bound to nothing is a stranger', 'RC-S', noon, false, null, 'unknownTag'],
  ['goods expected here arrive', 'RC-S', noon, false, expected, 'arrives'],
  ['goods expected elsewhere are seen, unconfirmed', 'RC-N', noon, false, expected, 'unconfirmed'],
  ['a piece of this store is at home', 'RC-S', noon + 1, false, atHome, 'home'],
  ['a piece of another store does not move by being seen', 'RC-N', noon + 1, false, atHome, 'seenElsewhere'],
  ['a piece handed out is seen again', 'RC-S', noon + 1, false, handedOut, 'seenElsewhere'],
  ['a letter older than the last entry says nothing of now', 'RC-N', noon - 1, false, atHome, 'nothing'],
] as const)('%s', (_, site, at, blank, piece, what) => {
  expect(meaning('seen', site, at, blank, piece)).toBe(what);
  // Whoever comes in through a gate is seen; whoever goes, or stands in its field, is not.
  expect(meaning('in', site, at, blank, piece)).toBe(what);
  for (const sight of ['left', 'inField', 'stray'] as const)
    expect(meaning(sight, site, at, blank, piece)).toBe('nothing');
});

it.each<[string, Sight, PieceFacts | null, Meaning]>([
  ['what leaves its store is missed', 'out', atHome, 'leftWithoutOrder'],
  ['goods that never came cannot leave', 'out', expected, 'unconfirmed'],
  ['a box that was opened stands where it was opened', 'seen', opened, 'home'],
  ['a box that was opened and leaves is missed like a full one', 'out', opened, 'leftWithoutOrder'],
  [
    'a box that was opened elsewhere is out of place',
    'seen',
    { ...opened, openedAt: 'RC-N' },
    'seenElsewhere',
  ],
  ['a stranger that leaves is a stranger', 'out', null, 'unknownTag'],
  [
    'a piece of another store that leaves is seen elsewhere',
    'out',
    { ...atHome, home: 'RC-N' },
    'seenElsewhere',
  ],
  ['a pallet that turned back is where it was', 'turnedBack', atHome, 'home'],
  ['expected goods that turned back have not come', 'turnedBack', expected, 'nothing'],
  ['an unclear passage takes nothing back', 'unclear', atHome, 'nothing'],
  ['expected goods in an unclear passage want a look', 'unclear', expected, 'unconfirmed'],
  ['a piece counted in its store is at home', 'counted', atHome, 'home'],
  ['what else a sweep hears the sweep judges', 'counted', null, 'nothing'],
  ['a count books no arrival', 'counted', expected, 'nothing'],
  ['what leaves on an order is not missed', 'out', { ...atHome, order: out }, 'nothing'],
  [
    'an order that leads in explains nothing that goes out',
    'out',
    { ...atHome, order: into },
    'leftWithoutOrder',
  ],
  [
    'what came before it was signed out is elsewhere',
    'in',
    { ...atHome, home: 'CD-YC', order: into },
    'seenElsewhere',
  ],
  ['an order of another store explains nothing here', 'out', { ...atHome, order: away }, 'leftWithoutOrder'],
  ['what is on the road is passing where it was signed out', 'seen', { ...handedOut, order: out }, 'nothing'],
  [
    'what is on the road is passing where it will be signed in',
    'in',
    { ...handedOut, order: into },
    'nothing',
  ],
  ['what is on the road has no business elsewhere', 'seen', { ...handedOut, order: away }, 'seenElsewhere'],
  ['a piece on an order is still at home while it stands there', 'seen', { ...atHome, order: out }, 'home'],
])('%s', (_, sight, piece, what) => {
  expect(meaning(sight, 'RC-S', noon + 1, false, piece)).toBe(what);
});

it('orders one outbox by number and two by time', () => {
  const before = { outbox: 1, seq: 5, at: noon };
  expect(isLater({ outbox: 1, seq: 6, at: noon - 86_400_000 }, before)).toBe(true);
  expect(isLater({ outbox: 1, seq: 4, at: noon + 1 }, before)).toBe(false);
  expect(isLater({ outbox: 2, seq: 1, at: noon - 1 }, before)).toBe(false);
  expect(isLater({ outbox: 2, seq: 1, at: noon }, before)).toBe(true);
});

it('believes a clock that is days behind after an outage, not one of 1970, 2106 or next year', () => {
  expect(isBelievable(noon - 3 * 86_400_000, noon)).toBe(true);
  expect(isBelievable(0, noon)).toBe(false);
  expect(isBelievable(noon + 365 * 86_400_000, noon)).toBe(false);
  expect(isBelievable(4_294_967_296_000, noon)).toBe(false);
});

it.each([
  ['by a good clock', noon - 60_000, [0, 1000], [noon - 60_000, noon - 59_000]],
  ['days ago, after an outage', noon - 3 * 86_400_000, [0], [noon - 3 * 86_400_000]],
  [
    'by a clock of 1970: the newest now, the others before it',
    0,
    [0, 1000, 3000],
    [noon - 3000, noon - 2000, noon],
  ],
  ['by a clock of next year', noon + 365 * 86_400_000, [0, 500], [noon - 500, noon]],
  ['where the clock was set forward between two rows', noon - 1000, [0, 63_072_000_000], [noon - 1000, noon]],
  ['where it was set back to 1970', noon - 1000, [0, -noon], [noon - 1000, noon]],
])('tells when the rows of a letter happened: %s', (_, at, dt, times) => {
  expect(timesOf({ at, dt }, noon)).toEqual(times);
});
