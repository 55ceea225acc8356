/** Good, watch or act: a shape, a colour and a word. */
import type { Mark as MarkName } from '../rules/judge.ts';

const shapes: Record<MarkName, string> = { good: '●', watch: '▲', act: '◆', none: '○' };

export const Mark = ({ mark, children }: { mark: MarkName; children: string }) => (
  <span className={`mark is-${mark}`}>
    <span aria-hidden="true">{shapes[mark]}</span> {children}
  </span>
);
