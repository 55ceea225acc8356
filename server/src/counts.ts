/** Counts as people work on them: planned over places, counted blind by several at once, judged for an approver who counted nothing, posted against a fresh reckoning. */
import { setImmediate as others } from 'node:timers/promises';
import type { VarianceReason } from '@changping/contracts/count-words';
import type { Outcome } from '@changping/contracts/document-words';
import type { Document, Portion } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { countCommands } from '@changping/contracts/http-counts';
import type { FeedItem } from '@changping/contracts/live';
import type { Instant, SiteId } from '@changping/contracts/units';
import { hiddenPlaces } from './domain/count/blind.ts';
import { reconcile } from './domain/count/count.ts';
import { above, type CountResult, isWithin, type Variance } from './domain/count/facts.ts';
import { planCounts, type Stocked } from './domain/count/plan.ts';
import { postingFaults } from './domain/count/posting.ts';
import { countSheet, recountSheet } from './domain/count/sheet.ts';
import { toldFaults } from './domain/count/told.ts';
import { type Done, type Refused, refused } from './domain/documents/answer.ts';
import { act } from './domain/documents/machine.ts';
import { standing } from './domain/documents/signatures.ts';
import { dutiesOf, type UnitTree } from './domain/rights.ts';
import { actorOf } from './entrance.ts';
import { inSlices } from './in-slices.ts';
import type { Desk } from './papers.ts';
import type { PostingDesk } from './posting.ts';
import type { Acts } from './store/acts.ts';
import type { CountInputs, CountRead } from './store/count-input.ts';
import type { CountPlans } from './store/count-plan.ts';
import type { CountPolicies } from './store/count-policies.ts';
import type { CountReads } from './store/count-reads.ts';
import type { Counts, Reach, Run } from './store/counts.ts';
import type { CountsRunning } from './store/counts-running.ts';
import type { Due } from './store/due.ts';
import type { HandScans } from './store/hand-scans.ts';
import { hashToken } from './store/secrets.ts';
import type { Asker } from './store/sessions.ts';

type Counting = keyof typeof countCommands;
export type CountDeeds = {
  [C in Counting]: (body: CommandBody<C>, asker: Asker) => CommandAnswer<C> | Promise<CommandAnswer<C>>;
};
export type CountAnswers = {
  /** Places whose quantities this one must not read now. */
  hidden(asker: Asker): string[];
  hiddenFrom(person: Asker['person']): string[];
  /** Lots that lie in such places. */
  lotsIn(places: readonly string[]): ReadonlySet<string>;
  plan(query: Query<'/api/counts/plan'>): Promise<Answer<'/api/counts/plan'>>;
  sheet(id: string, asker: Asker): Promise<Answer<'/api/counts/{id}'>>;
  variance(id: string, asker: Asker): Promise<Answer<'/api/counts/{id}/variance'>>;
  scans(
    id: string,
    query: Query<'/api/counts/{id}/scans'>,
    asker: Asker,
  ): Promise<Answer<'/api/counts/{id}/scans'>>;
};
export type CountParts = {
  rows: Counts;
  inputs: CountInputs;
  plans: CountPlans;
  reads: CountReads;
  going: CountsRunning;
  due: Pick<Due, 'settle'>;
  desk: Desk;
  scanned: HandScans;
  posting: Pick<PostingDesk, 'of' | 'whole'>;
  acts: Acts;
  tree: UnitTree;
  policies: Pick<CountPolicies, 'current'>;
  roomsOf(site: string): readonly { zone: string; bins: readonly string[] }[];
  costOf(kind: string): number;
  now(): Instant;
};

/** Something was moved or seen between the reckoning and the posting. */
class Moving extends Error {}
const triesMost = 5;
const running = new Set(['counting', 'counted', 'recounting']);
const posted: Readonly<Record<Variance['what'], Outcome>> = {
  missing: 'missing',
  gained: 'gained',
  misplaced: 'misplaced',
  condition: 'downgraded',
};

