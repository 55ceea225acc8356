/**
 * What a count found is posted in several sealed commits, so that nobody waits for fifteen hundred differences at once. The step is
 * decided and sealed whole before; from then on its goods are held, what is left is posted by itself, also after a crash, and a move
 * that no longer fits, since a gate told of its piece meanwhile, is left out with a row of its own in the audit.
 */
import type { Document, Move } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Instant, SiteId } from '@changping/contracts/units';
import { lastMoves, undoneIn } from './domain/documents/correct.ts';
import type { Onward } from './onward.ts';
import type { Actor, Acts } from './store/acts.ts';
import { type Busy, goodsName } from './store/busy.ts';
import type { Documents } from './store/documents.ts';
import type { Explain } from './store/explained.ts';
import type { Posting, Postings } from './store/postings.ts';

export type PostingDesk = {
  /** Are these too many for the commit of their step? */
  isMany(document: Document, moves: readonly Move[]): boolean;
  /** Of the moves that take a step back those of what it has posted: what was left out is not there to be taken back. */
  posted(document: Document, moves: Move[]): Move[];
  /** In the act of the step. @throws Fault goodsMoving where another work holds some of it: each would leave out what the other has. */
  begin(document: Document, moves: readonly Move[], actor: Actor): void;
  /** Once that act is on the disk. */
  follow(document: Document, moves: readonly Move[]): void;
  /** How far it is; null where nothing is left to post. */
  of(document: string): Pick<Posting, 'done' | 'total'> | null;
  /** Resolves when all of it is posted. */
  whole(document: string): Promise<void>;
  /** @throws Fault documentPosting */
  refuse(document: Document): void;
  /** Before anybody is served. */
  resume(): void;
};
export type PostingParts = {
  rows: Postings;
  documents: Pick<Documents, 'find' | 'post' | 'hasPosted'>;
  acts: Acts;
  explain: Explain;
  busy: Busy;
  onward: Pick<Onward, 'go'>;
};

/** A fifth of a millisecond each. */
const movesOfCommit = 32;

export function postingDesk({ rows, documents, acts, explain, busy, onward }: PostingParts): PostingDesk {
  type Work = { document: Document; moves: readonly Move[]; by: string; at: Instant };
  const works = new Map<string, Work>();

  function follow(document: Document, moves: readonly Move[]): void {
    const { id, steps } = document;
    const { by, at } = steps.at(-1) as Document['steps'][number];
    works.set(id, { document, moves, by, at });
    busy.hold(id, moves.map(goodsName));
    // Its failure is told by whoever drives it, and whoever waits for it.
    void whole(id).catch(() => {});
  }

  const whole = (id: string): Promise<void> => onward.go(`posting ${id}`, () => busy.as(id, () => slice(id)));

  function slice(id: string): boolean {
    const posting = rows.find(id);
    const work = works.get(id);
    if (posting && work) some(work, posting);
    const isMore = posting !== null && rows.find(id) !== null;
    if (!isMore) {
      works.delete(id);
      busy.release(id);
    }
    return isMore;
  }

  function some(work: Work, { done, actor }: Posting): void {
    const moves = work.moves.slice(done, done + movesOfCommit);
    try {
      post(work, moves, actor);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      for (const move of moves) one(work, move, actor);
    }
  }

  function one(work: Work, move: Move, actor: Actor): void {
    try {
      post(work, [move], actor);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const { id } = work.document;
      acts.run(actor, actOf(work, error.code), () => {
        rows.forward(id, 1);
        return { before: null, after: { leftOut: move }, result: undefined };
      });
    }
  }

  function post(work: Work, moves: readonly Move[], actor: Actor): void {
    const { document, by, at } = work;
    const pieces = moves.flatMap(({ piece }) => piece ?? []);
    acts.run(actor, actOf(work), (commit) => {
      documents.post(commit, document, moves, by, at);
      rows.forward(document.id, moves.length);
      const { epcs, sites } = explain({ ...document, lines: [] }, new Set(pieces), at);
      const after = { moves: moves.length, ...(epcs.length ? { explained: epcs } : {}) };
      return { before: null, after, pieces, sites, result: undefined };
    });
  }

  return {
    isMany: ({ type, steps }, moves) => isLong(type, steps.at(-1), moves),
    posted(document, moves) {
      const undone = undoneIn(document);
      if (!undone || !isLong(document.type, undone, moves)) return moves;
      return moves.filter((move) => documents.hasPosted(document, move, undone.at));
    },
    begin({ id }, moves, actor) {
      busy.guard(...moves.map(goodsName));
      rows.begin(id, moves.length, actor);
    },
    follow,
    of(id) {
      const posting = rows.find(id);
      return posting && { done: posting.done, total: posting.total };
    },
    whole,
    refuse({ id, number }) {
      if (rows.find(id)) throw new Fault('documentPosting', number);
    },
    resume() {
      for (const id of rows.all()) {
        const document = documents.find(id) as Document;
        follow(document, lastMoves(document));
      }
    },
  };
}

const isLong = (
  type: Document['type'],
  step: Pick<Document['steps'][number], 'action'> | undefined,
  moves: readonly Move[],
): boolean => type === 'count' && step?.action === 'post' && moves.length > movesOfCommit;

const actOf = ({ document: { site, number } }: { document: Document }, reason?: string) => ({
  ...{ chain: site as SiteId, action: 'count.posting', object: number },
  ...(reason ? { reason } : {}),
});
