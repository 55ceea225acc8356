/** The one button under the thumb, which says what is still missing for as long as it can not be pressed. */
import type { ReactNode } from 'react';
import { lackingWords } from '../../shared/words/lacking.ts';
import type { Lack } from '../rules/lack.ts';
import { usePage } from './use-page.tsx';

type MainProps = {
  lack: Lack | null;
  /** It waits for an answer. */
  isBusy?: boolean;
  /** Without it the form that it stands in is sent. */
  press?: () => void;
  children: ReactNode;
};

export function MainButton({ lack, isBusy = false, press, children }: MainProps) {
  return (
    <div className="thumb">
      <button
        type={press ? 'button' : 'submit'}
        className="main"
        disabled={lack !== null || isBusy}
        {...(press ? { onClick: press } : {})}
      >
        {children}
        <Lacking lack={lack} />
      </button>
    </div>
  );
}

/** Within a button that can not be pressed yet. */
export function Lacking({ lack }: { lack: Lack | null }) {
  const { words } = usePage();
  if (lack === null) return null;
  const own = lackingWords[words.at];
  if (lack.what === 'wrongName') return <small>{words.outside.recipientWrong}</small>;
  const { line, lot } = lack;
  const what = own.what[lack.what];
  const told = lot !== undefined ? own.lot(what, lot) : line !== undefined ? own.line(what, line) : what;
  return <small>{own.missing(told)}</small>;
}
