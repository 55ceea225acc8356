/** People joined by hand: accounts, sessions, acts, and who may ask and do what. */
import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '@changping/contracts/faults';
import type { Route } from '@changping/contracts/http';
import type { Command } from '@changping/contracts/http-commands';
import type { FeedItem } from '@changping/contracts/live';
import type { Instant, SiteId } from '@changping/contracts/units';
import { accountChanges } from './account-changes.ts';
import { approvals } from './approvals.ts';
import { type CatalogueDesk, catalogueDesk } from './catalogue.ts';
import type { CountPolicyDesk } from './count-policies.ts';
import { type CountRoom, countRoom } from './count-room.ts';
import { countSteps } from './count-steps.ts';
import { type DelegationDesk, delegationDesk } from './delegations.ts';
import { barred, needs, needsAnswer } from './domain/access.ts';
import { sampleApprovals } from './domain/approval-table.ts';
import { kindsById } from './domain/kinds-by-id.ts';
import { isInScope, unitTree } from './domain/rights.ts';
import type { Deeds, MayBring } from './edge/http/commands.ts';
import { turnstile } from './edge/http/turnstile.ts';
import type { Listener } from './edge/live.ts';
import { type Entrance, entrance, isToChange, lacksSecondFactor } from './entrance.ts';
import { type Giving, type GivingParts, giving } from './giving.ts';
import { type HandheldDesk, handheldDesk } from './handhelds.ts';
import { type HookDesk, type HookParts, hookDesk } from './hooks.ts';
import { entering } from './import-entering.ts';
import { type ImportDesk, importDesk } from './imports.ts';
import { type Jobs, jobs } from './jobs.ts';
import { type KitDesk, kitDesk } from './kits.ts';
import { type LeaseDesk, leaseDesk } from './leases.ts';
import { listeners } from './listeners.ts';
import { noteSteps } from './note-steps.ts';
import { type Onward, onward } from './onward.ts';
import { type Papers, papers } from './papers.ts';
import { type People, people } from './people.ts';
import { type PhotoDesk, photoDesk, photosNamed, photosSeen } from './photos.ts';
import { pieces } from './pieces.ts';
import { type PolicyDesk, policyDesk } from './policies.ts';
import { postingDesk } from './posting.ts';
import { type Publications, publications } from './publications.ts';
import { type Refusals, refusals } from './refusals.ts';
import type { Region } from './region.ts';
import { type ReviewDesk, reviewDesk } from './reviews.ts';
import { demoToken } from './sample-accounts.ts';
import { secondSigner } from './second-signer.ts';
import { type SharingDesk, sharingOf } from './sharing.ts';
import { accounts } from './store/accounts.ts';
import { actFirst } from './store/act-first.ts';
import { acts } from './store/acts.ts';
import type { Book } from './store/book.ts';
import { busy } from './store/busy.ts';
import type { Catalogues } from './store/catalogues.ts';
import { counts } from './store/counts.ts';
import type { Database } from './store/database.ts';
import { delegations } from './store/delegations.ts';
import { type Documents, documents } from './store/documents.ts';
import { type Due, due } from './store/due.ts';
import { explain } from './store/explained.ts';
import { handOverCounts } from './store/hand-over-counts.ts';
import { handhelds } from './store/handhelds.ts';
import { importParts } from './store/import-parts.ts';
import { type Imports, imports } from './store/imports.ts';
import { kits } from './store/kits.ts';
import { type Labels, labels } from './store/labels.ts';
import { leases } from './store/leases.ts';
import type { Ledger, Moved } from './store/ledger.ts';
import { looseLeases } from './store/loose-leases.ts';
import type { Matches } from './store/matches.ts';
import { noted } from './store/noted.ts';
import { type Outside, outside } from './store/outside.ts';
import { photoFiles } from './store/photo-files.ts';
import { photos } from './store/photos.ts';
import { pieceWorks } from './store/piece-works.ts';
import { policies } from './store/policies.ts';
import { postings } from './store/postings.ts';
import { type Reservations, reservations } from './store/reservations.ts';
import { type Asker, sessions } from './store/sessions.ts';
import { setUpCodes } from './store/set-up-codes.ts';
import { uuid7 } from './store/uuid.ts';
import { waiting } from './store/waiting.ts';
import { toldOf } from './told.ts';
import { type WaitingDesk, waitingDesk } from './waiting.ts';
import { worths } from './worths.ts';

