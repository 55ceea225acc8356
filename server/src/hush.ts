/** Say a repeated thing a few times a minute, then only how often it was left unsaid: strangers must not fill the disk with log lines. */

const minute = 60_000;

/** @param say gets what is said, and how many were not since the last. */
export function hush<Word>(
  most: number,
  say: (word: Word, unsaid: number) => void,
): (word: Word, now: number) => void {
  let since = Number.NEGATIVE_INFINITY;
  let said = 0;
  let unsaid = 0;
  return (word, now) => {
    if (now - since >= minute || now < since) {
      since = now;
      said = 0;
    }
    if (said >= most) {
      unsaid++;
      return;
    }
    said++;
    say(word, unsaid);
    unsaid = 0;
  };
}
