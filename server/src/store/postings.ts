/** Steps whose moves are posted after them, some in each commit: how far each is stands beside what it has posted, so that nothing is posted twice and nothing is forgotten. Writing runs inside an act's transaction. */
import type { Actor } from './acts.ts';
import type { Database } from './database.ts';

export type Posting = { done: number; total: number; actor: Actor };
export type Postings = {
  begin(document: string, total: number, actor: Actor): void;
  /** So many more are posted, or were left out. With the last of them it is over. */
  forward(document: string, n: number): void;
  find(document: string): Posting | null;
  /** What the program left when it ended, by document. */
  all(): string[];
};

export function postings({ raw }: Pick<Database, 'raw'>): Postings {
  const ofDocument = 'document = (select key from document where id = ?)';
  const begin = raw.prepare(
    'insert into posting (document, done, total, actor) values ((select key from document where id = ?), 0, ?, ?)',
  );
  const forward = raw.prepare(`update posting set done = done + ? where ${ofDocument}`);
  const end = raw.prepare(`delete from posting where done >= total and ${ofDocument}`);
  const find = raw.prepare(`select done, total, actor from posting where ${ofDocument}`);
  const all = raw
    .prepare('select document.id from posting join document on document.key = posting.document')
    .pluck();
  return {
    begin: (document, total, actor) => void begin.run(document, total, JSON.stringify(actor)),
    forward(document, n) {
      forward.run(n, document);
      end.run(document);
    },
    find(document) {
      const row = find.get(document) as { done: number; total: number; actor: string } | undefined;
      return row ? { ...row, actor: JSON.parse(row.actor) as Actor } : null;
    },
    all: () => all.all() as string[],
  };
}
