/** The planner's summary as the tool gives it out: shares in 0 … 1, minutes, and every assumption as one sentence in both languages. */
import type { Assumption } from '../planner/assumptions.ts';
import type { Summary } from '../planner/summary.ts';
import type { World } from '../planner/world.ts';

export type Report = Omit<Summary, 'assumptions' | 'versions'> & {
  /** True as long as one road row is assumed: then no share is a proof. */
  schematicRoads: boolean;
  depots: number;
  people: number;
  assumptions: string[];
};

export const reportOf = (
  { kinds, all, worst, unreachable, assumptions }: Summary,
  world: Pick<World, 'roads' | 'depots' | 'counties'>,
  stock: Assumption,
): Report => ({
  kinds,
  all,
  worst: worst.map((row) => ({
    ...row,
    minutes: rounded(row.minutes),
    km: rounded(row.km),
  })),
  unreachable: unreachable.map((row) => ({ ...row, people: Math.round(row.people) })),
  schematicRoads: world.roads.some(({ quality }) => quality === 'assumed'),
  depots: world.depots.length,
  people: world.counties.reduce((sum, { people }) => sum + people, 0),
  assumptions: [stock, ...assumptions].map(({ zh, en }) => `${zh} / ${en}`),
});

/** @param version null: no data folder was named. */
export const stockAssumption = (version: string | null): Assumption =>
  version === null
    ? {
        id: 'everyDepot',
        zh: '未读取库存：假定每个库点都存有全部品种',
        en: 'no stock was read: every depot is taken to hold every kind',
      }
    : { id: 'stockRead', zh: `库存取自 ${version}`, en: `stock as of ${version}` };

const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);
