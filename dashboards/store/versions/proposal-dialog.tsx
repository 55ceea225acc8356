/** The yes or no of a second person to a proposal, or its withdrawal, with the reason. */
import { type ReactNode, useState } from 'react';
import type { Refusal } from '../../shared/ask.ts';
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import type { Proposal } from '../documents/waiting.tsx';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';

export type Verb = 'agree' | 'refuse' | 'withdraw';
/** `shown`: what it changes, as it stood when the dialog was opened: what is agreed to is what is read here. */
type DialogProps = {
  proposal: Proposal;
  verb: Verb;
  shown: ReactNode;
  /** A refusal with its detail in words. */
  told?: ((refusal: Refusal) => Refusal) | undefined;
  done(): void;
  close(): void;
};

export function ProposalDialog({ proposal, verb, shown, told, done, close }: DialogProps) {
  const { proposals, policy, states, colon } = useStoreWords();
  const { person } = useNames();
  const deed = useDeed();
  const [reason, setReason] = useState('');
  const { of, by, at, after } = proposal;
  const title = proposals.nth(proposals.of[of], after + 1);
  const why = reason.trim();
  const send = async () => {
    const body = { of, at, ...(why ? { reason: why } : {}) };
    const answer =
      verb === 'withdraw'
        ? () => tell('/api/proposals/withdraw', body)
        : verb === 'refuse'
          ? () => tell('/api/proposals/refuse', { ...body, by, reason: why })
          : () => tell('/api/proposals/agree', { ...body, by });
    if (await deed.run<unknown>(answer)) done();
  };
  const since = proposal.since === null ? null : dateTime(proposal.since);
  const isWanted = verb === 'refuse';
  const refusal = deed.refusal && told ? told(deed.refusal) : deed.refusal;
  return (
    <Dialog
      title={`${proposals[verb]}${colon}${title}`}
      action={proposals[verb]}
      deed={{ ...deed, refusal }}
      send={() => void send()}
      close={close}
      isGrave={verb !== 'agree'}
      isReady={!isWanted || why !== ''}
      isWide={verb === 'agree'}
    >
      <p>
        {person(by)} · {dateTime(at)} · {proposal.reason}
      </p>
      {verb === 'agree' && shown}
      <p className="hint">
        {verb === 'agree' ? proposals.agreeHint(after + 1, since) : proposals[`${verb}Hint`]}
      </p>
      <Entry
        label={isWanted ? policy.reason : `${policy.reason}${states.optional}`}
        value={reason}
        set={setReason}
        isWanted={isWanted}
      />
    </Dialog>
  );
}