export function countsOf(parts: CountParts): { deeds: CountDeeds; answers: CountAnswers } {
  const { rows, inputs, plans, reads, going, due, desk, scanned, posting: later, acts, tree } = parts;
  const { policies, roomsOf, costOf, now } = parts;
  /** Counts whose posting is being reckoned now. */
  const posting = new Set<number>();

  const hiddenFrom = (person: Asker['person']): string[] => {
    const whole = { ...person, roles: person.held ?? person.roles };
    return hiddenPlaces(going.of(person.name), (site) => dutiesOf(whole, 'count', site, tree));
  };

  function found(id: string, asker: Asker): { document: Document; run: Run } {
    const document = desk.found(id, asker);
    const run = rows.run(id);
    if (!run) throw new Fault('notFound', `count ${id}`);
    return { document, run };
  }

  const holds = ({ person }: Asker, duty: 'count' | 'approve', { site }: Document): boolean =>
    dutiesOf(person, 'count', site, tree).includes(duty);

  /** Whoever may go on counting must not know what the book has. */
  const isBlind = (document: Document, run: Run, asker: Asker): boolean =>
    document.state !== 'closed' &&
    (rows.hasPart(run, asker.person.name) || !holds(asker, 'approve', document));

  /** @throws Fault */
  function refuseBlind(document: Document, run: Run, asker: Asker): void {
    if (isBlind(document, run, asker)) throw new Fault('countBlind', document.number);
  }

  /** @throws Fault where nothing more is taken of this one, or of anybody. */
  function refuseMore(document: Document, run: Run, account: string, round: number): void {
    if (rows.hasRead(run, account)) throw new Fault('countBlind', document.number);
    // Whoever would hold a posting up with one look more waits until it is through.
    if (posting.has(run.key)) throw new Fault('countMoving');
    if (!running.has(document.state) || round > roundOf(document))
      throw new Fault('countNotRunning', document.number);
  }

  /** The first look at what a count found is written down: from then on it is too late to count. */
  function noteReader({ site, number }: Document, run: Run, asker: Asker): void {
    const { name } = asker.person;
    if (rows.hasRead(run, name)) return;
    const what = { chain: site, action: 'count.read', object: number };
    acts.run(actorOf(asker), what, () => {
      rows.read(run, name, now());
      return { before: null, after: {}, result: undefined };
    });
  }

  const judge = (run: Run, site: SiteId) => inSlices(judged(run, site));

  function* judged(run: Run, site: SiteId): Generator<void, { read: CountRead; result: CountResult }> {
    const read = yield* inputs.read(run, site);
    yield;
    return { read, result: yield* reconcile(read.input) };
  }

  return {
    deeds: {
      '/api/counts/open'({ id, site, places, kinds, reason }, asker) {
        const named = [...new Set(places)].sort().filter((place, _, all) => !hasAbove(place, all));
        const lines = named.map((item) => ({ item, wanted: 1 }));
        const refs = kinds && [...new Set(kinds)].sort();
        const said = { ...(reason ? { reason } : {}), ...(refs ? { refs } : {}) };
        const body = { id, type: 'count' as const, site, lines, ...said };
        return desk.open(body, asker, () => ({
          body,
          planned() {
            rows.plan(id, site, named, refs ?? null);
            rows.bound(site, asker.person.name);
          },
          more: { countPolicy: policies.current(now()).version },
        }));
      },
      '/api/counts/add'(body, asker) {
        const { document, run } = found(body.id, asker);
        const what = { chain: document.site, action: 'count.add', object: document.number };
        const { name } = asker.person;
        return acts.run(actorOf(asker), what, () => {
          if (!holds(asker, 'count', document)) throw new Fault('dutyMissing', `count ${document.site}`);
          const lines: Omit<FeedItem, 'id'>[] = [];
          const added = rows.add(run, name, body, now(), (piece, at) =>
            lines.push(...scanned.keep({ piece, site: run.site, at: Math.min(at, now()) })),
          );
          const { taken, repeated, refused } = added;
          due.settle(document.id);
          // Whose answer was lost is told again that all of it is here, however far the count has come.
          if (taken || refused.length) refuseMore(document, run, name, body.round);
          const seen = { taken, repeated, refused: refused.length, digest: hashToken(JSON.stringify(body)) };
          return { before: null, after: seen, lines, result: { ...added, head: rows.head(run.site) } };
        });
      },
      '/api/counts/set-aside'({ id, scans, reason }, asker) {
        const { document, run } = found(id, asker);
        const { site, number } = document;
        const what = { chain: site, action: 'count.setAside', object: number, reason };
        return acts.run(actorOf(asker), what, () => {
          const isApprover = holds(asker, 'approve', document);
          if (!holds(asker, 'count', document) && !isApprover)
            throw new Fault('dutyMissing', `count ${site}`);
          if (!isApprover && !rows.areOwn(run, scans, asker.person.name))
            throw new Fault('countAside', number);
          if (!running.has(document.state)) throw new Fault('countNotRunning', number);
          const setAside = rows.setAside(run, scans, asker.person.name, reason, now());
          due.settle(id);
          return { before: null, after: { scans }, result: { setAside } };
        });
      },
      async '/api/counts/post'(body, asker) {
        const reasons = new Map(body.reasons.map(({ key, reason, note }) => [key, { reason, note }]));
        const whole = async () => {
          await later.whole(body.id);
          return desk.shown(desk.found(body.id, asker), asker);
        };
        for (let tries = 0; tries < triesMost; tries++) {
          const { document, run } = found(body.id, asker);
          const take = (judged: (document: Document) => Done | Refused) =>
            desk.take(asker, document, 'post', body, {}, judged);
          const command = {
            ...{ action: 'post' as const, version: body.version },
            by: desk.signer(asker.person, 'count', [document.site]),
          };
          // Decided already: the same again waits for its end.
          if (later.of(body.id) && holds(asker, 'approve', document)) return whole();
          // What is not to be posted now is refused as any step is.
          if (document.state !== 'counted' || !holds(asker, 'approve', document))
            return take((before) => act(before, { ...command, portions: [] }, now()));
          refuseBlind(document, run, asker);
          if (rows.hasSetAside(run, asker.person.name)) throw new Fault('countAside', document.number);
          posting.add(run.key);
          const { read, result } = await judge(run, document.site).finally(() => posting.delete(run.key));
          const why = new Map([...reasons].map(([key, { reason }]) => [key, reason]));
          const faults = postingFaults(result, why, [asker.person.name]);
          if (faults.length) {
            const { zh, en } = toldFaults(faults, result);
            // The refusal says what differs, and has its own row.
            rows.read(run, asker.person.name, now());
            return take(() => refused('countNotReady', zh, en));
          }
          const filled = await inSlices(fill(document, result, reasons));
          await others();
          const done = act(filled.document, { ...command, portions: filled.portions }, now());
          await others();
          try {
            const opened = take((before) => {
              if (!isSame(read.reach, rows.reach(run))) throw new Moving();
              // Of another version it is refused as it stands now.
              return before.version === document.version ? done : act(before, command, now());
            });
            return opened.posting ? whole() : opened;
          } catch (error) {
            if (!(error instanceof Moving)) throw error;
          }
        }
        throw new Fault('countMoving');
      },
    },
    answers: {
      hidden: ({ person }) => hiddenFrom(person),
      hiddenFrom,
      lotsIn: going.lotsIn,
      async plan({ site }) {
        const rooms = roomsOf(site);
        const zones = rooms.map(({ zone }) => zone);
        const stocked = await inSlices(all(plans.stocked(site, zones)));
        const { version, rules } = policies.current(now());
        const proposals = planCounts(stocked, plans.past(site), rules, now());
        const places = rooms.flatMap(({ zone, bins }) => [
          `${site}/${zone}`,
          ...bins.map((bin) => `${site}/${zone}/${bin}`),
        ]);
        return { site, policy: { version, source: rules.source }, proposals, places };
      },
      async sheet(id, asker) {
        const { document, run } = found(id, asker);
        const { site, number, state, version } = document;
        const { places, book, lots } = await inSlices(inputs.sheet(run));
        const { covered, counters } = inputs.progress(run, site);
        const byPlace = new Map<string, typeof covered>();
        for (const each of covered) {
          const there = byPlace.get(each.place);
          if (there) there.push(each);
          else byPlace.set(each.place, [each]);
        }
        const isAgain = state === 'recounting';
        const again = isAgain ? (await judge(run, site)).result : null;
        const of = again ? recountSheet(again, lots) : countSheet({ places, book, lots });
        return {
          ...{ id, number, site, state, version, round: roundOf(document) },
          blind: isBlind(document, run, asker),
          ...{ freeze: run.freeze, head: rows.head(run.site), kinds: run.kinds && [...run.kinds] },
          rows: of.map(({ place, lots: there }) => ({
            place,
            lots: [...there],
            covered: [...above(place)]
              .flatMap((named) => byPlace.get(named) ?? [])
              .map(({ by, counter, round }) => ({ by, counter, round })),
            counters: counters.flatMap((each) => (each.place === place ? each.counter : [])),
          })),
        };
      },
      async variance(id, asker) {
        const { document, run } = found(id, asker);
        refuseBlind(document, run, asker);
        const { site } = document;
        const head = rows.head(run.site);
        if (document.state === 'closed') {
          const seen = inputs.progress(run, site).counters;
          const counters = [...new Set(seen.map(({ counter }) => counter))].sort();
          const variances = postedOf(document, costOf);
          const { policy } = run;
          return { id, site, policy, head, isPosted: true, matched: 0, counters, variances, troubles: [] };
        }
        if (run.freeze === null) throw new Fault('countNotRunning', document.number);
        noteReader(document, run, asker);
        const { read, result } = await judge(run, site);
        return {
          ...{
            id,
            site,
            policy: run.policy,
            head: read.input.head,
            isPosted: false,
            matched: result.matched,
          },
          counters: result.counters,
          variances: result.variances.map(({ move, fen, ...each }) => ({
            ...{ ...move, key: each.key, what: each.what, booked: each.booked, fen: Math.round(fen) },
            ...{ needsRecount: each.needsRecount, scans: [...each.scans], reason: null, note: null },
          })),
          troubles: result.troubles.map((each) => ({ ...each, scans: [...each.scans] })),
        };
      },
      async scans(id, query, asker) {
        const { document, run } = found(id, asker);
        refuseBlind(document, run, asker);
        if (document.state !== 'closed') noteReader(document, run, asker);
        return { ...reads.scans(run.key, query), site: document.site };
      },
    },
  };
}

