/** The built pages, each in the smallest form that the asking program takes: as they were packed when they were built, so that nothing is packed twice. Forms of one page differ in their ETag, and whoever keeps them for others is told that they differ. */
import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type RequestHandler } from 'express';

const forms = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;
/** No part of it begins with a dot, so it leads nowhere else. */
const plainName = /^(?:\/(?!\.)[\w.-]+)+$/;

export function pages(folder: string): RequestHandler[] {
  const files = express.static(folder, { setHeaders: freshness, index: false, redirect: false });
  return [
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

/** Files with a hash in their name never change; the page that names them always may. */
function freshness(response: { setHeader(name: string, value: string): void }, path: string): void {
  const isHashed = /[/\\]assets[/\\]/.test(path);
  response.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
}
