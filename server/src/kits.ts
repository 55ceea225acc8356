/** Kits, as people ask for them: who may, in which store, and once however often it is asked. */
import { Fault } from '@changping/contracts/faults';
import type { Answer } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { kitCommands } from '@changping/contracts/http-kits';
import type { Instant, SiteId } from '@changping/contracts/units';
import { isInScope, refusalOf, type UnitTree } from './domain/rights.ts';
import { actorOf } from './entrance.ts';
import type { Acts } from './store/acts.ts';
import type { OpenCommit } from './store/book.ts';
import type { Documents } from './store/documents.ts';
import type { Kit, Kits } from './store/kits.ts';
import { hashToken } from './store/secrets.ts';
import type { Asker } from './store/sessions.ts';

type Work = keyof typeof kitCommands;
export type KitDesk = {
  deeds: { [W in Work]: (body: CommandBody<W>, asker: Asker) => CommandAnswer<W> };
  list: Kits['list'];
  /** @throws Fault notFound, also for one in another's store */
  one(id: string, asker: Asker): Answer<'/api/kits/{id}'>;
};
export type KitParts = {
  rows: Kits;
  /** Keys of commands are one book, whatever they are for. */
  keys: Pick<Documents, 'isDone' | 'markDone'>;
  acts: Acts;
  tree: UnitTree;
  now(): Instant;
};

export function kitDesk({ rows, keys, acts, tree, now }: KitParts): KitDesk {
  /** @throws Fault */
  function known(id: string): Kit {
    const kit = rows.find(id);
    if (!kit) throw new Fault('notFound', `kit ${id}`);
    return kit;
  }
  /** @throws Fault; of a kit in another's store as of none. */
  function allowed(id: string, { person }: Asker): Kit {
    const kit = known(id);
    const refused = refusalOf(person, 'keepKits', kit.site, tree);
    if (refused === 'outOfScope') throw new Fault('notFound', `kit ${id}`);
    if (refused) throw new Fault(refused);
    return kit;
  }
  const digestOf = (body: object) => hashToken(JSON.stringify(body));

  /** One that was taken apart meanwhile is none. */
  function change(
    asker: Asker,
    action: string,
    body: { key: string; kit: string; reason?: string },
    work: (commit: OpenCommit, kit: Kit, at: Instant) => void,
  ): Kit | null {
    const { key, kit: id, reason = null } = body;
    const { name } = asker.person;
    const digest = digestOf(body);
    if (keys.isDone(key, name, digest)) return rows.find(id) ?? null;
    const kit = allowed(id, asker);
    return acts.run(actorOf(asker), { chain: kit.site as SiteId, action, object: id, reason }, (commit) => {
      const at = now();
      keys.markDone(key, name, digest, at);
      work(commit, kit, at);
      const after = rows.find(id) ?? null;
      return { before: briefOf(kit), after: after && briefOf(after), result: after };
    });
  }

  return {
    deeds: {
      '/api/kits/assemble'(body, asker) {
        const { key, site, name, plan, pieces } = body;
        const { person } = asker;
        const refused = refusalOf(person, 'keepKits', site, tree);
        if (refused) throw new Fault(refused);
        const digest = digestOf(body);
        if (keys.isDone(key, person.name, digest)) return known(rows.madeBy(key) ?? '');
        const what = { chain: site as SiteId, action: 'kit.assemble', object: name };
        return acts.run(actorOf(asker), what, () => {
          const at = now();
          keys.markDone(key, person.name, digest, at);
          const id = rows.assemble({ site, name, plan, command: key }, at);
          rows.add(known(id), pieces, at);
          const kit = known(id);
          return { before: null, after: briefOf(kit), result: kit };
        });
      },
      '/api/kits/add': (body, asker) =>
        there(
          change(asker, 'kit.add', body, (_commit, kit, at) => rows.add(kit, body.pieces, at)),
          body.kit,
        ),
      '/api/kits/take-out': (body, asker) =>
        there(
          change(asker, 'kit.takeOut', body, (commit, kit, at) => rows.takeOut(commit, kit, body.pieces, at)),
          body.kit,
        ),
      '/api/kits/dissolve'(body, asker) {
        change(asker, 'kit.dissolve', body, (commit, kit, at) => rows.dissolve(commit, kit, at));
        return { ok: true };
      },
    },
    list: rows.list,
    one(id, { person }) {
      const kit = known(id);
      if (!isInScope(person, kit.site, tree)) throw new Fault('notFound', `kit ${id}`);
      return { ...kit, gone: rows.gone(id) };
    },
  };
}

/** @throws Fault notFound: it was taken apart since. */
function there(kit: Kit | null, id: string): Kit {
  if (!kit) throw new Fault('notFound', `kit ${id}`);
  return kit;
}

const briefOf = ({ id, name, plan, members }: Kit) => ({
  ...{ kit: id, name, plan },
  pieces: members.map(({ piece }) => piece),
});
