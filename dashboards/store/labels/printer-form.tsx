/** The printer's resolution, its labels, and the font in it that has Chinese. */
import { Choice } from '../list/choice.tsx';
import { Entry } from '../list/entry.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { isRight, type Printer } from './printer.ts';

type PrinterProps = { printer: Printer; set(more: Partial<Printer>): void };

export function PrinterForm({ printer, set }: PrinterProps) {
  const { labels: words } = useStoreWords();
  const { dpi, wide, high, font } = printer;
  return (
    <details className="mapping">
      <summary>
        {words.printer}{' '}
        <small>
          {wide} × {high} mm · {dpi} dpi{font && ` · ${font}`}
        </small>
      </summary>
      <div className="filters">
        <Choice
          label={words.dpi}
          value={dpi}
          options={(['203', '300'] as const).map((value) => ({ value, label: `${value} dpi` }))}
          choose={(value) => set({ dpi: value as Printer['dpi'] })}
        />
        <Entry
          label={words.wide}
          type="number"
          min={60}
          max={110}
          value={wide}
          set={(to) => set({ wide: to })}
        />
        <Entry
          label={words.high}
          type="number"
          min={35}
          max={150}
          value={high}
          set={(to) => set({ high: to })}
        />
        <Entry label={words.font} value={font} set={(to) => set({ font: to.trim().toUpperCase() })} />
      </div>
      <p className="hint">{words.fontHint}</p>
      {!isRight(printer) && <p role="alert">{words.badPrinter}</p>}
    </details>
  );
}
