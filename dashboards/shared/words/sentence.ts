/** The sentence of one item of the feed. Whatever the item carries, the sentence is text and nothing else. */
import { type FeedNames, sentenceIn } from '@changping/contracts/feed-told';
import type { FeedItem, Kind } from '@changping/contracts/live';
import type { LiveSite } from '../live/world.ts';
import { nameIn } from './use-words.tsx';
import type { Words } from './zh.ts';

export type Names = { sites: ReadonlyMap<string, LiveSite>; kinds: readonly Kind[] };

/** `what` may be one that a newer server knows and this page doesn't. */
export function sentenceOf(
  words: Words,
  item: { what: string; detail: FeedItem['detail'] },
  { sites, kinds }: Names,
): string {
  const names: FeedNames = {
    kind(code) {
      const kind = kinds.find(({ id }) => id === code);
      return kind && nameIn(words, kind);
    },
    site(code) {
      const site = sites.get(code);
      return site && nameIn(words, site);
    },
  };
  return sentenceIn(words.feed.sentence, item, names) ?? words.feed.unknown(item.what);
}
