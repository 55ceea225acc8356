/** Why lots are taken though others end first: of each of them a line to say it. */

import { lotKey } from '../../shared/documents/turn.ts';
import { Entry } from '../list/entry.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';

type WhysProps = {
  rows: readonly { kind: string; lot: string }[];
  isWanted: boolean;
  /** By `lotKey`. */
  whys: Readonly<Record<string, string>>;
  set(key: string, why: string): void;
};

export function Whys({ rows, isWanted, whys, set }: WhysProps) {
  const { firstOut } = useStoreWords();
  const names = useNames();
  if (!rows.length) return null;
  return (
    <fieldset className="whys">
      <legend>{firstOut.outOfTurn}</legend>
      <p className="hint">{firstOut.outOfTurnHint}</p>
      {rows.map((row) => (
        <Entry
          key={lotKey(row)}
          label={`${names.kind(row.kind)} · ${row.lot}`}
          value={whys[lotKey(row)] ?? ''}
          set={(why) => set(lotKey(row), why)}
          isWanted={isWanted}
        />
      ))}
    </fieldset>
  );
}
