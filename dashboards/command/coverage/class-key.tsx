/** The little square that stands for a class: its colour and its pattern. */
import type { Class } from './looks.ts';

export function ClassKey({ kept }: { kept: Class }) {
  return <i className={`class-key class-${kept}`} aria-hidden="true" />;
}
