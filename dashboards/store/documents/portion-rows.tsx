/** What became of each line: one row a part, begun with all that is left as it should be. */
import { outcomes as outcomeWords } from '@changping/contracts/document-words';
import type { AvailableStep, Document } from '@changping/contracts/documents';
import { Button } from 'antd';
import { Entry } from '../list/entry.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { FreshLot } from './fresh-lot.tsx';
import { goodsOf } from './lines-table.tsx';
import { LotThere } from './lot-there.tsx';
import { type Row, rowOf } from './step-body.ts';

type PortionProps = {
  document: Document;
  step: AvailableStep;
  rows: readonly Row[];
  set(rows: readonly Row[]): void;
};

export function PortionRows({ document, step: { outcomes, left, action }, rows, set }: PortionProps) {
  const words = useStoreWords();
  const names = useNames();
  const lineOf = (n: number) => document.lines[n - 1];
  const change = (at: number, more: Partial<Row>) =>
    set(rows.map((row, n) => (n === at ? { ...row, ...more } : row)));
  const other = outcomes.find(({ reason }) => reason) ?? outcomes[0];
  const isIn = action === 'receive';
  const beyond = outcomes.find((each) => each.beyond);
  return (
    <fieldset className="portions">
      <legend>{words.step.portions}</legend>
      {left.length === 0 && <p className="hint">{words.step.none}</p>}
      {rows.map((row, at) => {
        const line = lineOf(row.line);
        const wantsReason = outcomes.some(({ as, reason }) => as === row.as && reason);
        const name = words.step.ofLine(row.line);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
          <div key={at} className="portion">
            <p>
              {name} · {line && goodsOf(line, words, names)}
            </p>
            <label>
              <span>{words.step.as}</span>
              <select value={row.as} onChange={({ target }) => change(at, { as: target.value as Row['as'] })}>
                {outcomes.map(({ as }) => (
                  <option key={as} value={as}>
                    {words.said(outcomeWords, as)}
                  </option>
                ))}
              </select>
            </label>
            <Entry
              label={words.lists.inUnits(words.step.quantity, names.unit(line?.kind ?? null, 2))}
              type="number"
              min={0}
              value={row.quantity}
              set={(quantity) => change(at, { quantity })}
            />
            {wantsReason && (
              <Entry
                label={words.step.reason}
                value={row.reason}
                set={(reason) => change(at, { reason })}
                isWanted
              />
            )}
            {line?.kind && line.lot === null && row.as === 'given' && (
              <LotThere site={document.site} kind={line.kind} row={row} set={(more) => change(at, more)} />
            )}
            {line?.kind && line.lot === null && row.as !== 'given' && (
              <Entry label={words.lot} value={row.lot} set={(lot) => change(at, { lot })} isWanted />
            )}
            {line?.kind && line.lot === null && isIn && (
              <FreshLot fresh={row.fresh} set={(fresh) => change(at, { fresh })} />
            )}
            {line?.kind && line.lot === null && !wantsReason && (action === 'pick' || row.as === 'given') && (
              <Entry
                label={words.firstOut.whyLot}
                value={row.reason}
                set={(reason) => change(at, { reason })}
              />
            )}
            {action === 'putAway' && (
              <Entry
                label={`${words.documents.to}${words.states.optional}`}
                value={row.to}
                set={(to) => change(at, { to })}
              />
            )}
            <span className="portion-end">
              {other && (
                <Button
                  aria-label={`${words.step.split} ${name}`}
                  onClick={() =>
                    set([...rows.slice(0, at + 1), rowOf(row.line, other.as, 0), ...rows.slice(at + 1)])
                  }
                >
                  {words.step.split}
                </Button>
              )}
              <Button
                aria-label={`${words.step.drop} ${name}`}
                onClick={() => set(rows.filter((_, n) => n !== at))}
              >
                {words.step.drop}
              </Button>
            </span>
          </div>
        );
      })}
      {beyond && (
        <p className="buttons">
          {document.lines.map(({ n }) => (
            <Button key={n} onClick={() => set([...rows, rowOf(n, beyond.as, 0)])}>
              {words.step.beyond} · {words.said(outcomeWords, beyond.as)} · {words.step.ofLine(n)}
            </Button>
          ))}
        </p>
      )}
    </fieldset>
  );
}
