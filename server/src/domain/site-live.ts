/** What letters and births say of a site's moving part: its gateways, readers and probes. The reading of now is the one with the highest number of its outbox, whatever its clock said. */
import type { Birth, Letter, TagsLetter } from '@changping/contracts/letters';
import type { GatewayLive, LedgerLive, ProbeLive, SiteLive } from '@changping/contracts/live';
import type { Epc, GatewayId, Instant } from '@changping/contracts/units';
import { isLater, type Seen, timesOf } from './sighting.ts';

export type OpenBreach = { probe: string; cause: NonNullable<ProbeLive['breach']>; since: Instant };
/** `read`: by which letter each probe's reading came. `field`: the tags in the field of each gate, since this program started. */
export type SiteState = {
  live: SiteLive;
  read: ReadonlyMap<string, Seen>;
  field: ReadonlyMap<string, Field>;
};
/** `newest`: of the letters that spoke of it. */
export type Field = { tags: ReadonlySet<Epc>; newest: { outbox: number; seq: number } };
export type Heard = {
  gateway: GatewayId;
  outbox: number;
  letter: Letter;
  holes: number;
  arrivedAt: Instant;
};

/** Shown of one store. */
const probesMax = 200;

/** As it is after a start: no gateway has been heard of yet, but an open breach is still open. */
export function firstState(
  ledger: LedgerLive,
  gateways: readonly { id: GatewayId; lastLetterAt: Instant | null }[],
  breaches: readonly OpenBreach[],
): SiteState {
  const blank: SiteLive = {
    ...ledger,
    inField: [],
    gateways: gateways.map(silent),
    probes: [],
  };
  const live = breaches.reduce(
    (so, { probe, cause, since }) => withProbe(so, probe, { breach: cause, at: since }),
    blank,
  );
  return { live, read: new Map(), field: new Map() };
}

export function joined(state: SiteState, gateway: GatewayId): SiteState {
  const { live } = state;
  if (live.gateways.some(({ id }) => id === gateway)) return state;
  const gateways = [...live.gateways, silent({ id: gateway, lastLetterAt: null })];
  return { ...state, live: { ...live, gateways } };
}

const silent = ({ id, lastLetterAt }: { id: GatewayId; lastLetterAt: Instant | null }): GatewayLive => ({
  id,
  line: lastLetterAt === null ? 'never' : 'offline',
  since: lastLetterAt,
  lastLetterAt,
  depth: 0,
  holes: 0,
  readers: [],
});

/** @param breaches those open in the ledger now: a probe may have two, and a letter that closes may overtake the one that opens. */
export function hear(state: SiteState, heard: Heard, breaches: () => readonly OpenBreach[]): SiteState {
  const { gateway, letter, holes, arrivedAt } = heard;
  const live = withGateway(state.live, gateway, {
    lastLetterAt: arrivedAt,
    holes,
    ...(letter.kind === 'health' ? { readers: letter.readers } : {}),
  });
  if (letter.kind === 'climate') return hearReading({ ...state, live }, heard);
  if (letter.kind === 'tags' && isOfField(letter, state))
    return hearField({ ...state, live }, letter, heard.outbox);
  if (letter.kind !== 'breach') return { ...state, live };
  return {
    ...state,
    live: withProbe(live, letter.probe, { breach: causeOf(breaches(), letter.probe) }, arrivedAt),
  };
}

/** @param breaches those open in the ledger now. */
export function hearBirth(
  state: SiteState,
  { gw, depth, readers, probes }: Birth,
  breaches: readonly OpenBreach[],
  now: Instant,
): SiteState {
  const known = new Set(state.live.probes.map(({ probe }) => probe));
  const live = probes
    .filter(({ probe }) => !known.has(probe))
    .reduce<SiteLive>(
      (so, { probe, state: is }) =>
        withProbe(so, probe, { breach: causeOf(breaches, probe) ?? (is === 'ok' ? null : 'noData') }, now),
      withGateway(state.live, gw, { depth, readers }),
    );
  return { ...state, live };
}

export function hearLine(
  state: SiteState,
  gateway: GatewayId,
  line: 'online' | 'offline',
  now: Instant,
): SiteState {
  const before = state.live.gateways.find(({ id }) => id === gateway);
  if (!before || before.line === line) return state;
  return { ...state, live: withGateway(state.live, gateway, { line, since: now }) };
}

function hearReading(state: SiteState, { outbox, letter, arrivedAt }: Heard): SiteState {
  if (letter.kind !== 'climate') return state;
  const times = timesOf(letter, arrivedAt);
  const row = times.length - 1;
  const at = times[row] as Instant | undefined;
  if (at === undefined) return state;
  const seen = { outbox, seq: letter.seq, at };
  const before = state.read.get(letter.probe);
  // A letter that was late fills the curve, it is not the reading of now.
  if (before && !isLater(seen, before)) return state;
  const celsius = letter.celsius[row] ?? null;
  const humidity = letter.humidity[row] ?? null;
  const live = withProbe(state.live, letter.probe, { at, celsius, humidity });
  if (live === state.live) return state;
  return { ...state, live, read: new Map(state.read).set(letter.probe, seen) };
}

/** A field holds what its antennas reach: more than this is a gateway gone wrong. */
const fieldMax = 1000;
const readersMax = 50;

/** What leaves may have come before its reader was no gate any more. */
const isOfField = ({ reader, change, gate }: TagsLetter, { field }: SiteState): boolean =>
  gate === true || (change === 'left' && field.has(reader));

/** A letter that came late has nothing to say of who stands there now. */
function hearField(state: SiteState, { reader, change, epc, seq }: TagsLetter, outbox: number): SiteState {
  const before = state.field.get(reader);
  if (before?.newest.outbox === outbox && before.newest.seq > seq) return state;
  if (!before && state.field.size >= readersMax) return state;
  const tags = new Set(before?.tags);
  for (const code of epc)
    if (change === 'left') tags.delete(code);
    else if (tags.size < fieldMax) tags.add(code);
  const field = new Map(state.field).set(reader, { tags, newest: { outbox, seq } });
  const inField = [...field].flatMap(
    ([
      name,
      {
        tags: { size },
      },
    ]) => (size ? [{ reader: name, tags: size }] : []),
  );
  return { ...state, field, live: { ...state.live, inField } };
}

const causeOf = (breaches: readonly OpenBreach[], name: string): ProbeLive['breach'] =>
  breaches.find(({ probe }) => probe === name)?.cause ?? null;

const withGateway = (live: SiteLive, gateway: GatewayId, news: Partial<GatewayLive>): SiteLive => ({
  ...live,
  gateways: live.gateways.map((each) => (each.id === gateway ? { ...each, ...news } : each)),
});

function withProbe(live: SiteLive, name: string, news: Partial<ProbeLive>, now = 0 as Instant): SiteLive {
  const before = live.probes.find(({ probe }) => probe === name);
  if (!before && live.probes.length >= probesMax) return live;
  const blank: ProbeLive = { probe: name, at: now, celsius: null, humidity: null, breach: null };
  const probes = [...live.probes.filter(({ probe }) => probe !== name), { ...(before ?? blank), ...news }];
  return { ...live, probes: probes.sort((a, b) => (a.probe < b.probe ? -1 : 1)) };
}
