/** Documents as people work on them: opened, taken step by step, corrected. The rules say what may become of them; one act keeps the document, what it posts and who did it. */
import type { DocumentType } from '@changping/contracts/document-words';
import type { Document, DutiesBySite, Signer } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Answer } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { documentCommands } from '@changping/contracts/http-documents';
import type { Instant, KindId, SiteId } from '@changping/contracts/units';
import type { Done, Refused } from './domain/documents/answer.ts';
import { availableSteps } from './domain/documents/available.ts';
import { correct } from './domain/documents/correct.ts';
import { type NewLine, open } from './domain/documents/draft.ts';
import { act } from './domain/documents/machine.ts';
import { documentNumber } from './domain/documents/number.ts';
import { tables } from './domain/documents/tables.ts';
import { isLocked } from './domain/lockout.ts';
import { dutiesOf, isInScope, type UnitTree } from './domain/rights.ts';
import { actorOf } from './entrance.ts';
import type { Accounts, Person } from './store/accounts.ts';
import type { Acts } from './store/acts.ts';
import type { Documents } from './store/documents.ts';
import { isPassword } from './store/secrets.ts';
import type { Asker } from './store/sessions.ts';

type Paper = keyof typeof documentCommands;
export type Papers = {
  [P in Paper]: (body: CommandBody<P>, asker: Asker) => CommandAnswer<P> | Promise<CommandAnswer<P>>;
} & { one(id: string, asker: Asker): Answer<'/api/documents/{id}'> };
export type PaperParts = {
  documents: Documents;
  accounts: Pick<Accounts, 'find'>;
  acts: Acts;
  tree: UnitTree;
  /** The region's own calendar. */
  yearOf(at: Instant): number;
  now(): Instant;
  /** The hour at which people sit there. */
  wall(): Instant;
};

