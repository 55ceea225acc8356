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
/** `before`, `after`: what an auditor has to see of the change; no secrets. `refused`: the change stays, and is itself that somebody was refused: a wrong password counts. */
/** `pieces`: what is remembered of their tags is wrong now. */
export type Changed<Result> = {
  before: object | null;
  after: object | null;
  pieces?: readonly string[];
  /** Stores whose picture it changed besides those whose stock it did. */
  sites?: readonly string[];
  /** What the feed tells of it besides what follows from what was moved. */
  lines?: readonly Omit<FeedItem, 'id'>[];
} & ({ result: Result; refused?: never } | { refused: Fault });
export type Acts = {
  /** @throws what `work` throws, after the refusal was written; nothing else of it stays. */
  run<Result>(actor: Actor, act: Act, work: (commit: OpenCommit) => Changed<Result>): Result;
  /** Has this refusal its row? */
  isWritten(fault: Fault): boolean;
};
export type ActParts = {
  book: Book;
  /** As for letters: what follows from what was moved. */
  moved: Moved;
  note: Ledger['note'];
  forget: Ledger['forget'];
  /** It is on the disk; now the pages may know. `sites`: whose stock it changed. */
  told(sites: readonly SiteId[], lines: readonly FeedItem[]): void;
  now(): Instant;
};

export function acts({ raw }: Pick<Database, 'raw'>, parts: ActParts): Acts {
  const { book, moved, note, forget, told, now } = parts;
  const siteKeyOf = raw.prepare('select key from site where code = ?').pluck();
  const siteOf = raw.prepare('select code from site where key = ?').pluck();
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
    <Result>(actor: Actor, act: Act, work: (commit: OpenCommit) => Changed<Result>) => {
      const at = now();
      const commit = book.open(act.chain, siteKeyOf.get(act.chain) as number);
      const changed = work(commit);
      const [before, after] = [text(changed.before), text(changed.after)];
      const code = changed.refused?.code ?? 'ok';
      write(commit, { ...rowOf(actor, act, at), before, after, result: code });
      book.seal(commit, at);
      const lines = [...(changed.lines ?? []), ...moved([commit], at)].map(note);
      const keys = new Set([...commit.changes.values()].map(({ site }) => site));
      const sites = new Set([...keys].map((key) => siteOf.get(key) as SiteId));
      for (const site of changed.sites ?? []) sites.add(site as SiteId);
      return { changed, lines, sites: [...sites] };
    },
  );
  const refuse = raw.transaction((actor: Actor, act: Act, code: string) => {
    const at = now();
    const commit = book.open(act.chain, siteKeyOf.get(act.chain) as number);
    write(commit, { ...rowOf(actor, act, at), before: null, after: null, result: code });
    book.seal(commit, at);
  });

  const written = new WeakSet<Fault>();

  function attempt<Result>(actor: Actor, act: Act, work: (commit: OpenCommit) => Changed<Result>) {
    try {
      return once.immediate(actor, act, work);
    } catch (error) {
      // Nothing was moved, so what is remembered of tags is still true: a refusal must not cost the gates their memory.
      book.forget();
      if (error instanceof Fault) {
        refuse.immediate(actor, act, error.code);
        written.add(error);
      }
      throw error;
    }
  }

  return {
    run<Result>(actor: Actor, act: Act, work: (commit: OpenCommit) => Changed<Result>) {
      const { changed, lines, sites } = attempt(actor, act, work);
      if (changed.pieces) forget(changed.pieces);
      told(sites, lines);
      if (changed.refused) {
        written.add(changed.refused);
        throw changed.refused;
      }
      return changed.result as Result;
    },
    isWritten: (fault) => written.has(fault),
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
