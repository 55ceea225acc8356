/** What one person asked for and a second has to confirm: one of a subject, the newest. Writing runs inside an act's transaction. */
import type { Instant } from '@changping/contracts/units';
import type { Database } from './database.ts';

export type Proposal<Content> = { content: Content; by: string; at: Instant; reason: string | null };
export type Proposals<Content> = {
  find(subject: string): Proposal<Content> | undefined;
  /** In the place of the one before. */
  put(subject: string, proposal: Proposal<Content>): void;
  drop(subject: string): void;
};

/** @param of what all its subjects begin with. */
export function proposals<Content>({ raw }: Pick<Database, 'raw'>, of: string): Proposals<Content> {
  const find = raw.prepare('select content, by, at, reason from proposal where subject = ?');
  const put = raw.prepare(
    'insert or replace into proposal (subject, content, by, at, reason) values (?, ?, ?, ?, ?)',
  );
  const drop = raw.prepare('delete from proposal where subject = ?');
  return {
    find(subject) {
      const row = find.get(`${of}/${subject}`) as (Proposal<string> & { content: string }) | undefined;
      return row && { ...row, content: JSON.parse(row.content) as Content };
    },
    put: (subject, { content, by, at, reason }) =>
      void put.run(`${of}/${subject}`, JSON.stringify(content), by, at, reason),
    drop: (subject) => void drop.run(`${of}/${subject}`),
  };
}
