/** The last look before a step is sent: what it books, what it still wants, who signs beside the keeper. With a password it goes at once and is never kept; without one it waits for the line on the disk. */

import { debts, documentActions, duties, needs, outcomes } from '@changping/contracts/document-words';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import { useState, useSyncExternalStore } from 'react';
import { dayEnd, lastDay } from '../../shared/day-end.ts';
import { partsOf } from '../../shared/parts.ts';
import { and } from '../../shared/words/and.ts';
import { newLotsOf } from '../hands/new-lots.ts';
import { draftId, keyFor } from '../keep/drafts.ts';
import { type Draft, db, newId, queueUp, signedOff } from '../keep/keep.ts';
import { keepPaper } from '../line/fill.ts';
import { type Failure, failureOf, reach } from '../line/reach.ts';
import { detailIn } from '../rules/detail.ts';
import { bodyLots, mayName } from '../rules/new-lots.ts';
import { whyOn } from '../rules/queue.ts';
import { sumsOf } from '../rules/sums.ts';
import { booked, type Offer, type Paper } from '../rules/tally.ts';
import { Attached } from './attached.tsx';
import { Photos, photosOf } from './photos.tsx';
import { useOnce } from './use-once.ts';
import { go, useNames, usePage } from './use-page.tsx';

type SignProps = {
  paper: Paper;
  offer: Offer;
  draft: Draft | undefined;
  /** How many commands of the document are not sent. */
  waits: number;
  back: (() => void) | null;
};

export function Sign({ paper, offer, draft, waits, back }: SignProps) {
  const { words, line, me } = usePage();
  const names = useNames();
  const { isThere } = useSyncExternalStore(line.subscribe, line.state);
  const [failure, setFailure] = useState<Failure>();
  const [isSending, setSending] = useState(false);
  const [isNone, setNone] = useState(false);
  const { document } = paper;
  const portions = booked(offer, draft?.deeds ?? []);
  const kindOf = (n: number) => document.lines.find((line) => line.n === n)?.kind ?? null;
  const byNameAlone = offer.second === 'anyone' || offer.second === 'carry';
  const action = documentActions[offer.action][words.at];

  const draftOf = draftId(document.id, offer.action);
  const submit = useOnce(async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const key = await keyFor(paper, offer, newId());
    const password = String(form.get('password') ?? '');
    const name = text('second');
    const dueOn = text('dueAt');
    const why = text('outOfTurn');
    const refs = form.getAll('ref').flatMap((each) => partsOf(String(each)));
    const photos = (await photosOf(draftOf)).map(({ hash }) => hash);
    const lots = mayName(paper, offer)
      ? bodyLots(await newLotsOf(paper, draft?.deeds ?? []), draft?.lots)
      : [];
    const body: CommandBody<'/api/documents/step'> = {
      ...{ id: document.id, key, version: document.version, action: offer.action },
      ...(portions.length ? { portions: why ? whyOn(portions, why) : portions } : {}),
      ...(lots.length ? { lots } : {}),
      ...(text('reason') ? { reason: text('reason') } : {}),
      ...(refs.length ? { refs } : {}),
      // Here an order reaches the keeper by telephone.
      ...(text('basis') ? { phone: text('basis') } : {}),
      ...(photos.length ? { photos } : {}),
      // A day is over at its end here.
      ...(dueOn ? { dueAt: dayEnd(dueOn) } : {}),
      ...(name ? { second: { name } } : {}),
    };
    if (!password) {
      const command = '/api/documents/step';
      const { id, number, version } = document;
      await queueUp(
        {
          ...{ command, body, key, by: me.name, document: id, number },
          baseVersion: version,
          at: Date.now(),
        },
        draftOf,
      );
      go('');
      await line.hurry();
      return;
    }
    setSending(true);
    try {
      const answer = await reach<CommandAnswer<'/api/documents/step'>>('/api/documents/step', {
        ...body,
        second: { name, password },
      });
      await db.transaction('rw', db.papers, db.drafts, db.photos, db.facts, async () => {
        await keepPaper(answer, answer.steps.length > 0);
        await signedOff(draftOf, me.name);
      });
      go('');
      await line.hurry();
    } catch (error) {
      setFailure(failureOf(error));
      setSending(false);
      void line.hurry();
    }
  });

  const isAttaching = offer.action === 'attachCount';
  const isWanted = offer.needs.includes('photo');
  const photos = <Photos document={document.id} draft={draftOf} isWanted={isWanted} />;
  const usual = (offer.dueAt === 'return' && document.returnBy) || offer.until;
  const isBarred = offer.second !== null && !byNameAlone && (!isThere || waits > 0);
  return (
    <form
      className="sign"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      {portions.length > 0 && (
        <ul className="portions">
          {sumsOf(portions, kindOf, names.unit).map(({ as, amounts, reasons }) => (
            <li key={as}>
              <span>
                {outcomes[as][words.at]}
                {reasons.length > 0 && <small>{reasons.join(and[words.at])}</small>}
              </span>
              <strong>
                {amounts
                  .map(({ kind, quantity }) => `${quantity} ${names.unit(kind, quantity)}`.trim())
                  .join(' · ')}
              </strong>
            </li>
          ))}
        </ul>
      )}
      {offer.needs
        .filter((need) => need !== 'photo' && !(need === 'ref' && isAttaching))
        .map((need) => (
          <label key={need}>
            <span>{needs[need][words.at]}</span>
            <input name={need} required maxLength={200} />
          </label>
        ))}
      {isAttaching && <Attached document={document.id} bar={setNone} />}
      {isWanted && photos}
      {offer.dueAt && (
        <label>
          <span>{words.dueAt(debts[offer.dueAt][words.at])}</span>
          <input
            name="dueAt"
            type="date"
            // Where nobody says a day the policy's own holds.
            required={offer.until === undefined && offer.dueAt !== 'papers'}
            defaultValue={usual === undefined ? undefined : lastDay(usual)}
            max={offer.until === undefined ? undefined : lastDay(offer.until)}
          />
        </label>
      )}
      {offer.second && (
        <>
          <label>
            <span>
              {offer.second === 'anyone' ? words.second : words.secondOf(duties[offer.second][words.at])}
            </span>
            <input name="second" required maxLength={80} placeholder={words.secondName} autoComplete="off" />
          </label>
          {isThere && waits === 0 && (
            <label>
              <span>{words.secondPassword}</span>
              <input name="password" type="password" autoComplete="off" required={!byNameAlone} />
            </label>
          )}
          <p className="hint">
            {isBarred ? (isThere ? words.mustWait : words.needsPassword) : byNameAlone ? words.byName : ''}
          </p>
        </>
      )}
      {!isWanted && photos}
      {failure && (
        <p className="changed" role="alert">
          {failure.status === 0
            ? words.mayBeDone
            : failure.sentence
              ? `${words.at === 0 ? failure.sentence.zh : failure.sentence.en} ${detailIn(failure.detail ?? '', words.at)}`
              : words.failed(failure.code)}
        </p>
      )}
      {failure?.code === 'outOfTurn' && (
        <label>
          <span>{words.outOfTurn.sayWhy}</span>
          <input name="outOfTurn" required maxLength={200} autoComplete="off" />
        </label>
      )}
      <div className="thumb">
        {back && (
          <button type="button" onClick={back}>
            {words.back}
          </button>
        )}
        <button type="submit" className="main" disabled={isBarred || isSending || isNone}>
          {words.submit(action)}
        </button>
      </div>
    </form>
  );
}
