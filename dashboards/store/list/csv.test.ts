import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';

it.each([
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', '"\'\rx"'],
  ['棉被, 40 条', '"棉被, 40 条"'],
  ['＝1', "'＝1"],
  ['－1', "'－1"],
  ['a=b', 'a=b'],
  ['two\nlines', '"two\nlines"'],
  ['', ''],
])('writes %j as %j', (text, written) => {
  expect(csvOf([[text]])).toBe(`\uFEFF${written}`);
});

it('is read back as it was shown, and nothing in it runs', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(',', '"', '\n', '\r', '\t', '=', '-', '＝', '＠', '甲') }),
    fc.string().map((rest) => `=${rest}`),
  );
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { minLength: 1 }), (rows) => {
      const back = read(csvOf(rows).slice(1));
      expect(back).toEqual(
        rows.map((row) => row.map((each) => (/^[=+\-@＝＋－＠\t\r]/.test(each) ? `'${each}` : each))),
      );
      for (const each of back.flat()) expect(each).not.toMatch(/^[=+\-@＝＋－＠\t\r]/);
    }),
  );
});

/** RFC 4180, character by character. */
function read(file: string): string[][] {
  const rows: string[][] = [['']];
  let isQuoted = false;
  const add = (more: string) => {
    const row = rows.at(-1) as string[];
    row.push(`${row.pop()}${more}`);
  };
  for (let at = 0; at < file.length; at++) {
    const letter = file[at] as string;
    if (letter === '"' && isQuoted && file[at + 1] === '"') {
      add('"');
      at++;
    } else if (letter === '"') isQuoted = !isQuoted;
    else if (letter === ',' && !isQuoted) rows.at(-1)?.push('');
    else if (letter === '\r' && file[at + 1] === '\n' && !isQuoted) {
      rows.push(['']);
      at++;
    } else add(letter);
  }
  return rows;
}
