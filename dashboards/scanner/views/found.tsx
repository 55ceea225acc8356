/** What a patrol found and what was said of it since, with its photographs, for whoever mends it or looks again; and the reasons that fit. */
import { outcomes } from '@changping/contracts/document-words';
import { photoHash } from '@changping/contracts/photo-hash';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { BytesPicture } from '../../shared/bytes-picture.tsx';
import { handHeader } from '../../shared/hand.ts';
import { dateTime } from '../../shared/time.ts';
import { foundWords } from '../../shared/words/found.ts';
import { db } from '../keep/keep.ts';
import { wordOf } from '../line/word.ts';
import type { Paper } from '../rules/tally.ts';
import { usePage } from './use-page.tsx';

const told = new Set(['finding', 'rectified', 'failed']);

export function Found({ document: { id, lines, steps } }: Pick<Paper, 'document'>) {
  const { words } = usePage();
  const found = foundWords[words.at];
  const undone = new Set(steps.map(({ undoes }) => undoes));
  const said = steps.flatMap(({ at, portions, photos }, n) => {
    const of = portions.filter(({ as }) => told.has(as));
    return of.length && !undone.has(n)
      ? [{ n, at, of, photos: photos.filter((one) => photoHash.test(one)) }]
      : [];
  });
  if (!said.length) return null;
  return (
    <section className="found" aria-label={found.title}>
      <h2>{found.title}</h2>
      {said.map(({ n, at, of, photos }) => (
        <div key={n}>
          {of.map(({ line, as, reason }) => (
            <p key={line}>
              <strong>
                {outcomes[as][words.at]} · {reason}
              </strong>
              <small>
                {lines[line - 1]?.item} · {dateTime(at)}
              </small>
            </p>
          ))}
          <ul>
            {photos.map((hash, i) => (
              <li key={hash}>
                <Picture document={id} hash={hash} label={words.photos.one(i + 1)} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

type PictureProps = { document: string; hash: string; label: string };

/** From this device where it was taken here, else over the line. */
function Picture({ document, hash, label }: PictureProps) {
  const { words, line } = usePage();
  const found = foundWords[words.at];
  const { isThere } = useSyncExternalStore(line.subscribe, line.state);
  const [bytes, setBytes] = useState<Uint8Array<ArrayBuffer>>();
  const [isLost, setLost] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when the line is back
  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      const own = await db.photos.get([document, hash]);
      if (own) return own.bytes;
      const headers = { ...handHeader(), ...(await wordOf(undefined)) };
      const answer = await fetch(`/api/photos/${document}/${hash}`, { headers });
      if (isCurrent) setLost(!answer.ok);
      return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
    };
    read().then(
      (got) => isCurrent && setBytes(got),
      // Without a line: asked again when it is there.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [document, hash, isThere]);
  if (bytes) return <BytesPicture bytes={bytes} label={label} />;
  return <small>{isLost ? found.lost : found.later}</small>;
}

/** What is said most often of a finding. */
export function FoundReasons({ as, take }: { as: string; take(reason: string): void }) {
  const { words } = usePage();
  const { reasons } = foundWords[words.at];
  return reasons[as as keyof typeof reasons]?.map((reason) => (
    <button key={reason} type="button" onClick={() => take(reason)}>
      {reason}
    </button>
  ));
}
