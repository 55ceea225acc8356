/** Whatever a document takes out of its store is held against what may be given and what goes out first: at the opening every lot it names, at the picking and the giving what was fetched, at either what stays behind while others go. */
import type { ShelfLife } from '@changping/contracts/catalogue';
import type { Outcome } from '@changping/contracts/document-words';
import type { Document, Line, PassedOver } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Instant } from '@changping/contracts/units';
import { type Demand, freshDays, passedOver } from './domain/asked-life.ts';
import { isHidden } from './domain/count/blind.ts';
import type { Day } from './domain/day.ts';
import { signedAt } from './domain/handheld.ts';
import { type Doubt, doubtsOf, isByTurn, isGiving, passedBy, type Taken } from './domain/out-of-turn.ts';
import { faultOf } from './domain/out-of-turn-told.ts';
import type { LeaseDesk } from './leases.ts';
import type { Database } from './store/database.ts';
import { type FirstOutReads, firstOutReads } from './store/first-out-reads.ts';
import { offers } from './store/offers.ts';
import type { Asker } from './store/sessions.ts';

/** What one lot was taken for though another ends first. */
export type Reasoned = { line: number; lot: string; reason: string };
/** `expiredSince`: lots that were good when it was signed, and are not on the day on which that is told; `passedOver`: what would have gone out first, had the goods of the line not to keep so long. */
export type Held = {
  lines: readonly Line[];
  audit: { outOfTurn?: Reasoned[]; expiredSince?: Expired[]; passedOver?: (PassedOver & { line: number })[] };
};
type PassedBy = ReadonlyMap<number, readonly PassedOver[]>;
type Expired = { line: number; lot: string; on: Day };
export type Giving = {
  /** What it would be held against. */
  firstOut: FirstOutReads;
  /** Of a document that was opened (`before`: null) or taken a step on, before anything is posted. @returns its lines, with the reasons that were given for them, and for the audit those of now. @throws Fault goodsExpired, goodsUnfit, lifeTooShort, lifeNobodyHas, outOfTurn */
  hold(asker: Asker, before: Document | null, document: Document): Held;
};
export type GivingParts = {
  db: Pick<Database, 'raw'>;
  leases: Pick<LeaseDesk, 'areLent'>;
  kinds: { get(kind: string): { shelfLife: ShelfLife } | undefined };
  hidden(asker: Asker): readonly string[];
  dayOf(at: Instant): Day;
  now(): Instant;
  /** By which leases hold. */
  wall(): Instant;
};

/** What was fetched of a line, and what leaves with it. */
const out = new Set<Outcome>(['picked', 'sent', 'given']);
/** What is still in the store is judged by the day on which it is told, for it can be put back. What was handed over without a line has gone: by the day on which that was signed, and where its lot has ended since, flagged. */
const gone = new Set<Outcome>(['sent', 'given']);
/** What stays in the store though its line was for it. */
const behind = ['notPicked', 'unsent', 'withheld'] as const satisfies Outcome[];

