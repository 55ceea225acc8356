/** What each HTTP route answers with: the region's facts, the live picture and the ledger, put together. */
import { Fault } from '@changping/contracts/faults';
import type { Answer } from '@changping/contracts/http';
import { longestHistory } from '@changping/contracts/http-history';
import type { FeedItem, Site } from '@changping/contracts/live';
import { isOutsider } from '@changping/contracts/roles';
import type { Instant, SiteId } from '@changping/contracts/units';
import type { CatalogueDesk } from './catalogue.ts';
import type { CountPolicyDesk } from './count-policies.ts';
import type { CountRoom } from './count-room.ts';
import type { Coverage } from './coverage-live.ts';
import type { DelegationDesk } from './delegations.ts';
import {
  type Blind,
  isOfHidden,
  withoutAmounts,
  withoutEntries,
  withoutHidden,
  withoutLots,
  withoutPlace,
  withoutQuantity,
  withoutRooms,
  withoutSums,
  withoutSweeps,
} from './domain/count/withheld.ts';
import type { Day } from './domain/day.ts';
import { kindTold, storesTold } from './domain/told-outside.ts';
import type { Account } from './edge/broker/broker.ts';
import type { Answers, Who } from './edge/http/http.ts';
import type { Live } from './edge/live.ts';
import type { Entrance } from './entrance.ts';
import type { Gatehouse } from './gatehouse.ts';
import type { HandheldDesk } from './handhelds.ts';
import type { HookDesk } from './hooks.ts';
import { inSlices } from './in-slices.ts';
import type { Jobs } from './jobs.ts';
import type { KitDesk } from './kits.ts';
import type { LeaseDesk } from './leases.ts';
import type { Papers } from './papers.ts';
import type { People } from './people.ts';
import type { PhotoDesk } from './photos.ts';
import type { PolicyDesk } from './policies.ts';
import type { Publications } from './publications.ts';
import type { Region } from './region.ts';
import type { ReviewDesk } from './reviews.ts';
import type { SharingDesk } from './sharing.ts';
import type { Applicants } from './store/applicants.ts';
import type { AsOf } from './store/as-of.ts';
import type { AuditReads } from './store/audit-reads.ts';
import type { Climate } from './store/climate.ts';
import type { DocumentList } from './store/document-list.ts';
import type { ExpiryReads } from './store/expiry-reads.ts';
import type { FirstOutReads } from './store/first-out-reads.ts';
import type { GateReads } from './store/gate-reads.ts';
import type { History } from './store/history.ts';
import type { Labels } from './store/labels.ts';
import type { Outside } from './store/outside.ts';
import type { PieceList } from './store/piece-list.ts';
import type { Reads } from './store/reads.ts';
import type { Reservations } from './store/reservations.ts';
import type { Asker } from './store/sessions.ts';
import type { StockList } from './store/stock-list.ts';
import type { WaitingDesk } from './waiting.ts';

export type AnswerParts = {
  region: Region;
  /** Those let in since the start too. */
  accounts(): readonly Pick<Account, 'id' | 'site'>[];
  applicants: Pick<Applicants, 'waiting'>;
  version: string;
  /** Of the server itself. */
  certificate(): Answer<'/healthz'>['certificate'];
  live: Pick<Live, 'site' | 'field' | 'now'>;
  reads: Reads;
  stockList: StockList;
  pieceList: PieceList;
  asOf: Pick<AsOf, 'page'>;
  gates: GateReads;
  history: History;
  expiry: ExpiryReads;
  coverage: Omit<Coverage, 'moved' | 'close'>;
  /** The region's day. */
  today(): Day;
  climate: Pick<Climate, 'curves'>;
  entrance: Pick<Entrance, 'door' | 'me'>;
  people: Pick<People, 'list' | 'names' | 'own'>;
  papers: Pick<Papers, 'one'>;
  handhelds: Pick<HandheldDesk, 'list' | 'leftovers'>;
  hooks: Pick<HookDesk, 'list'>;
  jobs: Pick<Jobs, 'list' | 'one'>;
  labels: Pick<Labels, 'list'>;
  kits: Pick<KitDesk, 'list' | 'one'>;
  leases: Pick<LeaseDesk, 'list' | 'handhelds'>;
  catalogue: Omit<CatalogueDesk, 'matter'>;
  waiting: WaitingDesk;
  sharing: Pick<SharingDesk, 'list' | 'shown' | 'concerned'>;
  photos: Pick<PhotoDesk, 'list'>;
  approving: {
    policies: Pick<PolicyDesk, 'list'>;
    countPolicies: Pick<CountPolicyDesk, 'list'>;
    publications: Pick<Publications, 'list'>;
    delegations: Pick<DelegationDesk, 'list'>;
    reviews: Pick<ReviewDesk, 'list'>;
  };
  imports: Gatehouse['imports'];
  documentList: DocumentList;
  counts: CountRoom['answers'];
  reservations: Pick<Reservations, 'list'>;
  firstOut: FirstOutReads;
  outside: Outside;
  audit: AuditReads;
  /** Is this store in the scope of whoever asks? */
  sees(asker: Asker, site: SiteId): boolean;
  now(): Instant;
};

