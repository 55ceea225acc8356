/** Reports: ordered here, made by the server meanwhile, fetched or stopped. */
import { formats, reports } from '@changping/contracts/http-jobs';
import { Button } from 'antd';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { Choice } from '../list/choice.tsx';
import { Entry } from '../list/entry.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { SiteChoice, useSite } from '../list/site-choice.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { newId } from '../uuid.ts';
import { type Filled, orderOf } from './order.ts';
import { OwnReports } from './own-reports.tsx';

const chosen = reports.filter(
  (report): report is Filled['report'] => report !== 'document' && report !== 'labels',
);
const tables = formats.filter((format) => format !== 'zpl' && format !== 'svg');

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
