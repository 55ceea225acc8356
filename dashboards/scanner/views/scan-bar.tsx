/** Under the thumb: a field for what is typed, the camera where there is one, where the browser has one. */
import { useEffect, useRef, useState } from 'react';
import { cameraFault, watch } from '../hands/camera.ts';
import { usePage } from './use-page.tsx';

export function ScanBar({ scanned }: { scanned(text: string): void }) {
  const { words } = usePage();
  const field = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useCamera();
  const [isOpen, setOpen] = useState(false);
  return (
    <footer className="scan">
      {isOpen && (
        <Camera
          seen={(text) => {
            setOpen(false);
            scanned(text);
          }}
          failed={() => {
            setOpen(false);
            setFault('cameraFailed');
          }}
          close={() => setOpen(false)}
        />
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const text = field.current?.value ?? '';
          if (field.current) field.current.value = '';
          // The next scan of a keyboard wedge is heard again.
          field.current?.blur();
          if (text.trim()) scanned(text);
        }}
      >
        <input
          ref={field}
          name="code"
          aria-label={words.scanOrType}
          placeholder={words.scanOrType}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="search"
        />
        <button type="submit">{words.look}</button>
        {(fault === null || fault === 'cameraFailed') && (
          <button type="button" onClick={() => setOpen(true)}>
            {words.camera}
          </button>
        )}
      </form>
    </footer>
  );
}

/** Why there is no camera here; null where there is one. */
export function useCamera() {
  const pair = useState<Awaited<ReturnType<typeof cameraFault>> | 'cameraFailed'>('noDetector');
  const [, set] = pair;
  useEffect(() => void cameraFault().then(set), []);
  return pair;
}

function Camera({ seen, failed, close }: { seen(text: string): void; failed(): void; close(): void }) {
  const { words } = usePage();
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef({ seen, failed });
  latest.current = { seen, failed };
  useEffect(() => {
    if (!video.current) return undefined;
    return watch(
      video.current,
      (text) => latest.current.seen(text),
      () => latest.current.failed(),
    );
  }, []);
  return (
    <div className="camera">
      <video ref={video} muted playsInline />
      <button type="button" onClick={close}>
        {words.close}
      </button>
    </div>
  );
}
