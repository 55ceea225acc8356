/** Imports: a file is given here, and what was imported before by whom. */
import type { Answer } from '@changping/contracts/http';
import { whole } from '../../shared/figure.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { List } from '../list/list.tsx';
import { useSite } from '../list/site-choice.tsx';
import type { Column } from '../list/table.tsx';
import { useOrder } from '../list/use-order.ts';
import { useMe } from '../me.tsx';
import { type Names, useNames } from '../names.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { Go } from '../use-where.tsx';
import { kindsOf } from './may.ts';
import { NewImport } from './new-import.tsx';

type Receipt = Answer<'/api/imports'>['items'][number];

export function ImportsPage() {
  const words = useStoreWords();
  const names = useNames();
  const { roles } = useMe();
  const kinds = kindsOf(roles);
  const { sort, order } = useOrder('imports');
  const list = useList('/api/imports', { site: useSite(), sort });
  return (
    <>
      {kinds.length > 0 && <NewImport kinds={kinds} />}
      <section aria-label={words.imports.past}>
        <h2>{words.imports.past}</h2>
        <List
          label={words.imports.past}
          list={list}
          order={order}
          columns={columnsOf(words, names)}
          keyOf={({ id }) => id}
          none={words.imports.nonePast}
        />
      </section>
    </>
  );
}

const columnsOf = ({ imports: words, states, site }: Speech, names: Names): Column<Receipt>[] => [
  { name: 'at', title: words.at, text: ({ at }) => dateTime(at) },
  { name: 'by', title: words.by, text: ({ by }) => names.person(by) },
  { name: 'what', title: words.what, text: ({ kind }) => words.kindOf[kind] },
  {
    name: 'site',
    title: site,
    text: (row) => (row.kind === 'supplyClasses' ? states.none : names.site(row.site)),
  },
  { name: 'file', title: words.name, text: ({ name }) => name },
  figures('rows', words.rows),
  figures('lots', words.lots),
  figures('pieces', words.pieces),
  figures('tags', words.tags),
  {
    ...figures('quantity', words.quantity),
    cell: ({ id, kind, name, quantity }) =>
      kind === 'stock' ? (
        <Go to="imported" asked={{ id }} aria-label={words.openEntries(name)}>
          {whole(quantity)}
        </Go>
      ) : (
        states.none
      ),
  },
  {
    name: 'commit',
    title: words.commit,
    text: ({ site: of, commit }) => `${of} #${commit.n} ${commit.hash}`,
    cell: ({ site: of, commit }) => (
      <span className="code" title={commit.hash}>
        {of} #{commit.n} {commit.hash.slice(0, 12)}
      </span>
    ),
  },
];

const figures = (name: 'rows' | 'lots' | 'pieces' | 'tags' | 'quantity', title: string): Column<Receipt> => ({
  ...{ name, title, isNumber: true },
  text: (row) => whole(row[name]),
});
