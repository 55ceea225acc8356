/** Who stands in for whom: given for a term, listed, and taken back by who gave it. */
import { type DocumentType, type Duty, documentTypes, duties } from '@changping/contracts/document-words';
import type { Answer } from '@changping/contracts/http';
import { Button } from 'antd';
import { useState } from 'react';
import { dayEnd } from '../../shared/day-end.ts';
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { Choice } from '../list/choice.tsx';
import { Entry } from '../list/entry.tsx';
import { List } from '../list/list.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useOrder } from '../list/use-order.ts';
import { useMe } from '../me.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';

type Lent = Answer<'/api/delegations'>['items'][number];

export function Delegations() {
  const words = useStoreWords();
  const { approving, said, and } = words;
  const { name } = useMe();
  const [turn, setTurn] = useState(0);
  const { sort, order } = useOrder('delegations');
  const list = useList('/api/delegations', { sort }, turn);
  const back = useDeed();
  const again = () => setTurn((n) => n + 1);
  const revoke = async ({ id }: Lent) => {
    if (await back.run(() => tell('/api/delegations/revoke', { id }))) again();
  };
  return (
    <section>
      <h3>{approving.delegations}</h3>
      <p className="hint">{approving.delegationsHint}</p>
      <Give done={again} />
      {back.refusal && <RefusalNote refusal={back.refusal} />}
      <List
        label={approving.delegations}
        list={list}
        order={order}
        keyOf={({ id }) => id}
        none={approving.noDelegations}
        columns={[
          { name: 'from', title: approving.from, text: ({ from }) => from },
          { name: 'to', title: approving.deputy, text: ({ to }) => to },
          {
            name: 'term',
            title: approving.term,
            text: ({ since, until }) => approving.span(dateTime(since), dateTime(until)),
          },
          {
            name: 'duty',
            title: approving.duty,
            text: ({ actions }) => actions?.map((duty) => said(duties, duty)).join(and) ?? approving.all,
          },
          {
            name: 'type',
            title: approving.type,
            text: ({ types }) => types?.map((type) => said(documentTypes, type)).join(and) ?? approving.all,
          },
          { name: 'reason', title: approving.reason, text: ({ reason }) => reason },
          { name: 'state', title: approving.state, text: ({ state }) => approving.stateOf[state] },
          {
            name: 'revoke',
            title: approving.revoke,
            isAction: true,
            text: () => '',
            cell: (lent) =>
              lent.from === name && (lent.state === 'standing' || lent.state === 'coming') ? (
                <Button onClick={() => void revoke(lent)} loading={back.isBusy}>
                  {approving.revoke}
                </Button>
              ) : (
                ''
              ),
          },
        ]}
      />
    </section>
  );
}

function Give({ done }: { done(): void }) {
  const { approving, said } = useStoreWords();
  const deed = useDeed();
  const [to, setTo] = useState('');
  const [due, setDue] = useState('');
  const [reason, setReason] = useState('');
  const [duty, setDuty] = useState('');
  const [type, setType] = useState('');
  const optionsOf = <Name extends string>(table: Readonly<Record<Name, readonly [string, string]>>) =>
    (Object.keys(table) as Name[]).map((value) => ({ value, label: said(table, value) }));
  const send = async () => {
    const actions = duty ? [duty as Duty] : null;
    const types = type ? [type as DocumentType] : null;
    const body = { to, until: dayEnd(due), reason, actions, types };
    if (!(await deed.run(() => tell('/api/delegations/give', body)))) return;
    setTo('');
    setReason('');
    done();
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Entry label={approving.to} value={to} set={setTo} isWanted />
      <Entry label={approving.until} type="date" value={due} set={setDue} isWanted />
      <Choice
        label={approving.duty}
        value={duty}
        all={approving.all}
        options={optionsOf(duties)}
        choose={setDuty}
      />
      <Choice
        label={approving.type}
        value={type}
        all={approving.all}
        options={optionsOf(documentTypes)}
        choose={setType}
      />
      <Entry label={approving.reason} value={reason} set={setReason} isWanted />
      {deed.refusal && <RefusalNote refusal={deed.refusal} />}
      <Button type="primary" htmlType="submit" loading={deed.isBusy}>
        {approving.give}
      </Button>
    </form>
  );
}
