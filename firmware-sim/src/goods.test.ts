/** What the stories take for granted of the region's sample goods is so. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ordinaryEpcs } from './goods.ts';

const region = new URL('../../server/region/ningxia/', import.meta.url);
/** Rows by the names of their columns. A cell in quotes may hold commas. */
function rows(file: string): Record<string, string>[] {
  const [head = [], ...lines] = readFileSync(new URL(file, region), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/(?<=^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''),
    );
  return lines.map((cells) => Object.fromEntries(cells.map((cell, i) => [head[i], cell])));
}

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
