/** What this handheld took along to hand out without a line: until when, given by whom; more of it, and back again. */
import { useState, useSyncExternalStore } from 'react';
import { dateTime } from '../../shared/time.ts';
import type { Piece } from '../keep/keep.ts';
import { giveBack, takeAlong } from '../line/leases.ts';
import { type Failure, failureOf } from '../line/reach.ts';
import type { Leased } from '../rules/leased.ts';
import { leaveField } from './field.tsx';
import { Refusal } from './refusal.tsx';
import { useTaker } from './target.tsx';
import { useLeases } from './use-leases.ts';
import { useNames, usePage } from './use-page.tsx';

const terms = [8, 24, 72];
/** As many as a handheld may have. */
const most = 200;

export function Leases() {
  const { words, me, line } = usePage();
  const { isThere } = useSyncExternalStore(line.subscribe, line.state);
  const names = useNames();
  const leases = useLeases();
  const [failure, setFailure] = useState<Failure>();
  const { lease } = words;
  const trying = (work: () => Promise<void>) => {
    setFailure(undefined);
    return work().then(
      () => true,
      (error: unknown) => {
        setFailure(failureOf(error));
        return false;
      },
    );
  };
  const back = (pieces: readonly Leased[]) => void trying(() => giveBack(pieces.map(({ piece }) => piece)));
  return (
    <main>
      <h1>{lease.title}</h1>
      <p className="hint">{lease.how}</p>
      {failure && <Refusal failure={failure} />}
      {leases.length === 0 && <p className="empty">{lease.none}</p>}
      <ol className="fresh" aria-label={lease.title}>
        {leases.map((each) => (
          <li key={each.piece}>
            <p>
              <strong>{names.kind(each.kind)}</strong> {each.quantity} {names.unit(each.kind)}
              <small className="code">{each.piece}</small>
              <small>{lease.until(dateTime(each.until), each.by)}</small>
            </p>
            <button type="button" disabled={!isThere} onClick={() => back([each])}>
              {lease.back}
            </button>
          </li>
        ))}
      </ol>
      {leases.length > 1 && (
        <button type="button" disabled={!isThere} onClick={() => back(leases)}>
          {lease.backAll(leases.length)}
        </button>
      )}
      {!me.handheld ? (
        <p className="changed">{lease.notEnrolled}</p>
      ) : (
        <TakeAlong isThere={isThere} leases={leases} trying={trying} />
      )}
    </main>
  );
}

type TakeProps = {
  isThere: boolean;
  leases: readonly Leased[];
  trying(work: () => Promise<void>): Promise<boolean>;
};

function TakeAlong({ isThere, leases, trying }: TakeProps) {
  const { words } = usePage();
  const { lease } = words;
  const names = useNames();
  const [pieces, setPieces] = useState<readonly Piece[]>([]);
  const [hours, setHours] = useState(terms[0] as number);
  const [isBusy, setBusy] = useState(false);
  useTaker(async (found) => {
    if (found.what !== 'piece') return null;
    const { piece } = found;
    const isTwice = [...pieces, ...leases].some((each) => each.piece === piece.piece);
    if (isTwice) return { isTaken: false, why: 'already' };
    if (pieces.length + leases.length >= most) return { isTaken: false, why: 'full' };
    setPieces((before) => [...before.filter((each) => each.piece !== piece.piece), piece]);
    return { isTaken: true, line: null };
  });
  async function send(form: FormData): Promise<void> {
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const password = String(form.get('password') ?? '');
    setBusy(true);
    const second = { name: text('second'), ...(password ? { password } : {}) };
    const wanted = { pieces: pieces.map(({ piece }) => piece), hours, second };
    if (await trying(() => takeAlong(wanted))) setPieces([]);
    setBusy(false);
  }
  return (
    <form
      className="leave"
      onKeyDown={leaveField}
      onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}
    >
      <h2>{lease.take}</h2>
      <p className="hint">{isThere ? lease.takeHow : lease.needsLine}</p>
      <ol className="fresh" aria-label={lease.take}>
        {pieces.map((each) => (
          <li key={each.piece}>
            <p>
              <strong>{names.kind(each.kind)}</strong> {each.quantity} {names.unit(each.kind)}
              <small className="code">{each.piece}</small>
            </p>
            <button type="button" onClick={() => setPieces(pieces.filter((one) => one !== each))}>
              {words.takeAway}
            </button>
          </li>
        ))}
      </ol>
      {pieces.length > 0 && (
        <>
          <p className="segment">
            {terms.map((each) => (
              <button key={each} type="button" aria-pressed={each === hours} onClick={() => setHours(each)}>
                {lease.hours(each)}
              </button>
            ))}
          </p>
          <label>
            <span>{lease.approver}</span>
            <input name="second" required maxLength={80} autoComplete="off" placeholder={lease.account} />
          </label>
          <label>
            <span>{lease.password}</span>
            <input name="password" type="password" autoComplete="off" maxLength={200} />
          </label>
          <div className="thumb">
            <button type="submit" className="main" disabled={!isThere || isBusy}>
              {lease.takeNow(pieces.length)}
            </button>
          </div>
        </>
      )}
    </form>
  );
}
