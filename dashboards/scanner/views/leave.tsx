/** Goods that are to leave, for another store or into somebody's hands: to whom, what, of which lots; opened under an id of its own, with or without a line. */
import { documentTypes } from '@changping/contracts/document-words';
import { useState, useSyncExternalStore } from 'react';
import { dayEnd } from '../../shared/day-end.ts';
import { goingLine } from '../hands/going-line.ts';
import { openHere } from '../hands/open-here.ts';
import { db, fact, keepFact, newId } from '../keep/keep.ts';
import { useFact } from '../keep/use-kept.ts';
import { bodyOf, type Going, type GoingType, lackOf, nothing, propose, take } from '../rules/going.ts';
import { linesOf } from '../rules/kit.ts';
import { lackIf } from '../rules/lack.ts';
import { restsOnLease } from '../rules/leased.ts';
import { Field, leaveField } from './field.tsx';
import { FirstOut } from './first-out.tsx';
import { Where, Whom } from './going-ends.tsx';
import { GoingLines } from './going-lines.tsx';
import { MainButton } from './main-button.tsx';
import { useTaker } from './target.tsx';
import { useLeases } from './use-leases.ts';
import { useOnce } from './use-once.ts';
import { goInstead, usePage, useToday } from './use-page.tsx';

export function Leave({ type }: { type: Exclude<GoingType, 'inspection'> }) {
  const { words, kinds, site, me, line } = usePage();
  const { going: own } = words;
  const { isThere } = useSyncExternalStore(line.subscribe, line.state);
  const kept = useFact('going');
  const leases = useLeases();
  const today = useToday();
  const [isFirst, setFirst] = useState(false);
  const keep = (make: (before: Going) => Going) =>
    db.transaction('rw', db.facts, async () => {
      const all = (await fact('going')) ?? {};
      await keepFact('going', { ...all, [type]: make(all[type] ?? nothing) });
    });
  const edit = (news: Partial<Going>) => void keep((before) => ({ ...before, ...news }));

  useTaker(async (found, meant) => {
    if (found.what === 'place') {
      // It lies where was scanned last.
      await keep((all) => ({
        ...all,
        lines: all.lines.map((each, n) =>
          n === all.lines.length - 1 && each.piece === null ? { ...each, place: found.place } : each,
        ),
      }));
      return { isTaken: true, line: null };
    }
    if (found.what === 'kit') {
      const { kit } = found;
      if (kit.members.length === 0) return { isTaken: false, why: 'notHere' };
      await keep((before) => linesOf(kit).reduce((all, line) => take(all, line).going, before));
      return { isTaken: true, line: null };
    }
    const scanned = goingLine(found, meant, site, kinds);
    if (!scanned) return null;
    const { effectiveOn = null } = (found.what === 'piece' || found.what === 'lot' ? found.lot : null) ?? {};
    if (effectiveOn !== null && effectiveOn < today) return { isTaken: false, why: 'expired' };
    // Loose goods that were taken along are those that were leased.
    const along = leases.find(({ piece, lot }) => piece === null && lot === scanned.lot);
    const goods = scanned.piece === null && type === 'handOut' ? { ...scanned, ...along?.from } : scanned;
    let isTwice = false;
    await keep((before) => {
      const taken = take(before, goods);
      isTwice = taken.isTwice;
      return taken.going;
    });
    return isTwice ? { isTaken: false, why: 'already' } : { isTaken: true, line: null };
  });

  const going = kept?.value?.[type] ?? nothing;
  const mayFirst = type === 'handOut' && !isThere;
  const rests = type === 'handOut' && restsOnLease(going.lines, leases);
  const isNow = mayFirst && isFirst && !rests;

  const open = useOnce(async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const dueOn = text('dueOn');
    const body = {
      ...bodyOf(newId(), type, site, going),
      ...(dueOn ? { returnBy: dayEnd(dueOn) } : {}),
    };
    const portions = body.lines.map(({ wanted }, n) => ({
      ...{ line: n + 1, as: 'given' as const, quantity: wanted },
    }));
    const hand = {
      ...{ action: 'handOut' as const, second: { name: text('second') }, portions },
      dueAt: dayEnd(dueOn),
    };
    if (rests)
      await openHere(body, me.name, [
        { action: 'useLease', version: 1 },
        { ...hand, version: 2 },
      ]);
    else if (isNow) {
      await openHere({ ...body, urgency: 'emergency' }, me.name, [
        { action: 'actFirst', version: 1, reason: going.reason.trim(), refs: [text('order')] },
        { ...hand, version: 2 },
      ]);
    } else await openHere(body, me.name);
    await keep(() => nothing);
    goInstead('d', body.id);
    await line.hurry();
  });
  if (!kept) return null;

  return (
    <main className="open">
      <h1>{own[type]}</h1>
      <form
        className="leave"
        onKeyDown={leaveField}
        onSubmit={(event) => {
          event.preventDefault();
          void open(new FormData(event.currentTarget));
        }}
      >
        {type === 'transfer' ? (
          <Where to={going.to} set={(to) => edit({ to })} />
        ) : (
          <Whom to={going.to} set={(to) => edit({ to })} />
        )}
        <p className="hint">{isThere ? own.how : own.howOffline}</p>
        {isThere && (
          <FirstOut set={(proposal, days) => void keep((before) => propose(before, proposal, days))} />
        )}
        <GoingLines going={going} edit={edit} />
        {isNow && <Field label={own.reason} value={going.reason} set={(reason) => edit({ reason })} />}
        {rests && <p className="hint">{words.lease.rests}</p>}
        {mayFirst && !rests && (
          <label className="check">
            <input type="checkbox" checked={isFirst} onChange={() => setFirst(!isFirst)} />
            <span>{own.first}</span>
          </label>
        )}
        {isNow && (
          <>
            <p className="changed">{own.firstHow}</p>
            <label>
              <span>{own.order}</span>
              <input name="order" required maxLength={200} autoComplete="off" />
            </label>
          </>
        )}
        {(isNow || rests) && (
          <label>
            <span>{own.second}</span>
            <input name="second" required maxLength={80} autoComplete="off" />
          </label>
        )}
        {type === 'handOut' && (
          <label>
            <span>
              {own.dueOn}
              {isNow || rests ? '' : own.optional}
            </span>
            <input name="dueOn" type="date" required={isNow || rests} />
          </label>
        )}
        <MainButton lack={lackOf(type, going) ?? lackIf(isNow && going.reason.trim() === '', 'reason')}>
          {rests
            ? words.lease.giveNow
            : isNow
              ? own.handOutNow
              : `${own.ask} · ${documentTypes[type][words.at]}`}
        </MainButton>
      </form>
    </main>
  );
}
