import { expect, it } from 'vitest';
import { gather, type Item } from './gather.ts';

const arrived = (id: number, at: number, pieces: number, kind = 'quilt'): Item => ({
  id,
  at,
  site: 'RC-S',
  what: 'arrived',
  detail: { kind, document: 'GI-1', pieces },
});
const online = (id: number, at: number): Item => ({
  id,
  at,
  site: 'RC-S',
  what: 'online',
  detail: { gateway: 'GW' },
});
const seen = (items: Item[]) => items.map(({ id, at, detail }) => [id, at, detail.pieces]);

it('shows a pallet that was told in three letters as one row', () => {
  expect(seen(gather([arrived(3, 2000, 20), arrived(2, 1000, 15), arrived(1, 500, 5)]))).toEqual([
    [1, 2000, 40],
  ]);
});

it('keeps two pallets apart that came half an hour apart', () => {
  expect(gather([arrived(2, 1_800_000, 20), arrived(1, 0, 15)])).toHaveLength(2);
});

it('keeps two kinds apart', () => {
  expect(gather([arrived(3, 20, 1), arrived(2, 10, 1, 'tent-12'), arrived(1, 0, 1)])).toHaveLength(3);
});

it('never adds up what is no count', () => {
  expect(gather([online(2, 10), online(1, 0)])).toHaveLength(2);
});
