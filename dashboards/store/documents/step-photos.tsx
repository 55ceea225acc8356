/** The photographs a step names: seen where they have come, told of where they have not, and what somebody only wrote down as it was written. */
import { photoHash } from '@changping/contracts/photo-hash';
import { useStoreWords } from '../use-store-words.tsx';

type StepPhotosProps = {
  document: string;
  names: readonly string[];
  /** Those that have come; undefined while it is not known. */
  here: ReadonlySet<string> | undefined;
};

export function StepPhotos({ document, names, here }: StepPhotosProps) {
  const words = useStoreWords();
  const { photos } = words;
  return (
    <ul className="step-photos" aria-label={words.documents.photos}>
      {names.map((name, n) => (
        <li key={name}>
          {!photoHash.test(name) ? (
            <>
              {photos.named} {name}
            </>
          ) : here?.has(name) ? (
            <a href={`/api/photos/${document}/${name}`} target="_blank" rel="noreferrer">
              <img src={`/api/photos/${document}/${name}`} alt={photos.one(n + 1)} loading="lazy" />
            </a>
          ) : (
            here && (
              <span className="mark mark-watch" title={name}>
                <span aria-hidden="true">▲</span> {photos.notHere}{' '}
                <small className="code">{name.slice(0, 8)}</small>
              </span>
            )
          )}
        </li>
      ))}
    </ul>
  );
}
