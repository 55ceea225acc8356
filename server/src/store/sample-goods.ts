/** Write down sample goods: lots, tagged pieces and their tags. Their supplier says that they are a sample. Runs inside the caller's transaction. */
import { decodeEpc } from '@changping/contracts/epc';
import type { Database } from './database.ts';
import { uuid7 } from './uuid.ts';

export type SampleGoods = {
  /** @returns its key. Dates are days like 2026-09-15. */
  lot(code: string, kind: string, madeOn: string, expiresOn: string | null): number;
  /** A tag that was seen before as a stranger is bound too. */
  piece(lot: number, quantity: number, epc: string, now: number): { key: number; id: string };
};

export function sampleGoods({ raw }: Pick<Database, 'raw'>): SampleGoods {
  const addLot = raw.prepare(
    `insert into lot (code, kind, made_on, expires_on, supplier)
     values (?, (select key from kind where code = ?), ?, ?, '样例供应商 sample supplier')`,
  );
  const addPiece = raw.prepare('insert into piece (id, lot, quantity) values (?, ?, ?)');
  const addTag = raw.prepare(
    'insert into tag (epc, piece, scheme, uri) values (?, ?, ?, ?) on conflict (epc) do update set piece = excluded.piece',
  );
  return {
    lot: (...row) => Number(addLot.run(...row).lastInsertRowid),
    piece(lot, quantity, epc, now) {
      const id = uuid7(now);
      const key = Number(addPiece.run(id, lot, quantity).lastInsertRowid);
      const decoded = decodeEpc(epc);
      addTag.run(epc, key, decoded?.scheme ?? null, decoded?.uri ?? null);
      return { key, id };
    },
  };
}
