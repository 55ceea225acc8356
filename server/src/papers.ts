/** Documents as people work on them: opened, taken step by step, corrected. The rules say what may become of them; one act keeps the document, what it posts and who did it. */
import { bringing, type DocumentType } from '@changping/contracts/document-words';
import type { Document, DutiesBySite, Move, Signer } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Answer } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { documentCommands } from '@changping/contracts/http-documents';
import type { Tier } from '@changping/contracts/live';
import { isOutsider } from '@changping/contracts/roles';
import type { Instant, SiteId } from '@changping/contracts/units';
import type { Approvals } from './approvals.ts';
import type { Done, Refused } from './domain/documents/answer.ts';
import { availableSteps } from './domain/documents/available.ts';
import { correct, undoneIn } from './domain/documents/correct.ts';
import { open } from './domain/documents/draft.ts';
import { act } from './domain/documents/machine.ts';
import { lotsIn, mayBring, mayGrow, mayLead } from './domain/documents/may-open.ts';
import { documentNumber } from './domain/documents/number.ts';
import { tables } from './domain/documents/tables.ts';
import { dutiesOf, isInScope, type UnitTree } from './domain/rights.ts';
import { documentTold } from './domain/told-outside.ts';
import { actorOf } from './entrance.ts';
import type { Giving } from './giving.ts';
import { inSlices } from './in-slices.ts';
import type { LeaseDesk } from './leases.ts';
import { chainOf, endsOf, lineOf, namedBy, piecesOf, sealOf, stepAt, underOf } from './paper-facts.ts';
import type { PostingDesk } from './posting.ts';
import type { SecondSigner } from './second-signer.ts';
import type { Accounts, Person } from './store/accounts.ts';
import type { ActFirst } from './store/act-first.ts';
import type { Acts } from './store/acts.ts';
import type { OpenCommit } from './store/book.ts';
import type { Documents, NewLot } from './store/documents.ts';
import type { Due } from './store/due.ts';
import type { Explain, Explained } from './store/explained.ts';
import type { Matches } from './store/matches.ts';
import type { Reservations } from './store/reservations.ts';
import { hashToken } from './store/secrets.ts';
import type { Asker } from './store/sessions.ts';

type Paper = keyof typeof documentCommands;
export type Papers = {
  [P in Paper]: (body: CommandBody<P>, asker: Asker) => CommandAnswer<P> | Promise<CommandAnswer<P>>;
} & { one(id: string, asker: Asker): Promise<Answer<'/api/documents/{id}'>>; desk: Desk };
type Opened = CommandAnswer<'/api/documents/open'>;
/** How a document comes to be. `planned`: in the same act, of the document as it was opened. `more`: what its own way adds. */
export type Opening = {
  body: CommandBody<'/api/documents/open'> & Pick<Document, 'neededBy'>;
  planned?(document: Document): void;
  more?: Pick<Document, 'countPolicy'>;
};
/** What a type of document with a way of its own does as all do. */
export type Desk = {
  /** @throws Fault notFound, also where it is of a store out of scope. */
  found(id: string, asker: Asker): Document;
  signer(person: Person, type: DocumentType, sites: readonly string[]): Signer;
  shown(document: Document, asker: Asker): Opened;
  /** @throws Fault as whatever `of` throws, which is not asked where the same was opened before. */
  open(asked: { id: string }, asker: Asker, of: () => Opening): Opened;
  take(
    asker: Asker,
    before: Document,
    action: string,
    asked: { key?: string | undefined; lots?: readonly NewLot[] | undefined },
    signers: { second?: Signer },
    judge: (document: Document) => Done | Refused,
  ): Opened;
};
export type PaperParts = {
  documents: Documents;
  accounts: Pick<Accounts, 'find'>;
  beside: SecondSigner;
  acts: Acts;
  matches: Pick<Matches, 'look' | 'ofDocument'>;
  reservations: Pick<Reservations, 'hold'>;
  explain: Explain;
  approvals: Approvals;
  actFirst: Pick<ActFirst, 'follow'>;
  due: Pick<Due, 'keep' | 'photos'>;
  leases: Pick<LeaseDesk, 'follow'>;
  giving: Giving;
  posting: Pick<PostingDesk, 'isMany' | 'begin' | 'follow' | 'of' | 'posted' | 'refuse'>;
  /** What goes with a step in the same act; it may add lines. @throws Fault */
  besides(commit: OpenCommit, document: Document, action: string): Document;
  mayName(document: string, photos: readonly string[], asker: Asker): void;
  /** @throws Fault photoAwaited */
  mayJudge(document: Document, action: string): void;
  tree: UnitTree;
  tierOf(site: string): Tier | undefined;
  isRetired(kind: string): boolean;
  /** The region's own calendar. */
  yearOf(at: Instant): number;
  now(): Instant;
};

