/** The form of one step: what it wants, no more; before a yes or no, what it does to the stock. */
import { debts, documentActions, duties } from '@changping/contracts/document-words';
import type { AvailableStep, Document, Portion } from '@changping/contracts/documents';
import { useState } from 'react';
import { lastDay } from '../../shared/day-end.ts';
import { partsOf } from '../../shared/parts.ts';
import { tell } from '../../shared/tell.ts';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { useDeed } from '../use-deed.ts';
import { useKey } from '../use-key.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { type Approval, RuleTold } from './approval-now.tsx';
import { CountsField } from './counts-field.tsx';
import { EffectTable } from './effect-table.tsx';
import { PhotosField } from './photos-field.tsx';
import { PortionRows } from './portion-rows.tsx';
import { type Filled, firstRows, gateRows, stepBody } from './step-body.ts';
import { Weight, type Worth } from './weight.tsx';

type StepProps = {
  document: Document;
  step: AvailableStep;
  approval: Approval | undefined;
  worth: Worth;
  /** What the gate saw, to begin with. */
  seen?: readonly Portion[] | undefined;
  done(): void;
  close(): void;
};

const decides = new Set(['approve', 'signAfterwards', 'post']);

export function StepDialog({ document, step, approval, worth, seen, done, close }: StepProps) {
  const words = useStoreWords();
  const deed = useDeed();
  const keyFor = useKey();
  const [filled, setFilled] = useState<Filled>(() => ({
    ...{
      rows: seen ? gateRows(step, seen) : firstRows(step),
      name: '',
      password: '',
      reason: '',
      ref: '',
      photos: [],
      due: firstDue(document, step),
    },
  }));
  const set = (name: Exclude<keyof Filled, 'rows' | 'photos'>) => (value: string) =>
    setFilled((before) => ({ ...before, [name]: value }));
  const { action, needs, second, dueAt, outcomes } = step;
  const isGrave = action === 'refuse' || action === 'cancel' || action === 'dispose';
  const send = async () => {
    const body = stepBody(document, step, filled);
    const taken = await deed.run(() => tell('/api/documents/step', { ...body, key: keyFor(body) }));
    if (taken) done();
  };
  return (
    <Dialog
      title={words.step.title(words.said(documentActions, action), document.number)}
      action={words.step.sure(words.said(documentActions, action), document.number)}
      deed={deed}
      send={() => void send()}
      close={close}
      isGrave={isGrave}
      isReady={action !== 'attachCount' || filled.ref !== ''}
      isWide={outcomes.length > 0 || decides.has(action)}
    >
      {words.step.warn[action] && (
        <p className="mark mark-act">
          <span aria-hidden="true">■</span> {words.step.warn[action]}
        </p>
      )}
      {decides.has(action) && <Weight of={{ ...document, worth }} />}
      {decides.has(action) && approval && <RuleTold approval={approval} />}
      {decides.has(action) && document.returnBy !== undefined && (
        <p>{words.documents.returnBy(lastDay(document.returnBy))}</p>
      )}
      {decides.has(action) && <EffectTable document={document} />}
      {action === 'refuse' && <p>{words.step.refuseEffect}</p>}
      {outcomes.length > 0 && (
        <PortionRows
          document={document}
          step={step}
          rows={filled.rows}
          set={(rows) => setFilled((before) => ({ ...before, rows }))}
        />
      )}
      {deed.refusal?.code === 'outOfTurn' && (
        <Entry
          label={words.firstOut.outOfTurn}
          value={filled.outOfTurn ?? ''}
          set={set('outOfTurn')}
          isWanted
        />
      )}
      {action === 'attachCount' ? (
        <CountsField
          document={document.id}
          chosen={partsOf(filled.ref)}
          set={(numbers) => set('ref')(numbers.join(','))}
        />
      ) : (
        needs.includes('ref') && <Entry label={words.step.ref} value={filled.ref} set={set('ref')} isWanted />
      )}
      {needs.includes('basis') && (
        <>
          <p className="hint">{words.approving.basisHint}</p>
          <Entry label={words.step.ref} value={filled.ref} set={set('ref')} />
          <Entry label={words.approving.phone} value={filled.phone ?? ''} set={set('phone')} />
        </>
      )}
      {(needs.includes('photo') || needs.includes('basis')) && (
        <PhotosField
          document={document.id}
          photos={filled.photos}
          set={(photos) => setFilled((before) => ({ ...before, photos }))}
          isWanted={needs.includes('photo')}
        />
      )}
      {dueAt && (
        <Entry
          label={words.step.due(words.said(debts, dueAt))}
          type="date"
          value={filled.due}
          set={set('due')}
          isWanted
          {...(step.until ? { hint: words.step.dueByPolicy } : {})}
        />
      )}
      <Entry
        label={needs.includes('reason') ? words.step.why : `${words.step.why}${words.states.optional}`}
        value={filled.reason}
        set={set('reason')}
        isWanted={needs.includes('reason')}
      />
      {second && (
        <fieldset>
          <legend>{words.step.second}</legend>
          <p className="hint">
            {second === 'anyone'
              ? words.step.secondAny
              : (second === 'carry' ? words.step.secondDuty : words.step.secondOnly)(
                  words.said(duties, second),
                )}
          </p>
          <Entry label={words.step.secondName} value={filled.name} set={set('name')} isWanted />
          <Entry
            label={`${words.step.secondPassword}${second === 'anyone' || second === 'carry' ? words.step.noAccount : ''}`}
            type="password"
            complete="new-password"
            value={filled.password}
            set={set('password')}
            isWanted={second !== 'anyone' && second !== 'carry'}
          />
        </fieldset>
      )}
    </Dialog>
  );
}

/** As it was promised when it was asked for, or as the policy wants it. */
function firstDue({ returnBy }: Document, { dueAt, until }: AvailableStep): string {
  const first = dueAt === 'return' ? returnBy : until;
  return first ? lastDay(first) : '';
}
