/** The sentence of one item of the feed. Whatever the item carries, the sentence is text and nothing else. */
import { type FaultCode, faults } from '@changping/contracts/faults';
import type { FeedItem, Kind } from '@changping/contracts/live';
import type { LiveSite } from '../live/world.ts';
import type { Told } from './told.ts';
import { nameIn } from './use-words.tsx';
import type { Words } from './zh.ts';

export type Names = { sites: ReadonlyMap<string, LiveSite>; kinds: readonly Kind[] };

/** `what` may be one that a newer server knows and this page doesn't. */
export function sentenceOf(
  words: Words,
  { what, detail }: { what: string; detail: FeedItem['detail'] },
  names: Names,
): string {
  const { sentence } = words.feed;
  if (!Object.hasOwn(sentence, what)) return words.feed.unknown(what);
  return sentence[what as FeedItem['what']](toldOf(words, detail, names)).trim();
}

function toldOf(words: Words, detail: FeedItem['detail'], { sites, kinds }: Names): Told {
  const text = (name: string) => (name in detail ? String(detail[name]) : undefined);
  const number = (name: string) => {
    const n = Number(detail[name]);
    return name in detail && Number.isFinite(n) ? n : undefined;
  };
  const kind = kinds.find(({ id }) => id === detail.kind);
  const home = sites.get(String(detail.home));
  const fault = Object.hasOwn(faults, String(detail.fault)) ? faults[detail.fault as FaultCode] : undefined;
  return {
    pieces: number('pieces') ?? 1,
    kind: kind ? nameIn(words, kind) : text('kind'),
    home: home ? nameIn(words, home) : text('home'),
    piece: text('piece'),
    document: text('document') || undefined,
    lots: number('lots'),
    step: text('step'),
    on: text('on'),
    probe: text('probe'),
    measure: text('measure'),
    cause: text('cause'),
    value: number('value'),
    limit: number('limit'),
    worst: number('worst'),
    gateway: text('gateway'),
    fingerprint: text('fingerprint'),
    reader: text('reader'),
    state: text('state'),
    fault: text('fault'),
    faults: number('faults'),
    differences: number('differences'),
    direction: text('direction'),
    zone: text('zone'),
    expected: number('expected'),
    missing: number('missing'),
    extra: number('extra'),
    strange: number('strange'),
    faultZh: fault?.zh ?? text('fault'),
    faultEn: fault?.en ?? text('fault'),
  };
}
