import { expect, it } from 'vitest';
import { troubleOf } from './camera-trouble.ts';

/** Media Capture and Streams, 10.2 getUserMedia: the errors it may end with. */
it.each([
  ['NotAllowedError', 'refused'],
  ['SecurityError', 'refused'],
  ['NotFoundError', 'missing'],
  ['OverconstrainedError', 'missing'],
  ['NotReadableError', 'busy'],
  ['AbortError', 'busy'],
  ['InvalidStateError', 'busy'],
])('%s: %s', (name, trouble) => {
  expect(troubleOf(name)).toBe(trouble);
});
