/** Work on one piece at the shelf, as people ask for it: who may, where, and once however often it is asked. */
import { Fault } from '@changping/contracts/faults';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { pieceCommands } from '@changping/contracts/http-pieces';
import type { Epc, Instant, SiteId } from '@changping/contracts/units';
import { refusalOf, type UnitTree } from './domain/rights.ts';
import { actorOf } from './entrance.ts';
import type { Acts } from './store/acts.ts';
import type { OpenCommit } from './store/book.ts';
import type { Documents } from './store/documents.ts';
import type { PieceWorks, Said } from './store/piece-works.ts';
import { hashToken } from './store/secrets.ts';
import type { Asker } from './store/sessions.ts';

type Work = keyof typeof pieceCommands;
export type Pieces = { [W in Work]: (body: CommandBody<W>, asker: Asker) => CommandAnswer<W> };
export type PieceParts = {
  works: PieceWorks;
  /** Keys of commands are one book, whatever they are for. */
  keys: Pick<Documents, 'isDone' | 'markDone'>;
  acts: Acts;
  tree: UnitTree;
  now(): Instant;
};

export function pieces({ works, keys, acts, tree, now }: PieceParts): Pieces {
  /** @throws Fault; of a piece in another's store as of none. */
  function allow({ person }: Asker, piece: string, site: string | null): SiteId {
    const refused = site === null ? 'outOfScope' : refusalOf(person, 'bindTag', site, tree);
    if (refused === 'outOfScope') throw new Fault('notFound', `piece ${piece}`);
    if (refused) throw new Fault(refused);
    return site as SiteId;
  }

  function once(
    asker: Asker,
    action: string,
    site: SiteId,
    body: { key: string; piece: string; reason?: string | undefined },
    work: (commit: OpenCommit, said: Said) => void,
  ) {
    const { key, piece, reason = null } = body;
    const { name } = asker.person;
    const digest = hashToken(JSON.stringify(body));
    const after = () => works.find(piece) as CommandAnswer<Work>;
    if (keys.isDone(key, name, digest)) {
      // It may have gone to another store since.
      allow(asker, piece, works.siteOf(piece));
      return after();
    }
    return acts.run(actorOf(asker), { chain: site, action, object: piece, reason }, (commit) => {
      const at = now();
      keys.markDone(key, name, digest, at);
      const before = works.find(piece) ?? null;
      work(commit, { by: name, at, reason });
      return { before, after: after(), pieces: [piece], result: after() };
    });
  }

  return {
    '/api/pieces/bind'(body, asker) {
      const site = allow(asker, body.piece, works.siteOf(body.piece));
      return once(asker, 'piece.bind', site, body, (_commit, said) =>
        works.bind(body.piece, body.epc as Epc, said),
      );
    },
    '/api/pieces/open'(body, asker) {
      const site = allow(asker, body.piece, works.siteOf(body.piece));
      return once(asker, 'piece.open', site, body, (commit, said) => works.open(commit, body.piece, said));
    },
    '/api/pieces/close'(body, asker) {
      const { piece, lot, quantity, from } = body;
      const site = allow(asker, piece, from.place.split('/')[0] ?? null);
      // An opened case of another store is no secret told: its id is only in use.
      const epc = (body.epc as Epc | undefined) ?? null;
      return once(asker, 'piece.close', site, body, (commit, said) =>
        works.close(commit, { piece, epc, lot, quantity, from }, said),
      );
    },
  };
}
