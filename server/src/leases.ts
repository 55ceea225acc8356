/** Leases: an approver puts pieces into the hands of one handheld, and what that means for everybody's documents: what is leased nobody else takes, and a hand-out on a lease rests on one that held when it was signed. Whoever gave the lease has approved the hand-out, under the same policy and with the same name as if he had signed it at the counter. */
import type { Document, Move } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Answer } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { Instant, SiteId } from '@changping/contracts/units';
import { signedAt } from './domain/handheld.ts';
import { doubtsOf, isOpen, leasesMost } from './domain/lease.ts';
import { refusalOf, type UnitTree } from './domain/rights.ts';
import { actorOf } from './entrance.ts';
import type { Acts } from './store/acts.ts';
import type { Handhelds } from './store/handhelds.ts';
import type { Leases } from './store/leases.ts';
import type { Asker } from './store/sessions.ts';

type Deed<C extends '/api/leases/give' | '/api/leases/give-back'> = (
  body: CommandBody<C>,
  asker: Asker,
) => CommandAnswer<C>;
export type LeaseDesk = {
  deeds: {
    '/api/leases/give': Deed<'/api/leases/give'>;
    '/api/leases/give-back': Deed<'/api/leases/give-back'>;
  };
  list(asker: Asker): Answer<'/api/leases'>;
  /** Inside the act of a step, before it posts. @returns of a hand-out on a lease who gave that. @throws Fault leaseMissing, pieceLeased */
  follow(asker: Asker, document: Document, action: string, moves: readonly Move[]): string | null;
};
export type LeaseParts = {
  rows: Leases;
  handhelds: Pick<Handhelds, 'byId'>;
  acts: Acts;
  tree: UnitTree;
  sees(asker: Asker, site: SiteId): boolean;
  now(): Instant;
};

const hour = 3_600_000;
const done = { ok: true } as const;

export function leaseDesk({ rows, handhelds, acts, tree, sees, now }: LeaseParts): LeaseDesk {
  /** @throws Fault handheldUnknown */
  function deviceOf({ handheld }: Asker) {
    if (!handheld) throw new Fault('handheldUnknown');
    return handheld;
  }
  /** @throws Fault */
  function mustBeFree(piece: string, asker: Asker, device: number, at: Instant): void {
    const there = rows.look(piece);
    const { site } = there ?? { site: null };
    const refused = site === null ? 'outOfScope' : refusalOf(asker.person, 'approve:handOut', site, tree);
    if (refused === 'outOfScope') throw new Fault('notFound', `piece ${piece}`);
    if (refused) throw new Fault(refused);
    if (there?.holder) throw new Fault('stockReserved', `${piece} ${there.holder}`);
    if (there?.quality !== 'usable') throw new Fault('pieceElsewhere', piece);
    const lease = rows.newest([piece]).get(piece);
    if (lease && lease.handheld !== device && isOpen(lease, at)) throw new Fault('pieceLeased', piece);
  }

  return {
    deeds: {
      '/api/leases/give'({ handheld: id, pieces, hours }, asker) {
        const device = handhelds.byId(id);
        if (
          !device ||
          device.enrolledAt === null ||
          device.revokedAt !== null ||
          !sees(asker, device.site as SiteId)
        )
          throw new Fault('notFound', `handheld ${id}`);
        const { key, name, site } = device;
        const what = { chain: site as SiteId, action: 'lease.give', object: name };
        return acts.run(actorOf(asker), what, () => {
          const at = now();
          const until = (at + hours * hour) as Instant;
          const wanted = [...new Set(pieces)];
          for (const piece of wanted) mustBeFree(piece, asker, key, at);
          for (const piece of wanted) rows.take({ handheld: key, piece, until, by: asker.person.name }, at);
          if (rows.count(key, at) > leasesMost) throw new Fault('leasesMany');
          return { before: null, after: { pieces: wanted, until }, result: { until } };
        });
      },
      '/api/leases/give-back'({ pieces }, asker) {
        const { key, name, site } = deviceOf(asker);
        const what = { chain: site as SiteId, action: 'lease.giveBack', object: name };
        return acts.run(actorOf(asker), what, () => {
          for (const piece of pieces) rows.end(key, piece, now());
          return { before: null, after: { pieces }, result: done };
        });
      },
    },
    list: (asker) => ({
      items: rows.list(now()).filter(({ site }) => sees(asker, site as SiteId)),
      next: null,
    }),
    follow({ handheld }, document, action, moves) {
      const at = now();
      const promised = document.lines.map(({ piece }) => piece);
      if (action === 'useLease') {
        const { key = null, word = null } = handheld ?? {};
        const signed = word?.signed ? signedAt(word.signed, at) : at;
        const held = rows.newest(promised);
        const [doubt] = doubtsOf(promised, held, key, signed);
        const lessors = new Set([...held.values()].map(({ by }) => by));
        if (lessors.size > 1) throw new Fault('leaseMissing', [...lessors].join());
        if (doubt) throw new Fault('leaseMissing', `${doubt.piece ?? ''} ${doubt.why}`);
        // From here on the document itself holds them.
        for (const piece of promised) if (key !== null && piece !== null) rows.end(key, piece, at);
        return [...lessors][0] ?? null;
      }
      const isPromise = action === 'approve' || action === 'actFirst';
      const touched = isPromise ? promised : moves.map(({ piece }) => piece);
      for (const [piece, lease] of rows.newest(touched))
        if (isOpen(lease, at)) throw new Fault('pieceLeased', piece);
      return null;
    },
  };
}
