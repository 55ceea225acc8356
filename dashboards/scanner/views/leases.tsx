/** What this handheld took along to hand out without a line: until when, given by whom; more of it, and back again. */
import { useState, useSyncExternalStore } from 'react';
import { dateTime } from '../../shared/time.ts';
import { giveBack } from '../line/leases.ts';
import { type Failure, failureOf } from '../line/reach.ts';
import type { Leased } from '../rules/leased.ts';
import { Refusal } from './refusal.tsx';
import { TakeAlong } from './take-along.tsx';
import { useLeases } from './use-leases.ts';
import { useNames, usePage } from './use-page.tsx';

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
  const back = (some: readonly Leased[]) => void trying(() => giveBack(some));
  return (
    <main>
      <h1>{lease.title}</h1>
      <p className="hint">{lease.how}</p>
      {failure && <Refusal failure={failure} />}
      {leases.length === 0 && <p className="empty">{lease.none}</p>}
      <ol className="fresh" aria-label={lease.title}>
        {leases.map((each) => (
          <li key={each.piece ?? each.loose}>
            <p>
              <strong>{names.kind(each.kind)}</strong> {each.quantity.toLocaleString('en-US')}{' '}
              {names.unit(each.kind, each.quantity)}
              <small className="code">{each.piece ?? `${each.lot} · ${names.place(each.from.place)}`}</small>
              <small>{lease.until(dateTime(each.until), names.person(each.by))}</small>
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
