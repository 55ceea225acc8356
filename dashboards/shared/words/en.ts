/** Every word of the pages in English. */

import { whole } from '../figure.ts';
import type { Age } from '../time.ts';
import { coverageEn } from './coverage-en.ts';
import { doorEn } from './door-en.ts';
import { enterEn } from './enter-en.ts';
import { expiryEn } from './expiry-en.ts';
import { factsEn } from './facts-en.ts';
import { gateEn } from './gate-en.ts';
import { named } from './named.ts';
import type { Told } from './told.ts';
import type { Words } from './zh.ts';

const units = { second: 's', minute: 'min', hour: 'h', day: 'd' };
const age = ({ n, unit }: Age) => `${n} ${units[unit]}`;
const measures: Record<string, string> = { celsius: 'temperature', humidity: 'humidity', data: 'data' };
const causes: Record<string, string> = { above: 'too high', below: 'too low', noData: 'no data' };
const directions: Record<string, string> = named({
  in: 'came in',
  out: 'went out',
  turnedBack: 'turned back',
  unclear: 'passed, direction unclear',
});
const zoneNames: Record<string, string> = named({
  receiving: 'receiving',
  ordinary: 'the ordinary zone',
  cold: 'the cold room',
  dangerous: 'the dangerous-goods zone',
  inspection: 'the inspection zone',
});
const readerStates: Record<string, string> = {
  reading: 'reading',
  silent: 'silent',
  flooding: 'flooding',
  wrongBaud: 'wrong baud rate',
  disconnected: 'disconnected',
};
const withUnit = (measure: string | undefined, n: number) =>
  measure === 'humidity' ? `${n.toFixed(0)} %` : `${n.toFixed(1)} °C`;
const some = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
const paper = (number: string | undefined) => (number ? `, document ${number}` : '');

