import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { readRegion } from './region.ts';

const ningxia = fileURLToPath(new URL('../region/ningxia', import.meta.url));
function aCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'changping-region-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(ningxia, folder, { recursive: true });
  return folder;
}
const change = (folder: string, name: string, from: string, to: string) => {
  const text = readFileSync(join(folder, name), 'utf8');
  if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
  writeFileSync(join(folder, name), text.replace(from, to));
};

it('reads Ningxia: 82 sites, their kinds, and roads that say what they are', () => {
  const { sites, kinds, roads } = readRegion(ningxia);
  expect(sites).toHaveLength(82);
  expect(sites.filter(({ tier }) => tier === 'regional').map(({ id }) => id)).toEqual(['RC-N', 'RC-S']);
  expect(kinds.length).toBeGreaterThan(0);
  expect(roads.label).toEqual({ zh: '示意路网', en: 'schematic roads' });
  expect(roads.features.filter(({ geometry }) => geometry.type === 'LineString')).toHaveLength(376);
  expect(roads.features.filter(({ geometry }) => geometry.type === 'Point')).toHaveLength(281);
});

it('tells every mistake of every file at once, each with its row', () => {
  const folder = aCopy();
  change(folder, 'sites.csv', '106.2241,38.4769', '38.4769,106.2241');
  change(folder, 'sites.csv', 'regional,NAT-LZ,640402', 'royal,NAT-XX,64040');
  appendFileSync(join(folder, 'roads.csv'), 'p:640205100,p:nowhere,G6,expressway,110,1,derived,,none\n');
  let said = '';
  try {
    readRegion(folder);
  } catch (error) {
    said = (error as Error).message;
  }
  expect(said).toContain(
    'sites.csv, row 3: 38.4769, 106.2241 is not near the region: are lon and lat swapped?',
  );
  expect(said).toContain('sites.csv, row 4: tier "royal" must be one of');
  expect(said).toContain('sites.csv, row 4: county_code "64040" must be six digits');
  expect(said).toContain('sites.csv, row 4: parent "NAT-XX" is no site');
  expect(said).toContain('roads.csv, row 378: there is no node "p:nowhere"');
});
