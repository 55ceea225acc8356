/** How a draft ends: written as the next version with its reason, or given up; and that another version came before it. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Refusal } from '../../shared/ask.ts';
import { Entry } from '../list/entry.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useStoreWords } from '../use-store-words.tsx';

type EndProps = {
  reason: string;
  setReason(reason: string): void;
  /** On the button: what writing it does. */
  action: string;
  isBusy: boolean;
  refusal: Refusal | undefined;
  write(): void;
  drop(): void;
  /** Before the reason. */
  children?: ReactNode;
};

export function DraftEnd({ reason, setReason, action, isBusy, refusal, write, drop, children }: EndProps) {
  const { policy } = useStoreWords();
  return (
    <form
      className="form draft-end"
      onSubmit={(event) => {
        event.preventDefault();
        write();
      }}
    >
      {children}
      <Entry label={policy.reason} value={reason} set={setReason} isWanted />
      {refusal && <RefusalNote refusal={refusal} />}
      <div className="form-end">
        <Button danger onClick={drop}>
          {policy.drop}
        </Button>
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {action}
        </Button>
      </div>
    </form>
  );
}

/** @param props.after the newest version when the draft was begun. */
export function Overtaken({ after, newest }: { after: number; newest: number }) {
  const { policy } = useStoreWords();
  if (after === newest) return null;
  return (
    <p className="mark mark-act" role="alert">
      <span aria-hidden="true">■</span> {policy.overtaken(newest)}
    </p>
  );
}