export function papers({ documents, accounts, acts, tree, yearOf, now, wall }: PaperParts): Papers {
  const signer = (person: Person, type: DocumentType, sites: readonly string[]): Signer => ({
    person: person.name,
    duties: dutiesAt(person, type, sites),
  });
  const dutiesAt = (person: Person, type: DocumentType, sites: readonly string[]): DutiesBySite =>
    Object.fromEntries(sites.map((site) => [site, dutiesOf(person, type, site, tree)]));
  const endsOf = ({ site, there }: Pick<Document, 'site' | 'there'>) => [site, ...(there ? [there] : [])];

  const shown = (document: Document, { person }: Asker): CommandAnswer<'/api/documents/open'> => ({
    document,
    steps: availableSteps(document, dutiesAt(person, document.type, endsOf(document))),
  });

  function found(id: string, { person }: Asker): Document {
    const document = documents.find(id);
    // What another store works on is not told of either.
    if (!document || !endsOf(document).some((site) => isInScope(person, site, tree)))
      throw new Fault('notFound', `document ${id}`);
    return document;
  }

  /** Who signs beside the one who is in. A driver has no account: who signs by name alone may carry, and nothing else. */
  async function secondOf(
    given: { name: string; password?: string | undefined } | undefined,
    document: Document,
  ): Promise<{ second?: Signer }> {
    if (!given) return {};
    const { name, password } = given;
    if (password === undefined) {
      const duties = Object.fromEntries(endsOf(document).map((site) => [site, ['carry'] as const]));
      return { second: { person: `${name} (无账号)`, duties } };
    }
    const person = accounts.find(name);
    const isRight = await isPassword(password, person?.password ?? null);
    if (!person || !isRight || isLocked(person.tries, wall()) || person.disabledAt !== null)
      throw new Fault('loginWrong', name);
    return { second: signer(person, document.type, endsOf(document)) };
  }

  /** One step of a document that is there: judged, kept, posted and written down as one. */
  function take(
    asker: Asker,
    before: Document,
    action: string,
    reason: string | undefined,
    judge: (document: Document) => Done | Refused,
  ) {
    const what = {
      chain: chainOf(before, action),
      action: `${before.type}.${action}`,
      object: before.number,
    };
    return acts.run(actorOf(asker), { ...what, reason: reason ?? null }, (commit) => {
      const at = now();
      const document = documents.find(before.id) as Document;
      const judged = done(judge(document));
      const { final } = tables[document.type];
      const { state } = judged.document;
      const isOver = final.includes(state) || state === 'cancelled' || state === 'refused';
      documents.keep(document, judged.document, isOver);
      documents.post(commit, document, judged.moves, asker.person.name, at);
      return {
        before: { state: document.state, version: document.version },
        after: { state, version: judged.document.version, moves: judged.moves.length },
        result: shown(judged.document, asker),
      };
    });
  }

  return {
    '/api/documents/open'({ id, type, site, there, lines, lots, reason, refs, photos }, asker) {
      const before = documents.find(id);
      if (before) {
        const isSame = before.type === type && before.site === site && before.lines.length >= lines.length;
        if (isSame && before.steps[0]?.by === asker.person.name) return shown(before, asker);
        throw new Fault('idTaken', id);
      }
      const what = { chain: site as SiteId, action: `${type}.open`, object: id, reason: reason ?? null };
      if (!tree.has(site)) throw new Fault('notFound', `site ${site}`);
      return acts.run(actorOf(asker), what, () => {
        const at = now();
        const year = yearOf(at);
        const number = documentNumber(type, site, year, documents.nextNumber(type, site, year));
        const by = signer(asker.person, type, [site, ...(there ? [there] : [])]);
        const papersOf = {
          ...(reason ? { reason } : {}),
          ...(refs ? { refs } : {}),
          ...(photos ? { photos } : {}),
        };
        const draft = { id, number, type, site: site as SiteId, there: there ?? null, by, ...papersOf };
        const { document } = done(open({ ...draft, lines: lines.map(lineOf) }, at));
        for (const lot of lots ?? []) documents.addLot(lot);
        documents.add(document, at);
        return { before: null, after: { number, lines: lines.length }, result: shown(document, asker) };
      });
    },
    async '/api/documents/step'(
      { id, version, action, second, reason, dueAt, photos, refs, portions },
      asker,
    ) {
      const before = found(id, asker);
      const other = await secondOf(second, before);
      const by = signer(asker.person, before.type, endsOf(before));
      const given = {
        ...{ action, version, by, ...other },
        ...(reason ? { reason } : {}),
        ...(dueAt === undefined ? {} : { dueAt: dueAt as Instant }),
        ...(photos ? { photos } : {}),
        ...(refs ? { refs } : {}),
        ...(portions ? { portions: portions.map(defined) } : {}),
      };
      return take(asker, before, action, reason, (document) => act(document, given, now()));
    },
    async '/api/documents/correct'({ id, version, second, reason, refs, photos }, asker) {
      const before = found(id, asker);
      const other = await secondOf(second, before);
      const by = signer(asker.person, before.type, endsOf(before));
      const given = {
        version,
        by,
        reason,
        ...other,
        ...(refs ? { refs } : {}),
        ...(photos ? { photos } : {}),
      };
      return take(asker, before, 'correct', reason, (document) => correct(document, given, now()));
    },
    one(id, asker) {
      const document = found(id, asker);
      return { ...shown(document, asker), site: document.site };
    },
  };
}

/** What comes out of transit at the far end is written in the far end's chain. */
const chainOf = ({ site, there, type }: Document, action: string): SiteId =>
  (type === 'transfer' && action === 'receive' && there ? there : site) as SiteId;

const lineOf = (line: CommandBody<'/api/documents/open'>['lines'][number]): NewLine => ({
  kind: (line.kind ?? null) as KindId | null,
  item: line.item ?? null,
  lot: line.lot ?? null,
  piece: line.piece ?? null,
  wanted: line.wanted,
  from: line.from ?? null,
  to: line.to ?? null,
});

/** Without the keys that hold nothing. */
const defined = <Shape extends object>(shape: Shape) =>
  Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Shape]: Exclude<Shape[Key], undefined>;
  };

/** @throws Fault with what the rule says to do. */
function done(answer: Done | Refused): Done {
  if (answer.ok) return answer;
  throw new Fault(answer.code, `${answer.detail.zh} ${answer.detail.en}`);
}
