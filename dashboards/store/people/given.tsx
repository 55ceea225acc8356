/** A first password: shown once, and gone when this closes. */
import { Button } from 'antd';
import { Pane } from '../list/pane.tsx';
import { useStoreWords } from '../use-store-words.tsx';

export function Given({ who, password, close }: { who: string; password: string; close(): void }) {
  const { people } = useStoreWords();
  return (
    <Pane title={people.given}>
      <div className="form">
        <output className="secret">{password}</output>
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
