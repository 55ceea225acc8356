/** What was done before its approval, document by document: a row that waits for a supervisor, whatever becomes of the signature. Writing runs inside an act's transaction. */
import type { DocumentType } from '@changping/contracts/document-words';
import type { Document, Step } from '@changping/contracts/documents';
import type { Instant, SiteId } from '@changping/contracts/units';
import { standing } from '../domain/documents/signatures.ts';
import type { Database } from './database.ts';

export type ActedFirst = {
  document: string;
  number: string;
  type: DocumentType;
  site: SiteId;
  actedBy: string;
  actedAt: Instant;
  dueAt: Instant;
  endedAt: Instant | null;
  /** It ended by an objection and not by a signature. */
  isObjected: boolean;
  reviewedBy: string | null;
  reviewedAt: Instant | null;
  finding: string | null;
};
export type ActFirst = {
  /** As the document is after a step. */
  follow(document: Document): void;
  find(document: string): ActedFirst | undefined;
  /** Those not looked at first, of these what was objected to, then the earliest term. */
  list(limit: number): ActedFirst[];
  review(document: string, by: string, finding: string, at: Instant): void;
};

export function actFirst({ raw }: Pick<Database, 'raw'>): ActFirst {
  const ofDocument = '(select key from document where id = ?)';
  // Whoever acts first again, after it was taken back, is looked at anew.
  const begin = raw.prepare(
    `insert into act_first (document, acted_by, acted_at, due_at, ended_at, reviewed_by, reviewed_at, finding)
     values (${ofDocument}, ?, ?, ?, null, null, null, null)
     on conflict (document) do update set acted_by = excluded.acted_by, acted_at = excluded.acted_at, due_at = excluded.due_at,
     ended_at = null, is_objected = 0, reviewed_by = null, reviewed_at = null, finding = null`,
  );
  const owe = raw.prepare(
    `update act_first set ended_at = ?, is_objected = ? where document = ${ofDocument}`,
  );
  const isOpen = raw.prepare(`select ended_at is null from act_first where document = ${ofDocument}`).pluck();
  const review = raw.prepare(
    `update act_first set reviewed_by = ?, reviewed_at = ?, finding = ? where document = ${ofDocument}`,
  );
  const rows = `select document.id as document, number, type, site.code as site, acted_by as actedBy, acted_at as actedAt,
    due_at as dueAt, ended_at as endedAt, is_objected as isObjected, reviewed_by as reviewedBy, reviewed_at as reviewedAt, finding
    from act_first join document on document.key = act_first.document join site on site.key = document.site`;
  const find = raw.prepare(`${rows} where document.id = ?`);
  const list = raw.prepare(`${rows} order by reviewed_at is not null, is_objected desc, due_at limit ?`);
  return {
    follow({ id, owes, steps }) {
      const last = steps.at(-1);
      const debt = owes.find(({ what }) => what === 'approval');
      if (!last) return;
      const owed = steps.at(-2)?.owes.some(({ what }) => what === 'approval');
      if (debt && !owed && last.action !== 'correct') begin.run(id, last.by, last.at, debt.dueAt);
      const wasOpen = isOpen.get(id) as number | undefined;
      if (wasOpen === 1 && !debt) owe.run(last.at, endsObjected(steps) ? 1 : 0, id);
      // A signature that was taken back is owed again.
      if (wasOpen === 0 && debt) owe.run(null, 0, id);
    },
    find(document) {
      const row = find.get(document) as Row | undefined;
      return row && told(row);
    },
    list: (limit) => (list.all(limit) as Row[]).map(told),
    review: (document, by, finding, at) => void review.run(by, at, finding, document),
  };
}

type Row = Omit<ActedFirst, 'isObjected'> & { isObjected: number };
const told = ({ isObjected, ...row }: Row): ActedFirst => ({ ...row, isObjected: isObjected === 1 });

function endsObjected(steps: readonly Step[]): boolean {
  const end = standing(steps).findLast(
    ({ action }) => action === 'signAfterwards' || action === 'objectAfterwards',
  );
  return end?.action === 'objectAfterwards';
}
