/** What a store writes when much goes on: with every letter a reading of its cold room, never the same twice running, and now and then a tag that nobody knows. */
import type { Epoch } from '@changping/contracts/units';
import { tagsLetters } from '../letters.ts';
import { openSender } from '../sender.ts';
import type { World } from '../world.ts';

/** So many letters to one with a tag. */
const tagEvery = 10;

/** @param epcs of the tags, in their order. */
export function readings({ mqttPort: port, stores }: World, site: string, epcs: readonly string[]) {
  const store = stores[site];
  if (!store) throw new Error(`there is no store ${site}`);
  const { gateway, key } = store;
  const epoch = Buffer.from(site.padEnd(8, '-').slice(-8)).toString('hex') as Epoch;
  const sender = openSender({ port, site, gateway, key, epoch });
  let seq = 0;
  let tags = 0;

  function reading() {
    const letter = {
      ...{ v: 1, gw: gateway, epoch, seq, at: Date.now(), boot: 'load', mono: seq },
      ...{ kind: 'climate', probe: 'cold-1', dt: [0] },
      ...{ celsius: [4 + (seq % 30) / 10], humidity: [50 + (seq % 10)] },
    };
    return [{ seq, bytes: Buffer.from(JSON.stringify(letter)) }];
  }

  return {
    send() {
      const epc = ++seq % tagEvery === 0 ? epcs[tags] : undefined;
      if (epc) tags++;
      sender.send(
        epc ? tagsLetters({ gateway, epoch, rows: 1, count: 1, epcs: [epc], from: seq }) : reading(),
      );
    },
    /** Letters that were kept. */
    kept: () => sender.acknowledged.size,
    /** Tags that were sent. */
    tags: () => tags,
    close: sender.close,
  };
}
