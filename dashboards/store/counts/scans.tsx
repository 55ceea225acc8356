/** The observations behind one number of a count. */
import type { Answer } from '@changping/contracts/http';
import { Button } from 'antd';
import { dateTime } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { Pane } from '../list/pane.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { type Column, Table } from '../list/table.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';

type Scan = Answer<'/api/counts/{id}/scans'>['items'][number];
type ScansProps = { id: string; of: { lot: string; piece: string | null }; close(): void };

export function Scans({ id, of: { lot, piece }, close }: ScansProps) {
  const words = useStoreWords();
  const names = useNames();
  const { counts } = words;
  const path = `/api/counts/${encodeURIComponent(id)}/scans`;
  const asked = { limit: 500, ...(piece ? { piece } : { lot }) };
  const { answer, refusal, again } = useAnswer('/api/counts/{id}/scans', asked, { path });
  const columns: Column<Scan>[] = [
    { name: 'counter', title: counts.counter, text: ({ counter }) => counter },
    { name: 'round', title: counts.round, isNumber: true, text: ({ round }) => `${round}` },
    { name: 'means', title: counts.means, text: ({ by }) => counts.meansOf[by] },
    { name: 'place', title: counts.place, text: ({ place }) => names.spot(place) },
    {
      name: 'quantity',
      title: counts.quantity,
      isNumber: true,
      text: ({ quantity }) => (quantity === null ? words.states.none : `${quantity}`),
    },
    { name: 'n', title: counts.position, isNumber: true, text: ({ n }) => `${n}` },
    { name: 'at', title: counts.at, text: ({ happenedAt }) => dateTime(happenedAt) },
    {
      name: 'aside',
      title: counts.aside,
      text: ({ aside }) => (aside ? counts.asideBy(aside.by, aside.reason) : words.states.none),
    },
  ];
  return (
    <Pane title={counts.scansOf(piece ?? lot)} leave={close} isWide>
      {refusal && <RefusalNote refusal={refusal} again={again} />}
      {answer && (
        <Table
          label={counts.scansOf(piece ?? lot)}
          columns={columns}
          rows={answer.items}
          keyOf={(row) => row.id}
        />
      )}
      <div className="form-end">
        <Button onClick={close}>{counts.close}</Button>
      </div>
    </Pane>
  );
}
