/** Labels for the browser's own printer: drawn by the server, shown as they will be, and printed one a page in the size of the paper. */
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { Pane } from '../list/pane.tsx';
import { useStoreWords } from '../use-store-words.tsx';

export type Sheet = { labels: readonly SVGSVGElement[]; wide: number; high: number };
type SheetProps = { sheet: Sheet; close(): void };

export function LabelSheet({ sheet: { labels, wide, high }, close }: SheetProps) {
  const { labels: words } = useStoreWords();
  usePaper(wide, high);
  return (
    <>
      <Pane title={words.sheet(labels.length)} leave={close}>
        <p className="hint">{words.sheetHint(wide, high)}</p>
        <Drawn className="label-preview" labels={labels} />
        <div className="form-end">
          <Button onClick={close}>{words.close}</Button>
          <Button type="primary" onClick={() => print()}>
            {words.print}
          </Button>
        </div>
      </Pane>
      {createPortal(<Drawn className="label-paper" labels={labels} />, document.body)}
    </>
  );
}

function Drawn({ className, labels }: { className: string; labels: Sheet['labels'] }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.replaceChildren(...labels.map((label) => document.importNode(label, true)));
  }, [labels]);
  return <div ref={place} className={className} />;
}

/** The paper's size is known here only, and the page's policy takes no style that is written into it. */
function usePaper(wide: number, high: number): void {
  useEffect(() => {
    const paper = new CSSStyleSheet();
    paper.replaceSync(`@page { size: ${wide}mm ${high}mm; margin: 0 }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, paper];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== paper);
    };
  }, [wide, high]);
}
