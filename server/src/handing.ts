/** What a keeper who hands over chooses from: the counts that may stand for it, and what those that are chosen leave out. */
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import { openedAt, uncounted, unfit } from './domain/count/handed-over.ts';
import type { Desk } from './papers.ts';
import { attachedIn, type HandOverCounts } from './store/hand-over-counts.ts';
import type { Asker } from './store/sessions.ts';

type Route = '/api/documents/{id}/counts';
export type Handing = {
  /** @throws Fault notFound where it is no hand-over */
  attachable(id: string, query: Query<Route>, asker: Asker): Answer<Route>;
};

export const handingDesk = (desk: Pick<Desk, 'found'>, handing: HandOverCounts): Handing => ({
  attachable(id, { numbers }, asker) {
    const document = desk.found(id, asker);
    if (document.type !== 'handOver') throw new Fault('notFound', `hand-over ${id}`);
    const since = openedAt(document);
    const own = attachedIn(document.steps);
    const counts = handing.of(document, { since }).filter((each) => unfit(each, since) === null);
    const fit = counts.filter(({ number }) => !own.includes(number));
    const chosen = counts.filter(({ number }) => !numbers || [...own, ...numbers].includes(number));
    return {
      site: document.site,
      items: fit.map(({ isPosted: _, attachedTo: __, places, kinds, ...each }) => ({
        ...{ ...each, places: [...places], kinds: kinds && [...kinds] },
      })),
      missing: uncounted(handing.handedOver(document).lying, chosen),
    };
  },
});
