/** Bytes as a command carries them. */
export function base64Of(bytes: Uint8Array): string {
  let text = '';
  // As many arguments as a call may have.
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
