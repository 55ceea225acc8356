/** A reader of codes for browsers that have none: its program comes from our own server, or from what the page keeps, and from nowhere else. */
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import program from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { Decode } from './decoder.ts';

const wish: ReaderOptions = {
  formats: ['QRCode', 'DataMatrix', 'Code128', 'EAN13', 'EAN8', 'ITF'],
  maxNumberOfSymbols: 1,
  // The separators of GS1 as they stand in the label.
  textMode: 'Plain',
};
/** A thorough look takes six times as long, and the page stands still for it: every so many a picture is looked at so, for labels that are bent or dirty. */
const thoroughEvery = 4;
/** A label held before the camera fills a good part of it: more would cost time alone. */
const longest = 1024;

/** @throws where its program can not be fetched. */
export async function openOwnDecoder(): Promise<Decode> {
  // By itself it would ask for it on the internet.
  await prepareZXingModule({ overrides: { locateFile: () => program }, fireImmediately: true });
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  let turn = 0;
  return async (video) => {
    const { videoWidth, videoHeight } = video;
    if (!pen || !videoWidth || !videoHeight) return undefined;
    const scale = Math.min(1, longest / Math.max(videoWidth, videoHeight));
    const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    pen.drawImage(video, 0, 0, width, height);
    const tryHarder = ++turn % thoroughEvery === 0;
    const [code] = await readBarcodes(pen.getImageData(0, 0, width, height), { ...wish, tryHarder });
    if (!code?.isValid) return undefined;
    // Without it a label whose separators are whole could be taken for plain text.
    return code.contentType === 'GS1' ? code.symbologyIdentifier + code.text : code.text;
  };
}
