/** sites.csv and zones.csv: every store with its position, loading time, telephone, zones and bins. */
import { tiers } from '@changping/contracts/catalogue';
import type { Site } from '@changping/contracts/live';
import type { Box } from '@changping/contracts/region';
import type { Minutes, SiteId } from '@changping/contracts/units';
import { z } from 'zod';
import { misplaced, outsideKm } from './near.ts';
import {
  areaCode,
  degrees,
  id,
  type Line,
  type Mistakes,
  number,
  oneOf,
  onlyOnce,
  orEmpty,
  quality,
  readTable,
  text,
  whole,
} from './table.ts';

/** One zone of one store, with its bins: … B-01 … */
export type StoreZone = { site: SiteId; zone: string; name: string; nameEn: string; bins: readonly string[] };

const columns = {
  id,
  name: text,
  name_en: text,
  tier: oneOf(tiers),
  parent: orEmpty(id),
  county_code: orEmpty(areaCode),
  lon: degrees,
  lat: degrees,
  loading_minutes: orEmpty(number(0, 600)),
  phone: orEmpty(z.string().regex(/^\+?[\d -]{5,30}$/, 'must be a telephone number')),
  phone_basis: orEmpty(oneOf(['sourced', 'sample'])),
  zones: text,
  quality,
  source: text,
};
type SiteRow = z.infer<z.ZodObject<typeof columns>>;

const zoneColumns = {
  tier: oneOf(tiers),
  zone: id,
  name: text,
  name_en: text,
  racks: whole(0, 26),
  bins_per_rack: whole(0, 99),
  source: text,
};
type ZoneRow = z.infer<z.ZodObject<typeof zoneColumns>>;

export function readSites(
  folder: string,
  box: Box,
  loading: Readonly<Record<Site['tier'], Minutes>>,
  areas: ReadonlySet<string>,
  mistakes: Mistakes,
): { sites: Site[]; zones: StoreZone[] } {
  const { lines, named } = readTable(folder, 'sites.csv', columns, mistakes);
  const { lines: layout } = readTable(folder, 'zones.csv', zoneColumns, mistakes);
  onlyOnce('sites.csv', 'id', lines, ({ id }) => id, mistakes);
  onlyOnce('zones.csv', 'zone', layout, ({ tier, zone }) => `${tier} ${zone}`, mistakes);
  const ids = named('id');
  for (const line of lines) judge(line, box, ids, areas, mistakes);
  return {
    sites: lines.map(({ row }) => siteOf(row, loading)),
    zones: lines.flatMap((line) => zonesOf(line, layout, mistakes)),
  };
}

function judge(
  { line, row }: Line<SiteRow>,
  box: Box,
  ids: ReadonlySet<string>,
  areas: ReadonlySet<string>,
  { note }: Mistakes,
): void {
  const wrong = (column: string, mistake: string) => note('sites.csv', line, column, mistake);
  const isOutside = row.tier === 'external';
  const where = misplaced(box, row.lon, row.lat, isOutside ? outsideKm : 0);
  if (where) wrong('lon', where);
  if (row.parent !== null && !ids.has(row.parent)) wrong('parent', `"${row.parent}" is no site`);
  if (row.parent === row.id) wrong('parent', 'a site cannot be its own parent');
  if (row.county_code !== null && !areas.has(row.county_code))
    wrong('county_code', `areas.csv has no "${row.county_code}"`);
  if (row.county_code === null && !isOutside) wrong('county_code', 'must be there inside the region');
  if ((row.phone === null) !== (row.phone_basis === null))
    wrong('phone_basis', 'must say whether the phone is sourced or a sample');
}

const siteOf = (row: SiteRow, loading: Readonly<Record<Site['tier'], Minutes>>): Site => ({
  id: row.id as SiteId,
  name: row.name,
  nameEn: row.name_en,
  tier: row.tier,
  area: row.county_code,
  parent: row.parent as SiteId | null,
  lon: row.lon,
  lat: row.lat,
  quality: row.quality,
  loadingMinutes: (row.loading_minutes ?? loading[row.tier]) as Minutes,
  phone: row.phone === null ? null : { number: row.phone, isSample: row.phone_basis === 'sample' },
});

function zonesOf({ line, row }: Line<SiteRow>, layout: readonly Line<ZoneRow>[], { note }: Mistakes) {
  return row.zones.split(/\s+/).flatMap((zone): StoreZone[] => {
    const drawn = layout.find((each) => each.row.tier === row.tier && each.row.zone === zone)?.row;
    if (!drawn) {
      note('sites.csv', line, 'zones', `zones.csv has no zone "${zone}" for the tier ${row.tier}`);
      return [];
    }
    return [{ site: row.id as SiteId, zone, name: drawn.name, nameEn: drawn.name_en, bins: binsOf(drawn) }];
  });
}

function binsOf({ racks, bins_per_rack }: ZoneRow): string[] {
  const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);
  return upTo(racks).flatMap((rack) =>
    upTo(bins_per_rack).map((bin) => `${String.fromCharCode(65 + rack)}-${String(bin + 1).padStart(2, '0')}`),
  );
}
