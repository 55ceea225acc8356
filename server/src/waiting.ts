/** What waits for the signature of whoever asks: of all that waits for an approver what the step itself would let him sign now, by whichever of his duties, own or lent, and what he has named a photograph in that has not come; for a partner and a neighbour what is owed by them. */
import type { DocumentAction } from '@changping/contracts/document-words';
import type { Document } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import { isOutsider } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import type { Approvals } from './approvals.ts';
import { byCode, chooseFirst, type Orders } from './domain/arranged.ts';
import { readCursor, writeCursor } from './domain/cursor.ts';
import { awaited } from './domain/documents/awaited.ts';
import { isPast } from './domain/documents/overdue.ts';
import { owedThere } from './domain/documents/owed-there.ts';
import { isInScope, type UnitTree } from './domain/rights.ts';
import { inSlices } from './in-slices.ts';
import type { Person } from './store/accounts.ts';
import type { Asker } from './store/sessions.ts';
import type { Waiting, WaitingRow } from './store/waiting.ts';

export type WaitingDesk = {
  list(query: Query<'/api/waiting'>, asker: Asker): Promise<Answer<'/api/waiting'>>;
};
export type WaitingParts = {
  rows: Waiting;
  approvals: Pick<Approvals, 'waitsFor' | 'duties' | 'now' | 'worth'>;
  tree: UnitTree;
  now(): Instant;
};
type Item = Answer<'/api/waiting'>['items'][number];

/** Looked through for one answer; the rest behind `next`. */
const lookedMost = 500;
/** In another order than the newest first all have to be looked through for each page. */
const orderedMost = 20_000;
const atOnce = 50;

export function waitingDesk({ rows, approvals, tree, now }: WaitingParts): WaitingDesk {
  const mine = (person: Person, query: Query<'/api/waiting'>) => {
    const some = person.roles.some(isOutsider) ? outside(person) : inside(person);
    return query.sort === '-createdAt' ? newest(some, person, query) : inOrder(some, person, query);
  };

  function* newest(some: Some, person: Person, { sort, limit, after }: Query<'/api/waiting'>) {
    const items: Item[] = [];
    const nextTo = (key: number | null) =>
      key === null ? null : writeCursor(sort, { part: 0, by: null, key });
    const begin = readCursor(sort, after)?.key ?? null;
    if (typeof begin === 'string') throw new Fault('badQuery', 'after');
    let last = begin;
    for (let looked = 0; looked < lookedMost; looked += atOnce) {
      const next = some.rows(last);
      for (const { key, document, owesPhoto, ...row } of next) {
        last = key;
        const action = some.action(document) ?? (owesPhoto ? 'sendPhoto' : undefined);
        if (action) items.push(shown(document, row, action, person));
        if (items.length === limit) return { items, next: nextTo(key) };
        yield;
      }
      if (next.length < atOnce) return { items, next: null };
    }
    return { items, next: nextTo(last) };
  }

  /** By what no table has: all of them, put in order here. @throws Fault listTooLong */
  function* inOrder(some: Some, person: Person, query: Query<'/api/waiting'>) {
    const choosing = chooseFirst<WaitingRow & Pick<Item, 'action'>>(orders, ({ key }) => key, query, byCode);
    let last: number | null = null;
    for (let looked = 0; looked < orderedMost; looked += atOnce) {
      const next: WaitingRow[] = some.rows(last);
      for (const row of next) {
        last = row.key;
        const action = some.action(row.document) ?? (row.owesPhoto ? 'sendPhoto' : undefined);
        if (action) choosing.add({ ...row, action });
        yield;
      }
      if (next.length === atOnce) continue;
      const page = choosing.page();
      const items = page.items.map(({ document, createdAt, dueAt, action }) =>
        shown(document, { createdAt, dueAt }, action, person),
      );
      return { items, next: page.next };
    }
    throw new Fault('listTooLong', query.sort);
  }

  /** Where to look, and what such a document waits for this one to do. */
  type Some = {
    rows(before: number | null): WaitingRow[];
    action(document: Document): DocumentAction | undefined;
  };
  function inside(person: Person): Some {
    const units = [...tree.keys()];
    const sites = units.filter((unit) => isInScope(person, unit, tree));
    const within = sites.length === units.length ? null : sites;
    return {
      rows: (before) => rows.next(within, person.name, before, atOnce),
      action: (document) =>
        approvals.waitsFor(document, person) ? (awaited(document)?.action ?? 'approve') : undefined,
    };
  }
  function outside(person: Person): Some {
    const { unit } = person;
    return {
      rows: (before) => rows.there(unit, before, atOnce),
      action: (document) =>
        owedThere(document, { [unit]: approvals.duties(person, document.type, unit) })?.action,
    };
  }

  function shown(
    document: Document,
    row: { createdAt: number; dueAt: number | null },
    action: Item['action'],
    person: Person,
  ): Item {
    const { id, number, type, site, there, state, urgency, level } = document;
    const worth = approvals.worth(document);
    const isLate = isPast(row.dueAt as Instant | null, now());
    const approval = approvals.now(document, person);
    return {
      ...{ id, number, type, site, there, state, isOver: false, ...row, isLate, action },
      ...(approval && !person.roles.some(isOutsider) ? { approval } : {}),
      ...(worth && !person.roles.some(isOutsider) ? { worth } : {}),
      ...(urgency ? { urgency } : {}),
      ...(level ? { level } : {}),
    };
  }

  return { list: (query, { person }) => inSlices(mine(person, query)) };
}

const orders: Orders<WaitingRow> = {
  createdAt: ({ key }) => key,
  number: ({ document }) => document.number,
  dueAt: ({ dueAt }) => dueAt,
};
