/** The entries that one import was posted with. */
import { whole } from '../../shared/figure.ts';
import { useList } from '../../shared/use-list.ts';
import { List } from '../list/list.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';

export function ImportedPage() {
  const words = useStoreWords();
  const { imports } = words;
  const names = useNames();
  const { asked } = useWhere();
  const path = `/api/imports/${encodeURIComponent(asked.id ?? '')}/entries`;
  const list = useList('/api/imports/{id}/entries', {}, '', path);
  return (
    <>
      <p className="crumbs">
        <Go to="imports">{imports.back}</Go>
      </p>
      <List
        label={imports.entries}
        list={list}
        keyOf={({ key }) => key}
        none={imports.noEntries}
        columns={[
          { name: 'kind', title: words.kind, text: ({ kind }) => names.kind(kind) },
          {
            name: 'lot',
            title: words.lot,
            text: ({ lot }) => lot,
            cell: ({ lot }) => <span className="code">{lot}</span>,
          },
          { name: 'piece', title: words.piece, text: ({ piece }) => piece ?? words.states.none },
          { name: 'to', title: imports.to, text: ({ to }) => names.spot(to) },
          {
            name: 'quantity',
            title: imports.quantity,
            isNumber: true,
            text: ({ kind, quantity }) => `${whole(quantity)} ${names.unit(kind, quantity)}`,
          },
        ]}
      />
    </>
  );
}
