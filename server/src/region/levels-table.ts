/** The levels of a catalogue against the promise of the region: base units per kind, and the true number also where it falls short. */
import { levelOf, neededFor } from '@changping/contracts/catalogue';
import type { Kind, Tier } from '@changping/contracts/live';
import type { Standards } from '@changping/contracts/region';

export type LevelLine = {
  kind: Pick<Kind, 'id' | 'name' | 'nameEn' | 'unit'>;
  standing: number;
  dynamic: number;
  needed: number;
  /** Below zero: so many are missing. */
  over: number;
};

export function levelLines(
  kinds: readonly Kind[],
  sites: readonly { tier: Tier }[],
  { people, days }: Pick<Standards, 'people' | 'days'>,
): LevelLine[] {
  return kinds.map((kind) => {
    const { standing, dynamic } = levelOf(kind.levels, sites);
    const needed = neededFor(kind.need, people, days);
    return { kind, standing, dynamic, needed, over: standing + dynamic - needed };
  });
}

const heads = [
  '品种 kind',
  '',
  '单位',
  '常态 standing',
  '动态 dynamic',
  '合计 together',
  '需要 needed',
  '差 over',
];

/** For a terminal: a Chinese character is two columns wide. */
export function levelTable(lines: readonly LevelLine[]): string {
  const rows = lines.map(({ kind, standing, dynamic, needed, over }) => [
    kind.name,
    kind.id,
    kind.unit,
    ...[standing, dynamic, standing + dynamic, needed].map(String),
    over < 0 ? `${over} 不足 short` : `+${over}`,
  ]);
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))));
  return all
    .map((row) =>
      row
        .map((cell, column) => padded(cell, widths[column] ?? 0, column > 2))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const widthOf = (text: string) => [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0);

function padded(cell: string, width: number, isNumber: boolean): string {
  const room = ' '.repeat(width - widthOf(cell));
  return isNumber ? room + cell : cell + room;
}
