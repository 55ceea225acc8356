/** A neighbour asks for aid: of what is shared how much, for whom, by when, and on whose order. */
import { type Urgency, urgencies, urgencyWords } from '@changping/contracts/approval-words';
import type { CommandBody } from '@changping/contracts/http-commands';
import { recipientOf, recipientPlace } from '@changping/contracts/recipient';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { dayEnd } from '../../shared/day-end.ts';
import { whole } from '../../shared/figure.ts';
import { partsOf } from '../../shared/parts.ts';
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { Choice } from '../list/choice.tsx';
import { Entry } from '../list/entry.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { newId } from '../uuid.ts';

export function AskPage() {
  const words = useStoreWords();
  const names = useNames();
  const { sharing, states, approving } = words;
  const { asked, go } = useWhere();
  const { answer, refusal, again } = useAnswer('/api/shared');
  const deed = useDeed();
  // The same document however often it is sent: its id is made once.
  const id = useRef(newId());
  const [amounts, setAmounts] = useState<Readonly<Record<string, string>>>({});
  const [form, setForm] = useState({ to: '', neededOn: '', returnOn: '', ref: '', phone: '', why: '' });
  const [urgency, setUrgency] = useState<Urgency>('routine');
  if (!answer)
    return refusal ? (
      <RefusalNote refusal={refusal} again={again} />
    ) : (
      <p className="empty">{states.loading}</p>
    );
  if (!answer.items.length) return <p className="empty">{sharing.askNone}</p>;
  const set = (name: keyof typeof form) => (value: string) => setForm((now) => ({ ...now, [name]: value }));
  const to = recipientOf('unit', form.to);
  const isWrong = form.to.trim() !== '' && !recipientPlace.test(to);
  const lines = answer.items.flatMap(({ kind }) => {
    const wanted = Math.floor(Number(amounts[kind]) || 0);
    return wanted > 0 ? [{ kind, wanted }] : [];
  });
  const hasBasis = !!form.ref.trim() || !!form.phone.trim();
  const send = () =>
    deed.run(async () => {
      const body: CommandBody<'/api/aid/ask'> = {
        id: id.current,
        lines,
        to,
        neededBy: dayEnd(form.neededOn),
      };
      if (form.returnOn) body.returnBy = dayEnd(form.returnOn);
      if (urgency !== 'routine') body.urgency = urgency;
      if (form.ref.trim()) body.refs = partsOf(form.ref);
      if (form.phone.trim()) body.phone = form.phone.trim();
      if (form.why.trim()) body.reason = form.why.trim();
      const { id: made } = await tell('/api/aid/ask', body);
      id.current = newId();
      go('document', { id: made });
    });
  return (
    <form
      className="form open"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p className="hint">{sharing.askHow}</p>
      <fieldset>
        <legend>{sharing.wanted}</legend>
        <p className="hint">{sharing.asOf(dateTime(answer.at))}</p>
        {[...answer.items]
          // What one came for stands first.
          .sort((one, other) => Number(other.kind === asked.kind) - Number(one.kind === asked.kind))
          .map(({ kind, usable }) => (
            <Entry
              key={kind}
              label={`${names.kind(kind)} · ${sharing.amount(names.unit(kind))}`}
              hint={`${sharing.usable} ${whole(usable)} ${names.unit(kind, usable)}`}
              type="number"
              min={0}
              value={amounts[kind] ?? ''}
              set={(text) => setAmounts((now) => ({ ...now, [kind]: text }))}
            />
          ))}
      </fieldset>
      <div className="filters">
        <Entry
          label={sharing.to}
          hint={isWrong ? words.outside.recipientWrong : sharing.toHint}
          value={form.to}
          set={set('to')}
          isWanted
        />
        <Entry label={sharing.neededBy} type="date" value={form.neededOn} set={set('neededOn')} isWanted />
        <Entry
          label={`${sharing.returnOn}${states.optional}`}
          type="date"
          value={form.returnOn}
          set={set('returnOn')}
        />
        <Choice
          label={approving.urgency}
          value={urgency}
          options={urgencies.map((value) => ({ value, label: words.said(urgencyWords, value) }))}
          choose={(value) => setUrgency(value as Urgency)}
        />
      </div>
      <fieldset>
        <legend>{sharing.basis}</legend>
        <div className="filters">
          <Entry label={sharing.ref} value={form.ref} set={set('ref')} />
          <Entry label={sharing.phone} value={form.phone} set={set('phone')} />
        </div>
      </fieldset>
      <Entry label={`${sharing.why}${states.optional}`} value={form.why} set={set('why')} />
      {deed.refusal && <RefusalNote refusal={deed.refusal} />}
      <div className="form-end">
        {!lines.length && <p className="hint">{sharing.choose}</p>}
        <Button
          type="primary"
          htmlType="submit"
          loading={deed.isBusy}
          disabled={!lines.length || !hasBasis || isWrong}
        >
          {sharing.send}
        </Button>
      </div>
    </form>
  );
}