const hour = 3_600_000;
/** A sparkline is no wider. */
const curvePoints = 480;
const fieldMost = 1000;

export function answers({
  region,
  accounts,
  applicants,
  version,
  certificate,
  live,
  reads,
  stockList,
  pieceList,
  asOf,
  gates,
  history,
  expiry,
  coverage,
  today,
  climate,
  entrance,
  people,
  papers,
  handhelds,
  hooks,
  jobs,
  labels,
  kits,
  catalogue,
  leases,
  sharing,
  waiting,
  photos,
  approving: { policies, countPolicies, publications, delegations, reviews },
  imports,
  documentList,
  counts,
  reservations,
  firstOut,
  outside,
  audit,
  sees,
  now,
}: AnswerParts): Answers {
  const lineOf = (site: SiteId, gateway: string) =>
    live.site(site)?.gateways.find(({ id }) => id === gateway) ?? null;
  const hiddenFrom = ({ asker }: Who): string[] => (asker ? counts.hidden(asker) : []);
  const blindOf = (who: Who): Blind => {
    const places = hiddenFrom(who);
    const sites = new Set(places.map((place) => place.split('/')[0] as string));
    return { places, sites, lots: counts.lotsIn(places) };
  };
  /** What is told of the region as a whole has the counted goods in it. @throws Fault countBlind */
  const ofAll =
    <Asked, Params, Told>(answer: (query: Asked, params: Params, who: Who) => Told) =>
    (query: Asked, params: Params, who: Who): Told => {
      const [place] = hiddenFrom(who);
      if (place !== undefined) throw new Fault('countBlind', place);
      return answer(query, params, who);
    };
  const storesFor = ({ person }: Asker) =>
    person.roles.some(isOutsider)
      ? storesTold(region.sites, person.unit, sharing.concerned(person))
      : region.sites;
  const withLive = (site: Site, blind: ReadonlySet<string>) => {
    const moving = live.site(site.id);
    if (!moving) throw new Fault('internal', `no live state of ${site.id}`);
    return { ...site, live: blind.has(site.id) ? withoutSums(moving) : moving };
  };
  return {
    '/api/door': (_query, _params, { stranger }) => entrance.door(stranger),
    '/api/me': (_query, _params, who) => entrance.me(askerOf(who)),
    '/api/names': (_query, _params, who) => people.names(askerOf(who)),
    '/api/sessions': (query, _params, who) => people.own(query, askerOf(who)),
    '/api/people': (query, _params, who) => people.list(query, askerOf(who)),
    '/api/audit': (query) => inSlices(audit(query)),
    '/api/policies': (query) => policies.list(query),
    '/api/count-policies': (query) => countPolicies.list(query),
    '/api/proposals': (_query, _params, who) => publications.list(askerOf(who)),
    '/api/delegations': (query, _params, who) => delegations.list(query, askerOf(who)),
    '/api/reviews': (query, _params, who) => reviews.list(query, askerOf(who)),
    '/api/handhelds': (query, _params, who) => handhelds.list(query, askerOf(who)),
    '/api/hooks': (query, _params, who) => hooks.list(query, askerOf(who)),
    '/api/handhelds/leftovers': (query, _params, who) => handhelds.leftovers(query, askerOf(who)),
    '/api/documents': (query) => inSlices(documentList(query, now())),
    '/api/reservations': (query) => reservations.list(query),
    '/api/first-out': (query, _params, who) => firstOut(query, today(), hiddenFrom(who)),
    '/api/stock/outside': (query) => outside.list(query),
    '/api/recipients': (query) => outside.recipients(query),
    '/api/documents/{id}': (_query, { id }, who) => papers.one(id, askerOf(who)),
    '/api/waiting': (query, _params, who) => waiting.list(query, askerOf(who)),
    '/api/sharing': (query) => sharing.list(query),
    '/api/shared': ofAll((_query, _params, who) => sharing.shown(askerOf(who))),
    '/api/kits': (query) => inSlices(kits.list(query)),
    '/api/kits/{id}': (_query, { id }, who) => kits.one(id, askerOf(who)),
    '/api/leases': (query, _params, who) => leases.list(query, askerOf(who)),
    '/api/leases/handhelds': (_query, _params, who) => leases.handhelds(askerOf(who)),
    '/api/documents/{id}/photos': (_query, { id }, who) => photos.list(id, askerOf(who)),
    '/api/documents/{id}/counts': (query, { id }, who) => counts.attachable(id, query, askerOf(who)),
    '/api/counts/plan': (query) => counts.plan(query),
    '/api/counts/{id}': (_query, { id }, who) => counts.sheet(id, askerOf(who)),
    '/api/counts/{id}/variance': (_query, { id }, who) => counts.variance(id, askerOf(who)),
    '/api/counts/{id}/scans': (query, { id }, who) => counts.scans(id, query, askerOf(who)),
    '/api/jobs': (_query, _params, who) => jobs.list(askerOf(who)),
    '/api/jobs/{id}': (_query, { id }, who) => jobs.one(id, askerOf(who)),
    async '/api/labels'(query, _params, who) {
      const hidden = query.what === 'piece' ? hiddenFrom(who) : [];
      return { ...(await inSlices(labels.list(query, hidden))), withheld: hidden.length };
    },
    '/api/imports': (query) => inSlices(imports.list(query)),
    '/api/imports/{id}': (_query, { id }, who) => imports.one(id, askerOf(who)),
    '/api/imports/{id}/errors': (query, { id }, who) => imports.errors(id, query, askerOf(who)),
    '/api/imports/{id}/entries': (query, { id }, who) =>
      withoutEntries(imports.entries(id, query), blindOf(who)),
    '/api/supply-classes': (query) => imports.classes(query),
    '/api/sites'(page, _params, who) {
      const asker = askerOf(who);
      const seen = region.sites.filter(({ id }) => sees(asker, id));
      const { sites } = blindOf(who);
      return pageOf(seen, page, (site) => withLive(site, sites));
    },
    '/api/sites/{id}'(_, { id }, who) {
      const site = region.sites.find((each) => each.id === id);
      if (!site) throw new Fault('notFound', `site ${id}`);
      return withLive(site, blindOf(who).sites);
    },
    '/api/catalogue': () => catalogue.standing(),
    '/api/catalogue/versions': (query) => catalogue.list(query),
    '/api/kinds': ({ version, ...page }, _params, who) =>
      pageOf(version ? catalogue.kinds(version) : region.kinds, page, (kind) => ({
        ...kindTold(kind, isOutside(who)),
        supplyClassName: kind.supplyClass && imports.className(kind.supplyClass),
      })),
    async '/api/stock'({ supplyClass, ...query }, _params, who) {
      const kinds =
        supplyClass &&
        region.kinds.filter((kind) => kind.supplyClass?.startsWith(supplyClass)).map(({ id }) => id);
      return withoutHidden(await inSlices(stockList(query, kinds || undefined)), hiddenFrom(who));
    },
    '/api/stock/as-of': async (query, _params, who) =>
      withoutHidden(await asOf.page(query, now()), hiddenFrom(who)),
    async '/api/pieces'(query, _params, who) {
      const hidden = hiddenFrom(who);
      const isHandheld = query.as === 'tags' && !!who.asker?.handheld;
      const page = await inSlices(pieceList(query, isHandheld ? [] : hidden));
      return { ...page, items: withoutPlace(page.items, hidden), withheld: hidden.length };
    },
    async '/api/pieces/{epc}'(_, { epc }, who) {
      const piece = await reads.piece(epc as never);
      if (!piece) throw new Fault('notFound', `tag ${epc}`);
      return withoutRooms(piece, hiddenFrom(who));
    },
    '/api/discrepancies': (query) => reads.discrepancies(query),
    '/api/passages': (query) => gates.passages(query),
    async '/api/passages/{id}'(_, { id }) {
      const passage = await gates.passage(id);
      if (!passage) throw new Fault('notFound', `passage ${id}`);
      return passage;
    },
    async '/api/field'({ site }) {
      const tags: { reader: string; epc: string }[] = [];
      for (const [reader, { tags: epcs }] of live.field(site as SiteId))
        for (const epc of epcs) if (tags.length < fieldMost) tags.push({ reader, epc });
      return { items: await gates.known(tags), next: null };
    },
    '/api/sweeps': async (query, _params, who) => withoutSweeps(await gates.sweeps(query), blindOf(who)),
    async '/api/sweeps/{id}'(_, { id }, who) {
      const sweep = await gates.sweep(id);
      if (!sweep) throw new Fault('notFound', `sweep ${id}`);
      if (isOfHidden(sweep, blindOf(who))) throw new Fault('countBlind', sweep.zone);
      return sweep;
    },
    '/api/notices': async (query, _params, who) => withoutLots(await expiry.notices(query), blindOf(who)),
    '/api/expiry': (query, _params, who) => expiry.wall(query, today(), blindOf(who)),
    async '/api/lots'(query, _params, who) {
      return withoutAmounts(await expiry.lots(query, today()), blindOf(who));
    },
    '/api/coverage': ofAll((query) => coverage.summary(query)),
    '/api/coverage/cells': ofAll(() => coverage.cells()),
    '/api/coverage/layer': ofAll((query) => coverage.layer(query)),
    '/api/coverage/places/{code}': ofAll((query, { code }) => coverage.place(code, query)),
    '/api/coverage/at': ofAll((query) => coverage.at(query)),
    '/api/coverage/what-if': ofAll((query) => coverage.whatIf(query)),
    '/api/climate': async ({ site, hours }) => ({
      items: await climate.curves(site as SiteId, now() - hours * hour, now(), curvePoints),
      next: null,
    }),
    async '/api/gateways'(page) {
      const { items, next } = pageOf(accounts(), page, (gateway) => gateway);
      const rows = items.map(async ({ id, site }) => ({
        id,
        site,
        live: lineOf(site, id),
        ...(await reads.outboxes(id)),
      }));
      return { items: await Promise.all(rows), next };
    },
    '/api/applicants': () => ({
      items: applicants.waiting().map(({ keyHash: _, ...row }) => row),
      next: null,
    }),
    async '/api/events'(query, _params, who) {
      const page = await reads.events(query);
      const { sites } = blindOf(who);
      return { ...page, items: page.items.map((item) => withoutQuantity(item as FeedItem, sites)) };
    },
    '/api/history': ofAll(({ from, to }) => {
      const start = Math.min(from, now());
      return history.between(start, Math.max(start, Math.min(to, now(), start + longestHistory)));
    }),
    '/api/quarantine': (query) => reads.quarantine(query),
    '/api/region'(_query, _params, who) {
      const { id, name, nameEn, timeZone, box, tiers, standards, catalogue, planner, roads } = region;
      const { assumptions } = planner;
      return {
        id,
        name,
        nameEn,
        timeZone,
        box,
        tiers,
        stores: storesFor(askerOf(who)).map((site) => ({
          ...{ id: site.id, name: site.name, nameEn: site.nameEn, tier: site.tier },
        })),
        standards,
        catalogue,
        assumptions,
        roads: roads.label,
      };
    },
    '/api/areas': () => region.areaMap,
    '/api/map': () => region.roads,
    async '/healthz'() {
      const trouble = live.now().trouble;
      if (trouble) throw new Fault(trouble);
      await reads.answering();
      const { id, name, nameEn, timeZone } = region;
      return {
        ...{ ok: true, now: now(), region: id, name, nameEn, timeZone, version },
        certificate: certificate(),
      };
    },
  };
}

const isOutside = ({ asker }: Who): boolean => !!asker?.person.roles.some(isOutsider);

/** The table of access lets nobody come so far who is not in. */
function askerOf({ asker }: Who): Asker {
  if (!asker) throw new Fault('notLoggedIn');
  return asker;
}

/** Of a list in memory: `after` is the index where the page before ended. */
function pageOf<Row, Item>(
  rows: readonly Row[],
  { limit, after }: { limit: number; after?: string | undefined },
  item: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const from = Number(after ?? 0);
  const end = from + limit;
  return { items: rows.slice(from, end).map(item), next: end < rows.length ? String(end) : null };
}
