/** What lies in a zip, unpacked under a bound of its own: every size is inflated and not believed, so that no bomb reaches the reader of workbooks. */
import { inflateRawSync } from 'node:zlib';
import { Fault } from '@changping/contracts/faults';

const unpackedMost = 128 * 1024 * 1024;
const filesMost = 500;
const endSign = 0x06054b50;
const entrySign = 0x02014b50;
/** A comment behind the end is no longer. */
const endFarthest = 65_557;
/** More of it stands for a size that is told elsewhere, for files of 4 GB. */
const told64 = 0xffffffff;

/** @throws Fault importBroken, importTooLarge */
export function unpacked(bytes: Uint8Array): Map<string, Buffer> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return read(zip);
  } catch (error) {
    // Cut or lying bytes: Node's own words say where a read went beyond the end.
    if (error instanceof Fault) throw error;
    throw new Fault('importBroken', error instanceof Error ? error.message.slice(0, 200) : '');
  }
}

function read(zip: Buffer): Map<string, Buffer> {
  const end = endOf(zip);
  const count = zip.readUInt16LE(end + 10);
  if (count > filesMost) throw new Fault('importTooLarge', `${count} files`);
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  let room = unpackedMost;
  let packed = 0;
  for (let i = 0; i < count; i++) {
    if (zip.readUInt32LE(at) !== entrySign) throw new Fault('importBroken', `entry ${i}`);
    const entry = entryAt(zip, at);
    // Entries that lie over each other are one bomb told many times.
    packed += entry.packed;
    if (entry.size === told64 || entry.size > room || packed > zip.length)
      throw new Fault('importTooLarge', entry.name.slice(0, 80));
    const content = contentOf(zip, entry);
    if (content.length !== entry.size) throw new Fault('importBroken', entry.name.slice(0, 80));
    room -= content.length;
    files.set(entry.name, content);
    at = entry.next;
  }
  return files;
}

function endOf(zip: Buffer): number {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - endFarthest); at--)
    if (zip.readUInt32LE(at) === endSign) return at;
  throw new Fault('importBroken', 'no zip');
}

function entryAt(zip: Buffer, at: number) {
  const [nameLong, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
    number,
    number,
    number,
  ];
  return {
    method: zip.readUInt16LE(at + 10),
    packed: zip.readUInt32LE(at + 20),
    size: zip.readUInt32LE(at + 24),
    begins: zip.readUInt32LE(at + 42),
    name: zip.toString('utf8', at + 46, at + 46 + nameLong),
    next: at + 46 + nameLong + extra + comment,
  };
}

function contentOf(zip: Buffer, { begins, packed, method, size }: ReturnType<typeof entryAt>): Buffer {
  const from = begins + 30 + zip.readUInt16LE(begins + 26) + zip.readUInt16LE(begins + 28);
  const part = zip.subarray(from, from + packed);
  if (method === 0) return part;
  if (method !== 8) throw new Fault('importBroken', `method ${method}`);
  try {
    return size === 0 ? Buffer.alloc(0) : inflateRawSync(part, { maxOutputLength: size });
  } catch (error) {
    if (error instanceof RangeError) throw new Fault('importTooLarge', 'larger than it says');
    throw error;
  }
}
