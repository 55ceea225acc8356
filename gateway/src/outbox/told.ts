/** What the letters so far have told: tags in view, and whatever a part wants to know again after a restart. Changed in the transaction of the letter that tells it, so the two never differ. */
import type { TagsLetter } from '@changping/contracts/letters';
import type { Epc } from '@changping/contracts/units';
import type { Draft } from './draft.ts';
import type { Database } from './file.ts';

/** Kept under its name when the letters are kept; null: forgotten, with all beneath it (`name/…`). */
export type Memory = { name: string; json: string | null };
export type Present = { reader: string; epc: Epc; antenna: number | null; rssi: TagsLetter['rssi'][number] };
export type Told = {
  /** Within the transaction of the letter. */
  note(draft: Draft): void;
  keep(memory: Memory): void;
  inView(): Present[];
  recall(prefix: string): { name: string; json: string }[];
};

export function openTold(db: Database): Told {
  const came = db.prepare('insert or replace into present values (?, ?, ?, ?)');
  const went = db.prepare('delete from present where reader = ? and epc = ?');
  const inView = db.prepare('select reader, epc, antenna, rssi from present');
  const keep = db.prepare('insert or replace into memory values (?, ?)');
  const lose = db.prepare(`delete from memory where name = ? or substr(name, 1, ?) = ?`);
  const recall = db.prepare('select name, json from memory where substr(name, 1, ?) = ? order by name');

  return {
    note(draft) {
      if (draft.kind !== 'tags') return;
      const { reader, epc, antenna, rssi, change } = draft;
      for (let row = 0; row < epc.length; row++)
        if (change === 'seen') came.run(reader, epc[row], antenna[row], rssi[row]);
        else went.run(reader, epc[row]);
    },
    keep: ({ name, json }) =>
      void (json === null ? lose.run(name, name.length + 1, `${name}/`) : keep.run(name, json)),
    inView: () => inView.all() as Present[],
    recall: (prefix) => recall.all(prefix.length, prefix) as { name: string; json: string }[],
  };
}
