/** Hooks as the system administrator sets them up: the robots of a store or of the region, each with an address that may lead inside only where the server's settings say so. */
import { Fault } from '@changping/contracts/faults';
import { hookSecrets } from '@changping/contracts/hook-words';
import type { Answer, Query } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { hookCommands } from '@changping/contracts/http-hooks';
import type { Instant } from '@changping/contracts/units';
import { arranged, isNamed, type Orders } from './domain/arranged.ts';
import { shown, type Wrong } from './domain/hooks/target.ts';
import { may, refusalOf, type UnitTree } from './domain/rights.ts';
import type { HookPost } from './edge/hook-post.ts';
import { actorOf } from './entrance.ts';
import type { HookChannel } from './hook-channel.ts';
import type { Acts, Changed } from './store/acts.ts';
import type { Hook, Hooks } from './store/hooks.ts';
import { regionChain } from './store/seed.ts';
import type { Asker } from './store/sessions.ts';

type Told = keyof typeof hookCommands;
export type HookDesk = {
  deeds: {
    [C in Told]: (body: CommandBody<C>, asker: Asker) => CommandAnswer<C> | Promise<CommandAnswer<C>>;
  };
  list(query: Query<'/api/hooks'>, asker: Asker): Answer<'/api/hooks'>;
};
export type HookParts = {
  rows: Hooks;
  channel: Pick<HookChannel, 'test'>;
  wrong: HookPost['wrong'];
  sitesOf(unit: string): readonly string[] | null;
};
export type HookDeskParts = HookParts & { acts: Acts; tree: UnitTree; region: string; now(): Instant };

const hooksMost = 50;
const secretLeast = 16;
const done = { ok: true } as const;

export function hookDesk({
  rows,
  channel,
  wrong,
  sitesOf,
  acts,
  tree,
  region,
  now,
}: HookDeskParts): HookDesk {
  function act<Result>(
    asker: Asker,
    [action, object, reason]: readonly [action: string, object: string, reason?: string | undefined],
    unit: string,
    work: (at: Instant) => Changed<Result>,
  ): Result {
    const what = { chain: regionChain, action, object, reason: reason ?? null };
    return acts.run(actorOf(asker), what, () => {
      const refused = refusalOf(asker.person, 'editSettings', unit, tree);
      if (refused) throw new Fault(refused);
      return work(now());
    });
  }
  function change<Result>(
    asker: Asker,
    [action, id, reason]: readonly [action: string, id: string, reason?: string | undefined],
    work: (hook: Hook, at: Instant) => Changed<Result>,
  ): Result {
    const meant = rows.byId(id);
    return act(asker, [action, meant?.name ?? id, reason], meant?.unit ?? region, (at) => {
      if (!meant) throw new Fault('notFound', `hook ${id}`);
      return work(meant, at);
    });
  }

  return {
    deeds: {
      async '/api/hooks/add'({ reason, secret = null, ...body }, asker) {
        // Nobody else has us look a name up.
        const where = may(asker.person, 'editSettings', body.unit, tree) ? await wrong(body.url) : null;
        return act(asker, ['hook.add', body.name, reason], body.unit, (at) => {
          if (where) throw faultOf(where, body.url);
          const needs = hookSecrets[body.format];
          const isShort = needs === 'always' && (secret?.length ?? 0) < secretLeast;
          if (isShort || (needs === 'never' && secret !== null)) throw new Fault('hookSecret');
          if (rows.all().length >= hooksMost) throw new Fault('hookMany');
          const hook = rows.add(
            { ...body, topics: [...new Set(body.topics)], secret },
            asker.person.name,
            at,
          );
          return { before: null, after: cardOf(hook), result: { id: hook.id } };
        });
      },
      async '/api/hooks/test'({ id }, asker) {
        const hook = change(asker, ['hook.test', id], (meant) => ({
          before: null,
          after: cardOf(meant),
          result: meant,
        }));
        return { failed: await channel.test(hook) };
      },
      '/api/hooks/pause': ({ id, paused, reason }, asker) =>
        change(asker, ['hook.pause', id, reason], ({ pausedAt }, at) => {
          rows.pause(id, paused ? (pausedAt ?? at) : null);
          return { before: { paused: pausedAt !== null }, after: { paused }, result: done };
        }),
      '/api/hooks/remove': ({ id, reason }, asker) =>
        change(asker, ['hook.remove', id, reason], (hook) => {
          const waiting = rows.count(hook, sitesOf(hook.unit));
          rows.remove(id);
          const { told, givenUp } = hook;
          return { before: { ...cardOf(hook), told, givenUp, waiting }, after: null, result: done };
        }),
    },
    list(query, { person }) {
      const { text = '' } = query;
      const seen = rows
        .all()
        .filter(({ unit, name }) => may(person, 'editSettings', unit, tree) && isNamed(text, name));
      const { items, next } = arranged(seen, orders, ({ key }) => key, query);
      return {
        items: items.map((hook) => ({ ...rowOf(hook), waiting: rows.count(hook, sitesOf(hook.unit)) })),
        next,
      };
    },
  };
}

const orders: Orders<Hook> = {
  name: ({ name }) => name,
  unit: ({ unit }) => unit,
  madeAt: ({ madeAt }) => madeAt,
};

/** What an auditor may see of it. */
const cardOf = ({ id, name, url, format, secret, unit, topics, lang }: Hook) => ({
  ...{ id, name, to: shown(url), format, isSigned: secret !== null, unit, topics: [...topics], lang },
});

const rowOf = (hook: Hook) => {
  const { madeBy, madeAt, pausedAt, told, givenUp, okAt, failed, failures, againAt } = hook;
  return { ...cardOf(hook), madeBy, madeAt, pausedAt, told, givenUp, okAt, failed, failures, againAt };
};

/** `inside` alone is a matter of settings. */
const faultOf = (wrong: Wrong, url: string): Fault =>
  wrong === 'inside' ? new Fault('hookInside', shown(url)) : new Fault('hookUrl', wrong);
