/** The sentence of a finding, in the reader's language. */
import { celsius } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import type { Words } from '../../shared/words/zh.ts';
import { kindName } from '../facts/names.ts';
import type { Finding } from '../findings.ts';

export function findingSentence(
  words: Words,
  world: World,
  { reason, pieces, goods, probe, gateway, door, due }: Finding,
): string {
  // What left is named by the most numerous; what is due has its gravest kind first.
  const named = due
    ? due.kinds.map(({ kind }) => kind)
    : Object.entries(goods)
        .sort((a, b) => b[1] - a[1])
        .map(([kind]) => kind);
  const ill = gateway?.readers.find(({ state }) => state !== 'reading');
  return words.finding[reason]({
    pieces,
    goods: goodsLine(words, world, named),
    on: due?.kinds.map(({ on }) => on).sort()[0],
    probe: probe?.probe,
    cause: probe?.breach ?? undefined,
    value: probe?.celsius == null || probe.breach === 'noData' ? undefined : celsius(probe.celsius),
    gateway: gateway?.id,
    reader: door?.reader ?? ill?.reader,
    state: ill?.state,
    fault: door?.fault,
  });
}

/** One kind by its name; of several the first stands for all. */
function goodsLine(words: Words, world: World, [first, ...rest]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  const name = kindName(words, world, first);
  return rest.length ? words.finding.andOthers(name, rest.length) : name;
}
