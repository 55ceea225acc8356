/** Whoever is not in goes to the door, and from there back to where they were. */

/** As the page speaks, whether its address says so or it remembers. */
const isEnglish = () =>
  document.documentElement.lang === 'en' || new URLSearchParams(location.search).get('lang') === 'en';
const isAtDoor = () => location.pathname.startsWith('/enter/');

/** @param why the code of the refusal, which the door says in words. */
export function toDoor(why: string): void {
  if (isAtDoor()) return;
  const to = encodeURIComponent(`${location.pathname}${location.search}`);
  location.replace(`/enter/?why=${encodeURIComponent(why)}&to=${to}${isEnglish() ? '&lang=en' : ''}`);
}

/** Whoever is in where there is nothing for them: the door knows which page is theirs. */
export function toOwnPage(): void {
  location.replace(`/enter/${isEnglish() ? '?lang=en' : ''}`);
}

const forDoor = new Set([
  'notLoggedIn',
  'sessionIdle',
  'sessionTooLong',
  'changePasswordFirst',
  'secondFactorNeeded',
]);
/** Refusals that only the door can help with. A wrong password of somebody who signs beside is none: it must not take the page away. */
export const isForDoor = (code: string | undefined): boolean => code !== undefined && forDoor.has(code);