export type Gatehouse = {
  entrance: Entrance;
  people: People;
  papers: Omit<Papers, 'desk'>;
  handhelds: HandheldDesk;
  hooks: HookDesk;
  jobs: Jobs;
  labels: Pick<Labels, 'list'>;
  photos: PhotoDesk;
  approving: {
    policies: PolicyDesk;
    countPolicies: CountPolicyDesk;
    delegations: DelegationDesk;
    reviews: ReviewDesk;
    publications: Pick<Publications, 'list'>;
  };
  waiting: WaitingDesk;
  sharing: SharingDesk;
  catalogue: CatalogueDesk;
  leases: LeaseDesk;
  kits: KitDesk;
  imports: ImportDesk & Pick<Imports, 'list' | 'entries' | 'classes' | 'className'>;
  /** What was decided before the last end goes on; before anybody is served. */
  resume(): void;
  goingOn: Pick<Onward, 'close'>;
  /** What documents owe. */
  due: Due;
  /** Writes a refusal that no act has written. */
  refusals: Refusals;
  documents: Documents;
  reservations: Reservations;
  firstOut: Giving['firstOut'];
  outside: Outside;
  counts: CountRoom['answers'];
  deeds: Deeds;
  mayBring: MayBring;
  /** @throws Fault where this one may not ask that of this store. */
  admit(route: Route, asker: Asker, site: string | null): void;
  /** @throws Fault where something else has to be done first. */
  ready(what: Route | Command, asker: Asker): void;
  sees(asker: Asker, site: SiteId): boolean;
  /** Who may listen to the live map, and to what of it. */
  listener(headers: IncomingHttpHeaders, address: string): Listener | null;
  /** The first start: to be handed to three people. Empty ever after. */
  codes: { role: string; code: string }[];
  /** Of a demo, for scripts at its own computer. */
  token: string | null;
};
export type GatehouseParts = {
  db: Database;
  region: Region;
  book: Book;
  moved: Moved;
  ledger: Ledger;
  matches: Matches;
  told(sites: readonly SiteId[], lines: readonly FeedItem[]): void;
  editions: Catalogues;
  hooks: HookParts;
  /** The catalogue is another. */
  catalogued(): void;
  /** What goes on by itself did not. */
  failed(error: unknown): void;
  calendar: Pick<GivingParts, 'dayOf'>;
  hasSamples: boolean;
  /** Are people asked for certificates of their own? */
  asksCertificates: boolean;
  /** The folder of all that is kept. */
  data: string;
  now(): Instant;
  /** The hour at which people really sit there: a demo's days go by in minutes, and nobody is to be put out for that. */
  wall(): Instant;
};

/** What somebody may do who has to change the password, or to set up a second factor, before anything else. */
const alwaysOpen = new Set<Route | Command>([
  '/api/me',
  '/api/session/end',
  '/api/password',
  '/api/second-factor',
]);

/** A report that wants more fails alone. */
const reportHeapMb = 512;

