/** What the region shares with its neighbours as people choose it and neighbours see it, and what these ask for. */
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import { isOutsider } from '@changping/contracts/roles';
import type { Instant, SiteId } from '@changping/contracts/units';
import type { Day } from './domain/day.ts';
import { termOf } from './domain/policy-term.ts';
import { refusalOf, type UnitTree } from './domain/rights.ts';
import { askFault, type Sharing, sharedOf } from './domain/sharing.ts';
import type { Desk } from './papers.ts';
import type { Matter } from './publishing.ts';
import type { Region } from './region.ts';
import type { Person } from './store/accounts.ts';
import { concerned } from './store/concerned.ts';
import type { Database } from './store/database.ts';
import type { Asker } from './store/sessions.ts';
import { usable } from './store/usable.ts';
import { pageOfVersions, type Versions, versions } from './store/versions.ts';

type Ask = '/api/aid/ask';
export type SharingDesk = {
  matter: Matter<Sharing>;
  deeds: { [A in Ask]: (body: CommandBody<A>, asker: Asker) => CommandAnswer<A> };
  list(query: Query<'/api/sharing'>): Answer<'/api/sharing'>;
  shown(asker: Asker): Answer<'/api/shared'>;
  /** The stores that a partner or a neighbour has to do with: of its documents, and for a neighbour the one that gives. */
  concerned(person: Person): ReadonlySet<string>;
};
export type SharingParts = {
  desk: Pick<Desk, 'open'>;
  tree: UnitTree;
  region: Pick<Region, 'id' | 'sites' | 'zones' | 'kinds'>;
  sees(asker: Asker, site: SiteId): boolean;
  dayOf(at: Instant): Day;
  now(): Instant;
};

const dayMs = 86_400_000;
/** Of one unit, undecided or within a day: one asking holds forty lines. */
const askedMost = 20;

export function sharingOf(db: Pick<Database, 'raw'>, parts: SharingParts): SharingDesk {
  const { desk, tree, region, sees, dayOf, now } = parts;
  const rows: Versions<Sharing> = versions(db, 'sharing', 'shared');
  const usableOn = usable(db);

  const storesOf = concerned(db);

  const undecided = db.raw
    .prepare(
      `select count(*) from document indexed by document_coming
       where there = ? and is_over = 0 and type = 'mutualAidGiven' and state = 'asked' and created_at <= ?`,
    )
    .pluck();
  const newest = db.raw
    .prepare(
      `select created_at from document where there = ? and type = 'mutualAidGiven' order by key desc limit ${askedMost + 1}`,
    )
    .pluck();
  /** Each wants an approver of ours. @throws Fault aidMany */
  function bound(unit: string): void {
    const since = now() - dayMs;
    const lately = (newest.all(unit) as number[]).filter((at) => at > since).length;
    if (lately + (undecided.get(unit, since) as number) > askedMost) throw new Fault('aidMany');
  }

  function standing(): { version: number; sharing: Sharing } | null {
    const version = rows.standing(now());
    const sharing = version === null ? undefined : rows.at(version);
    return version !== null && sharing ? { version, sharing } : null;
  }

  return {
    matter: {
      ...{ called: 'sharing', right: 'editPolicies', changed: 'sharingChanged' },
      ...{ newest: rows.newest, add: rows.add },
      check({ site, kinds }) {
        if (!isOurs(region, site)) throw new Fault('notFound', `site ${site}`);
        const unknown = kinds.find((kind) => !region.kinds.some(({ id }) => id === kind));
        if (unknown) throw new Fault('notFound', `kind ${unknown}`);
      },
      sealed: (content) => content,
      sealedAt: (version) => (version && rows.at(version)) || {},
    },
    deeds: {
      '/api/aid/ask'(body, asker) {
        const { person } = asker;
        if (!person.roles.some(isOutsider) || refusalOf(person, 'ask:mutualAidGiven', person.unit, tree))
          throw new Fault('rightMissing');
        const { lines, to: place, neededBy: day, ...rest } = body;
        const neededBy = day as Instant;
        const { document } = desk.open(body, asker, () => {
          const sharing = standing()?.sharing ?? null;
          const fault = askFault(sharing, { ...rest, lines, neededBy }, now());
          if (fault) throw new Fault(fault.code, fault.detail);
          const { site } = sharing as Sharing;
          const slot = { quality: 'usable', grade: 'reserve', owner: site } as const;
          const from = { place: roomOf(region, site), ...slot };
          const to = { place, ...slot };
          return {
            body: {
              ...{ ...rest, type: 'mutualAidGiven', site, there: person.unit, neededBy },
              lines: lines.map((line) => ({ ...line, from, to })),
            },
            planned: () => bound(person.unit),
          };
        });
        return { id: document.id, number: document.number };
      },
    },
    list(query) {
      const [all, at] = [rows.dated(), now()];
      return pageOfVersions(rows, query, ({ content, ...row }) => ({
        ...row,
        ...termOf(row, all, at),
        ...content,
      }));
    },
    concerned({ unit, roles }) {
      const sharing = roles.includes('guest') ? standing()?.sharing : undefined;
      return new Set([...storesOf(unit), ...(sharing?.kinds.length ? [sharing.site] : [])]);
    },
    shown(asker) {
      const at = now();
      const found = standing();
      if (!found?.sharing.kinds.length) return { version: found?.version ?? 0, site: null, at, items: [] };
      const { version, sharing } = found;
      // Of the service whoever sees that store; a neighbour because it is shared.
      if (!asker.person.roles.some(isOutsider) && !sees(asker, sharing.site)) throw new Fault('outOfScope');
      return { version, site: sharing.site, at, items: sharedOf(sharing, usableOn(dayOf(at))) };
    },
  };
}

const isOurs = ({ sites }: SharingParts['region'], site: string): boolean =>
  sites.some(({ id, tier }) => id === site && tier !== 'partner' && tier !== 'external');

/** Where goods of a store lie unless somebody says otherwise. */
function roomOf({ zones }: SharingParts['region'], site: string): string {
  const own = zones.filter((zone) => zone.site === site).map(({ zone }) => zone);
  return `${site}/${own.includes('ordinary') ? 'ordinary' : (own[0] ?? 'ordinary')}`;
}
