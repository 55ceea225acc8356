/** Leases: an approver puts pieces into the hands of one handheld, and what that means for everybody's documents: what is leased nobody else takes, and a hand-out on a lease rests on one that held when it was signed. Whoever gave the lease has approved the hand-out, under the same policy and with the same name as if he had signed it at the counter. */
import type { Document, Move } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Answer } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { leaseCommands } from '@changping/contracts/http-leases';
import type { Instant, SiteId } from '@changping/contracts/units';
import { signedAt } from './domain/handheld.ts';
import { doubtsOf, isOpen, leasesMost } from './domain/lease.ts';
import { refusalOf, type UnitTree } from './domain/rights.ts';
import { actorOf } from './entrance.ts';
import type { SecondSigner } from './second-signer.ts';
import type { Accounts, Person } from './store/accounts.ts';
import type { Acts } from './store/acts.ts';
import type { Handheld, Handhelds } from './store/handhelds.ts';
import type { Leases } from './store/leases.ts';
import type { Asker } from './store/sessions.ts';

type Leasing = keyof typeof leaseCommands;
export type LeaseDesk = {
  deeds: {
    [C in Leasing]: (body: CommandBody<C>, asker: Asker) => CommandAnswer<C> | Promise<CommandAnswer<C>>;
  };
  list(asker: Asker): Answer<'/api/leases'>;
  /** Inside the act of a step, before it posts. @returns of a hand-out on a lease who gave that. @throws Fault leaseMissing, pieceLeased */
  follow(asker: Asker, document: Document, action: string, moves: readonly Move[]): string | null;
};
export type LeaseParts = {
  rows: Leases;
  handhelds: Pick<Handhelds, 'byId'>;
  accounts: Pick<Accounts, 'find'>;
  beside: SecondSigner;
  acts: Acts;
  tree: UnitTree;
  sees(asker: Asker, site: SiteId): boolean;
  now(): Instant;
};

const hour = 3_600_000;
const done = { ok: true } as const;
type Lending = { device: Handheld; by: Person; pieces: readonly string[]; hours: number };

export function leaseDesk(parts: LeaseParts): LeaseDesk {
  const { rows, handhelds, accounts, beside, acts, tree, sees, now } = parts;
  /** @throws Fault handheldUnknown */
  function deviceOf({ handheld }: Asker) {
    if (!handheld) throw new Fault('handheldUnknown');
    return handheld;
  }
  /** @throws Fault */
  function siteWhere(person: Person, may: 'approve:handOut' | 'release:handOut', piece: string): SiteId {
    const site = rows.look(piece)?.site ?? null;
    const refused = site === null ? 'outOfScope' : refusalOf(person, may, site, tree);
    if (refused === 'outOfScope') throw new Fault('notFound', `piece ${piece}`);
    if (refused) throw new Fault(refused);
    return site as SiteId;
  }
  /** @throws Fault */
  function mustBeFree(piece: string, person: Person, device: number, at: Instant): void {
    siteWhere(person, 'approve:handOut', piece);
    const there = rows.look(piece);
    if (there?.holder) throw new Fault('stockReserved', `${piece} ${there.holder}`);
    if (there?.quality !== 'usable') throw new Fault('pieceElsewhere', piece);
    const lease = rows.newest([piece]).get(piece);
    if (lease && lease.handheld !== device && isOpen(lease, at)) throw new Fault('pieceLeased', piece);
  }

  function lend(asker: Asker, action: string, { device, by, pieces, hours }: Lending): { until: Instant } {
    const { key, name, site } = device;
    return acts.run(actorOf(asker), { chain: site as SiteId, action, object: name }, () => {
      const at = now();
      const until = (at + hours * hour) as Instant;
      const wanted = [...new Set(pieces)];
      for (const piece of wanted) mustBeFree(piece, by, key, at);
      for (const piece of wanted) rows.take({ handheld: key, piece, until, by: by.name }, at);
      if (rows.count(key, at) > leasesMost) throw new Fault('leasesMany');
      return { before: null, after: { pieces: wanted, until, by: by.name }, result: { until } };
    });
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
        const by = asker.person;
        return lend(asker, 'lease.give', { device, by, pieces, hours });
      },
      async '/api/leases/take'({ second: { name, password }, ...wanted }, asker) {
        const device = deviceOf(asker);
        const by = accounts.find(name);
        const isSample = password === undefined && by?.isSample && asker.person.isSample;
        if (password === undefined && !isSample) throw new Fault('secondPassword', name);
        if (by?.key === asker.person.key) throw new Fault('samePerson');
        // Whoever may not approve is told the same as whoever is nobody here.
        if (!by || refusalOf(by, 'approve:handOut', device.site, tree)) throw new Fault('rightMissing', name);
        for (const piece of wanted.pieces) {
          siteWhere(asker.person, 'release:handOut', piece);
          mustBeFree(piece, by, device.key, now());
        }
        const signed = { site: device.site as SiteId, number: device.name };
        if (password !== undefined) await beside.prove(name, password, signed, asker);
        return lend(asker, 'lease.take', { device, by, ...wanted });
      },
      '/api/leases/end'({ piece, reason }, asker) {
        const site = siteWhere(asker.person, 'approve:handOut', piece);
        const what = { chain: site, action: 'lease.end', object: piece, reason };
        return acts.run(actorOf(asker), what, () => {
          const at = now();
          const lease = rows.newest([piece]).get(piece);
          if (!lease || !isOpen(lease, at)) throw new Fault('leaseOver', piece);
          rows.end(lease.handheld, piece, at);
          return { before: { by: lease.by, until: lease.until }, after: { until: at }, result: done };
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
