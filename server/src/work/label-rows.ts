/** The text of a label as rows within its room: what is wider goes on in the next row, what is too much is written smaller. By what is cut one shelf could no more be told from the next. */
import type { Label } from './label.ts';
import { wrapped } from './wrap.ts';

/** `big`: of the title. `gap`: between two rows. All in one unit, whatever it is. */
export type Room = { wide: number; high: number; big: number; small: number; gap: number };
/** `y`: of its top. */
export type Row = { text: string; y: number; size: number };

const smaller = 0.92;
/** Whoever reads it at a shelf reads no less. */
const smallest = 0.5;

/** @param widthOf of one sign, of the size it is written in */
export function rowsOf(
  { title, lines }: Pick<Label, 'title' | 'lines'>,
  { wide, high, big, small, gap }: Room,
  widthOf: (sign: string) => number,
): Row[] {
  for (let scale = 1; ; scale *= smaller) {
    let y = 0;
    const rows = [title, ...lines].flatMap((line, i) => {
      const size = scale * (i ? small : big);
      return wrapped(clean(line), wide / size, widthOf).map((text): Row => {
        const row = { text, y, size };
        y += size + gap;
        return row;
      });
    });
    const fit = rows.filter(({ y, size }) => y + size <= high);
    if (fit.length === rows.length || scale < smallest) return fit;
  }
}

/** Signs that nobody sees could turn a line round. */
const clean = (text: string): string => text.replace(/\p{C}/gu, '');
