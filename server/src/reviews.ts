/** What was done before its approval, for the supervisor: every such document waits to be looked at, signed in time or not. */
import type { Document } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { Instant, SiteId } from '@changping/contracts/units';
import { arranged, isNamed, type Orders } from './domain/arranged.ts';
import { refusalOf, type UnitTree } from './domain/rights.ts';
import { actorOf } from './entrance.ts';
import type { ActedFirst, ActFirst } from './store/act-first.ts';
import type { Acts } from './store/acts.ts';
import { regionChain } from './store/seed.ts';
import type { Asker } from './store/sessions.ts';

type Settle = '/api/reviews/settle';
export type ReviewParts = {
  rows: ActFirst;
  acts: Acts;
  tree: UnitTree;
  sees(asker: Asker, site: SiteId): boolean;
  /** @throws Fault photoAwaited */
  mayJudge(document: Pick<Document, 'id' | 'number'>, action: string): void;
  now(): Instant;
};
export type ReviewDesk = {
  deeds: { [S in Settle]: (body: CommandBody<S>, asker: Asker) => CommandAnswer<S> };
  list(query: Query<'/api/reviews'>, asker: Asker): Answer<'/api/reviews'>;
};

const listed = 1000;

export function reviewDesk({ rows, acts, tree, sees, mayJudge, now }: ReviewParts): ReviewDesk {
  return {
    deeds: {
      '/api/reviews/settle'({ document, finding }, asker) {
        const acted = rows.find(document);
        const site = acted && sees(asker, acted.site) ? acted.site : undefined;
        const object = site ? (acted?.number ?? document) : document;
        const what = { chain: site ?? regionChain, action: 'actFirst.review', object, reason: finding };
        return acts.run(actorOf(asker), what, () => {
          const { person } = asker;
          const refused = refusalOf(person, 'reviewActFirst', site ?? person.unit, tree);
          if (refused) throw new Fault(refused);
          if (!site || !acted) throw new Fault('notFound', `document ${document}`);
          mayJudge({ id: document, number: acted.number }, 'review');
          if (acted.reviewedAt !== null) throw new Fault('reviewedAlready', acted.number);
          const at = now();
          const { state } = shown(acted, at);
          rows.review(document, person.name, finding, at);
          return { before: { state, actedBy: acted.actedBy }, after: { finding }, result: { ok: true } };
        });
      },
    },
    list(query, asker) {
      const at = now();
      const { site: asked, text = '' } = query;
      const seen = rows
        .list(listed)
        .filter(({ site }) => sees(asker, site) && (asked === undefined || site === asked))
        .filter(({ number }) => isNamed(text, number));
      const { items, next } = arranged(seen, byActed, ({ document }) => document, query);
      return { items: items.map((acted) => shown(acted, at)), next };
    },
  };
}

/** What waits stands first, of these what was objected to, then what ends first. */
const behind = 1e15;
const byActed: Orders<ActedFirst> = {
  waiting: ({ reviewedAt, isObjected, dueAt }) =>
    dueAt + behind * (reviewedAt !== null ? 2 : isObjected ? 0 : 1),
  number: ({ number }) => number,
  site: ({ site }) => site,
  actedAt: ({ actedAt }) => actedAt,
  dueAt: ({ dueAt }) => dueAt,
};

function shown({ isObjected, ...acted }: ActedFirst, at: Instant) {
  const { dueAt, endedAt } = acted;
  const late = (endedAt ?? at) > dueAt;
  if (endedAt === null) return { ...acted, state: late ? 'overdue' : 'waiting' } as const;
  if (isObjected) return { ...acted, state: late ? 'objectedLate' : 'objected' } as const;
  return { ...acted, state: late ? 'late' : 'inTime' } as const;
}
