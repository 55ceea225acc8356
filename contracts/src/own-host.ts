/** Was this request meant for us? A foreign page can point its own name at 127.0.0.1 and read along through a person's browser, so the name it used must be one of loopback's, or one that the server's own certificate holds. */

const own = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;
const any = /^(?:\[(?<six>[\da-f:.]+)\]|(?<name>[\w.-]+))(?::\d{1,5})?$/i;

/** What a browser says of the page that asks, also where it sends no origin: an image of a foreign page must not make us work. */
export const isForeign = (fetchSite: string | string[] | undefined): boolean =>
  fetchSite === 'cross-site' || fetchSite === 'same-site';

export const isOwnHost = (host: string | undefined): boolean => host !== undefined && own.test(host);

/** The name or the address in a Host header, without its port; null where there is none. */
export function hostOf(host: string | undefined): string | null {
  const { six, name } = any.exec(host ?? '')?.groups ?? {};
  return (six ?? name)?.toLowerCase() ?? null;
}

/** Of a page that says where it comes from: is it one of the very host it asks? */
export const isOwnOrigin = (origin: string | undefined, host: string | undefined): boolean =>
  origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
