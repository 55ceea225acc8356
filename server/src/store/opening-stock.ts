/** Enter the stock a store had before its book began: one commit a store on its own chain, every piece out of the place "opening", once in a database's life. */
import type { SiteId } from '@changping/contracts/units';
import { book, type Cell } from './book.ts';
import type { Database } from './database.ts';
import { sampleGoods } from './sample-goods.ts';
import type { PlannedLot, PlannedPiece } from './sample-plan.ts';

/** It stood there before anybody looked: what a gate sees today comes after it. */
const earlier = 86_400_000;

/** @param actor who says that it stood there. */
export function openingStock(
  { raw }: Pick<Database, 'raw'>,
  { lots, pieces }: { lots: readonly PlannedLot[]; pieces: readonly PlannedPiece[] },
  actor: string,
  now: number,
): void {
  const isEntered = raw
    .prepare("select 1 from cell where place = (select key from place where code = 'opening') limit 1")
    .pluck();
  if (isEntered.get()) return;
  const siteKey = raw.prepare('select key from site where code = ?').pluck();
  const goods = sampleGoods({ raw });
  const ledgerBook = book({ raw });
  raw.transaction(() => {
    const keys = new Map(
      lots.map((lot) => [lot.code, goods.lot(lot.code, lot.kind, lot.madeOn, lot.expiresOn)]),
    );
    for (const site of new Set(pieces.map((piece) => piece.site))) {
      const commit = ledgerBook.open(site as SiteId, siteKey.get(site) as number);
      for (const { lot, place, quantity, epc } of pieces.filter((piece) => piece.site === site)) {
        const lotKey = keys.get(lot);
        if (lotKey === undefined) throw new Error(`there is no lot "${lot}"`);
        const piece = goods.piece(lotKey, quantity, epc, now);
        const cell = { lot, lotKey, quality: 'usable', grade: 'reserve', owner: site };
        const from: Cell = { ...cell, place: 'opening', piece: null, pieceKey: null };
        const to: Cell = { ...cell, place, piece: piece.id, pieceKey: piece.key };
        ledgerBook.move(commit, {
          from,
          to,
          quantity,
          document: null,
          actor,
          evidence: null,
          happenedAt: now - earlier,
        });
      }
      ledgerBook.seal(commit, now);
    }
  })();
}
