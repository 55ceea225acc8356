/** Was this request meant for us? A foreign page can point its own name at 127.0.0.1 and read along through a person's browser, so the name it used must be one of loopback's. */

const own = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

export const isOwnHost = (host: string | undefined): boolean => host !== undefined && own.test(host);
