/** Photographs of a step: taken, looked at, taken away; each on the disk before it is on the screen. */
import { useState } from 'react';
import { BytesPicture } from '../../shared/bytes-picture.tsx';
import { shrink } from '../../shared/shrink.ts';
import { db, type KeptPhoto } from '../keep/keep.ts';
import { useKept } from '../keep/use-kept.ts';
import { usePage } from './use-page.tsx';

/** As many as a step may name. */
const most = 20;

export const photosOf = (draft: string): Promise<KeptPhoto[]> =>
  db.photos.where('draft').equals(draft).sortBy('at');

/** `draft`: that of the step. `isWanted`: without one it can not be signed. */
type PhotosProps = { document: string; draft: string; isWanted: boolean; most?: number };

export function Photos({ document, draft, isWanted, most: own = most }: PhotosProps) {
  const { words, me } = usePage();
  const kept = useKept(() => photosOf(draft), draft);
  const [isBad, setBad] = useState(false);
  if (!kept) return null;

  async function take(files: readonly File[]): Promise<void> {
    setBad(false);
    for (const file of files.slice(0, own - (kept?.length ?? 0)))
      try {
        const { hash, bytes } = await shrink(file);
        await db.photos.put({ hash, document, draft, by: me.name, at: Date.now(), bytes, refused: null });
      } catch {
        setBad(true);
      }
  }
  return (
    <fieldset className="photos">
      <legend>{words.photos.title}</legend>
      <ul>
        {kept.map((photo, n) => (
          <li key={photo.hash}>
            <BytesPicture bytes={photo.bytes} label={words.photos.one(n + 1)} />
            <button type="button" onClick={() => void db.photos.delete([photo.document, photo.hash])}>
              {words.takeAway}
            </button>
          </li>
        ))}
      </ul>
      {kept.length < own && (
        <label className="take">
          <span>＋ {words.photos.take}</span>
          <input
            type="file"
            accept="image/*"
            capture="environment"
            required={isWanted && kept.length === 0}
            onChange={({ currentTarget }) => {
              const files = [...(currentTarget.files ?? [])];
              currentTarget.value = '';
              void take(files);
            }}
          />
        </label>
      )}
      <p className="hint">{words.photos.how}</p>
      {isBad && (
        <p className="changed" role="alert">
          {words.photos.bad}
        </p>
      )}
    </fieldset>
  );
}
