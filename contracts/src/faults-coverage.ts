/** How a question about the coverage of a moment that is over is refused. */
import { row } from './fault-row.ts';

export const coverageFaults = Object.freeze({
  coverageUnkept: row(
    'tell-person',
    404,
    false,
    '那一刻之前没有留存覆盖。',
    'No coverage was kept by that moment.',
  ),
  coverageOther: row(
    'tell-person',
    409,
    false,
    '此后路网、库点、地点或口径已改动，当时的覆盖不能重算，只留有数字。',
    'Roads, depots, places or standards have changed since: that coverage can not be worked out again, only its figures were kept.',
  ),
});
