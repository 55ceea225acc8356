import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hiddenSignIn } from './hidden-signs.ts';

it.each([
  ['nothing', null, null],
  ['plain text', { reason: '第一行\n第二行\t表' }, null],
  ['a family', { reason: '👨‍👩‍👧' }, null],
  ['a rare character', { lot: '编码𠮷' }, null],
  ['a turn', { lot: 'A\u202eB' }, 'lot'],
  ['an isolate', { lot: 'A\u2066B' }, 'lot'],
  ['no width', { lines: [{ lot: 'A' }, { lot: 'A\u200b' }] }, 'lines.1.lot'],
  ['a soft hyphen', { lot: 'A\u00adB' }, 'lot'],
  ['a mark of order', { lot: '\ufeffA' }, 'lot'],
  ['half a pair', { lot: 'A\ud800' }, 'lot'],
  ['an escape', { lot: '\u001b[2J' }, 'lot'],
  ['a sign beyond ASCII that is none', { lot: 'A\u0085B' }, 'lot'],
  ['a password', { password: '\u202e', old: '\u0000' }, null],
  ['bytes', { bytes: new Uint8Array([0]) }, null],
  ['a text alone', '\u0000', ''],
])('%s', (_, body, at) => {
  expect(hiddenSignIn(body)).toBe(at);
});

it('finds a hidden sign wherever it is, and none where there is none', () => {
  const clean = fc
    .jsonValue()
    .map((value) => JSON.parse(JSON.stringify(value).replaceAll(/\\\\u[0-9a-f]{4}/g, '')));
  const isClean = (value: unknown) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(JSON.stringify(value));
  fc.assert(
    fc.property(
      clean.filter(isClean),
      fc.constantFrom('\u202e', '\u0000', '\ud800', '\u200b'),
      (value, sign) => {
        expect(hiddenSignIn({ value })).toBeNull();
        expect(hiddenSignIn({ value, deep: [{ a: [value, `x${sign}`] }] })).toBe('deep.0.a.1');
      },
    ),
  );
});
