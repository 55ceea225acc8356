/** What policy owners propose and another person puts in force: the policies, what is shared with neighbours, the catalogue. Nothing of it stands before somebody agrees. */
import { Fault, type FaultCode } from '@changping/contracts/faults';
import type { Answer } from '@changping/contracts/http';
import type { PublicationOf } from '@changping/contracts/http-proposals';
import type { Instant } from '@changping/contracts/units';
import { beginAgreed, beginOf } from './domain/policy-term.ts';
import { endOf } from './domain/proposal-end.ts';
import { type OwnerRight, proposalState, seconds } from './domain/publication.ts';
import { type Account, may, type PlainAction, refusalOf, type UnitTree } from './domain/rights.ts';
import { actorOf } from './entrance.ts';
import type { Accounts } from './store/accounts.ts';
import type { Acts, Changed } from './store/acts.ts';
import type { Database } from './store/database.ts';
import { type Proposal, proposals } from './store/proposals.ts';
import { regionChain } from './store/seed.ts';
import type { Asker } from './store/sessions.ts';
import type { Written } from './store/versions.ts';

/** One of the things that are published. */
export type Matter<Content> = {
  /** A version of it, as the audit calls it. */
  called: string;
  right: OwnerRight;
  newest(): number | null;
  add(row: Written<Content>): void;
  /** There is a newer version. */
  changed: FaultCode;
  /** @throws Fault for what can not stand so. */
  check(content: Content, at: Instant): void;
  /** As the audit has what is proposed. */
  sealed(content: Content): object;
  /** … and a version that stands; 0: none. */
  sealedAt(version: number): object;
  /** Another version is on the disk. */
  stands?(): void;
};
/** `since`: as it was wished. `refused`: by whom, when and why. */
type Waiting<Content> = {
  after: number;
  since: Instant | null;
  content: Content;
  refused: Item['refused'];
};
export type Wish<Content> = { after: number; content: Content; reason: string; since?: number | undefined };

type Item = Answer<'/api/proposals'>['items'][number];
export type ContentOf<Of extends PublicationOf> = Extract<Item, { of: Of }>['content'];
/** One that waits, as it is told. */
type Told<Of extends PublicationOf> = Omit<Item, 'of' | 'content'> & { of: Of; content: ContentOf<Of> };
type Seen = { by: string; at: number; reason?: string | undefined };
const done = { ok: true } as const;

export type PublishingParts = {
  db: Pick<Database, 'raw'>;
  accounts: Pick<Accounts, 'list'>;
  acts: Acts;
  tree: UnitTree;
  region: string;
  now(): Instant;
  /** The hour at which people really sit there: nobody agrees within the minutes that a demo's month takes. */
  wall(): Instant;
};

