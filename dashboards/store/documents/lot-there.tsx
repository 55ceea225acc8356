/** Of a line that names only its kind: which lot is taken, from where, and of tagged goods which piece. */
import { whole } from '../../shared/figure.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { Choice } from '../list/choice.tsx';
import { Entry } from '../list/entry.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import type { Row } from './step-body.ts';

type ThereProps = { site: string; kind: string; row: Row; set(more: Partial<Row>): void };

export function LotThere({ site, kind, row: { lot, from, piece }, set }: ThereProps) {
  const words = useStoreWords();
  const names = useNames();
  const { answer } = useAnswer('/api/stock', { site, kind, limit: 500 });
  const there = (answer?.items ?? []).filter(
    ({ quality, place }) => quality === 'usable' && place.startsWith(`${site}/`),
  );
  const chosen = there.find((line) => line.lot === lot && line.place === from);
  return (
    <div className="portion-lot">
      <Choice
        label={words.lot}
        value={chosen ? `${lot} ${from}` : ''}
        all={words.states.choose}
        options={there.map((line) => ({
          value: `${line.lot} ${line.place}`,
          label: `${line.lot} · ${names.spot(line.place)} · ${whole(line.quantity)} ${names.unit(kind, line.quantity)}`,
        }))}
        choose={(value) => {
          const line = there.find((each) => `${each.lot} ${each.place}` === value);
          set(line ? { lot: line.lot, from: line.place } : { lot: '' });
        }}
      />
      {chosen && chosen.pieces > 0 && (
        <Entry label={words.piece} value={piece ?? ''} set={(code) => set({ piece: code.trim() })} isWanted />
      )}
    </div>
  );
}
