import { expect, it } from 'vitest';
import { filesOf } from './shell-files.ts';

it.each([
  [
    '<script type="module" src="/assets/a-1.js"></script><link rel="modulepreload" href="/assets/b-2.js">',
    ['/assets/a-1.js', '/assets/b-2.js'],
  ],
  [
    '<link rel="manifest" href="/scanner/manifest.webmanifest"><link rel="icon" href="/scanner/icon.svg">',
    ['/scanner/manifest.webmanifest', '/scanner/icon.svg'],
  ],
  ['<a href="#work">x</a><link href="/assets/c.css"><link href="/assets/c.css">', ['/assets/c.css']],
  [
    '<meta name="viewport" content="width=device-width"><meta name="later" content="/assets/d-4.wasm">',
    ['/assets/d-4.wasm'],
  ],
  ['<script src="//elsewhere.cn/x.js"></script><script src="https://elsewhere.cn/y.js"></script>', []],
])('of %s keeps %j', (html, files) => {
  expect(filesOf(html)).toEqual(files);
});
