/** One class of a draft: what may differ, when somebody else counts again, how often, and what is at risk; what the server found wrong stands where it is mended. */
import { type CountMistake, type SecondCount, secondCounts } from '@changping/contracts/count-policy';
import { useState } from 'react';
import { Choice } from '../list/choice.tsx';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { CountMistakes } from './class-table.tsx';
import type { ClassRow } from './rule-told.ts';

type ClassProps = {
  row: ClassRow;
  mistakes: readonly CountMistake[];
  take(row: ClassRow): void;
  close(): void;
};

export function ClassDialog({ row: given, mistakes, take, close }: ClassProps) {
  const { countPolicy, policy, colon, said } = useStoreWords();
  const deed = useDeed();
  const [row, setRow] = useState(given);
  const set = (more: Partial<ClassRow>) => setRow({ ...row, ...more });
  const wrong = (fault: CountMistake['fault']) => (
    <CountMistakes of={mistakes.filter((each) => each.fault === fault)} />
  );
  return (
    <Dialog
      title={`${policy.edit}${colon}${countPolicy.classOf(given.of)}`}
      action={policy.take}
      deed={deed}
      send={() => take(row)}
      close={close}
    >
      <WholeNumber
        label={countPolicy.quantity}
        value={row.quantity}
        within={[0, 1_000_000_000]}
        set={(quantity) => set({ quantity })}
      />
      <WholeNumber
        label={countPolicy.percent}
        value={row.percent}
        within={[0, 100]}
        hint={countPolicy.percentHint}
        set={(percent) => set({ percent })}
      />
      <WholeNumber
        label={countPolicy.money}
        value={row.fen / 100}
        within={[0, 10_000_000_000]}
        set={(yuan) => set({ fen: Math.round(yuan * 100) })}
      />
      <Choice
        label={countPolicy.second}
        value={row.secondCount}
        options={(Object.keys(secondCounts) as SecondCount[]).map((value) => ({
          value,
          label: said(secondCounts, value),
        }))}
        choose={(value) => set({ secondCount: value as SecondCount })}
      />
      {wrong('looserThanNext')}
      <WholeNumber
        label={countPolicy.every}
        value={row.everyDays}
        within={[1, 1830]}
        set={(everyDays) => set({ everyDays })}
      />
      {wrong('rarerThanNext')}
      <WholeNumber
        label={countPolicy.risk}
        value={row.riskFrom}
        within={[1, 10_000]}
        hint={countPolicy.riskHint}
        set={(riskFrom) => set({ riskFrom })}
      />
      {wrong('laterAtRisk')}
    </Dialog>
  );
}

type NumberProps = {
  label: string;
  value: number;
  within: readonly [min: number, max: number];
  hint?: string;
  set(value: number): void;
};

/** Whole, and as it is typed: an empty field is none of its numbers, and the browser says so. */
function WholeNumber({ label, value, within: [min, max], hint, set }: NumberProps) {
  const [text, setText] = useState(`${value}`);
  return (
    <Entry
      {...{ label, min, max, value: text, ...(hint === undefined ? {} : { hint }) }}
      type="number"
      set={(typed) => {
        setText(typed);
        const read = Number(typed);
        if (typed !== '' && Number.isInteger(read)) set(read);
      }}
      isWanted
    />
  );
}
