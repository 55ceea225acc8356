import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wrapped } from './wrap.ts';

/** Chinese signs are two wide, Latin ones one. */
const widthOf = (sign: string): number => (sign < '\u0250' ? 1 : 2);

it.each([
  ['Chinese anywhere', '彭阳县公安局应急库', 8, ['彭阳县公', '安局应急', '库']],
  ['a moment never', '2026-11-27 06:58 到', 17, ['2026-11-27 06:58', '到']],
  ['a day never', '有效期至 2031-01-01', 14, ['有效期至', '2031-01-01']],
  ['a moment that is wider than the room', '2026-11-27 06:58', 12, ['2026-11-27', '06:58']],
  ['at a slash rather than at a hyphen', 'CS-640425/ordinary/A-01', 21, ['CS-640425/ordinary/', 'A-01']],
  ['at a hyphen where there is nothing else', '01a21a11-924a-78c9', 16, ['01a21a11-924a-', '78c9']],
  ['never before what closes', '保管员 (keeper-pengyang)', 16, ['保管员 (keeper-', 'pengyang)']],
  ['before what closes where there is no room for two', '8）', 2, ['8', '）']],
  ['with the paragraphs kept', 'a\nb', 9, ['a', 'b']],
  ['nothing', '', 9, ['']],
])('breaks %s', (_, text, width, lines) => {
  expect(wrapped(text, width, widthOf)).toEqual(lines);
});

it('loses no sign but the spaces where it breaks, and keeps to its width', () => {
  const sign = fc.constantFrom(...'ab1-/ :.,)棉被（）。\n', '2026-11-27 06:58');
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 60 }), fc.integer({ min: 2, max: 30 }), (signs, width) => {
      const text = signs.join('');
      const lines = wrapped(text, width, widthOf);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replace(/[ \n]/g, ''));
      for (const line of lines)
        expect([...line].reduce((sum, each) => sum + widthOf(each), 0)).toBeLessThanOrEqual(width);
    }),
    { numRuns: 2000 },
  );
});
