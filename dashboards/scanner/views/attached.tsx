/** Which counts a hand-over rests on: with a line those that fit, and what they leave out; without one their numbers. */
import type { Answer } from '@changping/contracts/http';
import { useEffect, useState } from 'react';
import { dateTime } from '../../shared/time.ts';
import { and } from '../../shared/words/and.ts';
import { handingWords } from '../../shared/words/handing.ts';
import { failureOf, reach } from '../line/reach.ts';
import { Mark } from './mark.tsx';
import { useNames, usePage } from './use-page.tsx';

type Counts = Answer<'/api/documents/{id}/counts'>;
/** As many as a step may name. */
const most = 20;
/** Of one count, and of what is missing. */
const toldMost = 4;

/** `bar`: nothing fits, so nothing can be signed. */
export function Attached({ document, bar }: { document: string; bar(isBarred: boolean): void }) {
  const { words } = usePage();
  const names = useNames();
  const handing = handingWords[words.at];
  const [items, setItems] = useState<Counts['items']>();
  const [isGone, setGone] = useState(false);
  const [chosen, setChosen] = useState<readonly string[]>();
  const [missing, setMissing] = useState<readonly string[]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew for another choice alone
  useEffect(() => {
    let isCurrent = true;
    setMissing(undefined);
    if (chosen?.length === 0) return;
    const query = chosen ? `?numbers=${encodeURIComponent(chosen.join(','))}` : '';
    reach<Counts>(`/api/documents/${document}/counts${query}`).then(
      (answer) => {
        if (!isCurrent) return;
        setMissing(answer.missing);
        if (chosen) return;
        setItems(answer.items);
        bar(answer.items.length === 0);
        if (answer.items.length) setChosen(answer.items.slice(0, most).map(({ number }) => number));
      },
      (error) => isCurrent && setGone(failureOf(error) !== undefined),
    );
    return () => {
      isCurrent = false;
    };
  }, [document, chosen]);
  const spots = (places: readonly string[]) => {
    const told = places.slice(0, toldMost).map(names.place).join(and[words.at]);
    return places.length > toldMost ? `${told} ${handing.more(places.length)}` : told;
  };
  if (isGone && !items)
    return (
      <label>
        <span>{handing.number}</span>
        <input name="ref" required maxLength={400} />
      </label>
    );
  return (
    <fieldset className="attached">
      <legend>{handing.title}</legend>
      <p className="hint">{items?.length === 0 ? handing.none : handing.hint}</p>
      {items?.map(({ number, places, kinds, by, closedAt }) => (
        <label key={number}>
          <input
            type="checkbox"
            name="ref"
            value={number}
            checked={chosen?.includes(number) ?? false}
            required={chosen?.length === 0}
            onChange={({ target }) =>
              setChosen((before = []) =>
                target.checked ? [...before, number] : before.filter((one) => one !== number),
              )
            }
          />
          <span>
            <strong>{spots(places)}</strong> <span className="code">{number}</span>
            <small>
              {closedAt !== null &&
                handing.posted(dateTime(closedAt), by.map(names.person).join(and[words.at]))}
              {kinds && ` · ${handing.kinds(kinds.map(names.kind).join(and[words.at]))}`}
            </small>
          </span>
        </label>
      ))}
      <p role="status">
        {missing?.length === 0 && items?.length !== 0 && <Mark mark="good">{handing.whole}</Mark>}
        {!!missing?.length && (
          <>
            <Mark mark="watch">{handing.missing(missing.length)}</Mark> {spots(missing)}
          </>
        )}
      </p>
    </fieldset>
  );
}
