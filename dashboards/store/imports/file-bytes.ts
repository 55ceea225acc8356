/** A file that somebody chose, as the command wants it. What can be refused without sending it is refused here. */
import { importBytesMost } from '@changping/contracts/import-words';
import { refusedHere } from '../refused-here.ts';

const mb = 2 ** 20;

/** @returns base64. @throws Refused */
export async function bytesOf(file: File): Promise<string> {
  if (!/\.(csv|xlsx)$/i.test(file.name)) throw refusedHere('importType', file.name);
  if (file.size === 0) throw refusedHere('importEmpty', file.name);
  if (file.size > importBytesMost)
    throw refusedHere('bodyTooLarge', `${(file.size / mb).toFixed(1)} MB > ${importBytesMost / mb} MB`);
  const address = await new Promise<string>((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    // Moved or locked since it was chosen.
    reader.onerror = () => fail(refusedHere('importBroken', file.name));
    reader.readAsDataURL(file);
  });
  return address.slice(address.indexOf(',') + 1);
}
