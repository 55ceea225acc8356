/** Photographs that are not sent: how many wait, and each that the server sent back with what it said. */
import { db, type KeptPhoto } from '../keep/keep.ts';
import { usePage } from './use-page.tsx';

export function UnsentPhotos({ photos }: { photos: readonly KeptPhoto[] }) {
  const { words, line } = usePage();
  const waiting = photos.filter(({ refused }) => !refused).length;
  return (
    <>
      {waiting > 0 && (
        <li>
          <p className="what">
            <strong>{words.photos.title}</strong>
          </p>
          <p className="state">
            <span aria-hidden="true">▲</span> {words.photos.waiting(waiting)}
          </p>
        </li>
      )}
      {photos.map(
        ({ refused, document, hash }) =>
          refused && (
            <li key={`${document} ${hash}`} className="is-refused">
              <p className="what">
                <strong>{words.photos.title}</strong>
              </p>
              <p className="sentence" role="alert">
                {refused.sentence
                  ? words.at === 0
                    ? refused.sentence.zh
                    : refused.sentence.en
                  : words.failed(refused.code)}
              </p>
              <p className="choices">
                <button
                  type="button"
                  onClick={() =>
                    void db.photos.update([document, hash], { refused: null }).then(() => line.hurry())
                  }
                >
                  {words.tryAgain}
                </button>
                <button type="button" onClick={() => void db.photos.delete([document, hash])}>
                  {words.drop}
                </button>
              </p>
            </li>
          ),
      )}
    </>
  );
}
