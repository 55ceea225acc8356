/** Load: the serial gate of every depot sees a new tag each half second, each a code that no other shares. */
import type { Visit } from '../gate.ts';
import { randomOf } from '../random.ts';
import { minute, second } from '../span.ts';
import { depotSites } from '../stores.ts';
import type { Scenario } from '../story.ts';

const lasts = 10 * minute;
const everyTag = second / 2;
const stays = 2 * second;
const hex = (n: number, digits: number) => n.toString(16).toUpperCase().padStart(digits, '0');

export const busyGate: Scenario = {
  about: 'at the serial gates of the depots a new tag every half second, each in view for 2 s',
  story: (seed) => ({
    lasts,
    visits: Object.fromEntries(
      depotSites.map((site, gate): [string, Visit[]] => {
        const id = `${site}/gate-1`;
        const random = randomOf(seed, id);
        const count = Math.floor((lasts - stays) / everyTag);
        return [
          id,
          Array.from({ length: count }, (_, i) => {
            const from = (i + 1) * everyTag;
            // Gate and number make it one of a kind, the rest differs from seed to seed.
            const epc = `E2801190${hex(gate + 1, 2)}${hex(i + 1, 6)}${hex(Math.floor(random() * 2 ** 32), 8)}`;
            return { from, to: from + stays, epcs: [epc] };
          }),
        ];
      }),
    ),
  }),
};
