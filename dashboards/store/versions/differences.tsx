/** What one version changes of another, each part as it is beside as it would be. */
import { type Column, Table } from '../list/table.tsx';
import { useStoreWords } from '../use-store-words.tsx';

export type Differing = {
  id: string;
  name: string;
  what: string;
  part: string;
  before: string;
  after: string;
};

type DifferencesProps = { title: string; of: string; rows: readonly Differing[]; none: string };

/** @param props.of what a row is of: a rule, a kind. */
export function Differences({ title, of, rows, none }: DifferencesProps) {
  const { policy } = useStoreWords();
  const columns: Column<Differing>[] = [
    { name: 'what', title: policy.what, text: ({ what }) => what },
    {
      name: 'id',
      title: of,
      text: ({ id }) => id,
      cell: ({ id, name }) => (
        <>
          {name !== id && `${name} `}
          <span className="code">{id}</span>
        </>
      ),
    },
    { name: 'part', title: policy.part, text: ({ part }) => part },
    { name: 'before', title: policy.before, text: ({ before }) => before },
    { name: 'after', title: policy.after, text: ({ after }) => after, cell: ({ after }) => <b>{after}</b> },
  ];
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="empty">{none}</p>
      ) : (
        <Table label={title} columns={columns} rows={rows} keyOf={({ id, part }) => `${id} ${part}`} />
      )}
    </section>
  );
}
