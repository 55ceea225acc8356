import type { Instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mustChange, normalised, passwordFaults } from './password.ts';

const zhang = { name: 'zhangwei', matches: [] };

it.each<[string, string, string[]]>([
  ['three sorts of signs', 'Gate7lamp#north', []],
  ['a sentence of small letters', 'fourteen tents by the river', []],
  ['Chinese characters and digits and letters', '贺兰山下8顶tents帐篷', []],
  ['too short', 'Ga7#no', ['passwordShort']],
  ['two sorts only', 'lampgate72', ['passwordPlain']],
  ['one sign short of a sentence', 'lampgatenorthso', ['passwordPlain']],
  ['a sentence by one sign', 'lampgatenorthsou', []],
  ['one sign over and over', 'aaaaaaaaaaaaaaaaaaaa', ['passwordMonotonous']],
  ['digits in a row', 'X1234567890-yz', ['passwordMonotonous']],
  ['the alphabet down', 'ZYXWVUTSRQPONMLK', ['passwordMonotonous']],
  ['the own name', 'Zhangwei#2026xx', ['passwordName']],
  ['the own name backwards', '9#Xiewgnahzlampe', ['passwordName']],
  ['a common word dressed up', 'P@ssw0rd#1', ['passwordCommon']],
  ['the name of the house', 'Changping#26', ['passwordCommon']],
  ['too long', `Ab1#${'lamp gate '.repeat(13)}`, ['passwordLong']],
  ['everything wrong at once', 'abc123', ['passwordShort', 'passwordPlain', 'passwordCommon']],
])('judges %s', (_, password, faults) => {
  expect(passwordFaults(password, zhang)).toEqual(faults);
});

it('refuses one of the last five, and takes one from before', () => {
  const used = (matches: boolean[]) => passwordFaults('Gate7lamp#north', { name: 'zhangwei', matches });
  expect(used([false, false, false, false, true])).toEqual(['passwordUsed']);
  expect(used([false, false, false, false, false, true])).toEqual([]);
});

it('reads full width as it reads half width', () => {
  expect(normalised('Ｇａｔｅ７')).toBe('Gate7');
  expect(normalised('e\u0301')).toBe(normalised('\u00e9'));
});

it('wants a new one after the first, and after 90 days', () => {
  const day = 86_400_000;
  const at = (n: number) => (n * day) as Instant;
  expect(mustChange({ isGiven: true, changedAt: at(0) }, at(0))).toBe(true);
  expect(mustChange({ isGiven: false, changedAt: at(0) }, at(89))).toBe(false);
  expect(mustChange({ isGiven: false, changedAt: at(0) }, at(90))).toBe(true);
});

it('takes nothing short, nothing with the name in it, and never throws on whatever is typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const faults = passwordFaults(normalised(text), zhang);
      const length = [...normalised(text)].length;
      expect(faults.includes('passwordShort')).toBe(length < 10);
      expect(faults.includes('passwordLong')).toBe(length > 128);
      expect(passwordFaults(`${text}zhangwei${text}`, zhang)).toContain('passwordName');
    }),
  );
});
