/** The letters on the disk, by their numbers. */
import type { Epoch } from '@changping/contracts/units';
import type { Database } from './file.ts';

export type Waiting = { seq: number; bytes: Buffer };
export type Row = Waiting & { kind: string };
export type Identity = { epoch: Epoch; last: number; renewedAt: number };
export type Rows = ReturnType<typeof openRows>;

/** A page is for the line's window: more bytes than this would only wait in memory. */
const pageBytes = 512 * 1024;

export function openRows(db: Database) {
  const next = db.prepare('update counter set last = last + 1 returning last').pluck();
  const last = db.prepare('select last from counter').pluck();
  const identity = db.prepare('select epoch, last, renewed_at as renewedAt from counter');
  const become = db.prepare('update counter set epoch = ?, last = ?, renewed_at = ?');
  const add = db.prepare('insert into letter values (?, ?, ?)');
  const after = db.prepare('select seq, kind, bytes from letter where seq > ? order by seq limit ?');
  const before = db.prepare('select seq, kind, bytes from letter where seq <= ? order by seq desc limit ?');
  const one = db.prepare('select seq, kind, bytes from letter where seq = ?');
  const numbers = db.prepare('select seq from letter where seq between ? and ? order by seq limit ?').pluck();
  const drop = db.prepare('delete from letter where seq between ? and ?');
  const count = db.prepare('select count(*) from letter').pluck();
  const curve = db.prepare(`select seq from letter where kind = 'climate' order by seq limit ?`).pluck();

  return {
    next: () => next.get() as number,
    last: () => last.get() as number,
    identity: () => identity.get() as Identity,
    become: ({ epoch, last, renewedAt }: Identity) => void become.run(epoch, last, renewedAt),
    add: ({ seq, kind, bytes }: Row) => void add.run(seq, kind, bytes),
    page(from: number, limit: number): Row[] {
      const rows: Row[] = [];
      let bytes = 0;
      for (const row of after.iterate(from, limit) as Iterable<Row>) {
        rows.push(row);
        bytes += row.bytes.length;
        if (bytes >= pageBytes) break;
      }
      return rows;
    },
    newestUpTo: (seq: number, limit: number) => before.iterate(seq, limit) as IterableIterator<Row>,
    one: (seq: number) => one.get(seq) as Row | undefined,
    numbers: (from: number, to: number, limit: number) => numbers.all(from, to, limit) as number[],
    /** @returns how many went. */
    drop: (from: number, to: number) => drop.run(from, to).changes,
    count: () => count.get() as number,
    oldestCurve: (limit: number) => curve.all(limit) as number[],
  };
}
