/** One kit in hand: scans are put into it, and what is in it can be taken out for a reason. */
import { useRef, useState, useSyncExternalStore } from 'react';
import { newId, type Piece } from '../keep/keep.ts';
import { useFact } from '../keep/use-kept.ts';
import { changeKit } from '../line/kits.ts';
import { type Failure, failureOf } from '../line/reach.ts';
import { KitMembers, KitStanding } from './kit-parts.tsx';
import { Picked } from './picked.tsx';
import { Refusal } from './refusal.tsx';
import { useTaker } from './target.tsx';
import { usePage } from './use-page.tsx';

export function OneKit({ id }: { id: string }) {
  const { words, line } = usePage();
  const { kits: own } = words;
  const { isThere } = useSyncExternalStore(line.subscribe, line.state);
  const kept = useFact('kits');
  const kit = kept?.value?.find((each) => each.id === id);
  const [pieces, setPieces] = useState<readonly Piece[]>([]);
  const [out, setOut] = useState<string>();
  const [failure, setFailure] = useState<Failure>();
  // The same until it was done: an answer that was lost is asked for again.
  const key = useRef(newId());
  useTaker(async (found) => {
    if (found.what !== 'piece') return null;
    const { piece } = found;
    const isTwice = [...(kit?.members ?? []), ...pieces].some((each) => each.piece === piece.piece);
    if (isTwice) return { isTaken: false, why: 'already' };
    key.current = newId();
    setPieces((before) => [...before, piece]);
    return { isTaken: true, line: null };
  });
  if (!kept) return null;
  if (!kit) return <p className="empty">{words.unknown}</p>;
  const trying = async (work: () => Promise<unknown>, done: () => void) => {
    setFailure(undefined);
    try {
      await work();
      key.current = newId();
      done();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  const add = () =>
    void trying(
      () =>
        changeKit('/api/kits/add', { key: key.current, kit: id, pieces: pieces.map(({ piece }) => piece) }),
      () => setPieces([]),
    );
  const takeOut = (piece: string, reason: string) =>
    void trying(
      () => changeKit('/api/kits/take-out', { key: key.current, kit: id, pieces: [piece], reason }),
      () => setOut(undefined),
    );
  return (
    <main className="open">
      <h1>
        {kit.name} <small className="code">{id}</small>
      </h1>
      <KitStanding kit={kit} />
      <p className="hint">{isThere ? own.scanToAdd : own.needsLine}</p>
      {failure && <Refusal failure={failure} />}
      <Picked pieces={pieces} set={setPieces} />
      {pieces.length > 0 && (
        <div className="thumb">
          <button type="button" className="main" disabled={!isThere} onClick={add}>
            {own.addNow(pieces.length)}
          </button>
        </div>
      )}
      <h2>{own.members}</h2>
      <KitMembers
        kit={kit}
        action={(piece) =>
          out === piece ? (
            <p className="chips">
              {own.reasons.map((reason) => (
                <button key={reason} type="button" onClick={() => takeOut(piece, reason)}>
                  {reason}
                </button>
              ))}
            </p>
          ) : (
            <button type="button" disabled={!isThere} onClick={() => setOut(piece)}>
              {own.takeOut}
            </button>
          )
        }
      />
    </main>
  );
}