/** The first count, then one more for every call for another. */
const roundOf = ({ steps }: Document): number =>
  1 + standing(steps).filter(({ action }) => action === 'askAgain').length;

const hasAbove = (place: string, all: readonly string[]): boolean =>
  all.some((each) => each !== place && isWithin(place, each));

function* all(stocked: Generator<Stocked>): Generator<void, Stocked[]> {
  const rows: Stocked[] = [];
  for (const row of stocked) {
    rows.push(row);
    yield;
  }
  return rows;
}

const isSame = (one: Reach, other: Reach): boolean =>
  one.scan === other.scan &&
  one.covered === other.covered &&
  one.aside === other.aside &&
  one.entry === other.entry;

type Reasons = ReadonlyMap<string, { reason: VarianceReason; note: string | undefined }>;

/** What differs becomes lines of the document after its places, each with what is to be booked of it. Lines of a posting that was taken back give way. */
function* fill(
  document: Document,
  { variances }: CountResult,
  reasons: Reasons,
): Generator<void, { document: Document; portions: Portion[] }> {
  const lines = document.lines.filter(({ item }) => item !== null);
  const portions = lines.map(({ n }): Portion => ({ line: n, as: 'covered', quantity: 1 }));
  for (const { key, what, move } of variances) {
    const { from, to, kind, lot, piece, quantity } = move;
    const n = lines.length + 1;
    lines.push({ n, of: null, kind, item: null, lot, piece, wanted: quantity, from, to, done: {} });
    const { reason, note } = reasons.get(key) as { reason: VarianceReason; note: string | undefined };
    const why = note ? `${reason}: ${note}` : reason;
    portions.push({ line: n, as: posted[what], quantity, reason: why });
    if (n % linesOfSlice === 0) yield;
  }
  return { document: { ...document, lines }, portions };
}

const linesOfSlice = 200;

/** As the document itself says it, once it is posted. */
function postedOf(document: Document, costOf: (kind: string) => number) {
  const portions = standing(document.steps).flatMap((step) => step.portions);
  return portions.flatMap(({ line: n, as, quantity, reason = '' }) => {
    const line = document.lines[n - 1];
    const what = (Object.keys(posted) as Variance['what'][]).find((each) => posted[each] === as);
    if (!line?.kind || !line.lot || !line.from || !line.to || !what) return [];
    const { kind, lot, piece, from, to } = line;
    const [why, ...note] = reason.split(': ');
    return {
      ...{ key: String(n), what, kind, lot, piece, from, to, quantity, booked: 0 },
      ...{ fen: quantity * costOf(kind), needsRecount: false, scans: [] },
      ...{ reason: why as VarianceReason, note: note.join(': ') || null },
    };
  });
}
