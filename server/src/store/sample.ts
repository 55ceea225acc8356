/** Sample data for the demo: goods that are expected, so that a pallet seen at a gate can arrive. Never part of a production start. */
import { randomBytes } from 'node:crypto';
import { decodeEpc } from '@changping/contracts/epc';
import type { Database } from './database.ts';

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
  const keyOf = (table: string) => raw.prepare(`select key from ${table} where code = ?`).pluck();
  const addDocument = raw.prepare(
    `insert into document (id, number, type, site, state, created_at) values (?, ?, 'goodsIn', ?, 'expected', ?)`,
  );
  const addLot = raw.prepare(
    'insert into lot (code, kind, made_on, expires_on, supplier) values (?, ?, ?, null, ?)',
  );
  const addPiece = raw.prepare('insert into piece (id, lot, quantity) values (?, ?, ?)');
  const addTag = raw.prepare(
    'insert into tag (epc, piece, scheme, uri) values (?, ?, ?, ?) on conflict (epc) do update set piece = excluded.piece',
  );
  const addLine = raw.prepare('insert into document_line (document, piece) values (?, ?)');

  raw.transaction(() => {
    for (const { number, site, kind, lot, quantity, epcs } of documents) {
      if (isThere.get(number)) continue;
      const document = addDocument.run(uuid7(now), number, keyOf('site').get(site), now).lastInsertRowid;
      const lotKey = addLot.run(
        lot,
        keyOf('kind').get(kind),
        '2026-09-15',
        '样例供应商 sample supplier',
      ).lastInsertRowid;
      for (const epc of epcs) {
        const piece = addPiece.run(uuid7(now), lotKey, quantity).lastInsertRowid;
        const decoded = decodeEpc(epc);
        addTag.run(epc, piece, decoded?.scheme ?? null, decoded?.uri ?? null);
        addLine.run(document, piece);
      }
    }
  })();
}

/** RFC 9562: 48 bits of milliseconds, then random. */
function uuid7(now: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
