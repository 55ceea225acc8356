/** What a line of the feed tells, as a sentence of a dictionary: its numbers, and names in the reader's language in place of ids. */
import { type FaultCode, faults } from './faults.ts';
import type { FeedSentences } from './feed-zh.ts';
import type { FeedItem } from './live.ts';

/** What a sentence of the feed may speak of: the detail of an item, with names in the reader's language in place of ids. */
export type Told = {
  pieces: number;
  /** Of pieces that lie there; undefined where it is not told. */
  amount?: number | undefined;
  kind?: string | undefined;
  piece?: string | undefined;
  home?: string | undefined;
  document?: string | undefined;
  lots?: number | undefined;
  step?: string | undefined;
  on?: string | undefined;
  probe?: string | undefined;
  measure?: string | undefined;
  cause?: string | undefined;
  value?: number | undefined;
  limit?: number | undefined;
  worst?: number | undefined;
  gateway?: string | undefined;
  /** Of a gateway's key. */
  fingerprint?: string | undefined;
  reader?: string | undefined;
  state?: string | undefined;
  fault?: string | undefined;
  faults?: number | undefined;
  differences?: number | undefined;
  direction?: string | undefined;
  zone?: string | undefined;
  expected?: number | undefined;
  missing?: number | undefined;
  extra?: number | undefined;
  strange?: number | undefined;
  faultZh?: string | undefined;
  faultEn?: string | undefined;
};

/** In the reader's language; undefined where there is no such kind or site. */
export type FeedNames = {
  kind(code: string): string | undefined;
  site(code: string): string | undefined;
};

/** @returns undefined for a `what` that this version does not know. */
export function sentenceIn(
  sentences: FeedSentences,
  { what, detail }: { what: string; detail: FeedItem['detail'] },
  names: FeedNames,
): string | undefined {
  if (!Object.hasOwn(sentences, what)) return undefined;
  return sentences[what as FeedItem['what']](toldOf(detail, names)).trim();
}

function toldOf(detail: FeedItem['detail'], names: FeedNames): Told {
  const text = (name: string) => (name in detail ? String(detail[name]) : undefined);
  const number = (name: string) => {
    const n = Number(detail[name]);
    return name in detail && Number.isFinite(n) ? n : undefined;
  };
  const fault = Object.hasOwn(faults, String(detail.fault)) ? faults[detail.fault as FaultCode] : undefined;
  return {
    pieces: number('pieces') ?? 1,
    amount: number('pieces'),
    kind: names.kind(String(detail.kind)) ?? text('kind'),
    home: names.site(String(detail.home)) ?? text('home'),
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
