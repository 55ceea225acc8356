/** What a camera of Chromium sees in a test: one picture of black dots, held before it for good. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bitmap, codeBitmap } from '@changping/server/work/bitmap';
import { afterAll } from 'vitest';

const [wide, high] = [640, 480];
/** YUV4MPEG2, 4:2:0: luma of paper and ink, and no colour. */
const [paper, ink, grey] = [235, 16, 128];

/** @returns the switches that begin a browser with it, and what holds another picture before it. */
export function aFakeCamera() {
  const folder = mkdtempSync(join(tmpdir(), 'changping-camera-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'seen.y4m');
  const show = (picture: Bitmap | null) => writeFileSync(file, filmOf(picture));
  return {
    switches: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`],
    nothing: () => show(null),
    /** As our own labels bear it. */
    code: (form: 'qrcode' | 'gs1datamatrix', text: string) => show(codeBitmap(form, text, 6)),
  };
}

function filmOf(picture: Bitmap | null): Buffer {
  const luma = Buffer.alloc(wide * high, paper);
  if (picture) {
    const [left, top] = [(wide - picture.wide) >> 1, (high - picture.high) >> 1];
    picture.dots.forEach((isDark, i) => {
      if (!isDark) return;
      const [x, y] = [left + (i % picture.wide), top + Math.floor(i / picture.wide)];
      luma[y * wide + x] = ink;
    });
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((wide * high) / 2, grey)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${wide} H${high} F10:1 Ip A1:1 C420mpeg2\n`), frame, frame]);
}
