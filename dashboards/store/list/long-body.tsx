/** The rows of a long table: only those near the screen are drawn, the others leave their height; ten thousand scroll like a hundred. */
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** As many are drawn or left out together. */
const together = 50;
/** Below this many nothing is left out. */
export const longFrom = 200;
/** So far beyond the screen they are drawn before anybody comes there. */
const ahead = '1500px 0px';
/** Until the first ones have been measured. */
const usualHeight = 44;

type LongProps<Row> = { rows: readonly Row[]; columns: number; draw(row: Row): ReactNode };

export function LongBody<Row>({ rows, columns, draw }: LongProps<Row>) {
  const first = useRef<HTMLTableSectionElement>(null);
  const [height, setHeight] = useState(usualHeight);
  useLayoutEffect(() => {
    if (first.current) setHeight(first.current.offsetHeight / together);
  }, []);
  const parts = Array.from({ length: Math.ceil(rows.length / together) }, (_, n) => n);
  return parts.map((n) => (
    <Part
      key={n}
      rows={rows.slice(n * together, (n + 1) * together)}
      columns={columns}
      draw={draw}
      height={height}
      body={n === 0 ? first : undefined}
    />
  ));
}

type PartProps<Row> = LongProps<Row> & {
  height: number;
  body: React.RefObject<HTMLTableSectionElement | null> | undefined;
};

function Part<Row>({ rows, columns, draw, height, body }: PartProps<Row>) {
  const [isNear, setNear] = useState(body !== undefined);
  const own = useRef<HTMLTableSectionElement>(null);
  const measured = useRef<number>(undefined);
  const at = body ?? own;
  useEffect(() => {
    if (!at.current) return undefined;
    const eye = new IntersectionObserver(
      (seen) => {
        const last = seen.at(-1);
        if (!last) return;
        if (!last.isIntersecting) measured.current = last.boundingClientRect.height;
        setNear(last.isIntersecting);
      },
      { rootMargin: ahead },
    );
    eye.observe(at.current);
    return () => eye.disconnect();
  }, [at]);
  return (
    <tbody ref={at}>
      {isNear ? (
        rows.map(draw)
      ) : (
        <tr className="left-out">
          <td colSpan={columns} style={{ height: measured.current ?? height * rows.length }} />
        </tr>
      )}
    </tbody>
  );
}
