/** Whatever a document takes out of its store is held against what may be given and what goes out first: at the opening every lot it names, at the picking and the giving what was fetched, by the day on which it was signed. */
import type { Document, Line } from '@changping/contracts/documents';
import { Fault, type FaultCode } from '@changping/contracts/faults';
import type { Instant } from '@changping/contracts/units';
import type { Day } from './domain/day.ts';
import { signedAt } from './domain/handheld.ts';
import { type Doubt, doubtsOf, isGiving, type Taken } from './domain/out-of-turn.ts';
import type { LeaseDesk } from './leases.ts';
import type { Offers } from './store/offers.ts';
import type { Asker } from './store/sessions.ts';

/** What one lot was taken for though another ends first. */
export type Reasoned = { line: number; lot: string; reason: string };
export type Giving = {
  /** Of a document that was opened (`before`: null) or taken a step on, before anything is posted. @returns for the audit, the reasons that stand for what was chosen now. @throws Fault goodsExpired, goodsUnfit, lifeTooShort, outOfTurn */
  hold(asker: Asker, before: Document | null, document: Document): Reasoned[];
};
export type GivingParts = {
  offers: Offers;
  leases: Pick<LeaseDesk, 'isLent'>;
  hidden(asker: Asker): readonly string[];
  dayOf(at: Instant): Day;
  now(): Instant;
};

/** What was fetched of a line, and what leaves with it. */
const out = new Set(['picked', 'sent', 'given']);

export function giving({ offers, leases, hidden, dayOf, now }: GivingParts): Giving {
  return {
    hold(asker, before, document) {
      const { type, site, lines, steps } = document;
      const step = steps.at(-1);
      if (!isGiving(type) || !step || step.undoes !== null) return [];
      const wanted = before === null ? lines.map(({ n, wanted }) => ({ n, quantity: wanted })) : [];
      const fetched = step.portions.filter(({ as }) => out.has(as));
      const asked = [...wanted, ...fetched.map(({ line, quantity }) => ({ n: line, quantity }))];
      const taken = asked.flatMap(({ n, quantity }): Taken[] => {
        const line = lines[n - 1] as Line;
        const { kind, lot, piece, from, minimumDays = 0, outOfTurn } = line;
        if (kind === null || lot === null || from === null) return [];
        const quality = (piece === null ? undefined : offers.quality(piece)) ?? from.quality;
        const isNew =
          before === null || (n > before.lines.length && before.lines[(line.of ?? n) - 1]?.lot === null);
        // Whoever leased it to this handheld chose it.
        const isChosen = isNew && !leases.isLent(asker, line);
        const ends = offers.lot(lot) ?? { effectiveOn: null, receivedAt: null };
        const goods = { kind, lot, piece, site, quantity, minimumDays, outOfTurn, isChosen };
        return [
          { ...goods, ...ends, line: n, place: from.place, quality, grade: from.grade, owner: from.owner },
        ];
      });
      const kinds = [...new Set(taken.flatMap(({ kind, isChosen }) => (isChosen ? kind : [])))];
      const places = kinds.length ? hidden(asker) : [];
      const there = kinds.flatMap((kind) => offers.of(site, kind, places));
      const doubts = doubtsOf(type, taken, there, dayOf(signed(asker.handheld, now())));
      if (doubts[0]) throw faultOf(doubts[0], doubts);
      return taken.flatMap(({ line, lot, outOfTurn: reason, isChosen }) =>
        isChosen && reason ? [{ line, lot, reason }] : [],
      );
    },
  };
}

/** When it was signed, of what arrived at this moment. */
const signed = (handheld: Asker['handheld'], at: Instant): Instant =>
  handheld?.word?.signed ? signedAt(handheld.word.signed, at) : at;

const codes: Readonly<Record<Doubt['why'], FaultCode>> = {
  ...{ expired: 'goodsExpired', lifeTooShort: 'lifeTooShort', noReference: 'lifeTooShort' },
  ...{ held: 'goodsUnfit', inInspection: 'goodsUnfit', damaged: 'goodsUnfit', notUsable: 'goodsUnfit' },
  ...{ notForThis: 'goodsUnfit', outOfTurn: 'outOfTurn' },
};
const most = 5;

/** Of one sort at a time: what can't be given at all comes before what wants a reason. */
function faultOf({ why }: Doubt, doubts: readonly Doubt[]): Fault {
  const code = codes[why];
  const same = doubts.filter((doubt) => codes[doubt.why] === code);
  const told = (at: 0 | 1) => same.slice(0, most).map((doubt) => sentences(doubt)[at]);
  const rest = same.length - most;
  const more = rest > 0 ? [`；另有 ${rest} 行`, `; and ${rest} lines more`] : ['', ''];
  return new Fault(code, `${told(0).join('；')}${more[0]}。 ${told(1).join('; ')}${more[1]}`);
}

function sentences(doubt: Doubt): readonly [string, string] {
  const { line, lot, why } = doubt;
  const [zh, en] = ((): readonly [string, string] => {
    if (why === 'expired') return [`${doubt.on} 到期`, `expired on ${doubt.on}`];
    if (why === 'lifeTooShort')
      return [
        `还有 ${doubt.remainingDays} 天，要求 ${doubt.minimumDays} 天`,
        `keeps ${doubt.remainingDays} days, ${doubt.minimumDays} were asked`,
      ];
    if (why === 'noReference')
      return [
        `无有效期依据，要求 ${doubt.minimumDays} 天`,
        `nobody knows its end, ${doubt.minimumDays} days were asked`,
      ];
    if (why === 'outOfTurn') {
      const on = doubt.on === null ? ['', ''] : [`（${doubt.on} 到期）`, ` (until ${doubt.on})`];
      return [`应先发批次 ${doubt.first}${on[0]}`, `lot ${doubt.first}${on[1]} goes out first`];
    }
    if (why === 'notForThis')
      return [`${grades[doubt.grade] ?? doubt.grade}级不用于此`, `graded "${doubt.grade}"`];
    const quality = why === 'notUsable' ? doubt.quality : why;
    return [qualities[quality] ?? quality, `quality "${quality}"`];
  })();
  return [`第 ${line} 行批次 ${lot}：${zh}`, `line ${line}, lot ${lot}: ${en}`];
}
const qualities: Readonly<Record<string, string>> = { held: '封存', inInspection: '待检', damaged: '损坏' };
const grades: Readonly<Record<string, string>> = {
  reserve: '储备',
  duty: '勤务',
  training: '训练',
  dispose: '处置',
};
