/** One row of a draft: what it applies to, who signs, on what it rests; what the server found wrong stands where it is mended. */
import { responseLevels, urgencyWords } from '@changping/contracts/approval-words';
import { documentTypes, duties, type Word } from '@changping/contracts/document-words';
import type { PolicyMistake, PolicyMistakeName } from '@changping/contracts/policy-mistakes';
import { useState } from 'react';
import { useAnswer } from '../../shared/use-answer.ts';
import { Choice } from '../list/choice.tsx';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { Ticks } from '../list/ticks.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { Mistakes } from './mistakes.tsx';
import type { Rule } from './rule-told.ts';
import { SignaturesField } from './signatures-field.tsx';

type Field = 'id' | 'action' | 'value' | 'signatures' | 'exception';
const fieldOf: Readonly<Record<PolicyMistakeName, Field>> = {
  sameId: 'id',
  neverReached: 'action',
  noGeneralRow: 'action',
  tooIntricate: 'action',
  emptyRange: 'value',
  noSignature: 'signatures',
  countBelowOne: 'signatures',
  nobodyMay: 'signatures',
  nobodyThere: 'signatures',
  actFirstOnlyApproval: 'exception',
  byAskerOnlyHandOut: 'exception',
};

type RuleProps = {
  rule: Rule;
  mistakes: readonly PolicyMistake[];
  take(rule: Rule): void;
  close(): void;
};

export function RuleDialog({ rule: given, mistakes, take, close }: RuleProps) {
  const { policy, approving, states, colon, said, nameOf } = useStoreWords();
  const deed = useDeed();
  const [rule, setRule] = useState(given);
  const set = (more: Partial<Rule>) => setRule({ ...rule, ...more });
  const categories = useAnswer('/api/region').answer?.catalogue.categories ?? [];
  const classes = [
    ...['A', 'B', 'C'].map((each) => ({ value: each, label: each })),
    ...categories.map((each) => ({ value: each.id, label: nameOf(each) })),
  ];
  const optionsOf = <Name extends string>(table: Readonly<Record<Name, Word>>) =>
    (Object.keys(table) as Name[]).map((value) => ({ value, label: said(table, value) }));
  const wrong = (field: Field) => <Mistakes of={mistakes.filter(({ fault }) => fieldOf[fault] === field)} />;
  return (
    <Dialog
      title={`${policy.edit}${colon}${policy.ofRule(given.id)}`}
      action={policy.take}
      deed={deed}
      send={() => take(rule)}
      close={close}
      isWide
    >
      <Entry
        label={approving.rule}
        value={rule.id}
        set={(id) => set({ id })}
        hint={policy.nameHint}
        pattern="[a-z0-9\-]{1,60}"
        isWanted
      />
      {wrong('id')}
      <Choice
        label={approving.action}
        value={rule.action}
        options={optionsOf(duties)}
        choose={(action) => set({ action: action as Rule['action'] })}
      />
      {wrong('action')}
      <Ticks
        legend={approving.type}
        options={optionsOf(documentTypes)}
        chosen={rule.types ?? []}
        choose={(types) => set({ types: orAny(types) })}
        hint={policy.anyHint}
      />
      <Ticks
        legend={policy.classes}
        options={classes}
        chosen={rule.classes ?? []}
        choose={(chosen) => set({ classes: orAny(chosen) })}
        hint={policy.anyHint}
      />
      <Entry
        label={policy.from}
        type="number"
        min={0}
        value={yuanOf(rule.fen.from)}
        set={(yuan) => set({ fen: { ...rule.fen, from: fenOf(yuan) } })}
      />
      <Entry
        label={policy.to}
        type="number"
        min={0}
        value={rule.fen.to === null ? '' : yuanOf(rule.fen.to)}
        set={(yuan) => set({ fen: { ...rule.fen, to: yuan === '' ? null : fenOf(yuan) } })}
        hint={policy.noEnd}
      />
      {wrong('value')}
      <Ticks
        legend={approving.urgency}
        options={optionsOf(urgencyWords)}
        chosen={rule.urgencies ?? []}
        choose={(chosen) => set({ urgencies: orAny(chosen) })}
        hint={policy.anyHint}
      />
      <Ticks
        legend={approving.level}
        options={responseLevels.map((level) => ({ value: level, label: level }))}
        chosen={rule.levels ?? []}
        choose={(levels) => set({ levels: orAny(levels) })}
        hint={policy.anyHint}
      />
      <SignaturesField signatures={rule.signatures} set={(signatures) => set({ signatures })} />
      {wrong('signatures')}
      <label className="tick">
        <input
          type="checkbox"
          checked={rule.actFirst}
          onChange={({ target }) => set({ actFirst: target.checked })}
        />
        {approving.actFirst}
      </label>
      <label className="tick">
        <input
          type="checkbox"
          checked={rule.byAsker}
          onChange={({ target }) => set({ byAsker: target.checked })}
        />
        {approving.byAsker}
      </label>
      {wrong('exception')}
      {rule.action === 'approve' && (rule.types?.includes('emergencyPurchase') ?? true) && (
        <Entry
          label={`${approving.papersDays}${states.optional}`}
          type="number"
          min={1}
          max={365}
          value={rule.papersDays ? `${rule.papersDays}` : ''}
          set={(days) => set({ papersDays: days === '' ? undefined : Math.floor(Number(days)) })}
          hint={approving.papersHint}
        />
      )}
      <Entry label={approving.source} value={rule.source} set={(source) => set({ source })} />
    </Dialog>
  );
}

const orAny = <Name,>(chosen: Name[]): Name[] | null => (chosen.length ? chosen : null);
const yuanOf = (fen: number): string => `${fen / 100}`;
const fenOf = (yuan: string): number => Math.max(0, Math.round(Number(yuan) * 100));
