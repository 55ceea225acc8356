/** What the stories take for granted of the region's sample goods is so. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { ordinaryEpcs } from './goods.ts';

const region = new URL('../../server/region/ningxia/', import.meta.url);
const rows = (file: string): Record<string, string>[] =>
  parse(readFileSync(new URL(file, region)), { columns: true, bom: true });

it('fills the ordinary zone of a regional centre with as many cases as the catalogue and its levels make', () => {
  const standing = new Map(
    rows('levels.csv').flatMap(({ tier, kind = '', standing }) =>
      tier === 'regional' ? [[kind, Number(standing)] as const] : [],
    ),
  );
  const cases = rows('kinds.csv')
    .filter(({ zone }) => zone === 'ordinary')
    .map(({ id = '', pack_units }) => Math.ceil((standing.get(id) ?? 0) / Number(pack_units)));
  expect(cases.length).toBeGreaterThan(10);
  expect(ordinaryEpcs('RC-S')).toHaveLength(cases.reduce((sum, each) => sum + each, 0));
});
