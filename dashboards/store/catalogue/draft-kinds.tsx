/** The kinds of a draft, to be changed, retired, brought back and added; what the server found wrong stands at each. */
import type { Catalogue } from '@changping/contracts/catalogue';
import { blankCells, changesOf, type KindCells } from '@changping/contracts/catalogue-cells';
import type { KindMistake } from '@changping/contracts/cell-mistakes';
import { Button } from 'antd';
import { useState } from 'react';
import { Entry } from '../list/entry.tsx';
import { type Column, Table } from '../list/table.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { CellMistakes } from './cell-mistakes.tsx';
import { KindDialog } from './kind-dialog.tsx';
import { useCells } from './use-cells.ts';

type KindsProps = {
  base: readonly KindCells[];
  all: readonly KindCells[];
  head: Catalogue;
  mistakes: readonly KindMistake[];
  write(cells: KindCells): void;
  /** As it is in force. */
  drop(id: string): void;
};

export function DraftKinds({ base, all, head, mistakes, write, drop }: KindsProps) {
  const words = useStoreWords();
  const { catalogue: said } = words;
  const cells = useCells(head);
  const { asked, filter } = useWhere();
  const [find, setFind] = useState('');
  const [open, setOpen] = useState<KindCells | 'new' | undefined>(() =>
    all.find(({ id }) => id === asked.kind),
  );
  const close = () => {
    setOpen(undefined);
    if (asked.kind) filter({ kind: '' });
  };
  const change = (kind: KindCells) =>
    changesOf(
      base.filter(({ id }) => id === kind.id),
      [kind],
    )[0];
  const shown = all.filter(({ id, name, name_en: english }) =>
    `${id} ${name} ${english}`.toLowerCase().includes(find.trim().toLowerCase()),
  );
  const nameOf = (kind: KindCells) => words.nameOf({ name: kind.name, nameEn: kind.name_en }) || kind.id;
  const columns: Column<KindCells>[] = [
    {
      name: 'name',
      title: said.kind,
      text: nameOf,
      cell: (kind) => (
        <>
          {nameOf(kind)} <small className="code">{kind.id}</small>
          <CellMistakes of={mistakes.filter((each) => each.kind === kind.id)} label={cells.label} />
        </>
      ),
    },
    {
      name: 'category',
      title: words.kinds.category,
      text: ({ category }) => cells.told('category', category),
    },
    {
      name: 'life',
      title: cells.label('storage_years'),
      text: (kind) => cells.told('storage_years', kind.storage_years),
    },
    {
      name: 'state',
      title: said.state,
      text: (kind) => {
        const what = change(kind)?.what;
        return what ? said.whatOf[what] : kind.retired ? said.retired : said.unchanged;
      },
    },
    {
      name: 'change',
      title: '',
      isAction: true,
      text: () => '',
      cell: (kind) => (
        <span className="buttons">
          <Button onClick={() => setOpen(kind)} aria-label={`${said.edit} ${nameOf(kind)}`}>
            {said.edit}
          </Button>
          <Button
            onClick={() => write({ ...kind, retired: kind.retired ? '' : 'yes' })}
            aria-label={`${kind.retired ? said.restore : said.retire} ${nameOf(kind)}`}
          >
            {kind.retired ? said.restore : said.retire}
          </Button>
          {change(kind) && (
            <Button danger onClick={() => drop(kind.id)} aria-label={`${said.takeBack} ${nameOf(kind)}`}>
              {said.takeBack}
            </Button>
          )}
        </span>
      ),
    },
  ];
  return (
    <section>
      <div className="filters">
        <Entry label={said.find} value={find} set={setFind} />
        <Button onClick={() => setOpen('new')}>{said.add}</Button>
      </div>
      <Table label={words.pages.catalogueDraft} columns={columns} rows={shown} keyOf={({ id }) => id} />
      {open && (
        <KindDialog
          cells={open === 'new' ? blankCells() : open}
          isNew={open === 'new' || !base.some(({ id }) => id === open.id)}
          taken={open === 'new' ? all.map(({ id }) => id) : []}
          head={head}
          mistakes={open === 'new' ? [] : mistakes.filter(({ kind }) => kind === open.id)}
          take={(kind) => {
            if (open !== 'new' && open.id !== kind.id) drop(open.id);
            write(kind);
            close();
          }}
          close={close}
        />
      )}
    </section>
  );
}
