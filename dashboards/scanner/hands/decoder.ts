/** Reads a code out of what the camera shows: the browser does it where it knows every code that labels here bear, else a reader of our own, fetched when it is first wanted. */
export type Decode = (video: HTMLVideoElement) => Promise<string | undefined>;

type Detector = { detect(from: HTMLVideoElement): Promise<readonly { rawValue: string }[]> };
type DetectorClass = {
  new (wish: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
};
declare const BarcodeDetector: DetectorClass | undefined;

const formats = ['qr_code', 'data_matrix', 'code_128', 'ean_13', 'ean_8', 'itf'];

/** @throws where the reader can not be fetched. */
export async function openDecoder(): Promise<Decode> {
  return (await ofBrowser()) ?? (await import('./own-decoder.ts')).openOwnDecoder();
}

async function ofBrowser(): Promise<Decode | undefined> {
  if (typeof BarcodeDetector === 'undefined') return undefined;
  const known = await BarcodeDetector.getSupportedFormats().catch((): string[] => []);
  if (!formats.every((format) => known.includes(format))) return undefined;
  const detector = new BarcodeDetector({ formats });
  return async (video) => (await detector.detect(video))[0]?.rawValue;
}
