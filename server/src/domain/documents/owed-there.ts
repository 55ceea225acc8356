/** What a document waits for the other end to do, a partner or a neighbour, by whoever looks: to say yes to what was called for, to send it, to sign for what came. To say no, and to take back what was asked, it waits for nobody. */
import type { AvailableStep, Document, DutiesBySite } from '@changping/contracts/documents';
import { availableSteps } from './available.ts';
import { rulesNow } from './machine.ts';

const may = new Set<string>(['decline', 'withdraw', 'cancel']);

/** @param duties of whoever looks, at the other end. */
export function owedThere(document: Document, duties: DutiesBySite): AvailableStep | undefined {
  const theirs = new Set(
    rulesNow(document).flatMap(({ action, end }) => (end === 'there' && !may.has(action) ? [action] : [])),
  );
  return availableSteps(document, duties).find(({ action }) => theirs.has(action));
}
