/** Whatever a document takes out of its store is held against what may be given and what goes out first: at the opening every lot it names, at the picking and the giving what was fetched, by the day on which it was signed. */
import type { Document, Line } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Instant } from '@changping/contracts/units';
import type { Day } from './domain/day.ts';
import { signedAt } from './domain/handheld.ts';
import { doubtsOf, isGiving, type Taken } from './domain/out-of-turn.ts';
import { faultOf } from './domain/out-of-turn-told.ts';
import type { LeaseDesk } from './leases.ts';
import type { Database } from './store/database.ts';
import { type FirstOutReads, firstOutReads } from './store/first-out-reads.ts';
import { offers } from './store/offers.ts';
import type { Asker } from './store/sessions.ts';

/** What one lot was taken for though another ends first. */
export type Reasoned = { line: number; lot: string; reason: string };
export type Giving = {
  /** What it would be held against. */
  firstOut: FirstOutReads;
  /** Of a document that was opened (`before`: null) or taken a step on, before anything is posted. @returns for the audit, the reasons that stand for what was chosen now. @throws Fault goodsExpired, goodsUnfit, lifeTooShort, outOfTurn */
  hold(asker: Asker, before: Document | null, document: Document): Reasoned[];
};
export type GivingParts = {
  db: Pick<Database, 'raw'>;
  leases: Pick<LeaseDesk, 'areLent'>;
  hidden(asker: Asker): readonly string[];
  dayOf(at: Instant): Day;
  now(): Instant;
  /** By which leases hold. */
  wall(): Instant;
};

/** What was fetched of a line, and what leaves with it. */
const out = new Set(['picked', 'sent', 'given']);

export function giving({ db, leases, hidden, dayOf, now, wall }: GivingParts): Giving {
  const book = offers(db, wall);
  function takenOf(line: Line, quantity: number, isChosen: boolean, site: string): Taken[] {
    const { n, kind, lot, piece, from, minimumDays = 0, outOfTurn } = line;
    if (kind === null || lot === null || from === null) return [];
    const { place, grade, owner } = from;
    const quality = (piece === null ? undefined : book.quality(piece)) ?? from.quality;
    const ends = book.lot(lot) ?? { effectiveOn: null, receivedAt: null };
    const goods = { kind, lot, piece, place, site, quality, grade, owner, quantity, ...ends };
    return [{ ...goods, line: n, minimumDays, outOfTurn, isChosen }];
  }

  return {
    firstOut: firstOutReads(book),
    hold(asker, before, document) {
      const { type, site, lines, steps } = document;
      const step = steps.at(-1);
      if (!isGiving(type) || !step || step.undoes !== null) return [];
      const isNew = ({ n, of }: Line) =>
        before === null || (n > before.lines.length && before.lines[(of ?? n) - 1]?.lot === null);
      // Whoever leased them to this handheld chose them.
      const areLent = leases.areLent(asker, lines);
      const wanted = before === null ? lines.map(({ n, wanted }) => ({ line: n, quantity: wanted })) : [];
      const fetched = step.portions.filter(({ as }) => out.has(as));
      const taken = [...wanted, ...fetched].flatMap(({ line: n, quantity }) => {
        const line = lines[n - 1] as Line;
        return takenOf(line, quantity, !areLent && isNew(line), site);
      });
      const chosen = taken.filter(({ isChosen }) => isChosen);
      const kinds = [...new Set(chosen.map(({ kind }) => kind))];
      const there = kinds.flatMap((kind) => book.of(site, kind, []));
      const [doubt, ...more] = doubtsOf(type, taken, there, dayOf(signed(asker.handheld, now())));
      // A count that is under way excuses nobody, and nobody who counts learns from it what lies there.
      if (doubt?.why === 'outOfTurn' && hidden(asker).length) throw new Fault('outOfTurn');
      if (doubt) throw faultOf([doubt, ...more]);
      return chosen.flatMap(({ line, lot, outOfTurn: reason }) => (reason ? [{ line, lot, reason }] : []));
    },
  };
}

/** When it was signed, of what arrived at this moment. */
const signed = (handheld: Asker['handheld'], at: Instant): Instant =>
  handheld?.word?.signed ? signedAt(handheld.word.signed, at) : at;
