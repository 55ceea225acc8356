/** Handhelds as devices: a code makes one known, every command it brings carries its name and number, a revoked one is heard no more but for what it had not sent, and that waits for a person. */
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { Command, CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { Instant, SiteId } from '@changping/contracts/units';
import { arranged, type Orders } from './domain/arranged.ts';
import { readWord, reviewOf, signedAt, withoutPasswords } from './domain/handheld.ts';
import { type PlainAction, refusalOf, type UnitTree } from './domain/rights.ts';
import type { Deeds } from './edge/http/commands.ts';
import { actorOf } from './entrance.ts';
import { inSlices } from './in-slices.ts';
import type { Actor, Acts, Changed } from './store/acts.ts';
import type { Handhelds, Held } from './store/handhelds.ts';
import { hashToken } from './store/secrets.ts';
import type { Asker } from './store/sessions.ts';

type Deed<C extends Command> = (body: CommandBody<C>, asker: Asker) => CommandAnswer<C>;
export type HandheldDeeds = {
  '/api/handhelds/code': Deed<'/api/handhelds/code'>;
  '/api/handhelds/revoke': Deed<'/api/handhelds/revoke'>;
  '/api/handhelds/settle': Deed<'/api/handhelds/settle'>;
} & Pick<Deeds, '/api/handhelds/enrol' | '/api/handhelds/leftover'>;
export type HandheldParts = {
  rows: Handhelds;
  acts: Acts;
  tree: UnitTree;
  sees(asker: Asker, site: SiteId): boolean;
  /** In production a command that waited on a handheld comes from a known one. */
  isStrict: boolean;
  /** So many of somebody a minute. @throws Fault tooMany */
  brake(who: string, most: number): void;
  now(): Instant;
};
export type HandheldDesk = {
  deeds: HandheldDeeds;
  /** Who asks, by what the request carries. A revoked one is told apart by `revokedAt`. @throws Fault handheldWord */
  held(token: string | null, word: string | undefined): Held | null;
  /** @throws Fault where a person has to look at it first. @returns what to call with its end. */
  signed(asker: Asker, command: Command, body: unknown): (result: string) => void;
  list(query: Query<'/api/handhelds'>, asker: Asker): Promise<Answer<'/api/handhelds'>>;
  leftovers(query: Query<'/api/handhelds/leftovers'>, asker: Asker): Answer<'/api/handhelds/leftovers'>;
};

const codeFor = 3_600_000;
const done = { ok: true } as const;

export function handheldDesk({ rows, acts, tree, sees, isStrict, brake, now }: HandheldParts): HandheldDesk {
  function act<Result>(
    actor: Actor,
    site: string,
    [action, object, reason]: readonly [action: string, object: string, reason?: string | undefined],
    work: (at: Instant) => Changed<Result>,
  ): Result {
    const at = now();
    const what = { chain: site as SiteId, action, object, reason: reason ?? null };
    return acts.run(actor, what, () => work(at));
  }
  /** @throws Fault */
  function need({ person }: Asker, right: PlainAction, site: string): void {
    const refused = refusalOf(person, right, site, tree);
    if (refused) throw new Fault(refused);
  }
  const seenBy = (asker: Asker) => [...tree.keys()].filter((site) => sees(asker, site as SiteId));
  /** One row a minute is enough of what is refused again and again. */
  function isBraked(who: string): boolean {
    try {
      brake(who, 1);
      return false;
    } catch (error) {
      if (error instanceof Fault) return true;
      throw error;
    }
  }
  const regionOf = (site: string): string => (tree.get(site) ? site : [...tree.keys()][0]) as string;

  return {
    held(token, text) {
      const found = token === null ? undefined : rows.find(token);
      const word = text === undefined ? null : readWord(text);
      if (word === undefined) throw new Fault('handheldWord');
      if (found && found.revokedAt === null) rows.touch(found, word?.unsent ?? null, now());
      if (found) return { ...found, word };
      if (word?.signed && isStrict) throw new Fault('handheldUnknown');
      return null;
    },
    signed({ handheld }, command, body) {
      const word = handheld?.word;
      if (!handheld || !word?.signed) return () => {};
      const { epoch, signed } = word;
      const digest = hashToken(JSON.stringify([command, { ...(body as object), second: undefined }]));
      const known = rows.known(handheld.key, epoch, signed.seq);
      const review = reviewOf({ epoch, signed }, digest, known, now());
      if (review) throw new Fault(review, `${handheld.name} ${signed.seq}`);
      return (result) => rows.heard(handheld.key, { epoch, seq: signed.seq }, digest, result, now());
    },
    deeds: {
      '/api/handhelds/code': ({ name, site, reason }, asker) =>
        act(actorOf(asker), regionOf(site), ['handheld.code', name, reason], (at) => {
          need(asker, 'admitGateways', site);
          const endsAt = (at + codeFor) as Instant;
          const { id, code } = rows.add({ name, site, by: asker.person.name, endsAt }, at);
          return { before: null, after: { id, name, site }, result: { id, code, endsAt } };
        }),
      '/api/handhelds/enrol'({ code, epoch }, { address }, session) {
        const waits = rows.byCode(code, now());
        // A guess for nobody's code leaves a count and no row, or strangers could make the book grow.
        if (!waits) throw new Fault('handheldCode');
        const { key, id, name, site } = waits;
        const actor = { account: name, role: 'handheld', device: name, address };
        const token = act(actor, site, ['handheld.enrol', name], (at) => ({
          before: null,
          after: { id, epoch },
          result: rows.enrol(key, epoch, session, at),
        }));
        return { token, answer: { id, name, site } };
      },
      '/api/handhelds/revoke'({ id, reason }, asker) {
        const meant = rows.byId(id);
        const site = meant?.site ?? '';
        return act(actorOf(asker), regionOf(site), ['handheld.revoke', meant?.name ?? id, reason], (at) => {
          need(asker, 'revokeDevices', meant ? site : regionOf(''));
          if (!meant) throw new Fault('notFound', `handheld ${id}`);
          if (meant.revokedAt === null) rows.revoke(meant.key, at);
          const { seenAt, unsent } = meant;
          return { before: { seenAt, unsent }, after: { revoked: true }, result: done };
        });
      },
      '/api/handhelds/leftover'({ ...body }, { address }, held) {
        if (held?.revokedAt == null) throw new Fault('handheldUnknown');
        const { name, site, key, id } = held;
        // Who found it may send without end: a row in the book is for what is new and is kept.
        const state = rows.leaves(key, body);
        if (state === 'known') return done;
        const full = new Fault('leftoversFull', name);
        if (state === 'full' && isBraked(`${id} leftover`)) throw full;
        const actor = { account: name, role: 'handheld', device: name, address };
        return act(actor, site, ['handheld.leftover', `${name} ${body.seq}`], (at) => {
          if (state === 'full') throw full;
          const kept = { ...body, body: withoutPasswords(body.body) };
          rows.leave(key, { ...kept, signedAt: signedAt(body, at), arrivedAt: at });
          return { before: null, after: { seq: body.seq, by: body.by, command: body.command }, result: done };
        });
      },
      '/api/handhelds/settle'({ id, reason }, asker) {
        const meant = rows.leftover(id);
        const site = regionOf(meant?.site ?? '');
        return act(
          actorOf(asker),
          site,
          ['handheld.settle', `${meant?.handheld ?? ''} ${id}`, reason],
          (at) => {
            need(asker, 'reviewActFirst', site);
            if (!meant) throw new Fault('notFound', `leftover ${id}`);
            // Who looked at it first has said what became of it.
            if (!meant.isSettled) rows.settle(id, asker.person.name, reason, at);
            return { before: { settled: meant.isSettled }, after: { settled: true }, result: done };
          },
        );
      },
    },
    list: (query, asker) => inSlices(rows.list(seenBy(asker), query)),
    leftovers: (query, asker) => arranged(rows.leftovers(seenBy(asker)), byLeftover, ({ id }) => id, query),
  };
}

const byLeftover: Orders<Answer<'/api/handhelds/leftovers'>['items'][number]> = {
  // Those that nobody has looked at first, of these the newest.
  waiting: ({ settledAt, id }) => (settledAt === null ? -id : 1e15 - id),
  handheld: ({ handheld }) => handheld,
  by: ({ by }) => by,
  signedAt: ({ signedAt }) => signedAt,
};
