/** What is not sent, in order, and what the server sent back: each with its sentence and what can be done about it. */
import { documentTypes, outcomes } from '@changping/contracts/document-words';
import { useState } from 'react';
import { dateTime } from '../../shared/time.ts';
import { and } from '../../shared/words/and.ts';
import { countEn } from '../../shared/words/count-en.ts';
import { countZh } from '../../shared/words/count-zh.ts';
import { newLotsWords } from '../../shared/words/new-lots.ts';
import { byBook, canEdit, drop, editAgain, lookAgain, sayWhy, tryAgain, wordOf } from '../hands/refused.ts';
import { db } from '../keep/keep.ts';
import { useKept } from '../keep/use-kept.ts';
import { Failed } from '../line/reach.ts';
import { detailIn } from '../rules/detail.ts';
import { isOpening, isPieceWork, otherwise, type Queued } from '../rules/queue.ts';
import { Field } from './field.tsx';
import { UnsentPhotos } from './unsent-photos.tsx';
import { useOnce } from './use-once.ts';
import { go, useNames, usePage } from './use-page.tsx';

export function Unsent() {
  const { words, line } = usePage();
  const queue = useKept(() => db.queue.orderBy('seq').toArray());
  const photos = useKept(() => db.photos.where('draft').equals('').toArray());
  if (!queue || !photos) return null;
  return (
    <main>
      <h1>{words.unsentTitle}</h1>
      {queue.length + photos.length === 0 && <p className="empty">{words.noneUnsent}</p>}
      <ul className="unsent-list">
        {queue.map((one) => (
          <Command key={one.seq} one={one} queue={queue} />
        ))}
        <UnsentPhotos photos={photos} />
      </ul>
      <p className="new">
        <button type="button" onClick={() => void line.hurry()}>
          {words.refresh}
        </button>
      </p>
    </main>
  );
}

function Command({ one, queue }: { one: Queued; queue: readonly Queued[] }) {
  const { words, line, me } = usePage();
  const [isSure, setSure] = useState(false);
  const [trouble, setTrouble] = useState('');
  const [why, setWhy] = useState('');
  const { refused, number, by, isInDoubt, seq } = one;
  const names = useNames();
  const holds = holdsOf(one, words.at, names);
  const lotWords = newLotsWords[words.at];
  const other = otherwise(one);
  const [made = '', until = '', supplier = ''] = (other?.says ?? []).map((said) =>
    said === '-' ? lotWords.none : said,
  );
  const isBehind = queue.some((each) => each.document === one.document && each.seq < seq);
  const trying = useOnce((work: () => Promise<void>) => {
    setTrouble('');
    return work().then(
      () => line.hurry(),
      (error: unknown) => {
        if (!(error instanceof Failed)) throw error;
        const { status, sentence, code } = error.failure;
        setTrouble(
          status === 0
            ? words.offlineNow
            : sentence
              ? words.at === 0
                ? sentence.zh
                : sentence.en
              : words.failed(code),
        );
      },
    );
  });
  const state = refused
    ? words.refused
    : by !== me.name
      ? words.ofOther(names.person(by))
      : isBehind
        ? words.behind
        : isInDoubt
          ? words.inDoubt
          : words.inQueue;
  const sentence = refused?.sentence
    ? words.at === 0
      ? refused.sentence.zh
      : refused.sentence.en
    : refused && words.failed(refused.code);
  return (
    <li className={refused ? 'is-refused' : ''}>
      <p className="what">
        <strong>{wordOf(one, words.at)}</strong>
        <span>
          {number ||
            (isOpening(one) ? documentTypes['type' in one.body ? one.body.type : 'count'][words.at] : '')}
        </span>
      </p>
      <p className="state">
        <span aria-hidden="true">{refused ? '◆' : '▲'}</span> {state}
      </p>
      {refused && (
        <p className="sentence" role="alert">
          {other ? (
            lotWords.otherwise(other.lot, names.kind(other.kind), made, until, supplier)
          ) : (
            <>
              {sentence} {refused.detail && <small>{detailIn(refused.detail, words.at)}</small>}
            </>
          )}
        </p>
      )}
      <p className="holds">
        {words.counted(holds)}
        <small>
          {words.seq(seq)} · {dateTime(one.at)}
        </small>
      </p>
      {trouble && (
        <p className="sentence" role="alert">
          {trouble}
        </p>
      )}
      {refused?.code === 'outOfTurn' && !isSure && (
        <form
          className="why"
          onSubmit={(event) => {
            event.preventDefault();
            trying(() => sayWhy(one, why.trim()));
          }}
        >
          <Field label={words.outOfTurn.sayWhy} value={why} set={setWhy} />
          <button type="submit" className="main" disabled={why.trim() === ''}>
            {words.outOfTurn.sendWithWhy}
          </button>
        </form>
      )}
      {refused && !isSure && (
        <p className="choices">
          {one.command === '/api/documents/step' && (
            <button
              type="button"
              className="main"
              onClick={() =>
                trying(async () => {
                  await lookAgain(one);
                  if (one.command === '/api/documents/step') go('d', one.document, one.body.action);
                })
              }
            >
              {refused.code === 'lotUnknown' ? lotWords.enter : words.lookAgain}
            </button>
          )}
          {canEdit(one) && (
            <button
              type="button"
              className="main"
              onClick={() =>
                trying(async () => {
                  const type = await editAgain(one);
                  if (type) go('new', type);
                })
              }
            >
              {words.editAgain}
            </button>
          )}
          {other && (
            <button type="button" onClick={() => trying(() => byBook(one, other.lot))}>
              {lotWords.byBook}
            </button>
          )}
          <button type="button" onClick={() => trying(() => tryAgain(one))}>
            {words.tryAgain}
          </button>
          <button type="button" onClick={() => setSure(true)}>
            {words.drop}
          </button>
        </p>
      )}
      {isSure && (
        <p className="choices" role="alertdialog" aria-label={words.drop}>
          {words.dropSure(`${wordOf(one, words.at)} ${number}: ${holds}`)}
          <button type="button" onClick={() => setSure(false)}>
            {words.no}
          </button>
          <button type="button" className="act" onClick={() => trying(() => drop(one))}>
            {words.yesDrop}
          </button>
        </p>
      )}
    </li>
  );
}

function holdsOf(one: Queued, at: 0 | 1, names: ReturnType<typeof useNames>): string {
  if (one.command === '/api/counts/open')
    return one.body.places.map((place) => names.place(place)).join(and[at]);
  if (one.command === '/api/documents/open')
    return one.body.lines.map(({ lot, item, wanted }) => item ?? `${lot ?? ''} ${wanted}`).join(and[at]);
  if (one.command === '/api/counts/add')
    return (at === 0 ? countZh : countEn).holds(one.body.scans.length + one.body.covered.length);
  if (one.command === '/api/counts/set-aside')
    return (at === 0 ? countZh : countEn).holds(one.body.scans.length);
  if (isPieceWork(one))
    return [one.body.piece, 'epc' in one.body ? one.body.epc : ''].filter(Boolean).join(' ');
  const sums = new Map<string, number>();
  for (const { as, quantity } of one.body.portions ?? []) {
    const word = outcomes[as][at];
    sums.set(word, (sums.get(word) ?? 0) + quantity);
  }
  return [...sums].map(([word, quantity]) => `${word} ${quantity}`).join(and[at]) || '—';
}
