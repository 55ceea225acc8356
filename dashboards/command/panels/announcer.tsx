/** Speaks, to those who listen instead of look, that the line broke or is back, and the newest news; never more than one sentence at a time. */
import { useEffect, useRef, useState } from 'react';
import { useLive } from '../../shared/live/use-live.tsx';
import { sentenceOf } from '../../shared/words/sentence.ts';
import { nameIn, useWords } from '../../shared/words/use-words.tsx';

export function Announcer() {
  const words = useWords();
  const { line, world } = useLive();
  const [said, setSaid] = useState('');
  const before = useRef(line);
  const newest = world?.feed[0];
  const heard = useRef<number | undefined>(undefined);

  useEffect(() => {
    if (line === 'lost') setSaid(words.connection.lostNow);
    if (line === 'live' && before.current === 'lost') setSaid(words.connection.back);
    before.current = line;
  }, [line, words]);
  useEffect(() => {
    if (!newest || !world) return;
    const isFirst = heard.current === undefined;
    if (heard.current === newest.id) return;
    heard.current = newest.id;
    if (isFirst) return;
    const site = world.sites.get(newest.site);
    setSaid(words.feed.said(site ? nameIn(words, site) : newest.site, sentenceOf(words, newest, world)));
  }, [newest, world, words]);
  return (
    <p className="unseen" role="status">
      {said}
    </p>
  );
}
