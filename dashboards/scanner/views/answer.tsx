/** What came of a scan, over whatever page is open: the card of the goods, a count that went in or not, a question, or what is wrong with the label. */

import type { ScanFault } from '@changping/contracts/scan-faults';
import { scanFaults } from '@changping/contracts/scan-faults';
import { seenOf } from '@changping/contracts/unseen';
import { Suspense, useEffect, useRef } from 'react';
import { ageOf } from '../../shared/time.ts';
import type { Found } from '../hands/find.ts';
import { useFact } from '../keep/use-kept.ts';
import type { Meant } from '../rules/meant.ts';
import { useNow } from './bar.tsx';
import { ItemCard } from './item-card.tsx';
import { KitCard, SoldNote } from './later.ts';
import { Mark } from './mark.tsx';
import type { Taken } from './target.tsx';
import { usePage } from './use-page.tsx';

/** `turn`: of each scan another, so that the same code twice is two scans. */
export type ScanAnswer = { turn: number; text: string } & (
  | { what: 'broken' }
  | { what: 'fault'; fault: ScanFault }
  | { what: 'ask'; readings: readonly Meant[] }
  | { what: 'found'; found: Found; meant: Meant; taken: Taken }
);

type AnswerProps = { answer: ScanAnswer; choose(meant: Meant): void; close(): void };

const slimFor = 4000;

export function Answer({ answer, choose, close }: AnswerProps) {
  const { words } = usePage();
  const isSlim = answer.what === 'found' && answer.taken?.isTaken === true;
  const latest = useRef(close);
  latest.current = close;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each scan has its own time
  useEffect(() => {
    if (!isSlim) return undefined;
    const timer = setTimeout(() => latest.current(), slimFor);
    return () => clearTimeout(timer);
  }, [isSlim, answer.turn]);
  if (isSlim)
    return (
      <aside className="answer is-slim" key={answer.turn} onPointerDown={close}>
        <Body answer={answer} choose={choose} />
      </aside>
    );
  return (
    <aside className="answer" key={answer.turn}>
      <Body answer={answer} choose={choose} />
      <button type="button" className="close" onClick={close}>
        {words.close}
      </button>
    </aside>
  );
}

/** Neither turned around by what nobody sees, nor cut within a character. */
const shown = (text: string): string => [...seenOf(text)].slice(0, 80).join('');

function Body({ answer, choose }: Pick<AnswerProps, 'answer' | 'choose'>) {
  const { words } = usePage();
  if (answer.what === 'broken')
    return (
      <div className="card is-act" role="alert">
        <p className="verdict">
          <Mark mark="act">{words.broken}</Mark>
        </p>
      </div>
    );
  if (answer.what === 'fault')
    return (
      <div className="card is-act" role="alert">
        <p className="verdict">
          <Mark mark="act">{scanFaults[answer.fault.code][words.at === 0 ? 'zh' : 'en']}</Mark>
        </p>
        <p className="code">{shown(answer.text)}</p>
      </div>
    );
  if (answer.what === 'ask')
    return (
      <div className="card is-watch">
        <p className="verdict">
          <Mark mark="watch">{words.whichOne}</Mark>
        </p>
        {answer.readings.map((meant, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the readings of one label stay as they are
          <button key={n} type="button" onClick={() => choose(meant)}>
            {words.reading(meant.printed.lot ?? '', meant.printed.expiresOn ?? '')}
          </button>
        ))}
      </div>
    );
  const { found, meant, taken } = answer;
  const refusal = taken && !taken.isTaken && (
    <p className="verdict is-refusal" role="alert">
      <Mark mark={taken.why === 'notHere' ? 'act' : 'watch'}>{words.notCounted[taken.why]}</Mark>
    </p>
  );
  if (found.what === 'piece' || found.what === 'lot')
    return (
      <>
        {refusal}
        <ItemCard
          found={found}
          printed={meant.printed}
          isQuiet={taken?.isTaken === false}
          isSlim={taken?.isTaken === true}
        />
      </>
    );
  const { sold } = found;
  const note = sold && (
    <Suspense>
      <SoldNote sold={sold} kind={null} />
    </Suspense>
  );
  if (taken?.isTaken) return sold ? <div className="card is-watch">{note}</div> : null;
  if (found.what === 'kit')
    return (
      <>
        {refusal}
        <Suspense>
          <KitCard kit={found.kit} />
        </Suspense>
      </>
    );
  return (
    <div className={found.what === 'place' ? 'card is-none' : 'card is-watch'} role="alert">
      {refusal}
      <p className="verdict">
        <Mark mark={found.what === 'place' ? 'none' : 'watch'}>
          {found.what === 'place' ? `${words.place} ${found.place}` : words.unknown}
        </Mark>
      </p>
      <p className="code">{shown(answer.text)}</p>
      {note}
      {meant.printed.lot && <p>{words.reading(meant.printed.lot, meant.printed.expiresOn ?? '')}</p>}
      {found.what === 'unknown' && <UnknownHow />}
    </div>
  );
}

/** What is looked through may be old, or may not have come at all. */
function UnknownHow() {
  const { words } = usePage();
  const goodsAt = useFact('goodsAt');
  const now = useNow();
  if (!goodsAt) return null;
  const at = goodsAt.value;
  return (
    <p className="hint">
      {at === undefined ? words.goodsMissing : words.unknownHow(words.age(ageOf(at, now)))}
    </p>
  );
}
