/** What happened, newest first: the live items, and older ones as they are asked for. */
import { memo, useMemo, useState } from 'react';
import { ask, type Refusal, Refused } from '../../shared/ask.ts';
import { useServerNow } from '../../shared/live/use-live.tsx';
import type { World } from '../../shared/live/world.ts';
import { ageOf, clockTime, dateTime, written } from '../../shared/time.ts';
import { sentenceOf } from '../../shared/words/sentence.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import type { Words } from '../../shared/words/zh.ts';
import { siteName } from '../facts/names.ts';
import { RefusalNote } from '../facts/refusal-note.tsx';
import type { Mark } from '../standing.ts';
import { useView } from '../use-view.tsx';
import { gather, type Item } from './gather.ts';
import { markOf } from './news-mark.ts';
import { Shape } from './top-strip.tsx';

const pageSize = 50;

export function Feed({ world }: { world: World }) {
  const words = useWords();
  const { choose, replay } = useView();
  const today = written(useServerNow() ?? 0).date;
  const { older, end, refusal, ask: askOlder } = useOlder(world);
  const items = useMemo(() => gather([...world.feed, ...older]), [world.feed, older]);
  return (
    <section className="feed" aria-label={words.feed.label}>
      <h2>
        {words.feed.heading} <small>{words.feed.newest}</small>
      </h2>
      <div className="feed-scroll">
        {items.length === 0 && <p className="empty">{words.feed.empty}</p>}
        <ol>
          {items.map((item) => (
            <Row
              key={item.id}
              at={item.at}
              time={clockTime(item.at, today)}
              mark={markOf(item)}
              site={item.site}
              siteName={siteName(words, world, item.site)}
              said={sentenceOf(words, item, world)}
              late={lateOf(words, item)}
              choose={choose}
            />
          ))}
        </ol>
        {refusal && <RefusalNote refusal={refusal} again={askOlder} />}
        {items.length > 0 && !refusal && replay === null && (
          <p className="feed-end">
            {end ? (
              words.states.end
            ) : (
              <button type="button" className="quiet" onClick={askOlder}>
                {words.states.older}
              </button>
            )}
          </p>
        )}
      </div>
    </section>
  );
}

/** Pages behind the oldest item that came live. What was live when they were asked for is kept with them, so that news can't open a seam in between. */
function useOlder({ feed, stream }: World) {
  const [held, setHeld] = useState<{ stream: string; items: Item[]; next: string | null }>();
  const [refusal, setRefusal] = useState<Refusal>();
  const oldest = feed.at(-1)?.id ?? 0;
  const isJoined = held?.stream === stream && (held.items[0]?.id ?? 0) >= oldest;
  const mine = isJoined ? held : undefined;
  const askNext = () => {
    const after = mine ? mine.next : `${oldest}`;
    if (after === null) return;
    ask('/api/events', { after, limit: pageSize })
      .then(({ items, next }) => {
        setRefusal(undefined);
        setHeld({ stream, items: [...(mine?.items ?? feed), ...items], next });
      })
      .catch((error: unknown) => {
        if (error instanceof Refused) setRefusal(error.refusal);
      });
  };
  const older = useMemo(() => (mine?.items ?? []).filter(({ id }) => id < oldest), [mine, oldest]);
  return { older, end: mine?.next === null, refusal, ask: askNext };
}

/** What was recorded more than a minute after it happened is said to be late. */
const lateOf = (words: Words, { at, recordedAt = at }: Item) =>
  recordedAt - at > 60_000 ? words.replay.late(ageOf(at, recordedAt)) : undefined;

type RowProps = {
  at: number;
  time: string;
  mark: Mark;
  site: string;
  siteName: string;
  said: string;
  late: string | undefined;
  choose(site: string): void;
};
/** 200 of them stand there while a few change, so each is drawn again only for its own sake. */
const Row = memo(function Row({ at, time, mark, site, siteName, said, late, choose }: RowProps) {
  return (
    <li>
      <button type="button" className="feed-row" onClick={() => choose(site)}>
        <time dateTime={new Date(at).toISOString()} title={dateTime(at)}>
          {time}
        </time>
        <Shape mark={mark} />
        <span className="feed-site">{siteName}</span>
        <span className="feed-said">
          {said}
          {late && <small className="state-watch"> {late}</small>}
        </span>
      </button>
    </li>
  );
});
