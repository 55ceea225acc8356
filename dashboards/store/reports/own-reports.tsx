/** What one has ordered: how far it is, and the way to its file. */
import type { Report } from '@changping/contracts/http-jobs';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { sentenceOfFault } from '../../shared/words/fault.ts';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';

const lookEvery = 1000;

/** `isOfLabels`: what is to be fetched of labels, and nothing else. */
type OwnProps = { version: number; isOfLabels?: boolean };

export function OwnReports({ version, isOfLabels = false }: OwnProps) {
  const { reports: words, labels, lang } = useStoreWords();
  const names = useNames();
  const deed = useDeed();
  const [turn, setTurn] = useState(0);
  const { answer, refusal, again } = useAnswer('/api/jobs', {}, { version: `${version} ${turn}` });
  const isWaiting = answer?.items.some(({ state }) => state === 'waiting' || state === 'working') ?? false;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => setTurn((n) => n + 1), lookEvery);
    return () => clearInterval(timer);
  }, [isWaiting]);
  const shown = answer?.items.filter(
    ({ report, format }) => !isOfLabels || (report === 'labels' && format !== 'svg'),
  );
  const title = isOfLabels ? labels.files : words.mine;
  if (isOfLabels && !shown?.length) return null;
  if (refusal) return <RefusalNote refusal={refusal} again={again} />;
  const stop = async (id: string) => {
    await deed.run(() => tell('/api/jobs/stop', { id }));
    again();
  };
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {shown?.length === 0 && <p className="empty">{words.none}</p>}
      <ul className="reports">
        {shown?.map(({ id, report, site, state, share, name, orderedAt, fault, detail }) => (
          <li key={id}>
            <strong>{words.reports[report as Report]}</strong> {names.site(site)}{' '}
            <small>{dateTime(orderedAt)}</small> <span>{words.states[state]}</span>{' '}
            {state === 'working' && <progress aria-label={words.states.working} value={share} max={1} />}
            {state === 'done' && (
              <a href={`/api/files/${id}`} download={name ?? ''}>
                {words.fetch} {name}
              </a>
            )}
            {(state === 'waiting' || state === 'working') && (
              <Button onClick={() => void stop(id)}>{words.stop}</Button>
            )}
            {fault && (
              <small>
                {sentenceOfFault(fault, lang)} {detail}
              </small>
            )}
          </li>
        ))}
      </ul>
      <p className="hint">{words.again}</p>
    </section>
  );
}
