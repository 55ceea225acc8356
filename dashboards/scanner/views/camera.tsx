/** The camera over the scan field: what it sees, or why it sees nothing and what to do. It stops when the page is hidden or left; the scanner that types is heard all the while. */
import { useEffect, useRef, useState } from 'react';
import { watch } from '../hands/camera.ts';
import type { CameraTrouble } from '../rules/camera-trouble.ts';
import { Mark } from './mark.tsx';
import { usePage } from './use-page.tsx';

type CameraProps = { seen(text: string): void; close(): void };

export function Camera({ seen, close }: CameraProps) {
  const { camera, close: closeWord, again } = usePage().words;
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef({ seen, close });
  latest.current = { seen, close };
  const [turn, setTurn] = useState(0);
  const [isReady, setReady] = useState(false);
  const [trouble, setTrouble] = useState<CameraTrouble>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is another try
  useEffect(() => {
    if (!video.current) return undefined;
    setReady(false);
    setTrouble(undefined);
    return watch(video.current, {
      ready: () => setReady(true),
      seen: (text) => latest.current.seen(text),
      failed: setTrouble,
    });
  }, [turn]);
  useEffect(() => {
    const left = () => latest.current.close();
    const hidden = () => document.hidden && left();
    document.addEventListener('visibilitychange', hidden);
    addEventListener('pagehide', left);
    addEventListener('hashchange', left);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      removeEventListener('pagehide', left);
      removeEventListener('hashchange', left);
    };
  }, []);
  return (
    <section className="camera" aria-label={camera.open}>
      <video ref={video} muted playsInline hidden={trouble !== undefined} />
      {trouble ? (
        <div className="changed" role="alert">
          <Mark mark="act">{camera.troubles[trouble].what}</Mark>
          <span>{camera.troubles[trouble].how}</span>
        </div>
      ) : (
        <p role="status">{isReady ? camera.ready : camera.opening}</p>
      )}
      <p className="choices">
        {trouble && (
          <button type="button" className="main" onClick={() => setTurn(turn + 1)}>
            {again}
          </button>
        )}
        <button type="button" onClick={close}>
          {closeWord}
        </button>
      </p>
    </section>
  );
}
