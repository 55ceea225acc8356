/** Sample data for the demo: goods that are expected, so that a pallet seen at a gate can arrive. Never part of a production start. */
import type { Database } from './database.ts';
import { sampleGoods } from './sample-goods.ts';
import { uuid7 } from './uuid.ts';

type Expected = { number: string; site: string; kind: string; lot: string; quantity: number; epcs: string[] };
const range = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const hex = (n: number, digits: number) => n.toString(16).toUpperCase().padStart(digits, '0');

/** Factory tags of the simulated pallet: a chip maker's prefix and a running number. */
const pallet = range(40).map((n) => `E2801160600002${hex(n, 10)}`);
/** SGTIN-96 under the prefix that the GS1 standard uses in its own examples. */
const cartons = range(24).map((n) => `3034257BF7194E40${hex(0x10000 + n, 8)}`);

const documents: Expected[] = [
  {
    number: 'GI-2026-0001',
    site: 'RC-S',
    kind: 'quilt',
    lot: 'SAMPLE-Q-2026-09',
    quantity: 10,
    epcs: pallet,
  },
  {
    number: 'GI-2026-0002',
    site: 'RC-N',
    kind: 'water-550',
    lot: 'SAMPLE-W-2026-10',
    quantity: 24,
    epcs: cartons,
  },
];

export function sample({ raw }: Pick<Database, 'raw'>, now: number): void {
  const isThere = raw.prepare('select 1 from document where number = ?').pluck();
  const addDocument = raw.prepare(
    `insert into document (id, number, type, site, state, created_at)
     values (?, ?, 'goodsIn', (select key from site where code = ?), 'expected', ?)`,
  );
  const addLine = raw.prepare('insert into document_line (document, piece) values (?, ?)');
  const goods = sampleGoods({ raw });
  raw.transaction(() => {
    for (const { number, site, kind, lot, quantity, epcs } of documents) {
      if (isThere.get(number)) continue;
      const document = addDocument.run(uuid7(now), number, site, now).lastInsertRowid;
      const lotKey = goods.lot(lot, kind, '2026-09-15', null);
      for (const epc of epcs) addLine.run(document, goods.piece(lotKey, quantity, epc, now).key);
    }
  })();
}
