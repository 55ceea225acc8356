/** Labels against what others read in them: tests and guides of GS1 itself and of other readers. Identifiers that our labels never bear (22, 99, 254, 392n) are named as unknown where theirs are read: a value that nobody keeps must not look kept. */
import { readFileSync } from 'node:fs';
import { decodeEpc } from '@changping/contracts/epc';
import { agrees } from '@changping/contracts/gs1-agrees';
import { parseScan } from '@changping/contracts/scan';
import { instant } from '@changping/contracts/units';
import { expect, it } from 'vitest';

const now = instant(Date.UTC(2026, 10, 25));
const table = (name: string) =>
  readFileSync(new URL(`${name}.csv`, import.meta.url), 'utf8')
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map((line) => line.split(','));

it.each(table('gs1') as [string, string, string][])('%s: %s', (_, text, expected) => {
  const scan = parseScan(text.replaceAll('{FNC1}', '\x1d'), now);
  if (expected.includes('='))
    expect('ais' in scan && !('candidates' in scan) && scan.ais).toEqual(
      Object.fromEntries(expected.split(';').map((pair) => pair.split('='))),
    );
  else expect(scan.type === 'fault' ? `${scan.code} ${scan.ai ?? ''}`.trim() : scan.type).toBe(expected);
});

it('finds tag and label of one published piece the same', () => {
  const both = table('epc').filter(([, , , , label]) => label?.startsWith('('));
  expect(both.length).toBeGreaterThanOrEqual(4);
  for (const [, epc = '', , , label = ''] of both) {
    const scan = parseScan(label, now);
    expect('ais' in scan && agrees(decodeEpc(epc), scan.ais)).toBe('same');
  }
});
