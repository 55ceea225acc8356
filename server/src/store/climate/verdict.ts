/** What the answer to a batch of lines means for the batch: it is kept, must wait, waits for a person, or holds a line that must be found. */

export type Verdict =
  /** `dropped`: points the server says it will never take, for instance because they are older than its retention. */
  | { what: 'kept'; dropped: number }
  /** The server is not there or not itself: the same batch again, later. */
  | { what: 'down' }
  /** The server is there and turns us away: a person must look at the settings. */
  | { what: 'refused' }
  /** Something in the batch: send it in halves until the line is found. */
  | { what: 'split' };

/** @param status of HTTP, or undefined where there was no answer. */
export function verdict(status: number | undefined, body = ''): Verdict {
  if (status === undefined) return { what: 'down' };
  if (status >= 200 && status < 300) return { what: 'kept', dropped: 0 };
  if (status === 400 || status === 413 || status === 422) return ofBatch(body);
  if (status === 408 || status === 425 || status === 429 || status >= 500) return { what: 'down' };
  // Token, organisation, or a bucket that is not there.
  return { what: 'refused' };
}

/** "partial write: … dropped=3" counts what does not fit; lines it can't parse are not in that count. */
function ofBatch(body: string): Verdict {
  const dropped = Number(/partial write: .*\bdropped=(\d+)/s.exec(body)?.[1] ?? 0);
  return dropped > 0 && !body.includes('unable to parse') ? { what: 'kept', dropped } : { what: 'split' };
}
