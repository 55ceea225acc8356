/** What happened to a document as a line of steps: which, by whom and with whom, when, why, and what of it was taken back. */
import { documentActions, outcomes, statesOf } from '@changping/contracts/document-words';
import type { Document } from '@changping/contracts/documents';
import { photoHash } from '@changping/contracts/photo-hash';
import { whole } from '../../shared/figure.ts';
import { dateTime } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { undoneSteps } from './standing.ts';
import { StepPhotos } from './step-photos.tsx';

export function StepsLine({ document: { id, type, version, steps } }: { document: Document }) {
  const words = useStoreWords();
  const { person } = useNames();
  const { answer, refusal, again } = useAnswer(
    '/api/documents/{id}/photos',
    {},
    {
      path: `/api/documents/${encodeURIComponent(id)}/photos`,
      version,
      isAsked: steps.some(({ photos }) => photos.some((name) => photoHash.test(name))),
    },
  );
  const here = answer && new Set(answer.items.map(({ hash }) => hash));
  const undone = undoneSteps(steps);
  return (
    <section aria-label={words.documents.history}>
      <h3>{words.documents.history}</h3>
      {refusal && <RefusalNote refusal={refusal} again={again} />}
      <ol className="steps">
        {steps.map(
          ({ at, by, second, action, to, reason, refs, photos, phone, portions, undoes, signatures }, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: history is only added to
            <li key={n} className={undone.has(n) ? 'is-undone' : undefined}>
              <p className="step-name">
                <b>{words.said(documentActions, action)}</b> → {words.said(statesOf(type), to)}
                {undoes !== null && <small> {words.documents.undoes(undoes + 1)}</small>}
                {undone.has(n) && undoes === null && (
                  <small className="mark mark-none">
                    <span aria-hidden="true">↩</span> {words.documents.undone}
                  </small>
                )}
              </p>
              <p>
                <time dateTime={new Date(at).toISOString()}>{dateTime(at)}</time>
              </p>
              <p>
                {words.documents.by} {words.approving.as(person(by), person(signatures?.[0]?.as ?? by))}
                {second && ` · ${words.documents.second} ${person(second)}`}
              </p>
              {reason && (
                <p>
                  {words.step.why}
                  {words.colon}
                  {reason}
                </p>
              )}
              {portions.length > 0 && (
                <p>
                  {totalsOf(portions)
                    .map(([as, n]) => `${words.said(outcomes, as)} ${whole(n)}`)
                    .join(words.comma)}
                </p>
              )}
              {phone && (
                <p>
                  {words.approving.phone} {phone}
                </p>
              )}
              {refs.length > 0 && (
                <p>
                  {words.documents.refs} {refs.join(words.and)}
                </p>
              )}
              {photos.length > 0 && <StepPhotos document={id} names={photos} here={here} />}
            </li>
          ),
        )}
      </ol>
    </section>
  );
}

type Portions = Document['steps'][number]['portions'];

function totalsOf(portions: Portions): [Portions[number]['as'], number][] {
  const totals = new Map<Portions[number]['as'], number>();
  for (const { as, quantity } of portions) totals.set(as, (totals.get(as) ?? 0) + quantity);
  return [...totals];
}
