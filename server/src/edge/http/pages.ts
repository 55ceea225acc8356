/** The built pages, each in the smallest form that the asking program takes: as they were packed when they were built, so that nothing is packed twice. Forms of one page differ in their ETag, and whoever keeps them for others is told that they differ. The console alone is written anew for each response: its widgets make styles as they go, and only those that know the word of this response are drawn. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import express, { type RequestHandler } from 'express';

const forms = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;
const consoles = /^\/store\/(?:index\.html)?$/;
/** Where the built page of the console wants the word. */
const gap = '__NONCE__';
/** No part of it begins with a dot, so it leads nowhere else. */
const plainName = /^(?:\/(?!\.)[\w.-]+)+$/;

export function pages(folder: string): RequestHandler[] {
  const files = express.static(folder, { setHeaders: freshness, index: false, redirect: false });
  return [
    async (_request, response, next) => {
      const { nonce } = response.locals;
      const page =
        typeof nonce === 'string' &&
        (await readFile(join(folder, 'store', 'index.html'), 'utf8').catch(() => null));
      if (!page) return next();
      response.set('cache-control', 'no-cache').type('html').send(page.replaceAll(gap, nonce));
    },
    (request, response, next) => {
      response.vary('accept-encoding');
      const { path } = request;
      // The command centre is what the bare address means.
      const name = path === '/' ? '/command/index.html' : path.replace(/\/$/, '/index.html');
      if (!plainName.test(name)) return next();
      const form = forms.find(
        ([encoding, end]) => request.acceptsEncodings(encoding) && existsSync(join(folder, name + end)),
      );
      request.url = name + (form?.[1] ?? '');
      if (form) response.type(extname(name)).set('content-encoding', form[0]);
      next();
    },
    files,
    (_request, response, next) => {
      response.removeHeader('content-encoding');
      response.removeHeader('content-type');
      next();
    },
  ];
}

/** The word that the styles of this response have to know; null where no style may be made. */
export const nonceFor = (path: string): string | null =>
  consoles.test(path) ? randomBytes(18).toString('base64') : null;

/** Files with a hash in their name never change; the page that names them always may. */
function freshness(response: { setHeader(name: string, value: string): void }, path: string): void {
  const isHashed = /[/\\]assets[/\\]/.test(path);
  response.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
}
