/** Why the camera shows nothing, by what the browser says: each has another remedy. */

/** Nobody allowed it; there is none; another program has it; it was taken away; the reader of codes could not be fetched. */
export type CameraTrouble = 'refused' | 'missing' | 'busy' | 'gone' | 'noReader';

/** `name`: of the error with which the browser refuses a camera. */
export function troubleOf(name: string): CameraTrouble {
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  // None that looks away from the person is none.
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy';
}
