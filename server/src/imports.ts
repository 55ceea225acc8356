/** Files that people import: kept in memory for a while, read in a thread of their own, applied whole in one act or not at all. What was not applied does not outlive the program. */
import { webcrypto } from 'node:crypto';
import { Fault, type FaultCode } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { importCommands } from '@changping/contracts/http-imports';
import { type CellError, cellFaults } from '@changping/contracts/import-faults';
import { type ImportKind, importBytesMost } from '@changping/contracts/import-words';
import type { Instant, SiteId } from '@changping/contracts/units';
import { type PlainAction, refusalOf, type UnitTree } from './domain/rights.ts';
import { reaches } from './domain/token-scope.ts';
import type { Brought, Head } from './edge/http/commands.ts';
import { actorOf } from './entrance.ts';
import type { Entering } from './import-entering.ts';
import { importReader } from './import-reader.ts';
import type { Acts } from './store/acts.ts';
import type { ImportLine, ImportLot, Imports } from './store/imports.ts';
import { regionChain } from './store/seed.ts';
import type { Asker } from './store/sessions.ts';
import { type Mapping, rememberedOf } from './work/import/columns.ts';
import type { Told } from './work/reports.ts';

type Importing = CommandAnswer<'/api/imports/upload'>;
type Bodies = { [C in Exclude<keyof typeof importCommands, '/api/imports/upload'>]: CommandBody<C> } & {
  '/api/imports/upload': Brought<'/api/imports/upload'>;
};
export type ImportDesk = {
  deeds: {
    [C in keyof Bodies]: (body: Bodies[C], asker: Asker) => CommandAnswer<C> | Promise<CommandAnswer<C>>;
  };
  /** Asked before the file is read. @throws Fault */
  mayUpload(head: Head<'/api/imports/upload'>, asker: Asker): void;
  /** @throws Fault notFound, also for what another sent */
  one(id: string, asker: Asker): Importing;
  errors(
    id: string,
    query: Query<'/api/imports/{id}/errors'>,
    asker: Asker,
  ): Answer<'/api/imports/{id}/errors'>;
  close(): Promise<void>;
};
export type ImportParts = {
  /** The database; threads only read it. */
  database: string;
  rows: Imports;
  entering: Entering;
  /** Of the region, with the catalogue of this moment. */
  told(): Told;
  acts: Acts;
  tree: UnitTree;
  region: string;
  /** Does this one count in that store now? A check would tell what the book has. */
  isCounting(asker: Asker, site: SiteId): boolean;
  now(): Instant;
};

const takes: Record<ImportKind, PlainAction> = {
  stock: 'importStock',
  tags: 'bindTag',
  supplyClasses: 'editCatalogue',
};
const keptOfPerson = 3;
const keptMost = 12;
const keptFor = 30 * 60_000;
/** One is read at a time: the machine has other work. */
const waitingMost = 8;

type Kept = {
  importing: Importing;
  bytes: Uint8Array;
  person: string;
  errors: CellError[];
  rowsDigest: string;
  mapping: Mapping | null;
  /** To be entered one by one. */
  parts: number;
  until: number;
};
type Rows = { lots: ImportLot[]; lines: ImportLine[] };

