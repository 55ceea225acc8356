/** Whoever is not in goes to the door, and from there back to where they were. */

const isAtDoor = () => location.pathname.startsWith('/enter/');

/** @param why the code of the refusal, which the door says in words. */
export function toDoor(why: string): void {
  if (isAtDoor()) return;
  const to = encodeURIComponent(`${location.pathname}${location.search}`);
  const lang = new URLSearchParams(location.search).get('lang');
  location.replace(`/enter/?why=${encodeURIComponent(why)}&to=${to}${lang === 'en' ? '&lang=en' : ''}`);
}

/** Whoever is in where there is nothing for them: the door knows which page is theirs. */
export function toOwnPage(): void {
  const lang = new URLSearchParams(location.search).get('lang');
  location.replace(`/enter/${lang === 'en' ? '?lang=en' : ''}`);
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
