/** Work goes on while nothing can be told: small visits and one warm room during two days without the line. */
import { palletEpcs } from '../goods.ts';
import { day, hour, minute } from '../span.ts';
import type { Scenario } from '../story.ts';
import { hump } from './hump.ts';

const everyVisit = 3 * hour;
const pallet = palletEpcs();
const bundle = (visit: number) => pallet.slice((visit % 8) * 5, (visit % 8) * 5 + 5);

export const lineDownTwoDays: Scenario = {
  about:
    'the line is down for two days after a minute; meanwhile five tags for two minutes every three hours and one warm room at RC-S',
  story: () => ({
    lasts: 2 * day + hour,
    lineDown: [{ from: minute, to: 2 * day + minute }],
    visits: {
      'RC-S/gate-1': Array.from({ length: (2 * day) / everyVisit }, (_, visit) => {
        const from = visit * everyVisit + 30 * minute;
        return { from, to: from + 2 * minute, epcs: bundle(visit) };
      }),
    },
    climates: {
      'RC-S/cold-1': (quiet) => (at) => {
        const { celsius, humidity } = quiet(at);
        return { celsius: celsius + 8 * hump((at - 20 * hour) / hour), humidity };
      },
    },
  }),
};
