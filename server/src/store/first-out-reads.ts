/** What a store would give out first of a kind: the rule's answer to its cells, gathered by lot and place. Reads only. */
import type { Answer, Query } from '@changping/contracts/http';
import { isHidden } from '../domain/count/blind.ts';
import type { Day } from '../domain/day.ts';
import { firstOut, type Skipped } from '../domain/first-out.ts';
import type { Cell, Offers } from './offers.ts';

type Proposal = Answer<'/api/first-out'>;
/** `hidden`: places of which nothing is offered, each with all below it. */
export type FirstOutReads = (
  query: Query<'/api/first-out'>,
  today: Day,
  hidden: readonly string[],
) => Proposal;

export function firstOutReads({ of }: Pick<Offers, 'of'>): FirstOutReads {
  return ({ site, kind, quantity, minimumDays, grade }, today, hidden) => {
    const offers = of(site, kind, hidden);
    const request = {
      ...{ kind, quantity, today, minimumDays, grades: [grade], sites: [site], owners: [site] },
      mayOpen: false,
    };
    const { picks, skipped, shortfall, openable } = firstOut(offers, request);
    const taken = new Map<string, Proposal['picks'][number]>();
    for (const { offer, quantity } of picks) {
      const name = nameOf(offer);
      const { madeOn, expiresOn } = offer;
      const row = taken.get(name) ?? { ...goodsOf(offer), madeOn, expiresOn, quantity: 0, pieces: [] };
      row.quantity += quantity;
      if (offer.piece !== null) row.pieces.push({ piece: offer.piece, quantity });
      taken.set(name, row);
    }
    return {
      ...{ site, kind, asked: quantity, picks: [...taken.values()], skipped: gathered(skipped) },
      ...{ shortfall, openable, withheld: hidden.filter((place) => isHidden(place, [site])) },
    };
  };
}

function gathered(skipped: readonly Skipped<Cell>[]): Proposal['skipped'] {
  const rows = new Map<string, Proposal['skipped'][number]>();
  for (const each of skipped) {
    const { offer, why } = each;
    // Nothing else was asked of the store.
    if (why === 'otherKind' || why === 'otherSite' || why === 'empty') continue;
    const name = `${nameOf(offer)} ${why}`;
    const remainingDays = why === 'lifeTooShort' ? each.remainingDays : null;
    const row = rows.get(name) ?? { ...goodsOf(offer), why, pieces: 0, quantity: 0, remainingDays };
    row.quantity += offer.quantity;
    if (offer.piece !== null) row.pieces += 1;
    rows.set(name, row);
  }
  return [...rows.values()].sort((one, other) => (endOf(one) < endOf(other) ? -1 : 1));
}

/** As the picks stand: what ends first, first; what has no reference, last. */
const endOf = ({
  effectiveOn,
  lot,
  place,
}: Pick<Cell, 'effectiveOn' | 'lot' | 'place'> | Proposal['skipped'][number]): string =>
  `${effectiveOn ?? '~'} ${lot} ${place}`;

const nameOf = ({ lot, place, quality, grade, owner, piece }: Cell): string =>
  [lot, place, quality, grade, owner, piece === null].join(' ');
const goodsOf = ({ lot, place, quality, grade, owner, effectiveOn }: Cell) => ({
  ...{ lot, place, quality, grade, owner, effectiveOn },
});
