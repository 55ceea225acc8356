/** A form over the page that names what will happen: filled in and sent, or left without a trace. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Deed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { Pane } from './pane.tsx';
import { RefusalNote } from './refusal-note.tsx';

type DialogProps = {
  title: string;
  /** On the button: the deed itself, never "OK". */
  action: string;
  deed: Deed;
  send(): void;
  close(): void;
  isGrave?: boolean;
  isWide?: boolean;
  /** False: something has yet to be chosen. */
  isReady?: boolean;
  children: ReactNode;
};

export function Dialog({
  title,
  action,
  deed,
  send,
  close,
  isGrave,
  isWide,
  isReady = true,
  children,
}: DialogProps) {
  const { states } = useStoreWords();
  return (
    <Pane title={title} leave={close} isWide={isWide ?? false}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {children}
        {deed.refusal && <RefusalNote refusal={deed.refusal} />}
        {!isReady && <p className="hint">{states.fillFirst}</p>}
        <div className="form-end">
          <Button onClick={close}>{states.cancel}</Button>
          <Button
            type="primary"
            htmlType="submit"
            danger={isGrave ?? false}
            loading={deed.isBusy}
            disabled={!isReady}
          >
            {action}
          </Button>
        </div>
      </form>
    </Pane>
  );
}
