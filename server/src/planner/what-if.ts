/** What is lost when a depot runs dry of a kind or cannot be used at all. Routing stands as it is. */
import { type Coverage, coverageOf, retire, type Spare } from './coverage.ts';
import type { Ground } from './ground.ts';
import { groupsOf, without } from './holders.ts';
import { isCovered } from './marks.ts';
import type { Rows } from './rows.ts';
import type { Pair } from './shares.ts';
import type { StockState } from './world.ts';

export type Loss = { lost?: readonly string[]; dry?: readonly { depot: string; kind: string }[] };
/** `places`: codes of those that are covered now and would not be then. */
export type Change = { before: Pair; after: Pair; places: string[] };
/** Kinds whose holders stay the same are left out. */
export type WhatIf = { kinds: (Change & { kind: string })[]; all: Change };

export function whatIf(
  ground: Ground,
  rows: Rows,
  now: Coverage,
  state: StockState,
  loss: Loss,
  spare: Spare,
): WhatIf {
  const then = supposed(ground, rows, now, state, loss, spare);
  const groupOf = ({ groups }: Coverage, kind: string) => groups.find(({ kinds }) => kinds.includes(kind))!;
  const answer = {
    kinds: ground.world.kinds.flatMap((kind) => {
      const [before, after] = [groupOf(now, kind), groupOf(then, kind)];
      if (before.swept === after.swept) return [];
      return [
        {
          kind,
          before: pair(before.shares),
          after: pair(after.shares),
          places: lostPlaces(ground, before.swept.marks, after.swept.marks),
        },
      ];
    }),
    all: {
      before: pair(now.all.shares),
      after: pair(then.all.shares),
      places: lostPlaces(ground, now.all.marks, then.all.marks),
    },
  };
  retire(then, spare, now);
  return answer;
}

/** Coverage as it would be. Whoever asks for it retires it. */
export function supposed(
  ground: Ground,
  rows: Rows,
  now: Coverage,
  state: StockState,
  loss: Loss,
  spare: Spare,
): Coverage {
  return coverageOf(ground, rows, groupsOf(ground.world, without(state, loss), ground.settings), spare, now);
}

function lostPlaces({ world, cells }: Ground, before: Uint8Array, after: Uint8Array): string[] {
  const first = cells.place.length;
  return world.places.flatMap(({ code }, i) =>
    isCovered(before[first + i]!) && !isCovered(after[first + i]!) ? [code] : [],
  );
}

const pair = ({ people, area }: Pair): Pair => ({ people, area });
