/** The sentence of a finding, in the reader's language. */
import { celsius } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import type { Words } from '../../shared/words/zh.ts';
import { kindName } from '../facts/names.ts';
import type { Finding } from '../findings.ts';

export function findingSentence(
  words: Words,
  world: World,
  { reason, pieces, goods, probe, gateway }: Finding,
): string {
  const kinds = Object.entries(goods);
  const ill = gateway?.readers.find(({ state }) => state !== 'reading');
  return words.finding[reason]({
    pieces,
    goods: kinds.length ? goodsLine(words, world, kinds) : undefined,
    probe: probe?.probe,
    cause: probe?.breach ?? undefined,
    value: probe?.celsius == null || probe.breach === 'noData' ? undefined : celsius(probe.celsius),
    gateway: gateway?.id,
    reader: ill?.reader,
    state: ill?.state,
  });
}

/** One kind by its name; of several the most numerous stand for all. */
function goodsLine(words: Words, world: World, kinds: readonly [string, number][]): string {
  const [first, ...rest] = [...kinds].sort((a, b) => b[1] - a[1]);
  const name = first ? kindName(words, world, first[0]) : '';
  return rest.length ? words.finding.andOthers(name, rest.length) : name;
}
