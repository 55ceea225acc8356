/** Leases: an approver puts goods into the hands of one handheld, pieces or so much of a lot, and what that means for everybody's documents: what is leased nobody else takes, and a hand-out on a lease rests on one that held when it was signed. Whoever gave the lease has approved the hand-out, under the same policy and with the same name as if he had signed it at the counter. */
import type { Document, Line, Move } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { leaseCommands } from '@changping/contracts/http-leases';
import type { Instant, SiteId } from '@changping/contracts/units';
import { arranged, isNamed, type Orders } from './domain/arranged.ts';
import { signedAt } from './domain/handheld.ts';
import { isOpen, leasesMost, restOn } from './domain/lease.ts';
import { refusalOf, type UnitTree } from './domain/rights.ts';
import { actorOf } from './entrance.ts';
import type { SecondSigner } from './second-signer.ts';
import type { Accounts, Person } from './store/accounts.ts';
import type { Acts } from './store/acts.ts';
import type { Handheld, Handhelds } from './store/handhelds.ts';
import type { Leases } from './store/leases.ts';
import type { LooseLeases } from './store/loose-leases.ts';
import type { Reservations } from './store/reservations.ts';
import type { Asker } from './store/sessions.ts';

type Leasing = keyof typeof leaseCommands;
export type LeaseDesk = {
  deeds: {
    [C in Leasing]: (body: CommandBody<C>, asker: Asker) => CommandAnswer<C> | Promise<CommandAnswer<C>>;
  };
  list(query: Query<'/api/leases'>, asker: Asker): Answer<'/api/leases'>;
  /** That goods can be leased to. */
  handhelds(asker: Asker): Answer<'/api/leases/handhelds'>;
  /** Do these lines rest, all together, on leases to the handheld that asks? */
  areLent(asker: Asker, lines: readonly Line[]): boolean;
  /** Inside the act of a step, before it posts. @returns of a hand-out on a lease who gave that. @throws Fault leaseMissing, pieceLeased */
  follow(asker: Asker, document: Document, action: string, moves: readonly Move[]): string | null;
};
export type LeaseParts = {
  rows: Leases;
  loose: LooseLeases;
  reservations: Pick<Reservations, 'spare'>;
  handhelds: Pick<Handhelds, 'byId' | 'enrolled'>;
  accounts: Pick<Accounts, 'find'>;
  beside: SecondSigner;
  acts: Acts;
  tree: UnitTree;
  sees(asker: Asker, site: SiteId): boolean;
  now(): Instant;
};

const hour = 3_600_000;
const done = { ok: true } as const;
type Wanted = Pick<CommandBody<'/api/leases/give'>, 'pieces' | 'lots' | 'hours'>;
type Lot = NonNullable<Wanted['lots']>[number];
type May = 'approve:handOut' | 'release:handOut';
type Lending = Wanted & { device: Handheld; by: Person };

