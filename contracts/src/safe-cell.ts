/** Text for a cell of a table that leaves the system, so that no spreadsheet runs it; and back again. OWASP: CSV injection. */

/** Whoever begins with one of these is a formula, or hides one; a spreadsheet in Chinese takes the full-width ones too. */
const runs = /^[=+\-@＝＋－＠\t\r\n\0]/;
const marked = /^'(?=[=+\-@＝＋－＠\t\r\n\0'])/;

/** An apostrophe of the text's own is doubled, so that nothing is lost on the way back. */
export const safeCell = (text: string): string => (runs.test(text) || marked.test(text) ? `'${text}` : text);
export const plainCell = (text: string): string => text.replace(marked, '');
