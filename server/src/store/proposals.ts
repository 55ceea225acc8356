/** What one person asked for and a second has to confirm: one of a subject, the newest. Writing runs inside an act's transaction. */
import type { Instant } from '@changping/contracts/units';
import type { Database } from './database.ts';

export type Proposal<Content> = { content: Content; by: string; at: Instant; reason: string | null };
export type Proposals<Content> = {
  find(subject: string): Proposal<Content> | undefined;
  list(): Proposal<Content>[];
  /** In the place of the one before. */
  put(subject: string, proposal: Proposal<Content>): void;
  drop(subject: string): void;
  /** All that one person proposed, of whatever subject. @returns which it was. */
  dropBy(person: string): string[];
};

/** @param of what all its subjects begin with. */
export function proposals<Content>({ raw }: Pick<Database, 'raw'>, of: string): Proposals<Content> {
  const find = raw.prepare('select content, by, at, reason from proposal where subject = ?');
  // '0' comes behind '/'.
  const all = raw.prepare('select content, by, at, reason from proposal where subject > ? and subject < ?');
  const put = raw.prepare(
    'insert or replace into proposal (subject, content, by, at, reason) values (?, ?, ?, ?, ?)',
  );
  const dropBy = raw.prepare('delete from proposal where by = ? returning subject').pluck();
  const drop = raw.prepare('delete from proposal where subject = ?');
  const read = (row: Proposal<string>): Proposal<Content> => ({
    ...row,
    content: JSON.parse(row.content) as Content,
  });
  return {
    find(subject) {
      const row = find.get(`${of}/${subject}`) as Proposal<string> | undefined;
      return row && read(row);
    },
    list: () => (all.all(`${of}/`, `${of}0`) as Proposal<string>[]).map(read),
    put: (subject, { content, by, at, reason }) =>
      void put.run(`${of}/${subject}`, JSON.stringify(content), by, at, reason),
    drop: (subject) => void drop.run(`${of}/${subject}`),
    dropBy: (person) => dropBy.all(person) as string[],
  };
}
