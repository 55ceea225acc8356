/** The policy as a table: which row speaks of what, who signs, and on what it rests; every version can be read. */
import { urgencyWords } from '@changping/contracts/approval-words';
import { documentTypes, duties } from '@changping/contracts/document-words';
import type { Answer } from '@changping/contracts/http';
import { useState } from 'react';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { Choice } from '../list/choice.tsx';
import { List } from '../list/list.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';

type Rule = Answer<'/api/policies'>['items'][number]['rules'][number];

export function PoliciesPage() {
  const words = useStoreWords();
  const { approving, said } = words;
  const versions = useList('/api/policies', { limit: 100 });
  const [chosen, setChosen] = useState('');
  const policy = versions.items?.find(({ version }) => String(version) === chosen) ?? versions.items?.[0];
  return (
    <>
      <p className="hint">{approving.policyHint}</p>
      <div className="filters">
        <Choice
          label={approving.chosen}
          value={policy ? String(policy.version) : ''}
          options={(versions.items ?? []).map(({ version, at, by }) => ({
            value: String(version),
            label: approving.version(version, dateTime(at), by),
          }))}
          choose={setChosen}
        />
      </div>
      <List
        label={words.pages.policies}
        list={{ ...versions, items: policy?.rules }}
        keyOf={({ id }) => id}
        none={words.states.none}
        columns={[
          { name: 'action', title: approving.action, text: ({ action }) => said(duties, action) },
          { name: 'fits', title: approving.fits, text: (rule) => fitsTold(rule, words) },
          { name: 'signatures', title: approving.signatures, text: (rule) => signaturesTold(rule, words) },
          { name: 'source', title: approving.source, text: ({ source }) => source },
          { name: 'id', title: approving.rule, text: ({ id }) => id },
        ]}
      />
    </>
  );
}

function fitsTold({ types, classes, fen, urgencies, levels }: Rule, words: Speech): string {
  const { approving, said, and } = words;
  const yuan = (n: number) => (n / 100).toLocaleString('en-US');
  const isAnyValue = fen.from === 0 && fen.to === null;
  const parts = [
    types?.map((type) => said(documentTypes, type)).join(and),
    classes?.join(and),
    isAnyValue ? undefined : approving.value(yuan(fen.from), fen.to === null ? null : yuan(fen.to)),
    urgencies?.map((each) => said(urgencyWords, each)).join(and),
    levels ? approving.levels(levels.join(and)) : undefined,
  ].filter((part) => part !== undefined);
  return parts.length ? parts.join(' · ') : approving.always;
}

function signaturesTold({ signatures, actFirst, byAsker }: Rule, words: Speech): string {
  const { approving, roles, and } = words;
  const all = signatures.map(({ by, count }) =>
    approving.signed(
      count,
      by.map(({ role, unit }) => `${approving.whoseOf[unit]} ${roles[role]}`).join(and),
    ),
  );
  return [...all, ...(actFirst ? [approving.actFirst] : []), ...(byAsker ? [approving.byAsker] : [])].join(
    ' + ',
  );
}