export function papers(parts: PaperParts): Papers {
  const { documents, accounts, beside, acts, besides, matches, reservations, explain } = parts;
  const { approvals, actFirst, due, leases, giving, posting, tree, tierOf, isRetired, yearOf, now } = parts;
  const signer = (person: Person, type: DocumentType, sites: readonly string[]): Signer => ({
    person: person.name,
    duties: dutiesAt(person, type, sites),
  });
  const dutiesAt = (person: Person, type: DocumentType, sites: readonly string[]): DutiesBySite =>
    Object.fromEntries(sites.map((site) => [site, approvals.duties(person, type, site)]));
  /** What was posted is taken back by whoever has the duty himself. */
  const own = (person: Person, { type, ...document }: Document): Signer => ({
    person: person.name,
    duties: Object.fromEntries(endsOf(document).map((site) => [site, dutiesOf(person, type, site, tree)])),
  });

  const shown = (document: Document, { person }: Asker): CommandAnswer<'/api/documents/open'> => {
    const duties = dutiesAt(person, document.type, endsOf(document));
    const approval = approvals.now(document, person);
    const under = posting.of(document.id);
    const isOutside = person.roles.some(isOutsider);
    const photos = isOutside ? [] : due.photos(document.id);
    const unheard = bringing.has(document.type) && !isOutside ? documents.newLots(document) : [];
    return {
      document: isOutside ? documentTold(document, person.unit, accounts.find) : document,
      steps: availableSteps(document, duties)
        .filter((step) => approvals.offers(document, step, person))
        .map((step) => ({ ...step, ...defined({ until: approvals.term(document, step.action)?.usual }) })),
      // Who of us could sign is told to nobody outside.
      ...(approval && !isOutside ? { approval } : {}),
      ...(isOutside ? {} : defined({ worth: approvals.worth(document) })),
      ...(under ? { posting: under } : {}),
      gate: [],
      ...(unheard.length ? { newLots: unheard } : {}),
      ...(photos.length ? { photosOwed: photos } : {}),
      // What differed is none that anybody takes in.
      tags: document.type === 'count' || isOutside ? [] : documents.tagsOf(document),
    };
  };

  /** With what the gates saw of it, which takes fifty trips a while to tell. */
  async function seen<Told extends Opened>(told: Told, { person }: Asker): Promise<Told> {
    const { document } = told;
    const gate = await inSlices(
      matches.ofDocument(document as Document, (site) => isInScope(person, site, tree)),
    );
    return { ...told, gate };
  }

  function found(id: string, { person }: Asker): Document {
    const document = documents.find(id);
    // What another store works on is not told of either.
    if (!document || !endsOf(document).some((site) => isInScope(person, site, tree)))
      throw new Fault('notFound', `document ${id}`);
    return document;
  }

  /** Who signs beside the one who is in. A driver or a supplier's man has no account: he signs by name, may carry, and is nobody of ours. */
  async function secondOf(
    given: { name: string; password?: string | undefined } | undefined,
    document: Document,
    asker: Asker,
    judge: (signers: { second?: Signer }) => Done | Refused,
    signs = (person: Person) => signer(person, document.type, endsOf(document)),
  ): Promise<{ second?: Signer }> {
    if (!given) return {};
    // No step of theirs takes two, and whether a name has an account here is not for them to find out by trying.
    if (asker.person.roles.some(isOutsider)) throw new Fault('secondOutside');
    const { name, password } = given;
    const known = accounts.find(name);
    // The people of a demo have no passwords: whoever is one of them is all of them.
    if (password === undefined && known?.isSample && asker.person.isSample) return { second: signs(known) };
    if (password === undefined) {
      if (known) throw new Fault('secondPassword', known.name);
      const duties = Object.fromEntries(endsOf(document).map((site) => [site, ['carry'] as const]));
      return { second: { person: `${name} (无账号)`, duties } };
    }
    const signers = {
      second: known ? signs(known) : { person: name, duties: {} },
    };
    if (!judge(signers).ok) return signers;
    await beside.prove(name, password, document, asker);
    return signers;
  }

  /** One step of a document that is there: judged, kept, posted and written down as one. */
  function take(
    asker: Asker,
    before: Document,
    action: string,
    {
      key,
      ...asked
    }: {
      key?: string | undefined;
      reason?: string | undefined;
      lots?: readonly NewLot[] | undefined;
      second?: unknown;
    },
    { second }: { second?: Signer },
    judge: (document: Document) => Done | Refused,
  ) {
    const what = {
      chain: chainOf(before, action),
      action: `${before.type}.${action}`,
      object: before.number,
    };
    const { name } = asker.person;
    const digest = key ? digestOf(asked) : '';
    if (key && documents.isDone(key, name, digest))
      return shown(documents.find(before.id) as Document, asker);
    let later: readonly Move[] = [];
    const opened = acts.run(actorOf(asker), { ...what, reason: asked.reason ?? null }, (commit) => {
      const at = now();
      if (key) documents.markDone(key, name, digest, at);
      const document = documents.find(before.id) as Document;
      posting.refuse(document);
      parts.mayJudge(document, action);
      const judgement = judge(document);
      if (!judgement.ok) throw approvals.refused(judgement, document, action, asker.person);
      const { lines, audit: chosen } = giving.hold(asker, document, judgement.document);
      const stepped = { ...judgement.document, lines };
      const answer = { ...judgement, document: stepped, moves: posting.posted(stepped, judgement.moves) };
      const lessor = accounts.find(leases.follow(asker, answer.document, action, answer.moves) ?? '');
      const { done: step, isHeld, told } = approvals.taken(document, answer, lessor ?? asker.person);
      // What goes with an approval waits for the last who has to give it.
      const judged = isHeld ? step : { ...step, document: besides(commit, step.document, action) };
      const { final } = tables[document.type];
      const { state } = judged.document;
      const isOver = final.includes(state) || state === 'cancelled' || state === 'refused';
      documents.keep(document, judged.document, isOver);
      const fresh = lotsIn(judged.moves, asked.lots).filter(documents.addLot);
      actFirst.follow(judged.document);
      due.keep(judged.document);
      const isLater = posting.isMany(judged.document, judged.moves);
      if (isLater) later = judged.moves;
      if (isLater) posting.begin(judged.document, judged.moves, actorOf(asker));
      const moves = isLater ? [] : judged.moves;
      documents.post(commit, judged.document, moves, name, at);
      // What a correction brings back is not in the stock before it is sealed, and is its own.
      const isBack = action === 'correct' && moves.length > 0;
      reservations.hold(judged.document, !isBack);
      const moved = action === 'correct' ? [] : moves.flatMap(({ piece }) => piece ?? []);
      // What is posted later is told of then.
      const goods = isLater ? { ...judged.document, lines: [] } : judged.document;
      const explained = explain(goods, new Set(moved), stepAt(judged.document));
      const doubted = anew(judged, name, at);
      return {
        before: { state: document.state, version: document.version },
        after: {
          state,
          second: second?.person ?? null,
          ...told,
          ...chosen,
          ...sealOf(judged.document),
          moves: judged.moves.length,
          ...(fresh.length ? { lots: fresh } : {}),
          ...(explained.epcs.length ? { explained: explained.epcs } : {}),
          ...(doubted.epcs.length ? { reopened: doubted.epcs } : {}),
        },
        // Who counts there is told less, or all of it again.
        sites: [
          ...(document.type === 'count' ? [document.site] : []),
          ...[...explained.sites, ...doubted.sites, ...matches.look(judged.document)],
        ],
        pieces: [
          ...new Set([
            ...piecesOf(document),
            ...piecesOf(goods),
            ...moves.flatMap(({ piece }) => piece ?? []),
          ]),
        ],
        result: shown(judged.document, asker),
      };
    });
    if (later.length) posting.follow(opened.document as Document, later);
    return opened;
  }

  /** What a step that was taken back had explained is asked for again. */
  function anew({ document, moves }: Done, by: string, at: Instant): Explained {
    const undone = undoneIn(document);
    if (!undone) return { epcs: [], sites: [] };
    return explain.anew(document, new Set(moves.flatMap(({ piece }) => piece ?? [])), undone.at, by, at);
  }

  const openPaper: Desk['open'] = (asked, asker, of) => {
    const { id } = asked;
    const { name } = asker.person;
    const digest = digestOf(asked);
    if (documents.isDone(id, name, digest)) return shown(found(id, asker), asker);
    const { body, planned, more } = of();
    const { type, site, there = null, lines, lots = [] } = body;
    const { reason, refs, photos, phone, urgency, level, returnBy, neededBy } = body;
    // Of the region itself nobody writes a document: goods lie in stores.
    if (!tree.get(site)) throw new Fault('notFound', `site ${site}`);
    mayLead(type, there, tierOf);
    mayBring(type, lines, lots);
    mayGrow(lines, isRetired);
    const what = { chain: site as SiteId, action: `${type}.open`, object: id, reason: reason ?? null };
    return acts.run(actorOf(asker), what, () => {
      const at = now();
      documents.markDone(id, name, digest, at);
      const year = yearOf(at);
      const draft = {
        ...{ id, type, site: site as SiteId, there, lines: lines.map(lineOf) },
        number: documentNumber(type, site, year, documents.nextNumber(type, site, year)),
        by: signer(asker.person, type, endsOf({ site: site as SiteId, there })),
        ...defined({ reason, refs, photos, phone, urgency, level }),
        ...defined({ returnBy: returnBy as Instant | undefined, neededBy }),
      };
      const made = { ...approvals.opened(done(open(draft, at)).document, asker.person), ...more };
      const { lines: held, audit: chosen } = giving.hold(asker, null, made);
      const document = { ...made, lines: held };
      const fresh = lots.filter(documents.addLot);
      documents.mustFit(document.lines);
      documents.add(document, at);
      due.keep(document);
      planned?.(document);
      const sites = matches.look(document);
      return {
        ...{
          before: null,
          after: {
            ...{
              number: document.number,
              ...underOf(document),
              ...sealOf(document),
              lines: lines.length,
              lots: fresh,
            },
            ...chosen,
          },
        },
        ...{ pieces: piecesOf(document), sites, result: shown(document, asker) },
      };
    });
  };

  return {
    desk: { found, signer, shown, open: openPaper, take },
    async '/api/documents/open'(body, asker) {
      // Its places are no lines that anybody may write.
      if (body.type === 'count') throw new Fault('countOwnWay');
      // What they may name of ours is not for them to find out by trying.
      if (asker.person.roles.some(isOutsider)) throw new Fault('aidOwnWay');
      const made = openPaper(body, asker, () => ({ body }));
      return seen(made, asker);
    },
    async '/api/documents/step'(body, asker) {
      const { id, version, action, second, reason, dueAt, photos, refs, phone, portions, lots = [] } = body;
      const before = found(id, asker);
      mayBring(before.type, namedBy(before, portions), lots);
      if (before.type === 'count' && action === 'post') throw new Fault('countOwnWay');
      parts.mayName(id, photos ?? [], asker);
      const given = {
        ...{ action, version, by: signer(asker.person, before.type, endsOf(before)) },
        ...defined({ reason, photos, refs, phone, dueAt: dueAt as Instant | undefined }),
        ...defined({ portions: portions?.map(defined), term: approvals.term(before, action) }),
      };
      const judge = (signers: { second?: Signer }) => (document: Document) =>
        act(document, { ...given, ...signers }, now());
      const signers = await secondOf(second, before, asker, (so) => judge(so)(before));
      return seen(take(asker, before, action, body, signers, judge(signers)), asker);
    },
    async '/api/documents/correct'(body, asker) {
      const { id, version, second, reason, refs, photos } = body;
      const before = found(id, asker);
      parts.mayName(id, photos ?? [], asker);
      const by = own(asker.person, before);
      const given = { version, by, reason, ...defined({ refs, photos }) };
      const judge = (signers: { second?: Signer }) => (document: Document) =>
        correct(document, { ...given, ...signers }, now());
      const signers = await secondOf(
        second,
        before,
        asker,
        (so) => judge(so)(before),
        (person) => own(person, before),
      );
      return seen(take(asker, before, 'correct', body, signers, judge(signers)), asker);
    },
    one(id, asker) {
      const document = found(id, asker);
      return seen({ ...shown(document, asker), site: document.site }, asker);
    },
  };
}

/** A password is no part of what was asked. */
const digestOf = (asked: object): string => hashToken(JSON.stringify({ ...asked, second: undefined }));

/** Without the keys that hold nothing. */
const defined = <Shape extends object>(shape: Shape) =>
  Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Defined<Shape>;
type Defined<Shape> = {
  [Key in keyof Shape as undefined extends Shape[Key] ? never : Key]: Shape[Key];
} & { [Key in keyof Shape as undefined extends Shape[Key] ? Key : never]?: Exclude<Shape[Key], undefined> };

/** @throws Fault with what the rule says to do. */
function done(answer: Done | Refused): Done {
  if (answer.ok) return answer;
  throw new Fault(answer.code, `${answer.detail.zh} ${answer.detail.en}`);
}
