/** The token that comes with a request: of a script in its own header, of a browser in the cookie that was given to it. */

export const cookieName = 'changping';
const held = new RegExp(`(?:^|;\\s*)${cookieName}=([\\w-]{43})(?:;|$)`);
const bearer = /^Bearer ([\w-]{43})$/i;

/** Beside the session of a person: what makes a handheld a known one. */
export const handheldCookie = 'changping-handheld';
const device = new RegExp(`(?:^|;\\s*)${handheldCookie}=([\\w-]{43})(?:;|$)`);
export const handheldIn = ({ cookie }: { cookie?: string | undefined }): string | null =>
  device.exec(cookie ?? '')?.[1] ?? null;

export const tokenIn = ({
  cookie,
  authorization,
}: {
  cookie?: string | undefined;
  authorization?: string | undefined;
}): string | null => bearer.exec(authorization ?? '')?.[1] ?? held.exec(cookie ?? '')?.[1] ?? null;
