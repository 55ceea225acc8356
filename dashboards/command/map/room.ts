/** Which names stand where there is not room for all: the first come first, each beside its sign, none over another. */

export type Wish = {
  id: string;
  x: number;
  y: number;
  radius: number;
  width: number;
  height: number;
  /** Stands whatever it covers. */
  isMust?: boolean;
};
export type Stand = { id: string; left: number; top: number; side: 'right' | 'left' };
type Rect = { left: number; top: number; right: number; bottom: number };

const gap = 4;

/** `wishes` in the order of their rank. A name that finds no place on either side is left out, unless it must stand. */
export function room(wishes: readonly Wish[]): Map<string, Stand> {
  const taken: Rect[] = wishes.map(({ x, y, radius }) => square(x, y, radius));
  const stands = new Map<string, Stand>();
  for (const wish of wishes) {
    const own = square(wish.x, wish.y, wish.radius);
    for (const side of ['right', 'left'] as const) {
      const left = side === 'right' ? wish.x + wish.radius + gap : wish.x - wish.radius - gap - wish.width;
      const top = wish.y - wish.height / 2;
      const rect = { left, top, right: left + wish.width, bottom: top + wish.height };
      if (taken.some((other) => !isSame(other, own) && overlap(rect, other))) continue;
      taken.push(rect);
      stands.set(wish.id, { id: wish.id, left, top, side });
      break;
    }
    if (wish.isMust && !stands.has(wish.id)) {
      const [left, top] = [wish.x + wish.radius + gap, wish.y - wish.height / 2];
      taken.push({ left, top, right: left + wish.width, bottom: top + wish.height });
      stands.set(wish.id, { id: wish.id, left, top, side: 'right' });
    }
  }
  return stands;
}

const square = (x: number, y: number, r: number): Rect => ({
  left: x - r,
  top: y - r,
  right: x + r,
  bottom: y + r,
});
const isSame = (a: Rect, b: Rect) => a.left === b.left && a.top === b.top && a.right === b.right;
const overlap = (a: Rect, b: Rect) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
