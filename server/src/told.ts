/** What papers and imports tell of the region, with the catalogue of this moment. */
import type { Region } from './region.ts';
import type { Told } from './work/reports.ts';

export const toldOf = ({ name, nameEn, timeZone, sites, kinds }: Region): Told => ({
  region: { name, nameEn, timeZone },
  sites: sites.map(({ id, name, nameEn }) => ({ id, name, nameEn })),
  kinds: kinds.map(({ id, name, nameEn, unit, unitEn, unitCostFen, isRetired, gtins }) => ({
    ...{ id, name, nameEn, unit, unitEn, unitCostFen, isRetired, ...(gtins ? { gtins } : {}) },
  })),
});
