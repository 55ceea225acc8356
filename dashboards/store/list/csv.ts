/** What a list shows, as a file for a spreadsheet: UTF-8 with its mark, so that Chinese is read as such, and no cell that a spreadsheet would run. */

/** A cell that begins with one of these is a formula, or hides one (OWASP: CSV injection); in Chinese the full-width ones too. */
const runs = /^[=+\-@＝＋－＠\t\r]/;
const mark = '\uFEFF';

export const csvOf = (rows: readonly (readonly string[])[]): string =>
  mark + rows.map((row) => row.map(cell).join(',')).join('\r\n');

/** RFC 4180. */
function cell(text: string): string {
  const safe = runs.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
