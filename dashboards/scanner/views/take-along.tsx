/** More to take along: what first expiry first out proposes and what is scanned, pieces and loose goods, signed for by whoever may approve. */
import { useState } from 'react';
import { goingLine } from '../hands/going-line.ts';
import { takeAlong } from '../line/leases.ts';
import { type GoingLine, nothing, propose, take } from '../rules/going.ts';
import { lackIf } from '../rules/lack.ts';
import type { Leased } from '../rules/leased.ts';
import { Field, leaveField } from './field.tsx';
import { FirstOut } from './first-out.tsx';
import { MainButton } from './main-button.tsx';
import { useTaker } from './target.tsx';
import { useInView } from './use-in-view.ts';
import { useNames, usePage } from './use-page.tsx';

const terms = [8, 24, 72];
/** As many as a handheld may have. */
const most = 200;

type TakeProps = {
  isThere: boolean;
  leases: readonly Leased[];
  trying(work: () => Promise<void>): Promise<boolean>;
};

export function TakeAlong({ isThere, leases, trying }: TakeProps) {
  const { words, kinds, site } = usePage();
  const { lease } = words;
  const names = useNames();
  const [going, setGoing] = useState(nothing);
  const [hours, setHours] = useState(terms[0] as number);
  const [isBusy, setBusy] = useState(false);
  const { lines } = going;
  const list = useInView(lines);
  const put = (news: readonly GoingLine[]) => setGoing((before) => ({ ...before, lines: news }));
  useTaker(async (found, meant) => {
    if (found.what === 'place') {
      // It lies where was scanned last.
      put(
        lines.map((each, n) =>
          n === lines.length - 1 && each.piece === null ? { ...each, place: found.place } : each,
        ),
      );
      return { isTaken: true, line: null };
    }
    const goods = goingLine(found, meant, site, kinds);
    if (!goods) return null;
    const isHere = goods.piece !== null && leases.some(({ piece }) => piece === goods.piece);
    const taken = take(going, goods);
    if (isHere || taken.isTwice) return { isTaken: false, why: 'already' };
    if (taken.going.lines.length + leases.length > most) return { isTaken: false, why: 'full' };
    setGoing(taken.going);
    return { isTaken: true, line: null };
  });
  async function send(form: FormData): Promise<void> {
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const password = String(form.get('password') ?? '');
    setBusy(true);
    const second = { name: text('second'), ...(password ? { password } : {}) };
    if (await trying(() => takeAlong(lines, hours, second))) setGoing(nothing);
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
      {isThere && <FirstOut set={(proposal) => setGoing((before) => propose(before, proposal))} />}
      <ol className="fresh" aria-label={lease.take} ref={list}>
        {lines.map((each) => (
          <li key={each.piece ?? `${each.lot} ${each.place} ${each.grade} ${each.owner}`}>
            <p>
              <strong>{names.kind(each.kind)}</strong>
              {each.piece !== null && ` ${each.quantity} ${names.unit(each.kind, each.quantity)}`}
              <small className="code">{each.piece ?? `${each.lot} · ${names.place(each.place)}`}</small>
            </p>
            {each.piece === null && (
              <Field
                label={words.going.quantity(names.unit(each.kind, 2))}
                value={String(each.quantity || '')}
                isNumber
                set={(text) => {
                  const quantity = Number(text.replaceAll(/\D/g, '').slice(0, 9));
                  put(lines.map((one) => (one === each ? { ...each, quantity } : one)));
                }}
              />
            )}
            <button type="button" onClick={() => put(lines.filter((one) => one !== each))}>
              {words.takeAway}
            </button>
          </li>
        ))}
      </ol>
      {lines.length > 0 && (
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
          <MainButton
            lack={
              lackIf(!isThere, 'line') ??
              lackIf(
                lines.some(({ quantity }) => quantity === 0),
                'quantity',
              )
            }
            isBusy={isBusy}
          >
            {lease.takeNow(lines.length)}
          </MainButton>
        </>
      )}
    </form>
  );
}
