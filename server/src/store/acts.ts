/** What people do: one transaction holds the change, its one audit row and the commit that seals both. Who is refused leaves a row too. No audit, no change. */
import { Fault } from '@changping/contracts/faults';
import type { FeedItem } from '@changping/contracts/live';
import type { Instant, SiteId } from '@changping/contracts/units';
import type { AuditText } from '../domain/chain.ts';
import type { Book, OpenCommit } from './book.ts';
import type { Database } from './database.ts';
import type { Ledger, Moved } from './ledger.ts';

export type Actor = Pick<AuditText, 'account' | 'role' | 'device' | 'address'>;
/** `chain`: the store it concerns, or the region's own. `object`: what it was done to, by its outside name. */
export type Act = { chain: SiteId; action: string; object: string; reason?: string | null };
/** `before`, `after`: what an auditor has to see of the change; no secrets. */
export type Changed<Result> = { before: object | null; after: object | null; result: Result };
export type Acts = {
  /** @throws what `work` throws, after the refusal was written; nothing else of it stays. */
  run<Result>(actor: Actor, act: Act, now: Instant, work: (commit: OpenCommit) => Changed<Result>): Result;
};
export type ActParts = {
  book: Book;
  /** As for letters: what follows from what was moved. */
  moved: Moved;
  note: Ledger['note'];
  /** After a failed transaction, and where pieces moved: what is remembered of tags may be wrong. */
  forget(): void;
  /** It is on the disk; now the pages may know. */
  told(chain: SiteId, lines: readonly FeedItem[]): void;
};

export function acts({ raw }: Pick<Database, 'raw'>, parts: ActParts): Acts {
  const { book, moved, note, forget, told } = parts;
  const siteKeyOf = raw.prepare('select key from site where code = ?').pluck();
  const addAudit = raw.prepare(
    `insert into audit (commit_key, at, account, role, device, address, action, object, before, after, reason, result)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );

  function write(commit: OpenCommit, row: AuditText): void {
    const { at, account, role, device, address, action, object, before, after, reason, result } = row;
    const columns = [at, account, role, device, address, action, object, before, after, reason, result];
    addAudit.run(commit.key, ...columns);
    commit.audits.push(row);
  }

  const once = raw.transaction(
    <Result>(actor: Actor, act: Act, now: Instant, work: (commit: OpenCommit) => Changed<Result>) => {
      const commit = book.open(act.chain, siteKeyOf.get(act.chain) as number);
      const { before, after, result } = work(commit);
      write(commit, { ...rowOf(actor, act, now), before: text(before), after: text(after), result: 'ok' });
      book.seal(commit, now);
      const lines = moved([commit], now).map(note);
      return { result, lines, hasMoved: commit.entries.length > 0 };
    },
  );
  const refuse = raw.transaction((actor: Actor, act: Act, now: Instant, code: string) => {
    const commit = book.open(act.chain, siteKeyOf.get(act.chain) as number);
    write(commit, { ...rowOf(actor, act, now), before: null, after: null, result: code });
    book.seal(commit, now);
  });

  return {
    run<Result>(actor: Actor, act: Act, now: Instant, work: (commit: OpenCommit) => Changed<Result>) {
      try {
        const { result, lines, hasMoved } = once.immediate(actor, act, now, work);
        if (hasMoved) forget();
        told(act.chain, lines);
        return result as Result;
      } catch (error) {
        book.forget();
        forget();
        if (error instanceof Fault) refuse.immediate(actor, act, now, error.code);
        throw error;
      }
    },
  };
}

const rowOf = (actor: Actor, { action, object, reason = null }: Act, at: Instant) => ({
  at,
  ...actor,
  action,
  object,
  reason,
});
const text = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));