export function importDesk({
  database,
  rows,
  entering,
  told,
  acts,
  tree,
  region,
  isCounting,
  now,
}: ImportParts): ImportDesk {
  const kept = new Map<string, Kept>();
  const reader = importReader(database);
  let waiting = 0;
  let line: Promise<unknown> = Promise.resolve();

  function sweep(): void {
    const at = performance.now();
    const newestFirst = [...kept].reverse();
    const counted = new Map<string, number>();
    newestFirst.forEach(([id, { person, until, importing }], i) => {
      const n = (counted.get(person) ?? 0) + 1;
      counted.set(person, n);
      const isIdle = importing.state !== 'reading' && importing.state !== 'applying';
      if (isIdle && (at > until || n > keptOfPerson || i >= keptMost)) kept.delete(id);
    });
  }

  function found(id: string, { person }: Asker): Kept {
    sweep();
    const each = kept.get(id);
    if (!each || each.person !== person.name || !reaches(person, each.importing.site, tree))
      throw new Fault('notFound', `import ${id}`);
    return each;
  }

  /** @throws Fault */
  function allow(asker: Asker, kind: ImportKind, site: string): SiteId {
    const { person } = asker;
    const isRegions = kind === 'supplyClasses';
    if (isRegions !== (site === region)) throw new Fault('notFound', `site ${site}`);
    const refused = refusalOf(person, takes[kind], site, tree);
    if (refused) throw new Fault(refused === 'outOfScope' && !tree.has(site) ? 'notFound' : refused);
    if (kind === 'stock' && isCounting(asker, site as SiteId)) throw new Fault('countBlind');
    return chainOf(kind, site);
  }

  const act = (each: Kept, action: string) => {
    const { kind, site, name } = each.importing;
    return { chain: chainOf(kind, site), action, object: `${kind} ${name}` };
  };

  /** One after the other. @throws Fault importBusy */
  function inLine<Result>(work: () => Promise<Result>): Promise<Result> {
    if (waiting >= waitingMost) throw new Fault('importBusy');
    waiting++;
    const turn = line.then(work).finally(() => waiting--);
    line = turn.catch(() => undefined);
    return turn;
  }

  /** @returns what is to be entered, where it is to be applied. */
  async function check(each: Kept, isToApply: boolean): Promise<Rows> {
    const { importing, bytes, person, mapping } = each;
    const { kind, site, name } = importing;
    const read: Rows = { lots: [], lines: [] };
    const errors: CellError[] = [];
    importing.share = 0;
    const wish = { kind, site, name, bytes, mapping, told: told(), remembered: rows.heads(person, kind) };
    const summary = await reader.read({ ...wish, isToApply }, (message) => {
      if ('share' in message) importing.share = message.share;
      if ('errors' in message) for (const error of message.errors) errors.push(error);
      if ('lots' in message) for (const lot of message.lots) read.lots.push(lot);
      if ('fresh' in message) for (const row of message.fresh) read.lines.push(row);
    });
    each.errors = errors;
    each.rowsDigest = summary.digest;
    const { digest: _, wrong, more: __, ...rest } = summary;
    const before = wrong === 0 ? rows.before(kind, chainOf(kind, site), summary.digest) : null;
    Object.assign(importing, rest, { errors: wrong, before, state: 'checked', fault: null, detail: '' });
    return read;
  }

  async function tried(each: Kept): Promise<void> {
    try {
      await check(each, false);
    } catch (error) {
      fail(each, error);
    }
    each.until = performance.now() + keptFor;
  }

  function copyOf({ importing, parts }: Kept): Importing {
    const { id, state } = importing;
    const share = state === 'applied' ? 1 : parts ? 1 - entering.left(id) / parts : importing.share;
    return { ...importing, share };
  }

  return {
    deeds: {
      async '/api/imports/upload'({ id, kind, site, name, bytes }, asker) {
        if (bytes.length > importBytesMost) throw new Fault('bodyTooLarge');
        const digest = Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
        const chain = allow(asker, kind, site);
        const there = kept.get(id);
        const isSame = there?.importing.digest === digest && there.importing.kind === kind;
        if (there && !(isSame && there.person === asker.person.name)) throw new Fault('idTaken', id);
        if (there) return copyOf(there);
        if (rows.find(id)) throw new Fault('idTaken', id);
        if (waiting >= waitingMost) throw new Fault('importBusy');
        const importing: Importing = {
          ...{ id, kind, site: site as string, name, bytes: bytes.length, digest, state: 'reading' },
          ...{ fault: null, detail: '', encoding: '', heads: [], mapping: {}, rows: 0, same: 0, fresh: 0 },
          ...{ errors: 0, lots: 0, pieces: 0, tags: 0, quantity: 0, changes: [], preview: [] },
          ...{ before: null, receipt: null, share: 0 },
        };
        const each: Kept = {
          ...{
            importing,
            bytes,
            person: asker.person.name,
            errors: [],
            rowsDigest: '',
            mapping: null,
            parts: 0,
          },
          until: Number.POSITIVE_INFINITY,
        };
        acts.run(actorOf(asker), { chain, action: 'import.upload', object: `${kind} ${name}` }, () => ({
          ...{ before: null, after: { id, kind, name, digest, bytes: bytes.length }, result: undefined },
        }));
        kept.set(id, each);
        sweep();
        void inLine(() => tried(each));
        return copyOf(each);
      },
      '/api/imports/map'({ id, mapping }, asker) {
        const each = found(id, asker);
        const { importing } = each;
        allow(asker, importing.kind, importing.site);
        if (importing.state !== 'checked') throw new Fault('notReady', importing.state);
        if (waiting >= waitingMost) throw new Fault('importBusy');
        const heads = rememberedOf(mapping as Mapping, importing.heads);
        acts.run(actorOf(asker), act(each, 'import.map'), () => {
          rows.keepHeads(each.person, importing.kind, heads);
          return { before: { mapping: importing.mapping }, after: { id, mapping }, result: undefined };
        });
        each.mapping = mapping as Mapping;
        importing.state = 'reading';
        void inLine(() => tried(each));
        return copyOf(each);
      },
      async '/api/imports/apply'({ id }, asker) {
        const each = found(id, asker);
        const { importing } = each;
        allow(asker, importing.kind, importing.site);
        if (importing.state === 'applied') return copyOf(each);
        if (importing.state !== 'checked') throw new Fault('notReady', importing.state);
        importing.state = 'applying';
        try {
          await inLine(() => apply(each, asker));
        } finally {
          if (importing.state === 'applying') importing.state = 'checked';
          each.until = performance.now() + keptFor;
        }
        return copyOf(each);
      },
    },
    mayUpload: ({ kind, site }, asker) => void allow(asker, kind, site),
    one: (id, asker) => copyOf(found(id, asker)),
    errors(id, { limit, after }, asker) {
      const from = Number(after ?? 0);
      const { errors } = found(id, asker);
      const items = errors.slice(from, from + limit);
      const end = from + items.length;
      return {
        items: items.map((error) => ({ ...error, sentence: cellFaults[error.code] })),
        next: end < errors.length ? String(end) : null,
      };
    },
    async close() {
      kept.clear();
      await reader.close();
    },
  };

  /** Checked once more against the book as it is now, then entered. */
  async function apply(each: Kept, asker: Asker): Promise<void> {
    const { importing, rowsDigest } = each;
    const { id, kind, name, digest } = importing;
    const read = await check(each, true);
    const { lots, lines } = read;
    importing.state = 'applying';
    if (importing.errors) throw new Fault('importWrong', `${importing.errors}`);
    if (each.rowsDigest !== rowsDigest) throw new Fault('importChanged');
    const chain = chainOf(kind, importing.site);
    if (importing.before) {
      await entering.whole(importing.before.id, actorOf(asker));
      Object.assign(importing, { state: 'applied', receipt: importing.before });
      return;
    }
    const by = asker.person.name;
    const isMany = entering.isMany(read);
    if (isMany) await entering.prepare(id, read);
    each.parts = entering.left(id);
    const decide = () =>
      acts.run(actorOf(asker), act(each, 'import.apply'), (commit) => {
        const at = now();
        const { pieces, tags, quantity } = importing;
        const counts = { rows: importing.rows, lots: lots.length, pieces, tags, quantity };
        if (!isMany) entering.sound(read);
        const changed = isMany ? [] : rows.write(commit, lots, lines, { by, at, reason: null });
        rows.add(commit, { id, kind, site: chain, name, digest, by, at, ...counts, rowsDigest }, lines);
        const after = { id, kind, digest, rowsDigest, ...counts, parts: each.parts };
        return { before: null, after, pieces: changed, result: undefined };
      });
    try {
      decide();
    } catch (error) {
      await entering.forget(id);
      throw error;
    }
    await entering.whole(id, actorOf(asker));
    Object.assign(importing, { state: 'applied', receipt: rows.find(id) });
    each.bytes = new Uint8Array();
  }
}

const chainOf = (kind: ImportKind, site: string): SiteId =>
  kind === 'supplyClasses' ? regionChain : (site as SiteId);

function fail({ importing }: Kept, error: unknown): void {
  const { code, detail }: { code: FaultCode; detail: string } =
    error instanceof Fault ? error : { code: 'internal', detail: '' };
  Object.assign(importing, { state: 'failed', fault: code, detail });
}
