/** Goods and names that a work under way will come to: nobody else takes them until it is through. Kept in memory, for a start takes them again before it serves anybody. */
import { Fault } from '@changping/contracts/faults';

export type Goods = {
  piece: string | null;
  lot: string;
  from: { place: string; quality: string; grade: string; owner: string };
};
export type Busy = {
  /** @param owner the id of the work */
  hold(owner: string, names: Iterable<string>): void;
  release(owner: string): void;
  /** What is done meanwhile is the work's own. */
  as<Result>(owner: string, work: () => Result): Result;
  /** @throws Fault goodsMoving where another work holds one of these */
  guard(...names: readonly string[]): void;
};

export function busy(): Busy {
  const held = new Map<string, Set<string>>();
  let own: string | null = null;
  return {
    hold(owner, names) {
      const there = held.get(owner) ?? new Set();
      held.set(owner, there);
      for (const name of names) there.add(name);
    },
    release: (owner) => void held.delete(owner),
    as(owner, work) {
      own = owner;
      try {
        return work();
      } finally {
        own = null;
      }
    },
    guard(...names) {
      for (const [owner, all] of held) {
        const name = owner === own ? undefined : names.find((each) => all.has(each));
        if (name !== undefined) throw new Fault('goodsMoving', name);
      }
    },
  };
}

export const pieceName = (piece: string): string => `piece ${piece}`;
export const lotName = (lot: string): string => `lot ${lot}`;
export const tagName = (epc: string): string => `tag ${epc}`;
/** A piece wherever it is; of loose goods those in one cell. */
export const goodsName = ({ piece, lot, from: { place, quality, grade, owner } }: Goods): string =>
  piece === null ? `loose ${lot} ${place} ${quality} ${grade} ${owner}` : pieceName(piece);
