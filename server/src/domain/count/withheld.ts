/**
 * What answers leave out for whoever counts, each saying that or how much it was. Told all the same is what a kit holds, which stands on its
 * label; what passes a gate; and what documents hold: none of it says how much the book has in a room. A handheld without a line must know whose
 * a tag is: an enrolled one, and no other browser, is told the pieces of the rooms that are counted too, but not where they are. How much is in
 * each stands on its label, and without it no case leaves while it is counted.
 */
import { Fault } from '@changping/contracts/faults';
import type { Answer } from '@changping/contracts/http';
import type { FeedItem, LedgerLive } from '@changping/contracts/live';
import { isHidden } from './blind.ts';

/** Of one person, at one moment. `places`: each with all below it; `lots`: what lies there. */
export type Blind = { places: readonly string[]; sites: ReadonlySet<string>; lots: ReadonlySet<string> };

export function withoutHidden<Page extends { items: { place: string }[] }>(
  page: Page,
  hidden: readonly string[],
): Page & { withheld: number } {
  const items = page.items.filter(({ place }) => !isHidden(place, hidden));
  return { ...page, items, withheld: page.items.length - items.length };
}

/** A piece at the store, wherever there. */
export const withoutPlace = <Item extends { site: string; place: string }>(
  items: readonly Item[],
  hidden: readonly string[],
): Item[] => items.map((each) => (isHidden(each.place, hidden) ? { ...each, place: each.site } : each));

type Tag = Answer<'/api/pieces/{epc}'>;

/** Of one tag: what lay loose in a room before a case was closed adds up to what is there. */
export function withoutRooms(tag: Omit<Tag, 'withheld'>, hidden: readonly string[]): Tag {
  const told = (place: string) => (isHidden(place, hidden) ? (place.split('/')[0] as string) : place);
  const { piece, trail } = tag;
  return {
    ...tag,
    piece: piece && { ...piece, place: piece.place && told(piece.place) },
    trail: trail.flatMap((step): Tag['trail'] => {
      if (step.what !== 'entry') return [step];
      const { from, to, loose } = step;
      if (loose && [from, to].some((place) => isHidden(place, hidden))) return [];
      return [{ ...step, from: told(from), to: told(to) }];
    }),
    withheld: hidden.length,
  };
}

type Lots = Answer<'/api/lots'>;

/** The lot stays, for a scan is looked up by it; how much there is of it does not. */
export const withoutAmounts = (page: Lots, { lots, sites }: Blind): Lots => ({
  ...page,
  items: page.items.map((each) =>
    lots.has(each.lot)
      ? { ...each, pieces: null, quantity: null, held: each.held.filter(({ site }) => !sites.has(site)) }
      : each,
  ),
});

type Notices = Answer<'/api/notices'>;

export const withoutLots = (page: Notices, { lots, sites }: Blind): Notices => ({
  ...page,
  items: page.items.map((each) =>
    sites.has(each.site) && lots.has(each.lot)
      ? { ...each, pieces: null, quantity: null, openedWith: null }
      : each,
  ),
});

type Entries = Answer<'/api/imports/{id}/entries'>;

/** What came into a room and what left it adds up to what is there. */
export function withoutEntries(page: Omit<Entries, 'withheld'>, { places }: Blind): Entries {
  const items = page.items.filter(({ to }) => !isHidden(to, places));
  return { ...page, items, withheld: page.items.length - items.length };
}

type Sweeps = Answer<'/api/sweeps'>;

/** How many pieces the book had in a room. */
export function withoutSweeps(page: Omit<Sweeps, 'withheld'>, blind: Blind): Sweeps {
  const items = page.items.filter((sweep) => !isOfHidden(sweep, blind));
  return { ...page, items, withheld: page.items.length - items.length };
}

/** A count may be of some bins of the zone that was swept. */
export const isOfHidden = ({ site, zone }: { site: string; zone: string }, { places }: Blind): boolean =>
  places.some((place) => isHidden(`${site}/${zone}`, [place]) || isHidden(place, [`${site}/${zone}`]));

/** The sums of a store of which some is counted: what is known of the rest would tell it. */
export const withoutSums = <Live extends LedgerLive>(live: Live): Live => ({
  ...live,
  ...{ stock: [], sweeps: [], isCounted: true },
});

/** A notice tells how much there is of what ends. */
export function withoutQuantity<Item extends Pick<FeedItem, 'site' | 'what' | 'detail'>>(
  item: Item,
  sites: ReadonlySet<string>,
): Item {
  if (!sites.has(item.site) || (item.what !== 'nearExpiry' && item.what !== 'expired')) return item;
  const { pieces: _, quantity: __, ...detail } = item.detail;
  return { ...item, detail };
}

/** Goods go on leaving a room while it is counted, so that there is too little has to be said; how much is left, and whether it lies loose, has not. */
export function withoutRest(fault: Fault, hidden: readonly string[]): Fault {
  if (!hidden.length) return fault;
  if (fault.code === 'stockInPieces') return new Fault('stockShort', fault.detail);
  return fault.code === 'stockReserved' ? new Fault(fault.code) : fault;
}
