/** catalogue.json, kinds.csv, shelf-life.csv and levels.csv: what is kept, for how long and on whose word, and how much of it each tier shall hold. */
import type { Catalogue } from '@changping/contracts/catalogue';
import { mistakeTold } from '@changping/contracts/cell-mistakes';
import { catalogueHead } from '@changping/contracts/http-region';
import type { Kind } from '@changping/contracts/live';
import { gtinFaults, kindCells, kindFaults, kindOf, levelCells, lifeCells } from './kind-rows.ts';
import { id, type Mistakes, onlyOnce, orEmpty, readJson, readTable, text } from './table.ts';

const kindColumns = { ...kindCells, source: text };
const lifeColumns = {
  /** Empty: a reference for what this catalogue does not keep. */
  kind: orEmpty(id),
  name: text,
  name_en: text,
  ...lifeCells,
};
const levelColumns = { kind: id, ...levelCells, source: text };

export function readCatalogue(folder: string, mistakes: Mistakes): { catalogue: Catalogue; kinds: Kind[] } {
  const { note } = mistakes;
  const head = readJson(folder, 'catalogue.json', catalogueHead, mistakes);
  const catalogue: Catalogue = head ?? noCatalogue;
  const { lines: rows, named } = readTable(folder, 'kinds.csv', kindColumns, mistakes);
  const { lines: lives } = readTable(folder, 'shelf-life.csv', lifeColumns, mistakes);
  const { lines: levels } = readTable(folder, 'levels.csv', levelColumns, mistakes);
  const ids = named('id');
  onlyOnce('kinds.csv', 'id', rows, ({ id }) => id, mistakes);
  onlyOnce(
    'shelf-life.csv',
    'kind',
    lives.filter(({ row }) => row.kind),
    ({ kind }) => kind ?? '',
    mistakes,
  );
  onlyOnce('levels.csv', 'tier', levels, ({ kind, tier }) => `${kind} ${tier}`, mistakes);
  for (const { line, row } of rows)
    for (const { field, code } of kindFaults(row, head?.categories ?? [{ id: row.category }]))
      note('kinds.csv', line, field, mistakeTold(code, 1));
  for (const { line, row } of lives)
    if (row.kind !== null && !ids.has(row.kind))
      note('shelf-life.csv', line, 'kind', `kinds.csv has no "${row.kind}"`);
  for (const { line, row } of levels)
    if (!ids.has(row.kind)) note('levels.csv', line, 'kind', `kinds.csv has no "${row.kind}"`);
  const kinds = rows.map(({ row }) => {
    const life = lives.find((each) => each.row.kind === row.id)?.row;
    const own = levels.filter((each) => each.row.kind === row.id).map((each) => each.row);
    return kindOf(
      row,
      life,
      new Map(own.map(({ tier, standing, dynamic }) => [tier, { standing, dynamic }])),
    );
  });
  for (const { kind, field, code } of gtinFaults(kinds))
    note('kinds.csv', rows.find(({ row }) => row.id === kind)?.line ?? 0, field, mistakeTold(code, 1));
  return { catalogue, kinds };
}

/** Stands in until the file is right; nothing starts with it. */
const noCatalogue: Catalogue = {
  ...{ edition: '', note: { zh: '', en: '' }, categories: [] },
  nearExpiry: {
    ...{ zh: '', en: '' },
    step: { regional: 1, city: 1, county: 1, station: 1, partner: 1, external: 1 },
  },
};
