/** What waits for the signature of whoever asks: of all that waits for an approver what the step itself would let him sign now, by whichever of his duties, own or lent. */
import type { Document } from '@changping/contracts/documents';
import type { Answer, Query } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import type { Approvals } from './approvals.ts';
import { awaited } from './domain/documents/awaited.ts';
import { isPast } from './domain/documents/overdue.ts';
import { isInScope, type UnitTree } from './domain/rights.ts';
import { inSlices } from './in-slices.ts';
import type { Person } from './store/accounts.ts';
import type { Asker } from './store/sessions.ts';
import type { Waiting } from './store/waiting.ts';

export type WaitingDesk = {
  list(query: Query<'/api/waiting'>, asker: Asker): Promise<Answer<'/api/waiting'>>;
};
export type WaitingParts = {
  rows: Waiting;
  approvals: Pick<Approvals, 'waitsFor' | 'now'>;
  tree: UnitTree;
  now(): Instant;
};
type Item = Answer<'/api/waiting'>['items'][number];

/** Looked through for one answer; the rest behind `next`. */
const lookedMost = 500;
const atOnce = 50;

export function waitingDesk({ rows, approvals, tree, now }: WaitingParts): WaitingDesk {
  function* mine(person: Person, { limit, after }: Query<'/api/waiting'>) {
    const units = [...tree.keys()];
    const sites = units.filter((unit) => isInScope(person, unit, tree));
    const within = sites.length === units.length ? null : sites;
    const items: Item[] = [];
    let last = after === undefined ? null : Number(after);
    for (let looked = 0; looked < lookedMost; looked += atOnce) {
      const some = rows.next(within, last, atOnce);
      for (const { key, document, ...row } of some) {
        last = key;
        if (approvals.waitsFor(document, person)) items.push(shown(document, row, person));
        if (items.length === limit) return { items, next: `${key}` };
        yield;
      }
      if (some.length < atOnce) return { items, next: null };
    }
    return { items, next: `${last}` };
  }

  function shown(document: Document, row: { createdAt: number; dueAt: number | null }, person: Person): Item {
    const { id, number, type, site, there, state } = document;
    const isLate = isPast(row.dueAt as Instant | null, now());
    const action = awaited(document)?.action ?? 'approve';
    const approval = approvals.now(document, person);
    return {
      ...{ id, number, type, site, there, state, isOver: false, ...row, isLate, action },
      ...(approval ? { approval } : {}),
    };
  }

  return { list: (query, { person }) => inSlices(mine(person, query)) };
}
