/** Numbers out of base64, as the server packs the many of a layer. */

export function bytesOf(text: string): Uint8Array {
  const packed = atob(text);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  return bytes;
}

/** Little endian, as every machine is that a browser of ours runs on. */
export const shortsOf = (text: string): Uint16Array => new Uint16Array(bytesOf(text).buffer);
export const floatsOf = (text: string): Float32Array => new Float32Array(bytesOf(text).buffer);
