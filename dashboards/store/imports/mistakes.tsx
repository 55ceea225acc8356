/** Every mistake of a file by its cell, with what to do about it. */
import type { Answer } from '@changping/contracts/http';
import { type ImportField, namesOf } from '@changping/contracts/import-words';
import { useList } from '../../shared/use-list.ts';
import { List } from '../list/list.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import type { Importing } from './import-page.tsx';

type Mistake = Answer<'/api/imports/{id}/errors'>['items'][number];

/** The server lists no more. */
const listedMost = 100_000;

export function Mistakes({ importing: { id, errors, mapping } }: { importing: Importing }) {
  const { imports: words, lang } = useStoreWords();
  const path = `/api/imports/${id}/errors`;
  const list = useList('/api/imports/{id}/errors', {}, JSON.stringify(mapping), path);
  // Where a column is missing there is no cell, and its value is the field.
  const cellOf = ({ row, column }: Mistake) => (column ? `${column}${row}` : words.head);
  const wordOf = ({ code, value }: Mistake) =>
    code === 'columnMissing' ? namesOf(value as ImportField)[lang === 'en' ? 'en' : 'zh'][0] : value;
  return (
    <section aria-label={words.mistakes}>
      <h2>{words.mistakes}</h2>
      <p>
        {words.mistakesHint(errors)} {errors > listedMost && words.capped(listedMost)}
      </p>
      <List
        label={words.mistakes}
        list={list}
        keyOf={({ row, column, code, value }) => `${column}${row} ${code} ${value}`}
        none={words.wouldNone}
        columns={[
          {
            name: 'cell',
            title: words.cell,
            text: cellOf,
            cell: (row) => <b className="code">{cellOf(row)}</b>,
          },
          {
            name: 'value',
            title: words.value,
            text: wordOf,
            cell: (row) => <span className="code">{wordOf(row)}</span>,
          },
          {
            name: 'why',
            title: words.why,
            text: ({ sentence, other }) =>
              `${lang === 'en' ? sentence.en : sentence.zh}${other === null ? '' : words.otherRow(other)}`,
          },
        ]}
      />
    </section>
  );
}
