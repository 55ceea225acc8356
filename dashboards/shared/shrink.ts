/** A photograph as it is kept and sent: no larger than a person needs to see what it proves. Drawn anew it carries nothing that the camera wrote down beside it (place, serial number): who took what when is signed with the step, and notes of a camera anyone can write. */

const longest = 1600;
const quality = 0.82;

/** @throws where the file is no picture. */
export async function shrink(file: Blob): Promise<{ hash: string; bytes: Uint8Array<ArrayBuffer> }> {
  // Upright as the camera was held.
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const { width, height } = sizeOf(picture);
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
  picture.close();
  const jpeg = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
  if (!jpeg) throw new Error('no picture');
  const bytes = new Uint8Array(await jpeg.arrayBuffer());
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return { hash: Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join(''), bytes };
}

function sizeOf({ width, height }: { width: number; height: number }) {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
