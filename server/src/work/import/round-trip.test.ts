import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kind } from '@changping/contracts/live';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../store/database.ts';
import { seed } from '../../store/seed.ts';
import { tableCsv } from '../csv.ts';
import { tableXlsx } from '../xlsx.ts';
import { read } from './read.ts';

const folder = mkdtempSync(join(tmpdir(), 'changping-import-'));
const kind = {
  id: 'quilt',
  name: '棉被',
  nameEn: 'Quilt',
  unit: '条',
  unitEn: 'piece',
  unitCostFen: 0,
  gtins: ['06901234567892'],
};
const told = {
  region: { name: '', nameEn: '', timeZone: 'UTC' },
  ...{ sites: [], kinds: [kind as unknown as Kind] },
};
let db: Database;
beforeAll(async () => {
  db = await openDatabase(folder);
  const zones = [{ site: 'A', zone: 'hall', bins: ['1'] }];
  seed(db, { sites: [{ id: 'A' as never }], kinds: [{ id: 'quilt' as never }], zones });
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What people write, and what spreadsheets take for something else. Signs that nobody sees and full-width letters are refused or made narrow, and so no part of it. */
const sign = fc.constantFrom(...'甲乙𠮷aZ09=+-@\'",;#/%()（）·.: é');
const code = fc
  .string({ unit: sign, minLength: 1, maxLength: 12 })
  .map((text) => text.trim().normalize('NFC'))
  .filter((text) => text !== '');
const row = fc.record({
  lot: code,
  piece: code,
  supplier: fc.option(code, { nil: '' }),
  quantity: fc.integer({ min: 1, max: 1_000_000 }),
});
const heads = ['品种', '批次', '供应商', '件号', '数量', '位置'];

it.each(['csv', 'xlsx'] as const)(
  'reads out of a %s exactly what was written into it, whatever people call their goods',
  async (format) => {
    const property = fc.asyncProperty(
      fc.uniqueArray(row, { minLength: 1, maxLength: 8, selector: ({ piece }) => piece }),
      async (rows) => {
        const first = new Map(rows.toReversed().map(({ lot, supplier }) => [lot, supplier]));
        const cells = rows.map(({ lot, piece, quantity }) => [
          '棉被',
          lot,
          first.get(lot) ?? '',
          piece,
          quantity,
          'A/hall/1',
        ]);
        const table = [heads, ...cells];
        const bytes = format === 'csv' ? tableCsv(table) : await tableXlsx(table);
        const wish = {
          kind: 'stock',
          site: 'A',
          name: `x.${format}`,
          bytes,
          mapping: null,
          remembered: {},
          told,
        } as const;
        const found = await read(wish, db.raw);
        expect(found.errors).toEqual([]);
        const back = found.fresh.map((each) =>
          each.what === 'stock' ? [each.lot, each.piece, each.quantity] : [],
        );
        expect(back).toEqual(rows.map(({ lot, piece, quantity }) => [lot, piece, quantity]));
        expect(new Map(found.lots.map(({ lot, supplier }) => [lot, supplier]))).toEqual(first);
      },
    );
    await fc.assert(property, { numRuns: format === 'csv' ? 300 : 60, verbose: 1 });
  },
);

it.each([
  ['6901234567892', ['quilt']],
  ['06901234567892', ['quilt']],
  ['6901234567893', ['kind']],
  ['036000291452', ['kind']],
])('takes the bar code %s for the kind that is sold under it', async (code, of) => {
  const bytes = tableCsv([heads, [code, 'L-1', '', 'P-1', 6, 'A/hall/1']]);
  const wish = {
    kind: 'stock',
    site: 'A',
    name: 'x.csv',
    bytes,
    mapping: null,
    remembered: {},
    told,
  } as const;
  const found = await read(wish, db.raw);
  const kinds = found.fresh.flatMap((each) => (each.what === 'stock' ? each.kind : []));
  expect([...kinds, ...found.errors.map(({ code }) => code)]).toEqual(of);
});
