/** How the region was covered at any moment: a row each time other depots hold a kind, with the figures and with who holds what, out of which all the rest is worked out again. Derived, so nothing waits for it and nothing rests on it. */
import type { Answer } from '@changping/contracts/http';
import type { Database } from './database.ts';

export type Figures = Omit<Answer<'/api/history'>['coverage'][number], 'at'>;
/** `holders`: kinds with the same depots together. */
export type CoverageVersion = {
  at: number;
  roads: string;
  stock: string;
  figures: Figures;
  holders: readonly { kinds: readonly string[]; depots: readonly string[] }[];
};
export type CoverageVersions = {
  /** One that differs in nothing but its time is the same still. */
  keep(version: CoverageVersion): void;
  /** That which held at a moment. */
  asOf(at: number): CoverageVersion | undefined;
  /** That which held at `from`, and those after it up to `to`, the last of each minute. */
  between(from: number, to: number): ({ at: number } & Figures)[];
};

/** Kept longer than anybody looks back. */
const keptFor = 400 * 86_400_000;

export function coverageVersions({ raw }: Pick<Database, 'raw'>): CoverageVersions {
  const last = raw.prepare('select roads, holders from coverage_version order by key desc limit 1');
  const add = raw.prepare(
    'insert into coverage_version (at, roads, stock, figures, holders) values (?, ?, ?, ?, ?)',
  );
  const forget = raw.prepare('delete from coverage_version where at < ?');
  const then = raw.prepare(
    'select at, roads, stock, figures, holders from coverage_version where at <= ? order by at desc, key desc limit 1',
  );
  const between = raw.prepare(
    `select at, figures from coverage_version
     where key in (select max(key) from coverage_version where at > ? and at <= ? group by at / 60000) order by key`,
  );
  const figured = ({ at, figures }: Pick<Row, 'at' | 'figures'>): { at: number } & Figures => ({
    at,
    ...(JSON.parse(figures) as Figures),
  });

  return {
    keep({ at, roads, stock, figures, holders }) {
      const text = JSON.stringify(holders);
      const before = last.get() as Pick<Row, 'roads' | 'holders'> | undefined;
      if (before?.roads === roads && before.holders === text) return;
      add.run(at, roads, stock, JSON.stringify(figures), text);
      forget.run(at - keptFor);
    },
    asOf(at) {
      const row = then.get(at) as Row | undefined;
      return row && { ...row, figures: JSON.parse(row.figures), holders: JSON.parse(row.holders) };
    },
    between(from, to) {
      const first = then.get(from) as Row | undefined;
      return [...(first ? [first] : []), ...(between.all(from, to) as Row[])].map(figured);
    },
  };
}

type Row = { at: number; roads: string; stock: string; figures: string; holders: string };
