/** Rows that wait until somebody has looked at them: a button till then, afterwards who it was and what they said. */
import { Button } from 'antd';
import { useState } from 'react';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { Dialog } from './dialog.tsx';
import { Entry } from './entry.tsx';
import { List, type ListProps } from './list.tsx';

type SettleProps<Row> = Omit<ListProps<Row>, 'children'> & {
  /** Over the column that says what became of a row. */
  title: string;
  /** On the button, with the name of the row behind it in the dialog. */
  action: string;
  nameOf(row: Row): string;
  /** What whoever settles it has to say. */
  asked: string;
  /** undefined while it waits. */
  settled(row: Row): { by: string; said: string | null } | undefined;
  settle(row: Row, said: string): Promise<unknown>;
};

export function SettleList<Row>(props: SettleProps<Row>) {
  const { title, action, nameOf, asked, settled, settle, columns, ...shown } = props;
  const { colon, states } = useStoreWords();
  const { person } = useNames();
  const [open, setOpen] = useState<Row>();
  const told = (row: Row): string | undefined => {
    const seen = settled(row);
    return seen && `${person(seen.by)}${colon}${seen.said ?? ''}`;
  };
  return (
    <>
      <List
        {...shown}
        columns={[
          ...columns,
          {
            name: 'settled',
            title,
            text: (row) => told(row) ?? states.none,
            cell: (row) => told(row) ?? <Button onClick={() => setOpen(row)}>{action}</Button>,
          },
        ]}
      />
      {open && (
        <Settle
          title={`${action}${colon}${nameOf(open)}`}
          asked={asked}
          settle={(said) => settle(open, said)}
          close={(isDone) => {
            setOpen(undefined);
            if (isDone) shown.list.again();
          }}
        />
      )}
    </>
  );
}

type DialogProps = {
  title: string;
  asked: string;
  settle(said: string): Promise<unknown>;
  close(isDone: boolean): void;
};

function Settle({ title, asked, settle, close }: DialogProps) {
  const deed = useDeed();
  const [said, setSaid] = useState('');
  const send = async () => {
    if (await deed.run(() => settle(said))) close(true);
  };
  return (
    <Dialog title={title} action={title} deed={deed} send={() => void send()} close={() => close(false)}>
      <Entry label={asked} value={said} set={setSaid} isWanted />
    </Dialog>
  );
}