export function leaseDesk(parts: LeaseParts): LeaseDesk {
  const { rows, loose, reservations, handhelds, accounts, beside, acts, tree, sees, now } = parts;
  /** By the moment at which it was signed. */
  function restOf({ handheld }: Asker, lines: readonly Line[], at: Instant) {
    const { key = null, word = null } = handheld ?? {};
    const signed = word?.signed ? signedAt(word.signed, at) : at;
    const pieces = rows.newest(lines.map(({ piece }) => piece));
    return restOn(lines, { pieces, loose: key === null ? [] : loose.heldBy(key, signed) }, key, signed);
  }
  /** @throws Fault handheldUnknown */
  function deviceOf({ handheld }: Asker) {
    if (!handheld) throw new Fault('handheldUnknown');
    return handheld;
  }
  /** @throws Fault */
  function mustBeTheirs(person: Person, may: May, site: string | null, what: string): SiteId {
    const refused = site === null ? 'outOfScope' : refusalOf(person, may, site, tree);
    if (refused === 'outOfScope') throw new Fault('notFound', what);
    if (refused) throw new Fault(refused);
    return site as SiteId;
  }
  const pieceOf = (person: Person, may: May, piece: string): SiteId =>
    mustBeTheirs(person, may, rows.look(piece)?.site ?? null, `piece ${piece}`);
  const lotOf = (person: Person, may: May, { lot, from }: Lot): SiteId =>
    mustBeTheirs(person, may, from.place.split('/')[0] as string, `lot ${lot}`);
  /** @throws Fault */
  function mustBeFree(piece: string, person: Person, device: number, at: Instant): void {
    pieceOf(person, 'approve:handOut', piece);
    const there = rows.look(piece);
    if (there?.holder) throw new Fault('stockReserved', `${piece} ${there.holder}`);
    if (there?.quality !== 'usable') throw new Fault('leaseUnfit', piece);
    const lease = rows.newest([piece]).get(piece);
    if (lease && lease.handheld !== device && isOpen(lease, at)) throw new Fault('pieceLeased', piece);
  }
  /** @throws Fault */
  function mustBeSpare(lot: Lot, person: Person): void {
    lotOf(person, 'approve:handOut', lot);
    if (lot.from.quality !== 'usable') throw new Fault('leaseUnfit', lot.lot);
    reservations.spare(lot);
  }

  const pieceLease = (piece: string) => ({
    ...{ object: piece, site: rows.look(piece)?.site ?? null },
    newest: () => rows.newest([piece]).get(piece),
    end: (handheld: number, at: Instant) => rows.end(handheld, piece, at),
  });
  const looseLease = (key: number) => ({
    ...{ object: loose.find(key)?.lot ?? String(key), site: loose.find(key)?.site ?? null },
    newest: () => loose.find(key),
    end: (handheld: number, at: Instant) => loose.end(handheld, key, at),
  });

  function lend(asker: Asker, action: string, { device, by, hours, lots = [], ...goods }: Lending) {
    const { key: handheld, name, site } = device;
    return acts.run(actorOf(asker), { chain: site as SiteId, action, object: name }, () => {
      const at = now();
      const given = { handheld, by: by.name, until: (at + hours * hour) as Instant };
      const pieces = [...new Set(goods.pieces)];
      for (const piece of pieces) mustBeFree(piece, by, handheld, at);
      for (const piece of pieces) rows.take({ ...given, piece }, at);
      for (const lot of lots) {
        // What the one before took is not spare for the next.
        mustBeSpare(lot, by);
        loose.take({ ...given, ...lot }, at);
      }
      if (rows.count(handheld, at) + loose.count(handheld, at) > leasesMost) throw new Fault('leasesMany');
      const { until } = given;
      return { before: null, after: { pieces, lots, until, by: by.name }, result: { until } };
    });
  }

  return {
    deeds: {
      '/api/leases/give'({ handheld: id, ...wanted }, asker) {
        const device = handhelds.byId(id);
        if (
          !device ||
          device.enrolledAt === null ||
          device.revokedAt !== null ||
          !sees(asker, device.site as SiteId)
        )
          throw new Fault('notFound', `handheld ${id}`);
        return lend(asker, 'lease.give', { device, by: asker.person, ...wanted });
      },
      async '/api/leases/take'({ second: { name, password }, ...wanted }, asker) {
        const device = deviceOf(asker);
        const by = accounts.find(name);
        const isSample = password === undefined && by?.isSample && asker.person.isSample;
        if (password === undefined && !isSample) throw new Fault('secondPassword', name);
        if (by?.key === asker.person.key) throw new Fault('samePerson');
        // Whoever may not approve is told the same as whoever is nobody here.
        if (!by || refusalOf(by, 'approve:handOut', device.site, tree)) throw new Fault('rightMissing', name);
        for (const piece of wanted.pieces ?? []) {
          pieceOf(asker.person, 'release:handOut', piece);
          mustBeFree(piece, by, device.key, now());
        }
        for (const lot of wanted.lots ?? []) {
          lotOf(asker.person, 'release:handOut', lot);
          mustBeSpare(lot, by);
        }
        const signed = { site: device.site as SiteId, number: device.name };
        if (password !== undefined) await beside.prove(name, password, signed, asker);
        return lend(asker, 'lease.take', { device, by, ...wanted });
      },
      '/api/leases/end'({ reason, ...named }, asker) {
        const found = 'piece' in named ? pieceLease(named.piece) : looseLease(named.loose);
        const chain = mustBeTheirs(asker.person, 'approve:handOut', found.site, found.object);
        const { object } = found;
        return acts.run(actorOf(asker), { chain, action: 'lease.end', object, reason }, () => {
          const at = now();
          const lease = found.newest();
          if (!lease || !isOpen(lease, at)) throw new Fault('leaseOver', object);
          found.end(lease.handheld, at);
          return { before: { by: lease.by, until: lease.until }, after: { until: at }, result: done };
        });
      },
      '/api/leases/give-back'({ pieces = [], loose: lots = [] }, asker) {
        const { key, name, site } = deviceOf(asker);
        const what = { chain: site as SiteId, action: 'lease.giveBack', object: name };
        return acts.run(actorOf(asker), what, () => {
          for (const piece of pieces) rows.end(key, piece, now());
          for (const lot of lots) loose.giveBack(key, lot);
          return { before: null, after: { pieces, loose: lots }, result: done };
        });
      },
    },
    list(query, asker) {
      const { site: asked, text = '' } = query;
      const seen = [...rows.list(now()), ...loose.list(now())]
        .filter(({ site }) => sees(asker, site as SiteId) && (asked === undefined || site === asked))
        .filter(({ piece, lot, handheld }) => isNamed(text, piece ?? '', lot, handheld));
      return arranged(seen, byLease, ({ piece, loose }) => piece ?? loose ?? 0, query);
    },
    handhelds: (asker) => ({
      items: handhelds.enrolled().filter(({ site }) => sees(asker, site as SiteId)),
      next: null,
    }),
    areLent: (asker, lines) => asker.handheld != null && restOf(asker, lines, now()).ok,
    follow(asker, document, action, moves) {
      const at = now();
      const promised = document.lines.map(({ piece }) => piece);
      if (action === 'useLease') {
        const key = asker.handheld?.key ?? null;
        const rest = restOf(asker, document.lines, at);
        if (!rest.ok) throw new Fault('leaseMissing', `${rest.piece ?? ''} ${rest.why}`);
        // From here on the document itself holds them.
        for (const piece of promised) if (key !== null && piece !== null) rows.end(key, piece, at);
        loose.use(rest.uses, at);
        return rest.by;
      }
      const isPromise = action === 'approve' || action === 'actFirst';
      const touched = isPromise ? promised : moves.map(({ piece }) => piece);
      for (const [piece, lease] of rows.newest(touched))
        if (isOpen(lease, at)) throw new Fault('pieceLeased', piece);
      return null;
    },
  };
}

const byLease: Orders<Answer<'/api/leases'>['items'][number]> = {
  madeAt: ({ madeAt }) => madeAt,
  piece: ({ piece }) => piece,
  kind: ({ kind }) => kind,
  lot: ({ lot }) => lot,
  quantity: ({ quantity }) => quantity,
  place: ({ from }) => from.place,
  site: ({ site }) => site,
  handheld: ({ handheld }) => handheld,
  by: ({ by }) => by,
  until: ({ until }) => until,
};
