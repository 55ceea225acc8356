import { expect, it } from 'vitest';
import { room } from './room.ts';

const name = (id: string, x: number, y: number) => ({ id, x, y, radius: 8, width: 60, height: 16 });

it('puts a name to the right of its sign', () => {
  expect(room([name('a', 100, 100)]).get('a')).toEqual({ id: 'a', left: 112, top: 92, side: 'right' });
});

it('goes to the left where another sign stands on the right', () => {
  const stands = room([name('a', 100, 100), name('b', 140, 100)]);
  expect(stands.get('a')?.side).toBe('left');
  expect(stands.get('b')?.side).toBe('right');
});

it('leaves out the name of lower rank where both sides are taken', () => {
  const stands = room([name('a', 100, 100), name('b', 170, 100), name('c', 135, 100)]);
  expect([...stands.keys()]).toEqual(['a', 'b']);
});

it('lets a name stand that must, whatever it covers', () => {
  const must = { ...name('c', 135, 100), isMust: true };
  expect(room([name('a', 100, 100), name('b', 170, 100), must]).get('c')?.side).toBe('right');
});
