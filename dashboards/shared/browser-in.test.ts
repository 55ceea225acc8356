import { expect, it } from 'vitest';
import { browserIn } from './browser-in.ts';

it('tells which browser on what, and leaves what it does not know as it is', () => {
  const rows = [
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36',
      'Chrome 109 · Windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0',
      'Edge 120 · Windows',
    ],
    [
      'Mozilla/5.0 (Linux; Android 11; MC3300) AppleWebKit/537.36 Chrome/115.0.0.0 Mobile Safari/537.36',
      'Chrome 115 · Android',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox 128 · Linux'],
    ['curl/8.5.0', 'curl/8.5.0'],
    ['', ''],
  ] as const;
  for (const [agent, told] of rows) expect(browserIn(agent)).toBe(told);
});
