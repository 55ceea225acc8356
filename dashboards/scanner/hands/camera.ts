/** The camera as a scanner: shows what it sees until the first code, and lets go of the camera however it ends. */
import { type CameraTrouble, troubleOf } from '../rules/camera-trouble.ts';
import { openDecoder } from './decoder.ts';

export type Watcher = { ready(): void; seen(text: string): void; failed(why: CameraTrouble): void };

/** The browser keeps the camera from a page without TLS. */
export const hasCamera = (): boolean => navigator.mediaDevices !== undefined;

const every = 120;
/** Lenses that look away from the person, and enough dots for the small code of a piece. */
const wish = { video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } } };

/** @returns stop. */
export function watch(video: HTMLVideoElement, told: Watcher): () => void {
  let isOver = false;
  let stream: MediaStream | undefined;
  const stop = () => {
    isOver = true;
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  const fail = (why: CameraTrouble) => {
    if (isOver) return;
    stop();
    told.failed(why);
  };
  const look = async () => {
    const opening = openDecoder();
    // Whether there is a camera is told first.
    opening.catch(() => undefined);
    stream = await navigator.mediaDevices.getUserMedia(wish);
    if (isOver) return stop();
    for (const track of stream.getTracks()) track.addEventListener('ended', () => fail('gone'));
    video.srcObject = stream;
    await video.play();
    const decode = await opening.catch(() => fail('noReader'));
    if (!decode || isOver) return undefined;
    told.ready();
    while (!isOver) {
      const text = await decode(video);
      if (text && !isOver) {
        stop();
        told.seen(text);
      }
      await new Promise((again) => setTimeout(again, every));
    }
  };
  look().catch((error: unknown) => fail(troubleOf(error instanceof Error ? error.name : '')));
  return stop;
}
