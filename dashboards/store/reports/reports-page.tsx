/** Reports: ordered here, made by the server meanwhile, fetched or stopped. */
import { formats, type Report, reports } from '@changping/contracts/http-jobs';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { sentenceOfFault } from '../../shared/words/fault.ts';
import { Choice } from '../list/choice.tsx';
import { Entry } from '../list/entry.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { SiteChoice, useSite } from '../list/site-choice.tsx';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { newId } from '../uuid.ts';
import { type Filled, orderOf } from './order.ts';

const lookEvery = 1000;
const chosen = reports.filter(
  (report): report is Filled['report'] => report !== 'document' && report !== 'labels',
);
const tables = formats.filter((format) => format !== 'zpl');

export function ReportsPage() {
  const { reports: words, lang } = useStoreWords();
  const { filter } = useWhere();
  const site = useSite();
  const deed = useDeed();
  const [version, setVersion] = useState(0);
  const [filled, setFilled] = useState<Omit<Filled, 'site'>>({
    ...{ report: 'stock', format: 'pdf', from: '', to: '', month: '' },
  });
  const set = (more: Partial<Filled>) => setFilled((before) => ({ ...before, ...more }));
  const order = orderOf({ ...filled, site: site ?? '' }, newId(), lang === 'en' ? 'en' : 'zh');
  const send = async () => {
    if (order && (await deed.run(() => tell('/api/jobs/start', order)))) setVersion((n) => n + 1);
  };
  const { report } = filled;
  return (
    <>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Choice
          label={words.report}
          value={report}
          options={chosen.map((value) => ({ value, label: words.reports[value] }))}
          choose={(value) =>
            set({
              report: value as Filled['report'],
              ...(value === 'inventory' && filled.format === 'pdf' ? { format: 'xlsx' } : {}),
            })
          }
        />
        <SiteChoice value={site ?? ''} choose={(value) => filter({ site: value })} />
        {report === 'month' && (
          <Entry label={words.month} value={filled.month} set={(month) => set({ month })} isWanted />
        )}
        {(report === 'journal' || report === 'variance') && (
          <Entry label={words.from} type="date" value={filled.from} set={(from) => set({ from })} isWanted />
        )}
        {report !== 'month' && report !== 'inventory' && (
          <Entry
            label={report === 'stock' ? words.asOf : words.to}
            type="date"
            value={filled.to}
            set={(to) => set({ to })}
          />
        )}
        <Choice
          label={words.format}
          value={filled.format}
          options={(report === 'inventory' ? tables.filter((each) => each !== 'pdf') : tables).map(
            (value) => ({ value, label: words.formats[value] }),
          )}
          choose={(value) => set({ format: value as Filled['format'] })}
        />
        <Button type="primary" htmlType="submit" disabled={!order} loading={deed.isBusy}>
          {words.order}
        </Button>
      </form>
      {deed.refusal && <RefusalNote refusal={deed.refusal} />}
      <p className="hint">{words.hint}</p>
      <OwnReports version={version} />
    </>
  );
}

function OwnReports({ version }: { version: number }) {
  const { reports: words, lang } = useStoreWords();
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
  if (refusal) return <RefusalNote refusal={refusal} again={again} />;
  const stop = async (id: string) => {
    await deed.run(() => tell('/api/jobs/stop', { id }));
    again();
  };
  return (
    <section aria-label={words.mine}>
      <h2>{words.mine}</h2>
      {answer?.items.length === 0 && <p className="empty">{words.none}</p>}
      <ul className="reports">
        {answer?.items.map(({ id, report, site, state, share, name, orderedAt, fault, detail }) => (
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
