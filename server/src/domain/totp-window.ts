/** Which one-time codes are good at a moment (RFC 6238, 30 seconds, 6 digits): the one of now and its neighbours, each once. The keyed hash itself is somebody else's work. */
import type { Instant } from '@changping/contracts/units';

const stepMs = 30_000;

/** Numbers of the steps whose codes may be tried, the likeliest first. @param lastUsed the step of the code taken last, for none is taken twice (RFC 6238, 5.2); null before the first. */
export function totpSteps(now: Instant, lastUsed: number | null, neighbours = 1): number[] {
  const here = Math.floor(now / stepMs);
  const offsets = Array.from({ length: neighbours * 2 + 1 }, (_, at) => at - neighbours);
  return offsets
    .sort((a, b) => Math.abs(a) - Math.abs(b) || a - b)
    .map((offset) => here + offset)
    .filter((step) => step >= 0 && step > (lastUsed ?? -1));
}

/** The eight bytes that are hashed for a step, high byte first. */
export function totpMessage(step: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(step));
  return bytes;
}

/** RFC 4226, 5.3. @param mac HMAC of the message under the account's secret, 20 bytes or more. */
export function totpCode(mac: Uint8Array, digits = 6): string {
  const view = new DataView(mac.buffer, mac.byteOffset, mac.byteLength);
  const offset = view.getUint8(mac.byteLength - 1) & 0x0f;
  return String((view.getUint32(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}
