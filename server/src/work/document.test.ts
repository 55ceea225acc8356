/** A form of any length is written with the same few questions to the book. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Document, Line } from '@changping/contracts/documents';
import type { Instant, KindId, SiteId } from '@changping/contracts/units';
import { expect, it, onTestFinished, vi } from 'vitest';
import { readRegion } from '../region.ts';
import { openDatabase } from '../store/database.ts';
import { seed } from '../store/seed.ts';
import { paperOf } from './reports.ts';

const region = readRegion(join(import.meta.dirname, '../../region/ningxia'));
const at = Date.parse('2026-11-02T08:00:00+08:00') as Instant;
const id = '01990000-0000-7000-8000-000000000001';

it('asks the book for the days and the supplier of every lot that a receipt brings, in one statement for all lines', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'changping-'));
  const db = await openDatabase(folder);
  onTestFinished(async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  seed(db, region);
  const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: 'own' }) as const;
  const lines = Array.from({ length: 40 }, (_, i): Line => {
    const goods = { kind: 'quilt' as KindId, item: null, lot: `L-${i}`, piece: null, wanted: 1 };
    const way = { from: slot('supplier'), to: slot('RC-S/receiving') };
    return { n: i + 1, of: null, ...goods, ...way, done: {} };
  });
  const document: Document = {
    ...{ id, number: 'RC-S-GI-2026-0001', type: 'goodsIn', site: 'RC-S' as SiteId, there: null },
    ...{ state: 'asked', version: 1, lines, owes: [], steps: [] },
  };
  const lot = db.raw.prepare(
    `insert into lot (code, kind, made_on, expires_on, supplier)
     values (?, (select key from kind where code = 'quilt'), '2026-01-01', ?, 'A mill')`,
  );
  for (const { lot: code, n } of lines) lot.run(code, `20${30 + n}-01-01`);
  db.raw
    .prepare(
      `insert into document (id, number, type, site, state, created_at, version, body, is_over)
       values (?, ?, 'goodsIn', (select key from site where code = 'RC-S'), 'asked', ?, 1, ?, 0)`,
    )
    .run(id, document.number, at, JSON.stringify(document));

  const told = {
    region: { name: '宁夏', nameEn: 'Ningxia', timeZone: 'Asia/Shanghai' },
    sites: region.sites,
    kinds: region.kinds,
  };
  const order = { id, report: 'document', document: id, lang: 'en', format: 'pdf' } as const;
  const asked = vi.spyOn(db.raw, 'prepare');
  const paper = await paperOf(order, { raw: db.raw, told, now: at + 60_000, by: 'x', outsider: null });
  const ofLots = asked.mock.calls.filter(([sql]) => sql.includes('from lot '));
  const rows = paper.tables[0]?.rows as (string | number | null)[][];
  expect(rows.map(([n, , which, from]) => [n, which, from])).toEqual(
    lines.map(({ n, lot: code }) => [
      n,
      `${code}\nmade on 2026-01-01\nexpires on 20${30 + n}-01-01`,
      expect.stringMatching(/ A mill$/),
    ]),
  );
  expect(ofLots).toHaveLength(1);
});