export function publishing({ db, accounts, acts, tree, region, now, wall }: PublishingParts) {
  const people = (): Account[] =>
    accounts
      .list()
      .filter(({ disabledAt }) => disabledAt === null)
      .map(({ name, unit, roles }) => ({ id: name, unit, roles }));
  const need = ({ person }: Asker, right: PlainAction) => {
    const refused = refusalOf(person, right, region, tree);
    if (refused) throw new Fault(refused);
  };

  return function published<Of extends PublicationOf>(of: Of, matter: Matter<ContentOf<Of>>) {
    type Content = ContentOf<Of>;
    const { called, right, changed, check, sealed, sealedAt } = matter;
    const proposed = proposals<Waiting<Content>>(db, of);
    const ownersOf = (all: readonly Account[]) =>
      new Set(all.filter((who) => may(who, right, region, tree)).map(({ id }) => id));
    const secondsOf = (by: string, all: readonly Account[]) =>
      seconds(by, right, all, region, tree).map(({ id }) => id);
    const newest = () => matter.newest() ?? 0;
    function stateOf({ by, at, content }: Proposal<Waiting<Content>>, owners: ReadonlySet<string>) {
      const { after, refused } = content;
      return proposalState({ by, at, after, isRefused: refused !== null }, newest(), owners, wall());
    }
    function act<Result>(
      asker: Asker,
      [verb, after, reason]: readonly [verb: string, after: number, reason: string | undefined],
      work: (at: Instant) => Changed<Result>,
    ): Result {
      const object = `${called} ${after + 1}`;
      const what = { chain: regionChain, action: `${of}.${verb}`, object, reason: reason ?? null };
      return acts.run(actorOf(asker), what, () => work(now()));
    }
    /** @throws Fault nothingWaits */
    function seen(by: string, at: number): Proposal<Waiting<Content>> {
      const waits = proposed.find(by);
      if (waits?.at !== at) throw new Fault('nothingWaits', by);
      return waits;
    }
    /** @throws Fault where it takes somebody else. */
    function second(asker: Asker, { by, at }: Seen): Proposal<Waiting<Content>> {
      need(asker, 'agreePolicies');
      // A person says yes, who is there; whoever finds a token is nobody.
      if (asker.session.kind === 'token') throw new Fault('rightMissing', 'a token');
      const waits = seen(by, at);
      if (asker.person.name === by) throw new Fault('samePerson', by);
      if (!secondsOf(by, people()).includes(asker.person.name)) throw new Fault('proposalSecond', by);
      return waits;
    }
    const told = ({ by, at, reason, content }: Proposal<Waiting<Content>>) => ({
      ...{ by, at, reason, version: content.after + 1 },
      ...{ since: content.since, ...sealed(content.content) },
    });
    const afterOf = (by: string) => proposed.find(by)?.content.after ?? newest();

    return {
      propose: ({ after, content, reason, since: wished }: Wish<Content>, asker: Asker) =>
        act(asker, ['propose', after, reason], (now) => {
          need(asker, right);
          if (newest() !== after) throw new Fault(changed, `${newest()}`);
          const since = wished === undefined ? null : beginOf(wished, now);
          check(content, now);
          const by = asker.person.name;
          const own = proposed.find(by);
          // Whoever agrees names the one that was seen by its instant.
          const at = Math.max(wall(), (own?.at ?? 0) + 1) as Instant;
          const waits = { content: { after, since, content, refused: null }, by, at, reason };
          proposed.put(by, waits);
          return { before: own ? told(own) : null, after: { waits: told(waits) }, result: { by, at } };
        }),
      agree(body: Seen, asker: Asker) {
        const agreed = act(asker, ['agree', afterOf(body.by), body.reason], (at) => {
          const waits = second(asker, body);
          const { by, reason } = waits;
          const { after, since: wished, content } = waits.content;
          const state = stateOf(waits, ownersOf(people()));
          if (state === 'overtaken') throw new Fault(changed, `${newest()}`);
          if (state === 'lapsed') throw new Fault('proposalLapsed', by);
          if (state !== 'open') throw new Fault('nothingWaits', by);
          // The people may be others since, and nobody there to sign any more.
          check(content, at);
          const [version, since, agreedBy] = [after + 1, beginAgreed(wished, at), asker.person.name];
          const was = sealedAt(after);
          matter.add({ version, content, at, by, agreedBy, reason: reason ?? '', since });
          proposed.drop(by);
          return {
            before: { version: after, ...was },
            after: { version, since, by, ...sealedAt(version), ...sealed(content) },
            result: { version },
          };
        });
        matter.stands?.();
        return agreed;
      },
      refuse: (body: Seen & { reason: string }, asker: Asker) =>
        act(asker, ['refuse', afterOf(body.by), body.reason], () => {
          const waits = second(asker, body);
          const state = stateOf(waits, ownersOf(people()));
          if (state === 'refused') throw new Fault('nothingWaits', body.by);
          const refused = { by: asker.person.name, at: wall(), reason: body.reason };
          // Whoever proposed reads why; what nobody could agree to any more is only cleared away.
          if (state === 'open') proposed.put(body.by, { ...waits, content: { ...waits.content, refused } });
          else proposed.drop(body.by);
          return { before: told(waits), after: null, result: done };
        }),
      withdraw: ({ at, reason }: Omit<Seen, 'by'>, asker: Asker) =>
        act(asker, ['withdraw', afterOf(asker.person.name), reason], () => {
          const waits = seen(asker.person.name, at);
          proposed.drop(waits.by);
          return { before: told(waits), after: null, result: done };
        }),
      open({ person }: Asker): Told<Of>[] {
        const all = people();
        const owners = ownersOf(all);
        return proposed.list().map((waits) => {
          const { by, at, reason, content } = waits;
          const state = stateOf(waits, owners);
          const could = secondsOf(by, all);
          const mayAgree = state === 'open' && could.includes(person.name);
          return { of, by, at, reason: reason ?? '', endsAt: endOf(at), state, could, mayAgree, ...content };
        });
      },
    };
  };
}
