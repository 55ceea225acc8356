import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type OwnWhat, ownCode, readOwn } from './scan-own.ts';

const whats: OwnWhat[] = ['piece', 'bin', 'zone', 'site', 'document', 'person', 'lot', 'kit'];
const id = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((text) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(text));

// The sum by hand: B 66; 660+65 = 725 mod 97 = 46; 460+45 = 505 mod 97 = 20; 200+49 = 249 mod 97 = 55.
it('writes a bin as its label has it', () => {
  expect(ownCode('bin', 'A-1')).toBe('CP1:B:A-1:55');
});

it('reads back whatever it has written', () => {
  fc.assert(
    fc.property(fc.constantFrom(...whats), id, (what, text) => {
      const code = ownCode(what, text);
      expect(code).toMatch(/^[!-~]+$/);
      expect(readOwn(code)).toEqual({ type: 'own', what, id: text });
      expect(readOwn(code.replaceAll(':', '：'))).toEqual({ type: 'own', what, id: text });
    }),
  );
});

it('finds every wrong sign and every swap of two neighbours', () => {
  const code = ownCode('piece', 'RC-S-000123');
  const signs = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i));
  for (let at = 0; at < code.length; at++) {
    for (const sign of signs)
      if (sign !== code[at] && sign.toUpperCase() !== code[at])
        expect(readOwn(code.slice(0, at) + sign + code.slice(at + 1)).type).toBe('fault');
    const [a = '', b = ''] = code.slice(at, at + 2);
    if (a !== b && b) expect(readOwn(code.slice(0, at) + b + a + code.slice(at + 2)).type).toBe('fault');
  }
});

it.each([
  ['a form to come', 'CP2:P:A:00', 'ownVersion'],
  ['a letter that stands for nothing', 'CP1:X:A:00', 'ownShape'],
  ['a part missing', 'CP1:P:A', 'ownCheck'],
  ['a part too many', `${ownCode('piece', 'A')}:1`, 'ownShape'],
  ['an empty id', 'CP1:P::80', 'ownShape'],
  ['a wrong check', 'CP1:B:A-1:56', 'ownCheck'],
])('refuses %s', (_, code, fault) => {
  expect(readOwn(code)).toMatchObject({ type: 'fault', code: fault });
});

it.each([
  ['none', ''],
  ['one that nobody sees', 'A\u200b'],
  ['one as long as a letter', 'A'.repeat(241)],
])('writes no label for an id that is %s', (_, text) => {
  expect(() => ownCode('piece', text)).toThrow(RangeError);
});
