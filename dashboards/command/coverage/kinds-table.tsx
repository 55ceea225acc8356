/** Coverage by kind: shares of people and area, the four classes as a bar, what holds twice, and the slogan beside it. A row shows its kind on the map. */
import type { Answer } from '@changping/contracts/http';
import type { World } from '../../shared/live/world.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { kindName } from '../facts/names.ts';
import { useView } from '../use-view.tsx';
import { ClassKey } from './class-key.tsx';
import { classes } from './looks.ts';
import { shareText } from './share.ts';

type Summary = Answer<'/api/coverage'>;
type Shares = Summary['all'];

export function KindsTable({ answer, world, km }: { answer: Summary; world: World; km: number }) {
  const words = useWords();
  const { coverage } = words;
  const { kind: shown } = useView();
  return (
    <>
      <h3>{coverage.kinds}</h3>
      <ul className="class-keys">
        {classes.map((each) => (
          <li key={each}>
            <ClassKey kept={each} />
            {coverage.classOf[each]}
          </li>
        ))}
      </ul>
      <table className="coverage-kinds">
        <thead>
          <tr>
            <th scope="col">{coverage.kind}</th>
            <th scope="col" className="end">
              {coverage.holders}
            </th>
            <th scope="col" className="end">
              {coverage.people}
            </th>
            <th scope="col" className="end">
              {coverage.area}
            </th>
            <th scope="col">{coverage.byClass}</th>
            <th scope="col" className="end" title={coverage.twiceHint}>
              {coverage.twice}
            </th>
            <th scope="col" className="end" title={coverage.straightHint}>
              {coverage.straight(km)}
            </th>
          </tr>
        </thead>
        <tbody>
          <Row name={coverage.all} kind={null} shares={answer.all} isShown={shown === null} />
          {answer.kinds.map(({ kind, holders, ...shares }) => (
            <Row
              key={kind}
              name={kindName(words, world, kind)}
              kind={kind}
              holders={holders}
              shares={shares}
              isShown={shown === kind}
            />
          ))}
        </tbody>
      </table>
      <p className="dim coverage-foot">
        {coverage.said(coverage.twice, coverage.twiceHint)}
        <br />
        {coverage.said(coverage.straight(km), coverage.straightHint)}
      </p>
    </>
  );
}

type RowProps = { name: string; kind: string | null; holders?: number; shares: Shares; isShown: boolean };
function Row({ name, kind, holders, shares, isShown }: RowProps) {
  const { coverage } = useWords();
  const { turn } = useView();
  return (
    <tr data-coverage={kind ?? 'all'} className={isShown ? 'is-open' : undefined}>
      <th scope="row">
        <button
          type="button"
          className="link"
          aria-pressed={isShown}
          title={kind === null ? coverage.showAll : coverage.showKind(name)}
          onClick={() => turn({ kind })}
        >
          {name}
        </button>
      </th>
      <td className="end">{holders ?? ''}</td>
      <td className="end">
        <b>{shareText(shares.people)}</b>
      </td>
      <td className="end">{shareText(shares.area)}</td>
      <td>
        <ClassBar shares={shares.peopleByClass} of={coverage.people} />
        <ClassBar shares={shares.areaByClass} of={coverage.area} />
      </td>
      <td className="end">
        {shareText(shares.twice.people)}
        <small>{shareText(shares.twice.area)}</small>
      </td>
      <td className="end slogan">
        {shareText(shares.straight.people)}
        <small>{shareText(shares.straight.area)}</small>
      </td>
    </tr>
  );
}

/** The four shares side by side, told as words too. */
function ClassBar({ shares, of }: { shares: Shares['peopleByClass']; of: string }) {
  const { coverage } = useWords();
  const told = coverage.said(
    of,
    coverage.list(classes.map((each) => `${coverage.classOf[each]} ${shareText(shares[each])}`)),
  );
  return (
    <div className="class-bar" role="img" aria-label={told} title={told}>
      {classes.map(
        (each) =>
          shares[each] > 0 && <i key={each} className={`class-${each}`} style={{ flexGrow: shares[each] }} />,
      )}
    </div>
  );
}
