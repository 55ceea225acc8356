import type { Site } from '@changping/contracts/live';
import { expect, it } from 'vitest';
import { findPlaces, findSites } from './find.ts';

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

const places = [
  { place: 'p:640104001', kind: 'place', name: '凤凰北街街道', nameEn: 'Fenghuang North Street' },
  { place: 'p:640323203', kind: 'place', name: '麻黄山乡', nameEn: 'Mahuangshan' },
  { place: 's:640104', kind: 'county_seat', name: '兴庆区', nameEn: 'Xingqing' },
  { place: 'j:Taoshankou', kind: 'junction', name: '桃山口枢纽', nameEn: 'Taoshankou junction G6/G70' },
];

it.each([
  ['麻黄', ['p:640323203']],
  ['mahuang', ['p:640323203']],
  ['street fenghuang', ['p:640104001']],
  ['640104', ['s:640104', 'p:640104001']],
  ['山', ['p:640323203', 'j:Taoshankou']],
  ['  ', []],
  ['nowhere', []],
])('finds for "%s" the places %j', (text, found) => {
  expect(findPlaces(places, text).map(({ place }) => place)).toEqual(found);
});

it('stops before a list of places is longer than anybody reads', () => {
  const many = Array.from({ length: 100 }, (_, i) => ({ ...places[1]!, place: `p:${i}` }));
  expect(findPlaces(many, '乡')).toHaveLength(30);
});
