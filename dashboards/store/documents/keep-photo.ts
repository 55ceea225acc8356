/** A photograph on its way from the console to its document. */
import { type Refusal, Refused } from '../../shared/ask.ts';
import { base64Of } from '../../shared/base64.ts';
import { tell } from '../../shared/tell.ts';

export type Photo = { hash: string; bytes: Uint8Array<ArrayBuffer> };

/** 5 MB over a slow line. */
const patience = 60_000;

/** @returns why it was not kept; undefined where it was. */
export async function keepPhoto(id: string, { hash, bytes }: Photo): Promise<Refusal | undefined> {
  try {
    await tell('/api/photos/keep', { id, hash, bytes: base64Of(bytes) }, patience);
    return undefined;
  } catch (error) {
    return error instanceof Refused ? error.refusal : { code: 'page', retry: false, sentence: undefined };
  }
}