export function gatehouse({
  db,
  region,
  book,
  moved,
  ledger,
  matches,
  told,
  editions,
  hooks,
  catalogued,
  failed,
  calendar,
  asksCertificates,
  hasSamples,
  data,
  now,
  wall,
}: GatehouseParts): Gatehouse {
  const known = accounts(db);
  const open = sessions(db);
  const codes = setUpCodes(db);
  const tree = unitTree(region.id, region.sites);
  const { note, forget } = ledger;
  // A changed folder is taken before anybody can listen.
  let hearing: ReturnType<typeof listeners> | undefined;
  const acting = acts(db, {
    ...{ book, moved, note, forget, now },
    told(sites, lines) {
      hearing?.acted();
      told(sites, lines);
    },
  });
  const parts = { accounts: known, sessions: open, acts: acting, region: region.id, now: wall };
  const siteOf = (unit: string) => {
    const site = region.sites.find(({ id }) => id === unit);
    return site && { name: site.name, nameEn: site.nameEn };
  };
  const changes = accountChanges({ ...parts, db, tree });
  const gate = entrance({ ...parts, codes, changes, siteOf, hasSamples });
  const persons = people({ ...parts, changes, tree, asksCertificates });
  const reserved = reservations(db, wall);
  const taken = busy();
  const kinds = kindsById(region);
  const rows = documents(db, book, reserved, taken, kinds);
  const { dayOf } = calendar;
  const yearOf = (at: Instant) => Number(dayOf(at).slice(0, 4));
  const tierOf = (site: string) => region.sites.find(({ id }) => id === site)?.tier;
  const counted = counts(db);
  const besides = noteSteps(
    noted(db),
    countSteps({ rows: counted, documents: rows, handing: handOverCounts(db), now }),
  );
  const table = policies(db, sampleApprovals, now());
  const loans = delegations(db);
  const acted = actFirst(db);
  const owed = due(db);
  const mayJudge = photosSeen(owed, now);
  const signing = approvals({
    ...{ policies: table, delegations: loans, accounts: known, tree, now, catalogue: worths(editions) },
    nameOf: (unit) => siteOf(unit) ?? { name: region.name, nameEn: region.nameEn },
  });
  const sees: Gatehouse['sees'] = ({ person }, site) => isInScope(person, site, tree);
  const devices = handhelds(db);
  const beside = secondSigner({ accounts: known, acts: acting, now: wall });
  const leasing = leaseDesk({
    ...{ rows: leases(db), loose: looseLeases(db), reservations: reserved, handhelds: devices },
    ...{ accounts: known, beside, acts: acting, tree, sees, now: wall },
  });
  const goingOn = onward(failed);
  const explaining = explain(db);
  const posting = postingDesk({
    ...{ rows: postings(db), documents: rows, acts: acting, explain: explaining },
    ...{ busy: taken, onward: goingOn },
  });
  const gives = giving({
    ...{ db, leases: leasing, kinds, dayOf, now, wall },
    hidden: (asker) => counting.answers.hidden(asker),
  });
  const { desk, ...work } = papers({
    ...{ mayName: photosNamed(photos(db), hasSamples), mayJudge },
    posting,
    leases: leasing,
    ...{ documents: rows, accounts: known, beside, acts: acting, besides, matches, reservations: reserved },
    ...{ giving: gives, approvals: signing, actFirst: acted, due: owed },
    ...{ explain: explaining, tree, tierOf, yearOf, now },
    isRetired: (kind) => kinds.get(kind)?.isRetired ?? false,
  });
  const counting = countRoom({
    ...{ db, rows: counted, region, kinds, desk, posting, acts: acting, tree, now },
  });
  const handling = handheldDesk({
    ...{ rows: devices, acts: acting, tree, sees, isStrict: !hasSamples, now: wall },
    brake: turnstile(wall),
  });
  const policing = policyDesk({ rows: table, accounts: known, tree, now });
  const catalogue = catalogueDesk({ editions, acts: acting, now, changed: catalogued });
  const lending = delegationDesk({ rows: loans, accounts: known, acts: acting, tree, now });
  const reviewing = reviewDesk({ rows: acted, acts: acting, tree, sees, mayJudge, now });
  const isCounting = (asker: Asker, site: SiteId) =>
    counting.answers.hidden(asker).some((place) => place.startsWith(`${site}/`));
  const reading = { database: db.raw.name, told: () => toldOf(region) };
  const labelled = labels(db);
  const making = jobs({
    ...{ ...reading, acts: acting, labels: labelled, tree, isCounting, heapMb: reportHeapMb, now },
    siteOfDocument: (id, asker) => desk.found(id, asker).site,
  });
  const pictures = photoDesk({
    ...{ rows: photos(db), accounts: known, due: owed, files: photoFiles(data) },
    ...{ acts: acting, found: desk.found, now: wall },
    mayStep: (document, asker) => desk.shown(document, asker).steps.length > 0,
    mayCompare: (id, asker) => counting.answers.scans(id, { limit: 1 }, asker),
  });
  const kitted = kits(db, taken, () => dayOf(now()));
  const kitting = kitDesk({ rows: kitted, keys: rows, acts: acting, tree, now });
  const works = pieceWorks(db, book, reserved, taken);
  const imported = imports(db, book, rows, works, uuid7);
  const going = entering({
    ...{ parts: importParts(db), rows: imported, acts: acting, busy: taken, onward: goingOn },
  });
  const importing = importDesk({
    ...{ ...reading, rows: imported, entering: going, acts: acting },
    ...{ tree, region: region.id, isCounting, now },
  });
  const hooking = hookDesk({ ...hooks, acts: acting, tree, region: region.id, now });
  const shares = sharingOf(db, { desk, tree, region, sees, dayOf, now });
  const published = publications({
    ...{ db, accounts: known, acts: acting, tree, region: region.id, now, wall },
    wholeKind: catalogue.whole,
    matters: {
      ...{ policy: policing.matter, countPolicy: counting.policies.matter },
      ...{ sharing: shares.matter, catalogue: catalogue.matter },
    },
  });
  const ready: Gatehouse['ready'] = (what, { person }) => {
    if (alwaysOpen.has(what)) return;
    if (isToChange(person, wall())) throw new Fault('changePasswordFirst');
    if (lacksSecondFactor(person)) throw new Fault('secondFactorNeeded');
  };
  hearing = listeners({
    door: { askerOf: gate.asker, heldOf: handling.held },
    ready: (asker) => ready('/api/sites', asker),
    hiddenFrom: counting.answers.hiddenFrom,
    ...{ tree, region: region.id },
  });

  return {
    entrance: gate,
    people: persons,
    papers: work,
    ...{ handhelds: handling, hooks: hooking },
    jobs: making,
    ...{ labels: labelled, photos: pictures },
    approving: {
      policies: policing,
      countPolicies: counting.policies,
      delegations: lending,
      reviews: reviewing,
      publications: published,
    },
    sharing: shares,
    waiting: waitingDesk({ rows: waiting(db), approvals: signing, tree, now }),
    catalogue,
    ...{ leases: leasing, kits: kitting },
    imports: { ...imported, ...importing },
    resume() {
      posting.resume();
      going.resume();
    },
    ...{ goingOn, due: owed },
    refusals: refusals(acting, turnstile(wall)),
    ...{ documents: rows, reservations: reserved },
    ...{ firstOut: gives.firstOut, outside: outside(db) },
    counts: counting.answers,
    mayBring: { '/api/photos/keep': pictures.mayKeep, '/api/imports/upload': importing.mayUpload },
    deeds: {
      ...persons,
      ...work,
      ...counting.deeds,
      ...pieces({ works, keys: rows, acts: acting, tree, now }),
      ...handling.deeds,
      ...making.deeds,
      ...pictures.deeds,
      ...published.deeds,
      ...lending.deeds,
      ...reviewing.deeds,
      ...leasing.deeds,
      ...kitting.deeds,
      ...importing.deeds,
      ...shares.deeds,
      ...hooking.deeds,
      '/api/session': gate.open,
      '/api/session/sample': gate.sample,
      '/api/set-up': gate.setUp,
      '/api/session/end'(_body, asker) {
        gate.end(asker);
        return { ok: true };
      },
    },
    ready,
    admit(route, asker, site) {
      ready(route, asker);
      const why = barred(needs[route], asker.person, site, region.id, tree);
      // Whether there is such a thing in another's store is not told either.
      if (why) throw new Fault(why === 'outOfScope' && needsAnswer(route) ? 'notFound' : why);
    },
    sees,
    listener: hearing.of,
    codes: hasSamples ? [] : codes.make(wall()),
    token: hasSamples ? demoToken({ ...parts, sites: region.sites }) : null,
  };
}
