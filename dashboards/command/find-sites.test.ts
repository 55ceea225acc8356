import type { Site } from '@changping/contracts/live';
import { expect, it } from 'vitest';
import { findSites } from './find-sites.ts';

const sites = [
  { id: 'ST-1', name: '固原路派出所装备室', nameEn: 'Guyuan Road Station Room', tier: 'station' },
  {
    id: 'RC-S',
    name: '南部区域中心库(固原)',
    nameEn: 'South Regional Central Depot (Guyuan)',
    tier: 'regional',
  },
  { id: 'CS-1', name: '兴庆区库', nameEn: 'Xingqing County Store', tier: 'county' },
] as Site[];
const ids = (text: string) => findSites(sites, text).map(({ id }) => id);

it.each([
  ['固原', ['ST-1', 'RC-S']],
  ['rc-s', ['RC-S']],
  ['depot guyuan', ['RC-S']],
  ['XINGQING', ['CS-1']],
  ['', ['RC-S', 'CS-1', 'ST-1']],
  ['nowhere', []],
])('finds for "%s" %j', (text, found) => {
  expect(ids(text)).toEqual(found);
});
