/** Photographs chosen at the console: made small, seen here, and of a document that is there kept by the server at once, so that a step names none that has not come. */
import { Button } from 'antd';
import { useId, useState } from 'react';
import type { Refusal } from '../../shared/ask.ts';
import { BytesPicture } from '../../shared/bytes-picture.tsx';
import { shrink } from '../../shared/shrink.ts';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { keepPhoto, type Photo } from './keep-photo.ts';

type PhotosFieldProps = {
  /** Absent while the document is not opened: then its photographs follow it. */
  document?: string;
  photos: readonly Photo[];
  set(photos: readonly Photo[]): void;
  /** Without one the step can not be taken. */
  isWanted?: boolean;
};
type Failed = { name: string; refusal: Refusal | undefined };

/** As many as a step may name. */
const most = 20;

export function PhotosField({ document, photos, set, isWanted = false }: PhotosFieldProps) {
  const { photos: words } = useStoreWords();
  const id = useId();
  const [failed, setFailed] = useState<readonly Failed[]>([]);
  const [isBusy, setBusy] = useState(false);

  async function take(files: readonly File[]): Promise<void> {
    setBusy(true);
    setFailed([]);
    let chosen = photos;
    for (const file of files.slice(0, most - photos.length)) {
      const photo = await shrink(file).catch(() => undefined);
      if (photo && chosen.some(({ hash }) => hash === photo.hash)) continue;
      const refusal = photo && document !== undefined ? await keepPhoto(document, photo) : undefined;
      if (photo && !refusal) {
        chosen = [...chosen, photo];
        set(chosen);
      } else setFailed((before) => [...before, { name: file.name, refusal }]);
    }
    setBusy(false);
  }
  return (
    <fieldset className="photos-field">
      <legend>{words.title}</legend>
      {photos.length > 0 && (
        <ul className="step-photos">
          {photos.map((photo, n) => (
            <li key={photo.hash}>
              <BytesPicture bytes={photo.bytes} label={words.one(n + 1)} />
              <Button
                size="small"
                onClick={() => set(photos.filter(({ hash }) => hash !== photo.hash))}
                aria-label={words.leaveOut(n + 1)}
              >
                ✕
              </Button>
            </li>
          ))}
        </ul>
      )}
      {photos.length < most && (
        <>
          <label htmlFor={id}>{words.choose}</label>
          <input
            id={id}
            type="file"
            accept="image/*"
            multiple
            disabled={isBusy}
            required={isWanted && photos.length === 0}
            aria-describedby={`${id}-hint`}
            onChange={({ currentTarget }) => {
              const files = [...(currentTarget.files ?? [])];
              currentTarget.value = '';
              void take(files);
            }}
          />
        </>
      )}
      <p className="hint" id={`${id}-hint`} role="status">
        {isBusy ? words.sending : words.chooseHint}
      </p>
      {failed.map(({ name, refusal }) => (
        <div key={name}>
          <p className="mark mark-act" role="alert">
            <span aria-hidden="true">■</span> {name} {refusal ? words.notKept : words.noPicture}
          </p>
          {refusal && <RefusalNote refusal={refusal} />}
        </div>
      ))}
    </fieldset>
  );
}
