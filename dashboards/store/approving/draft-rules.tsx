/** The rows of a draft, to be changed, moved before others of their duty, added and removed; what the server found wrong stands at each. */
import { duties } from '@changping/contracts/document-words';
import type { PolicyMistake } from '@changping/contracts/policy-mistakes';
import { Button } from 'antd';
import { useState } from 'react';
import { type Column, Table } from '../list/table.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { Mistakes } from './mistakes.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { above, movedUp, placed } from './rule-order.ts';
import { fitsTold, type Rule, signaturesTold } from './rule-told.ts';

type RulesProps = {
  rules: readonly Rule[];
  mistakes: readonly PolicyMistake[];
  /** `names`: the rows that are others now, and the duties they are of. */
  change(rules: readonly Rule[], ...names: string[]): void;
};

export function DraftRules({ rules, mistakes, change }: RulesProps) {
  const words = useStoreWords();
  const { policy, approving } = words;
  const [open, setOpen] = useState<Rule | 'new'>();
  const of = (id: string) => mistakes.filter(({ rule }) => rule === id);
  const unnamed = mistakes.filter((each) => !rules.some(({ id }) => id === each.rule));
  const columns: Column<Rule>[] = [
    { name: 'action', title: approving.action, text: ({ action }) => words.said(duties, action) },
    {
      name: 'fits',
      title: approving.fits,
      text: (rule) => fitsTold(rule, words),
      cell: (rule) => (
        <>
          {fitsTold(rule, words)} <small className="code">{rule.id}</small>
          <Mistakes of={of(rule.id)} />
        </>
      ),
    },
    { name: 'signatures', title: approving.signatures, text: (rule) => signaturesTold(rule, words) },
    {
      name: 'change',
      title: '',
      isAction: true,
      text: () => '',
      cell: (rule) => (
        <span className="buttons">
          <Button onClick={() => setOpen(rule)} aria-label={`${policy.edit} ${rule.id}`}>
            {policy.edit}
          </Button>
          <Button
            disabled={above(rules, rule) === undefined}
            onClick={() => change(movedUp(rules, rule), rule.id)}
            aria-label={`${policy.up} ${rule.id}`}
          >
            {policy.up}
          </Button>
          <Button
            danger
            onClick={() =>
              change(
                rules.filter((each) => each !== rule),
                rule.id,
              )
            }
            aria-label={`${policy.remove} ${rule.id}`}
          >
            {policy.remove}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <section>
      <Table label={words.pages.draft} columns={columns} rows={rules} keyOf={(rule) => rules.indexOf(rule)} />
      {unnamed.map((each) => (
        <p key={each.rule}>
          {words.said(duties, each.rule as keyof typeof duties)} <Mistakes of={[each]} />
        </p>
      ))}
      <p>
        <Button onClick={() => setOpen('new')}>{policy.add}</Button>
      </p>
      {open && (
        <RuleDialog
          rule={open === 'new' ? blank : open}
          mistakes={open === 'new' ? [] : of(open.id)}
          take={(rule) => {
            const names = [rule.id, rule.action, ...(open === 'new' ? [] : [open.id, open.action])];
            const next =
              open === 'new' ? placed(rules, rule) : rules.map((each) => (each === open ? rule : each));
            change(next, ...names);
            setOpen(undefined);
          }}
          close={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}

const blank: Rule = {
  ...{ id: '', action: 'approve', types: null, classes: null, fen: { from: 0, to: null }, urgencies: null },
  ...{ levels: null, signatures: [], actFirst: false, byAsker: false, source: '' },
};
