/** A first password: shown once, and gone when this closes. */
import { Button } from 'antd';
import { Pane } from '../list/pane.tsx';
import { useStoreWords } from '../use-store-words.tsx';

/** `waits`: for a second administrator. */
export type GivenPassword = { who: string; password: string; waits?: boolean };

export function Given({ who, password, waits, close }: GivenPassword & { close(): void }) {
  const { people, secondPerson } = useStoreWords();
  return (
    <Pane title={people.given}>
      <div className="form">
        <output className="secret">{password}</output>
        {waits && (
          <p className="mark mark-watch">
            <span aria-hidden="true">▲</span> {secondPerson.codeWaits}
          </p>
        )}
        <p>{people.givenHint(who)}</p>
        <div className="form-end">
          <Button type="primary" onClick={close}>
            {people.handed}
          </Button>
        </div>
      </div>
    </Pane>
  );
}
