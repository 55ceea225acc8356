/** Who sits here, and the way out. */
import { tell } from '../../shared/tell.ts';
import { toDoor } from '../../shared/to-door.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import type { Me } from './use-me.ts';

export function Who({ me }: { me: Me }) {
  const words = useWords();
  const leave = () =>
    void tell('/api/session/end', {}).then(
      () => toDoor(''),
      () => toDoor(''),
    );
  return (
    <p className="who">
      <span>{words.who.role(me.roles)}</span>
      <button type="button" className="quiet" title={words.who.leave} onClick={leave}>
        {words.who.out}
      </button>
    </p>
  );
}
