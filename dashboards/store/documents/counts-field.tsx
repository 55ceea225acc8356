/** Which counts a hand-over rests on: those that fit, all of them to begin with, and what they leave out. */
import { useEffect, useId, useRef } from 'react';
import { dateTime } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { and } from '../../shared/words/and.ts';
import { handingWords } from '../../shared/words/handing.ts';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';

type CountsFieldProps = {
  document: string;
  /** Numbers of counts. */
  chosen: readonly string[];
  set(chosen: readonly string[]): void;
};
/** As many as a step may name. */
const most = 20;
/** Of one count, and of what is missing. */
const toldMost = 8;

export function CountsField({ document, chosen, set }: CountsFieldProps) {
  const words = useStoreWords();
  const names = useNames();
  const id = useId();
  const at = words.lang === 'en' ? 1 : 0;
  const handing = handingWords[at];
  const path = `/api/documents/${document}/counts`;
  const all = useAnswer('/api/documents/{id}/counts', {}, { path });
  const items = all.answer?.items;
  const isWhole = items !== undefined && chosen.length === items.length;
  const part = useAnswer(
    '/api/documents/{id}/counts',
    { numbers: [...chosen] },
    { path, isAsked: chosen.length > 0 && !isWhole },
  );
  const isChosen = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when it is known what fits; afterwards what was chosen stays, if it still does
  useEffect(() => {
    if (!items) return;
    const fit = items.map(({ number }) => number);
    set(isChosen.current ? chosen.filter((one) => fit.includes(one)) : fit.slice(0, most));
    isChosen.current = true;
  }, [items]);
  const { refusal, again } = all.refusal ? all : part;
  const missing = (isWhole ? all : part).answer?.missing;
  const spots = (places: readonly string[]) => {
    const told = places.slice(0, toldMost).map(names.spot).join(and[at]);
    return places.length > toldMost ? `${told} ${handing.more(places.length)}` : told;
  };
  return (
    <fieldset className="counts-field" aria-describedby={`${id}-hint`}>
      <legend>{handing.title}</legend>
      <p className="hint" id={`${id}-hint`}>
        {items?.length === 0 ? handing.none : handing.hint}
      </p>
      {refusal && <RefusalNote refusal={refusal} again={again} />}
      {items?.map(({ number, places, kinds, by, closedAt }) => (
        <label key={number}>
          <input
            type="checkbox"
            checked={chosen.includes(number)}
            onChange={({ target }) =>
              set(target.checked ? [...chosen, number] : chosen.filter((one) => one !== number))
            }
          />
          <span>
            <span className="code">{number}</span> {spots(places)}
            <small className="counted">
              {[
                ...(closedAt === null
                  ? []
                  : [handing.posted(dateTime(closedAt), by.map(names.person).join(and[at]))]),
                ...(kinds ? [handing.kinds(kinds.map(names.kind).join(and[at]))] : []),
              ].join(' · ')}
            </small>
          </span>
        </label>
      ))}
      <div role="status">
        {missing?.length === 0 && items?.length !== 0 && (
          <span className="mark mark-good">
            <span aria-hidden="true">✓</span> {handing.whole}
          </span>
        )}
        {!!missing?.length && (
          <>
            <span className="mark mark-watch">
              <span aria-hidden="true">▲</span> {handing.missing(missing.length)}
            </span>{' '}
            {spots(missing)}
          </>
        )}
      </div>
    </fieldset>
  );
}
