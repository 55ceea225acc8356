/** The camera as a scanner, where the browser can read codes by itself. */

type Detector = { detect(from: HTMLVideoElement): Promise<readonly { rawValue: string }[]> };
type DetectorClass = {
  new (wish: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
};
declare const BarcodeDetector: DetectorClass | undefined;

const wanted = ['qr_code', 'data_matrix', 'code_128', 'ean_13', 'ean_8', 'itf'];
const every = 120;

/** Why there is none: the browser can't read codes, or it keeps the camera from a page without TLS. */
export async function cameraFault(): Promise<'noDetector' | 'noCamera' | null> {
  if (typeof BarcodeDetector === 'undefined') return 'noDetector';
  const can = await BarcodeDetector.getSupportedFormats().catch((): string[] => []);
  if (!wanted.some((format) => can.includes(format))) return 'noDetector';
  return navigator.mediaDevices ? null : 'noCamera';
}

/** Shows the camera in `video` until the first code is seen. @returns stop. */
export function watch(video: HTMLVideoElement, seen: (text: string) => void, failed: () => void): () => void {
  let isOver = false;
  let stream: MediaStream | undefined;
  const stop = () => {
    isOver = true;
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  const look = async () => {
    if (typeof BarcodeDetector === 'undefined') return failed();
    const can = await BarcodeDetector.getSupportedFormats();
    const detector = new BarcodeDetector({ formats: wanted.filter((format) => can.includes(format)) });
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    if (isOver) return stop();
    video.srcObject = stream;
    await video.play();
    while (!isOver) {
      const [code] = await detector.detect(video);
      if (code && !isOver) {
        stop();
        seen(code.rawValue);
      }
      await new Promise((again) => setTimeout(again, every));
    }
  };
  look().catch(() => {
    stop();
    failed();
  });
  return stop;
}