export function giving({ db, leases, kinds, hidden, dayOf, now, wall }: GivingParts): Giving {
  const book = offers(db, wall);
  const reads = firstOutReads(book);

  /** @throws Fault lifeNobodyHas */
  function mayAsk(kind: string, minimumDays: number, today: Day): void {
    const record = kinds.get(kind)?.shelfLife;
    const fresh = record ? freshDays(record, today) : null;
    if (fresh !== null && minimumDays > fresh)
      throw new Fault('lifeNobodyHas', `${kind}: ${minimumDays} > ${fresh}`);
  }

  /** What the demands of a document that is opened pass over. Nobody who counts learns from it what lies there: his reason stands for that. @throws Fault lifeNobodyHas, outOfTurn */
  function passedByDemand(asker: Asker, { type, site, lines }: Document): PassedBy {
    const today = dayOf(now());
    const demands = lines.flatMap(({ n, kind, from, wanted, minimumDays = 0 }): Demand[] => {
      if (kind !== null) mayAsk(kind, minimumDays, today);
      return kind === null || from === null || !isByTurn(type, from.grade)
        ? []
        : [{ line: n, kind, site, grade: from.grade, owner: from.owner, quantity: wanted, minimumDays }];
    });
    const asked = demands.filter(({ minimumDays }) => minimumDays > 0);
    if (!asked.length) return new Map();
    const there = [...new Set(asked.map(({ kind }) => kind))].flatMap((kind) => book.of(site, kind, []));
    const passed = passedOver(demands, there, today);
    const places = hidden(asker);
    if (!places.length) return passed;
    const secret = new Set(there.filter(({ place }) => isHidden(place, places)).map(({ lot }) => lot));
    const isSecret = ({ lot }: PassedOver) => secret.has(lot);
    for (const [line, lots] of passed)
      if (lots.some(isSecret) && !lines[line - 1]?.outOfTurn?.trim()) throw new Fault('outOfTurn');
    return new Map([...passed].map(([line, lots]) => [line, lots.filter((lot) => !isSecret(lot))]));
  }

  function takenOf(line: Line, quantity: number, isChosen: boolean, site: string): Taken[] {
    const { n, kind, lot, piece, from, minimumDays = 0, outOfTurn } = line;
    if (kind === null || lot === null || from === null) return [];
    const { place, grade, owner } = from;
    const quality = (piece === null ? undefined : book.quality(piece)) ?? from.quality;
    const ends = book.lot(lot) ?? { effectiveOn: null, receivedAt: null };
    const goods = { kind, lot, piece, place, site, quality, grade, owner, quantity, ...ends };
    return [{ ...goods, line: n, minimumDays, outOfTurn, isChosen }];
  }

  const isLent = (asker: Asker, { lines, steps }: Document): boolean =>
    leases.areLent(asker, lines) || steps.some(({ action }) => action === 'useLease');

  /** Of lines that go while what ends before them is left behind by this step. */
  function passed({ type, site, lines, steps }: Document, isChosen: boolean, today: Day): Doubt[] {
    const left = steps.at(-1)?.portions.filter(({ as }) => isOf(behind, as)) ?? [];
    const stays = left.flatMap(({ line, quantity }) =>
      takenOf(lines[line - 1] as Line, quantity, true, site),
    );
    if (!stays.length) return [];
    const going = lines.flatMap((line) => takenOf(line, goes(line), isChosen, site));
    const kinds = [...new Set(stays.map(({ kind }) => kind))];
    return passedBy(
      type,
      stays,
      going,
      kinds.flatMap((kind) => book.of(site, kind, [])),
      today,
    );
  }

  return {
    firstOut(query, today, places) {
      mayAsk(query.kind, query.minimumDays, today);
      return reads(query, today, places);
    },
    hold(asker, before, document) {
      const { type, site, lines, steps } = document;
      const step = steps.at(-1);
      if (!isGiving(type) || !step || step.undoes !== null) return { lines, audit: {} };
      const isNew = ({ n, of }: Line) =>
        before === null || (n > before.lines.length && before.lines[(of ?? n) - 1]?.lot === null);
      // Whoever leased them to this handheld chose them.
      const isChosen = !isLent(asker, document);
      const wanted = before === null ? lines.map(({ n, wanted }) => ({ line: n, quantity: wanted })) : [];
      const fetched = step.portions.filter(({ as }) => out.has(as));
      const taken = [...wanted, ...fetched].flatMap(({ line: n, quantity }) => {
        const line = lines[n - 1] as Line;
        return takenOf(line, quantity, isChosen && isNew(line), site);
      });
      const chosen = taken.filter(({ isChosen }) => isChosen);
      const kinds = [...new Set(chosen.map(({ kind }) => kind))];
      const there = kinds.flatMap((kind) => book.of(site, kind, []));
      const arrived = dayOf(now());
      const today = fetched.some(({ as }) => gone.has(as)) ? dayOf(signed(asker.handheld, now())) : arrived;
      const byDemand: PassedBy =
        before === null && !isLent(asker, document) ? passedByDemand(asker, document) : new Map();
      const doubts = doubtsOf(type, taken, there, today);
      const over = passed(document, isChosen, today);
      const why = step.portions.find(({ outOfTurn }) => outOfTurn?.trim())?.outOfTurn;
      const [doubt, ...more] = why === undefined ? [...doubts, ...over] : doubts;
      // A count that is under way excuses nobody, and nobody who counts learns from it what lies there.
      if (doubt?.why === 'outOfTurn' && hidden(asker).length) throw new Fault('outOfTurn');
      if (doubt) throw faultOf([doubt, ...more]);
      const excused = new Set(over.map(({ line }) => line));
      const reasons = [
        ...chosen.flatMap(({ line, lot, outOfTurn: reason }) => (reason ? [{ line, lot, reason }] : [])),
        ...over.map(({ line, lot }) => ({ line, lot, reason: why as string })),
      ];
      const ended = taken.flatMap(({ line, lot, effectiveOn: on }) =>
        on !== null && on >= today && on < arrived ? [{ line, lot, on }] : [],
      );
      const skipped = [...byDemand].flatMap(([line, lots]) => lots.map((lot) => ({ line, ...lot })));
      return {
        lines: lines.map((line) => ({
          ...line,
          ...(excused.has(line.n) ? { outOfTurn: why as string } : {}),
          ...(byDemand.get(line.n)?.length ? { passedOver: byDemand.get(line.n) ?? [] } : {}),
        })),
        audit: {
          ...(reasons.length ? { outOfTurn: reasons } : {}),
          ...(ended.length ? { expiredSince: ended } : {}),
          ...(skipped.length ? { passedOver: skipped } : {}),
        },
      };
    },
  };
}

const isOf = (names: readonly Outcome[], name: Outcome): boolean => names.includes(name);
/** What of it went or still shall. */
const goes = ({ wanted, done }: Line): number =>
  behind.reduce((sum, as) => sum - (done[as] ?? 0), wanted - (done.split ?? 0));

/** When it was signed, of what arrived at this moment. */
const signed = (handheld: Asker['handheld'], at: Instant): Instant =>
  handheld?.word?.signed ? signedAt(handheld.word.signed, at) : at;
