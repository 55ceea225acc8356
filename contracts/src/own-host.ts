/** Was this request meant for us? A foreign page can point its own name at 127.0.0.1 and read along through a person's browser, so the name it used must be one of loopback's. */

const own = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/** What a browser says of the page that asks, also where it sends no origin: an image of a foreign page must not make us work. */
export const isForeign = (fetchSite: string | string[] | undefined): boolean =>
  fetchSite === 'cross-site' || fetchSite === 'same-site';

export const isOwnHost = (host: string | undefined): boolean => host !== undefined && own.test(host);

/** Of a page that says where it comes from: is it one of the very host it asks? */
export const isOwnOrigin = (origin: string | undefined, host: string | undefined): boolean =>
  origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
