/**
 * A long import is entered in several sealed commits, so that nobody waits for ten thousand pieces at once, and is still all or nothing:
 * first every row is held against the book and its names are held against everybody else, then one act decides, and from there on all
 * of it is entered by itself, also after a crash. What was not decided leaves nothing behind.
 */
import type { Instant, SiteId } from '@changping/contracts/units';
import { inSlices } from './in-slices.ts';
import type { Onward } from './onward.ts';
import type { Actor, Acts } from './store/acts.ts';
import type { OpenCommit } from './store/book.ts';
import { type Busy, goodsName, lotName, pieceName, tagName } from './store/busy.ts';
import type { ImportParts, Part } from './store/import-parts.ts';
import type { Imports, Receipt } from './store/imports.ts';
import type { Said } from './store/piece-works.ts';

export type Entering = {
  /** Are these too many for one commit? */
  isMany(part: Part): boolean;
  /** Is the book as it was when these were read, and no other work on the way to them? @throws Fault importChanged, goodsMoving */
  sound(part: Part): void;
  /** Holds and checks all of it. @throws Fault importChanged, goodsMoving; then nothing is left of it */
  prepare(id: string, rows: Part): Promise<void>;
  /** Not decided after all. */
  forget(id: string): Promise<void>;
  /** Resolves when all of a decided import is entered. */
  whole(id: string, actor: Actor): Promise<void>;
  /** How many parts are left. */
  left(id: string): number;
  /** Before anybody is served. */
  resume(): void;
};
export type EnteringParts = {
  parts: ImportParts;
  rows: Pick<Imports, 'find' | 'sound' | 'write'>;
  acts: Acts;
  busy: Busy;
  onward: Pick<Onward, 'go'>;
};

/** A tagged piece takes a tenth of a millisecond. */
const rowsOfCommit = 100;

export function entering({ parts, rows, acts, busy, onward }: EnteringParts): Entering {
  /** Of the account that decided; who went on with it after a start has no device. */
  function actorOf({ by }: Receipt): Actor {
    return { account: by, role: 'program', device: null, address: '' };
  }

  function some(id: string, actor: Actor | null): boolean {
    const next = parts.next(id);
    const receipt = rows.find(id);
    if (!next || !receipt) {
      busy.release(id);
      return false;
    }
    const { n, part } = next;
    const said = { by: receipt.by, at: receipt.at as Instant, reason: null };
    enter(receipt, part, said, actor ?? actorOf(receipt), (commit) => parts.entered(id, n, commit.key));
    return true;
  }

  function enter(
    receipt: Receipt,
    { lots, lines }: Part,
    said: Said,
    actor: Actor,
    entered: (commit: OpenCommit) => void,
  ): void {
    const { id, kind, name, site } = receipt;
    const what = { chain: site as SiteId, action: 'import.enter', object: `${kind} ${name}` };
    acts.run(actor, what, (commit) => {
      const pieces = rows.write(commit, lots, lines, said);
      entered(commit);
      const after = { id, lots: lots.length, rows: lines.length };
      return { before: null, after, pieces, result: undefined };
    });
  }

  function sound(part: Part): void {
    busy.guard(...namesOf(part));
    rows.sound(part.lots, part.lines);
  }

  const whole = (id: string, actor: Actor | null): Promise<void> =>
    onward.go(`import ${id}`, () => busy.as(id, () => some(id, actor)));

  return {
    // A list of classes is in force whole, and its rows are small.
    isMany: ({ lots, lines }) => lines[0]?.what !== 'class' && lots.length + lines.length > rowsOfCommit,
    sound,
    async prepare(id, all) {
      try {
        await inSlices(prepared(id, all));
      } catch (error) {
        await inSlices(forgotten(id));
        throw error;
      }
    },
    forget: (id) => inSlices(forgotten(id)),
    whole,
    left: parts.left,
    resume() {
      for (const { id, isDecided } of parts.all()) {
        if (!isDecided) {
          while (parts.drop(id));
          continue;
        }
        for (const part of parts.of(id)) busy.hold(id, namesOf(part));
        void whole(id, null).catch(() => {});
      }
    },
  };

  /** What is held stays true until it is entered, so each part is looked at once. */
  function* prepared(id: string, all: Part): Generator<void, void> {
    // What a disk that took no more has kept of the last try.
    if (!rows.find(id)) while (parts.drop(id)) yield;
    let n = 0;
    for (const part of partsOf(all)) {
      sound(part);
      busy.hold(id, namesOf(part));
      parts.add(id, n++, part);
      yield;
    }
  }

  function* forgotten(id: string): Generator<void, void> {
    // Undecided they are nothing, also where the disk does not let go of them.
    busy.release(id);
    while (parts.drop(id)) yield;
  }
}

/** Lots before what is of them. */
function* partsOf({ lots, lines }: Part): Generator<Part> {
  for (let at = 0; at < lots.length; at += rowsOfCommit)
    yield { lots: lots.slice(at, at + rowsOfCommit), lines: [] };
  for (let at = 0; at < lines.length; at += rowsOfCommit)
    yield { lots: [], lines: lines.slice(at, at + rowsOfCommit) };
}

const namesOf = ({ lots, lines }: Part): string[] => [
  ...lots.map(({ lot }) => lotName(lot)),
  ...lines.flatMap((line) => {
    if (line.what === 'class') return [];
    if (line.what === 'stock' && !line.piece && !line.epc)
      return [goodsName({ piece: null, lot: line.lot, from: line })];
    return [...(line.piece ? [pieceName(line.piece)] : []), ...(line.epc ? [tagName(line.epc)] : [])];
  }),
];
