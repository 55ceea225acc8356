/** Text in lines of a width, sign by sign: what breaks at spaces only never breaks Chinese. A day or a moment stays in one piece, and no line begins with what closes a bracket or a sentence. */

/** @param widthOf of one sign, in the unit of `width` */
export function wrapped(text: string, width: number, widthOf: (sign: string) => number): string[] {
  return text.split('\n').flatMap((paragraph) => paragraphOf(paragraph, width, widthOf));
}

function paragraphOf(paragraph: string, width: number, widthOf: (sign: string) => number): string[] {
  const wide = (sign: string): number =>
    sign.length > 2 ? [...sign].reduce((sum, each) => sum + widthOf(each), 0) : widthOf(sign);
  const lines: string[] = [];
  let line: string[] = [];
  let used = 0;
  const signs = (paragraph.match(parts) ?? []).flatMap((part) =>
    part.length > 2 && wide(part) > width ? [...part] : [part],
  );
  for (const sign of signs) {
    while (line.length && used + wide(sign) > width) {
      const cut = cutOf(line, sign);
      lines.push(line.slice(0, cut).join('').trimEnd());
      line = line.slice(cut);
      used = line.reduce((sum, each) => sum + wide(each), 0);
    }
    if (lines.length && !line.length && sign === ' ') continue;
    line.push(sign);
    used += wide(sign);
  }
  return [...lines, line.join('')];
}

/** 2026-11-27, 2026-11-27 06:58, or one sign. */
const parts = /\d{4}-\d\d-\d\d(?: \d\d:\d\d)?|./gsu;
const closing = /^[)\]}）】」》，。；：、,.;:]$/;

/** After a space or a slash, or else a hyphen, where one is near the end; else where the room ends. What closes takes the sign before along. */
function cutOf(line: readonly string[], next: string): number {
  const isWord = /[\w\-./]$/.test(line.at(-1) ?? '') && next !== ' ';
  const gap = Math.max(line.lastIndexOf(' '), line.lastIndexOf('/'));
  const at = [gap, line.lastIndexOf('-')].find((each) => each > line.length / 3);
  if (isWord && at !== undefined) return at + 1;
  return closing.test(next) && line.length > 1 ? line.length - 1 : line.length;
}