export const en: Words = {
  gate: gateEn,
  door: doorEn,
  lang: 'en',
  product: 'Changping',
  command: 'Command centre',
  title: 'Changping · Command centre',
  otherLanguage: '中文',
  otherLanguageLong: 'Switch to Chinese 切换到中文',
  skip: 'Skip to the search of sites',
  age,
  old: (a: Age) => `${age(a)} ago`,

  who: {
    sample: 'sample',
    role: enterEn.role,
    out: 'Log out',
    leave: 'Log out',
  },
  figures: {
    label: 'Figures of the region',
    pieces: 'Pieces in stock',
    gateways: 'Gateways online',
    leftWithoutOrder: 'Left without order',
    breaches: 'Breaches',
    unconfirmed: 'Unconfirmed',
    discrepancies: 'Discrepancies',
    waiting: 'Letters waiting',
    open: (what) => `${what}: open the facts behind it`,
  },
  connection: {
    label: 'Connection',
    first: 'Connecting',
    live: 'Live',
    lost: 'Reconnecting',
    unreachable: 'Unreachable',
    ageOf: (a) => `data ${age(a)} old`,
    lostNow: 'The connection to the server broke; reconnecting by itself.',
    back: 'The connection is back; the data are current.',
    lostBanner: (a, since) =>
      `No connection for ${age(a)} · the map shows ${since} · reconnecting by itself, no need to reload`,
  },
  states: {
    loading: 'Reading…',
    connecting: 'Connecting to the server…',
    connectingHint: 'The first picture usually arrives within a second.',
    unreachable: 'The server cannot be reached',
    unreachableHint:
      'This page keeps trying. Make sure that the server program runs and that this computer can reach it.',
    offline: 'No connection, so nothing was read. Try again once the connection is back.',
    broken:
      'The server could not answer. Try again; if it happens repeatedly, tell the system administrator.',
    again: 'Try again',
    more: 'More',
    older: 'Older',
    end: 'This is the oldest one',
    mapMissing: 'The roads could not be read. The positions of sites are not affected.',
    mapFailed: 'The map program did not load, so a plain drawing stands in. Reload the page to try again.',
    noWebgl: 'This computer has no WebGL; a plain drawing shows the same facts.',
  },
  keys: {
    label: 'Keys',
    search: 'search',
    layers: 'layers',
    replay: 'replay',
    big: 'big screen',
    back: 'back',
  },
  finding: {
    label: 'Act now',
    leftWithoutOrder: ({ goods, pieces }) =>
      `${some(pieces, 'piece')} of ${goods ?? 'goods'} left without an order`,
    breach: ({ probe, cause, value }) =>
      `${probe} ${causes[cause ?? ''] ?? 'out of band'}${value ? `, now ${value}` : ''}`,
    offline: ({ gateway }) => `Gateway ${gateway} is offline; its data stand still since then`,
    reader: ({ reader, state }) => `Reader ${reader}: ${readerStates[state ?? ''] ?? 'fault'}`,
    door: ({ reader, fault }) => `${doorEn.fault(reader, fault)}; ${doorEn.remedy(fault)}`,
    holes: ({ pieces }) => `${some(pieces, 'letter')} missing, being fetched`,
    discrepancies: ({ pieces }) =>
      `${some(pieces, 'open discrepancy', 'open discrepancies')} between book and reality`,
    expired: ({ goods, pieces, on }) =>
      `${goods ?? 'Goods'}: ${some(pieces, 'lot')} expired${on ? `, the first on ${on}` : ''}`,
    nearExpiry: ({ goods, pieces, on }) =>
      `${goods ?? 'Goods'}: ${some(pieces, 'lot')} near expiry${on ? `, the first on ${on}` : ''}`,
    others: (n) => `${n} more`,
    fewer: 'Fewer',
    andOthers: (kind, n) => `${kind} and ${some(n, 'other kind')}`,
    open: 'See the tags',
    calm: 'Nothing left without an order, no breach, no gateway offline, nothing expired',
    turn: (n, all) => `${n} / ${all}`,
  },
  trouble: {
    diskFull: 'New letters wait at the gateways and come in by themselves once there is room.',
  },
  replay: {
    name: 'Replay',
    start: 'Replay 24 h',
    mark: 'REPLAY',
    notLive: 'not live',
    label: 'Time bar of the replay',
    play: 'Play',
    pause: 'Pause',
    speed: 'Speed of the replay',
    times: (n) => `${n}×`,
    leave: 'Back to live',
    loading: 'Reading the entries of this time…',
    start24: '24 h ago',
    end: 'now',
    late: (a) => `told ${age(a)} late`,
    without:
      'Not in a replay: climate curves, reader states, tags in the gate, facts, suppositions. Go back to live for them.',
    leftOff: (n) => `${n} more items are left out`,
    event: (n) => some(n, 'item'),
  },
  big: {
    enter: 'Big screen',
    leave: 'Leave the big screen',
    worst: 'Needs a person first',
    calm: 'All is well',
  },
  place: {
    label: 'Place',
    close: 'Close the place',
    county: 'County',
    type: 'Type',
    position: 'Position',
    coordinates: 'Coordinates',
    code: 'Area code',
    nearest: 'Sites of the same county',
    noSite: 'There is no site in this county.',
    unknown: (id) => `There is no place ${id}. Check the link.`,
    typeOf: {
      county_seat: 'county seat',
      place: 'township or subdistrict',
      township: 'township',
      town: 'town',
      subdistrict: 'subdistrict',
      unit: 'other unit',
      junction: 'junction',
      toll: 'toll station',
      outside: 'place outside the region',
    },
  },
  search: {
    label: 'Search for a site or place',
    hint: 'Site, place or id',
    none: 'No site or place matches. Try its name, its id or its Chinese name.',
    count: (sites, places) => `${some(sites, 'site')}${places ? `, ${some(places, 'place')}` : ''}`,
  },
  layers: {
    label: 'Layers and legend',
    show: 'Show',
    coverage: 'Coverage',
    roads: 'Roads',
    places: 'Place names',
    areas: 'Areas (sketch)',
    grid: 'Graticule',
    ties: 'Hierarchy',
    tiers: 'Tiers of sites',
    kind: 'Pieces on the map',
    allKinds: 'All kinds',
    marks: 'Status',
    assumed: 'Dashed: position is assumed',
  },
  map: {
    label: 'Map of sites',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    whole: 'Whole region',
    plain: 'Plain drawing',
    pieces: (n) => `${whole(n)} ${n === 1 ? 'piece' : 'pieces'}`,
    kept: (label) => `${label}: a sketch, no proof`,
  },
  tier: {
    regional: 'Regional centre',
    city: 'City depot',
    county: 'County store',
    station: 'Station room',
    partner: 'Partner (proxy stock)',
    external: 'Support from outside',
  },
  quality: { sourced: 'position sourced', derived: 'position derived', assumed: 'position assumed' },
  mark: { act: 'act now', watch: 'attention', good: 'online', none: 'not connected' },
  reason: {
    leftWithoutOrder: 'left without an order',
    breach: 'breach',
    offline: 'offline',
    reader: 'reader fault',
    door: 'door contact',
    holes: 'letters missing',
    discrepancies: 'discrepancies',
  },
  lineState: { online: 'online', offline: 'offline', never: 'never online' },
  readerState: readerStates,
  cause: causes,

  region: {
    label: 'The region',
    heading: 'The region',
    attention: 'Needs attention',
    calm: 'Nothing left without an order, no breach, no gateway offline, no discrepancy, nothing near expiry.',
    stock: 'Stock',
    noStock: 'No goods have arrived yet. The numbers appear as goods pass a gate.',
    sites: 'Connected sites',
    ofSites: (n, all) => `${n} of ${some(all, 'site')} connected`,
    unknown: (id) => `There is no site ${id}. Search for its name, or check the link.`,
    choose: 'Choose a site on the map, or press / to search.',
  },
  site: {
    label: 'Site',
    close: 'Close the site',
    parent: 'Belongs to',
    stock: 'Stock',
    kind: 'Kind',
    pieces: 'Pieces',
    usable: 'Usable',
    held: 'Held',
    total: 'Total',
    isCounted: 'Being counted: you have a part in it, so quantities are not shown before it is posted.',
    empty: 'No stock at this site. Goods count once they pass the gate and match an expected list.',
    gate: 'Gate',
    inField: (n) => `${some(n, 'tag')} in the gate now`,
    fieldEmpty: 'no tag in the gate',
    noPassages: 'Nothing has passed the gate yet.',
    allPassages: 'All passages',
    pieceCount: (n) => `${n} pcs`,
    strays: (n) => `${n} beside it`,
    otherKinds: (n) => `other kinds ${n}`,
    unknownTags: (n) => `${n} unknown`,
    unexplained: (n) => `${n} without a document`,
    room: 'Room sweeps',
    noSweeps: 'No sweep of a room yet.',
    allSweeps: 'All sweeps',
    expected: 'expected',
    missing: 'missing',
    extra: 'misplaced',
    strange: 'foreign',
    complete: 'as the book says',
    checks: 'Book and reality',
    unconfirmed: 'Unconfirmed tags',
    discrepancies: 'Open discrepancies',
    climate: 'Climate',
    noClimate: 'This site has no climate probes.',
    noCurve: 'No readings in this time. Check the probe and the gateway.',
    span: 'Span of time',
    last: (hours) => (hours > 48 ? `${hours / 24} days` : `${hours} h`),
    now: 'Now',
    gap: 'gap: no readings',
    noReading: 'no reading',
    gateway: 'Gateway',
    noGateway: 'This site has no gateway yet, so there are no live data.',
    since: 'since',
    lastLetter: 'Last letter',
    never: 'none',
    depth: 'Waiting to send',
    holes: 'Numbers missing',
    readers: 'Readers',
    noReaders: 'The gateway reports no readers.',
    lastRead: 'Last read',
    noise: 'Noise bytes',
    badFrames: 'Bad frames',
    reads: 'Reads',
    outbox: 'Outbox',
    openFacts: (what, n) => `${what} ${n}: open the facts behind it`,
  },
  coverage: coverageEn,
  expiry: expiryEn,
  facts: factsEn,
  feed: {
    label: 'What happened',
    heading: 'What happened',
    newest: 'newest first',
    empty: 'Nothing yet. Goods at gates, breaches and gateways coming and going appear here.',
    said: (site, sentence) => `${site}: ${sentence}`,
    sentence: {
      arrived: ({ pieces, kind, document }: Told) =>
        `${some(pieces, 'piece')} of ${kind ?? 'goods'} arrived${paper(document)}`,
      seenElsewhere: ({ pieces, home }) =>
        `${some(pieces, 'piece')} of ${home ?? 'another site'} ${pieces === 1 ? 'was' : 'were'} read here`,
      unknownTag: ({ pieces }) =>
        `${some(pieces, 'tag')} that ${pieces === 1 ? 'is' : 'are'} not registered ${pieces === 1 ? 'was' : 'were'} read`,
      unconfirmed: ({ pieces }) =>
        `${some(pieces, 'piece')} unconfirmed: no expected list explains ${pieces === 1 ? 'it' : 'them'}`,
      blankTag: ({ pieces }) =>
        `${some(pieces, 'blank tag')} read; write ${pieces === 1 ? 'it' : 'them'} again`,
      overdue: ({ document }) =>
        `Document ${document} is overdue: goods, papers or a signature that it owes have not come`,
      copiedCode: ({ piece, kind, home }) =>
        `The code of ${kind ?? 'goods'} ${piece} was read here and at ${home ?? 'another site'} sooner than anybody drives: one label may be a copy; look at both and bind a new tag`,
      bookFault: ({ faults, differences }) =>
        `The proof of the book found ${faults ?? 0} broken chains and ${differences ?? 0} differences: tell the auditor now`,
      gatewayWaiting: ({ gateway }) => `New gateway ${gateway} waits for approval`,
      gatewayAdmitted: ({ gateway, fingerprint }) =>
        `Gateway ${gateway} was let in by the installer at the console, key fingerprint ${fingerprint}`,
      gatewayRefused: ({ gateway, fingerprint }) =>
        `Gateway ${gateway} was turned away by the installer at the console, key fingerprint ${fingerprint}`,
      leftWithoutOrder: ({ pieces, kind }) =>
        `${some(pieces, 'piece')} of ${kind ?? 'goods'} left without an order`,
      nearExpiry: ({ kind, lots, pieces, on }) =>
        `${some(lots ?? 1, 'lot')} of ${kind ?? 'goods'} near expiry, ${some(pieces, 'piece')}${on ? `, the first on ${on}` : ''}`,
      expired: ({ kind, lots, pieces, on }) =>
        `${some(lots ?? 1, 'lot')} of ${kind ?? 'goods'} expired, ${some(pieces, 'piece')}${on ? `, the first on ${on}` : ''}`,
      noticeClosed: ({ kind, lots, step }) =>
        `${some(lots ?? 1, 'lot')} of ${kind ?? 'goods'} ${step === 'expired' ? 'expired' : 'near expiry'}: none of it is here any more, notice closed`,
      passage: ({ pieces, reader, direction }) =>
        `${reader ?? 'gate'}: ${some(pieces, 'piece')} ${directions[direction ?? ''] ?? 'passed'}`,
      sweep: ({ zone, expected, missing, extra, strange }) =>
        `Sweep of ${zoneNames[zone ?? ''] ?? zone}: ${expected ?? 0} expected, ${missing ?? 0} missing, ${extra ?? 0} misplaced, ${strange ?? 0} strange`,
      breachOpened: ({ probe, measure, cause, value, limit }) =>
        cause === 'noData'
          ? `Probe ${probe} gives no data`
          : `${probe} ${measures[measure ?? ''] ?? ''} ${causes[cause ?? ''] ?? 'out of band'}${value === undefined ? '' : `: ${withUnit(measure, value)}`}${limit === undefined ? '' : ` (limit ${withUnit(measure, limit)})`}`,
      breachClosed: ({ probe, measure, cause, worst }) =>
        cause === 'noData'
          ? `Probe ${probe} gives data again`
          : `${probe} ${measures[measure ?? ''] ?? ''} back to normal${worst === undefined ? '' : `, worst ${withUnit(measure, worst)}`}`,
      online: ({ gateway }) => `Gateway ${gateway} came online`,
      offline: ({ gateway }) => `Gateway ${gateway} went offline`,
      reader: ({ reader, state }) => `Reader ${reader}: ${readerStates[state ?? ''] ?? state}`,
      doorFault: ({ reader, fault }) => doorEn.fault(reader, fault),
      doorWell: ({ reader }) => doorEn.well(reader),
      doorGone: ({ gateway, reader }) => doorEn.gone(reader, gateway),
      quarantined: ({ gateway, faultEn }) => `A letter of gateway ${gateway} was set aside. ${faultEn ?? ''}`,
      security: ({ gateway, faultEn }) => `Security notice, gateway ${gateway}. ${faultEn ?? ''}`,
    },
    unknown: (what) => `event ${what}`,
  },
};
