/** What is chosen, the printer, and the three ways to print; a reason where one of the labels was printed before. */
import { Button } from 'antd';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { Entry } from '../list/entry.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { newId } from '../uuid.ts';
import { drawnLabels } from './drawn-labels.ts';
import { LabelSheet, type Sheet } from './label-sheet.tsx';
import type { LabelRow } from './labels-page.tsx';
import { type Chosen, type LabelFormat, labelsMost, orderOf } from './order.ts';
import { isRight } from './printer.ts';
import { PrinterForm } from './printer-form.tsx';
import { usePrinter } from './use-printer.ts';

type PrintProps = { site: string; what: Chosen['what']; chosen: readonly LabelRow[]; printed(): void };

export function PrintLabels({ site, what, chosen, printed }: PrintProps) {
  const { labels: words, lists, lang } = useStoreWords();
  const deed = useDeed();
  const [printer, setPrinter] = usePrinter();
  const [reason, setReason] = useState('');
  const [sheet, setSheet] = useState<Sheet>();
  const again = chosen.filter(({ printed }) => printed !== null).length;
  // Also where somebody else printed it since the list was read.
  const asksWhy = again > 0 || deed.refusal?.code === 'labelPrinted';
  const isReady = chosen.length > 0 && isRight(printer) && !(asksWhy && reason.trim().length < 2);
  const send = (format: LabelFormat) =>
    void deed.run(async () => {
      const order = orderOf({
        ...{ id: newId(), site, format, printer, reason: asksWhy ? reason : '' },
        lang: lang === 'en' ? 'en' : 'zh',
        chosen: chosen.map(({ id }) => ({ what, id })),
      });
      if (format === 'svg')
        setSheet({ labels: await drawnLabels(order), wide: order.wideMm, high: order.highMm });
      else await tell('/api/jobs/start', order);
      setReason('');
      printed();
    });
  return (
    <section className="next stack" aria-label={words.toLabel}>
      <p role="status">
        <b>{words.chosen(chosen.length)}</b> {chosen.length === 0 && lists.tickFirst}
        {chosen.length >= labelsMost && words.most(labelsMost)}
      </p>
      {asksWhy && (
        <>
          {again > 0 && <p className="mark mark-watch">{words.again(again)}</p>}
          <Entry label={words.reason} value={reason} set={setReason} isWanted />
        </>
      )}
      <p className="buttons">
        {(['zpl', 'pdf', 'svg'] as const).map((format) => (
          <Button
            key={format}
            type={format === 'zpl' ? 'primary' : 'default'}
            disabled={!isReady}
            loading={deed.isBusy}
            onClick={() => send(format)}
          >
            {words[format]}
          </Button>
        ))}
      </p>
      {deed.refusal && <RefusalNote refusal={deed.refusal} />}
      <PrinterForm printer={printer} set={setPrinter} />
      {sheet && <LabelSheet sheet={sheet} close={() => setSheet(undefined)} />}
    </section>
  );
}
