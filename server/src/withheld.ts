/** What a page of stock leaves out for whoever counts it, and says how much that was. */
import type { Answer } from '@changping/contracts/http';
import { isHidden } from './domain/count/blind.ts';

export function withoutHidden<Page extends { items: { place: string }[] }>(
  page: Page,
  hidden: readonly string[],
): Page & { withheld: number } {
  const items = page.items.filter(({ place }) => !isHidden(place, hidden));
  return { ...page, items, withheld: page.items.length - items.length };
}

type Lots = Answer<'/api/lots'>;

/** The lot stays, for a scan is looked up by it; how much there is of it does not. */
export const withoutAmounts = (page: Lots, lots: ReadonlySet<string>, sites: ReadonlySet<string>): Lots => ({
  ...page,
  items: page.items.map((each) =>
    lots.has(each.lot)
      ? { ...each, pieces: null, quantity: null, held: each.held.filter(({ site }) => !sites.has(site)) }
      : each,
  ),
});
