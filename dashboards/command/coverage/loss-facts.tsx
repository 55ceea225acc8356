/** What coverage would lose: shares before and after, the kinds concerned, and the places by name. */
import type { World } from '../../shared/live/world.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { kindName } from '../facts/names.ts';
import { RefusalNote } from '../facts/refusal-note.tsx';
import { Shape } from '../panels/top-strip.tsx';
import { useView } from '../use-view.tsx';
import { usePlaceNames } from './place-names.ts';
import { shareText } from './share.ts';
import { changeOf, type LossAnswer, useLoss } from './use-loss.ts';

type Change = LossAnswer['all'];

export function LossFacts({ world }: { world: World }) {
  const words = useWords();
  const { coverage } = words;
  const { loss, kind, turn } = useView();
  const nameOf = usePlaceNames(world.stream);
  const { answer, refusal, again } = useLoss(world, loss);
  if (refusal) return <RefusalNote refusal={refusal} again={again} />;
  if (!answer) return <p className="empty">{coverage.loading}</p>;
  const change = changeOf(answer, kind) ?? answer.all;
  const concerned = answer.kinds.filter(({ before, after }) => isLess(before, after));
  return (
    <div className="loss-facts" id="loss-facts">
      <dl className="loss-shares">
        {(['people', 'area'] as const).map((of) => (
          <div key={of}>
            <dt>{coverage[of]}</dt>
            <dd className={change.after[of] < change.before[of] ? 'state-act' : undefined}>
              {coverage.fromTo(shareText(change.before[of]), shareText(change.after[of]))}
            </dd>
          </div>
        ))}
      </dl>
      {concerned.length > 0 && (
        <>
          <h3>{coverage.lostKinds}</h3>
          <ul className="loss-kinds">
            {concerned.map(({ kind: each, before, after, places }) => (
              <li key={each}>
                <button
                  type="button"
                  className="link"
                  aria-pressed={each === kind}
                  onClick={() => turn({ kind: each === kind ? null : each })}
                >
                  {kindName(words, world, each)}
                </button>
                <span>{coverage.fromTo(shareText(before.people), shareText(after.people))}</span>
                <span className="dim">{coverage.lostPlaces(places.length)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3 className={change.places.length ? 'state-act' : undefined}>
        {change.places.length > 0 && <Shape mark="act" />}
        {change.places.length
          ? coverage.lostPlaces(change.places.length)
          : concerned.length
            ? coverage.nothingLost
            : coverage.thinner}
      </h3>
      <ul className="lost-places">
        {change.places.map((code) => (
          <li key={code}>
            <button
              type="button"
              className="link"
              onClick={() => turn({ place: `p:${code}`, site: null, facts: null })}
            >
              {nameOf(code)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

const isLess = (before: Change['before'], after: Change['after']): boolean =>
  after.people < before.people || after.area < before.area;
