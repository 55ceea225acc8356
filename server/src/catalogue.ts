/** The catalogue as people read and write it: a draft becomes the next version in one act, checked by the rules of the region's folder, and is in force at once. */
import { cellsOf, changesOf, type KindCells } from '@changping/contracts/catalogue-cells';
import { type KindMistake, kindMistakesText, mistake } from '@changping/contracts/cell-mistakes';
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { Kind } from '@changping/contracts/live';
import type { Instant } from '@changping/contracts/units';
import { refusalOf, type UnitTree } from './domain/rights.ts';
import { actorOf } from './entrance.ts';
import { kindFrom } from './region/kind-cells.ts';
import type { Actor, Acts } from './store/acts.ts';
import type { Catalogues, Edition, Listed } from './store/catalogues.ts';
import { hashToken } from './store/secrets.ts';
import { regionChain } from './store/seed.ts';
import type { Asker } from './store/sessions.ts';
import { pageOfVersions } from './store/versions.ts';

type Publish = '/api/catalogue/publish';
export type CatalogueDesk = {
  deeds: { [P in Publish]: (body: CommandBody<P>, asker: Asker) => CommandAnswer<P> };
  standing(): Answer<'/api/catalogue'>;
  list(query: Query<'/api/catalogue/versions'>): Answer<'/api/catalogue/versions'>;
  /** @throws Fault notFound */
  kinds(version: number): readonly Kind[];
};
export type CatalogueParts = {
  editions: Catalogues;
  acts: Acts;
  tree: UnitTree;
  region: string;
  now(): Instant;
  /** It is on the disk. */
  changed(): void;
};

/** What the pages ask for in one page. */
const kindsMost = 500;
const byFolder: Actor = { account: 'server', role: 'program', device: null, address: '' };

export function catalogueDesk({ editions, acts, tree, region, now, changed }: CatalogueParts): CatalogueDesk {
  const { folder } = editions;
  /** Of each version what its list shows; a version is never changed. */
  const shown = new Map<number, Facts>();
  if (editions.due() === 'take') take();

  /** Nobody has written at the console: a changed folder is the next version. What it lists no more is retired, for the book has it. */
  function take(): void {
    const { version: before, kinds } = editions.now();
    const listed = { catalogue: folder.catalogue, kinds: withRetired(folder.kinds, kinds) };
    const reason = '目录文件有更新 / the folder has another edition';
    const act = { chain: regionChain, action: 'catalogue.take', object: `catalogue ${before + 1}`, reason };
    acts.run(byFolder, act, () =>
      write(before, listed, { origin: 'folder', folder: folder.digest }, { by: 'server', reason }),
    );
  }

  function write(
    before: number,
    listed: Listed,
    from: Pick<Edition, 'origin' | 'folder'>,
    said: { by: string; reason: string },
  ) {
    const was = editions.now();
    const version = before + 1;
    const changed = changesOf(was.kinds.map(cellsOf), listed.kinds.map(cellsOf)).map(({ id }) => id);
    const at = now();
    editions.add({
      version,
      content: { ...from, changed, ...listed },
      at,
      since: at,
      agreedBy: null,
      ...said,
    });
    return {
      before: { version: before },
      after: { version, kinds: changed, digest: hashToken(JSON.stringify(listed)) },
      result: { version },
    };
  }

  /** @throws Fault catalogueWrong with every mistake, catalogueFull */
  function checked({ kinds, catalogue }: Listed, drafts: readonly KindCells[]): Listed {
    const { categories } = catalogue;
    const mistakes: KindMistake[] = [];
    const written = new Map<string, Kind>();
    for (const cells of drafts) {
      const read = kindFrom(cells, categories);
      if (read.mistakes) mistakes.push(...read.mistakes);
      else if (written.has(cells.id)) mistakes.push({ kind: cells.id, field: 'id', code: mistake('twice') });
      else written.set(cells.id, read.kind);
    }
    const known = new Set(kinds.map(({ id }) => id));
    const all = [
      ...kinds.map((kind) => written.get(kind.id) ?? kind),
      ...[...written.values()].filter(({ id }) => !known.has(id)),
    ];
    for (const { id, category } of all)
      if (!written.has(id) && !categories.some((each) => each.id === category))
        mistakes.push({ kind: id, field: 'category', code: mistake('noCategory', category) });
    // What was entered in boxes must not read as pieces, in the reports of the past least of all.
    for (const { id, unit } of kinds)
      if (written.has(id) && written.get(id)?.unit !== unit && editions.isInBook(id))
        mistakes.push({ kind: id, field: 'unit', code: mistake('unitInBook', unit) });
    if (mistakes.length) throw new Fault('catalogueWrong', kindMistakesText(mistakes));
    if (all.length > kindsMost) throw new Fault('catalogueFull');
    return { catalogue, kinds: all };
  }

  return {
    deeds: {
      '/api/catalogue/publish'({ after, kinds, head, folder: looked, reason }, asker) {
        const what = {
          chain: regionChain,
          action: 'catalogue.publish',
          object: `catalogue ${after + 1}`,
          reason,
        };
        const result = acts.run(actorOf(asker), what, () => {
          const refused = refusalOf(asker.person, 'editCatalogue', region, tree);
          if (refused) throw new Fault(refused);
          const was = editions.now();
          if (was.version !== after) throw new Fault('catalogueChanged', `${was.version}`);
          const listed = checked({ kinds: was.kinds, catalogue: head ?? was.catalogue }, kinds);
          const isLooked = looked === folder.digest && was.folder !== looked;
          if (!isLooked && isSame(was, listed)) throw new Fault('catalogueSame');
          const from = { origin: 'console', folder: isLooked ? looked : was.folder } as const;
          return write(after, listed, from, { by: asker.person.name, reason });
        });
        changed();
        return result;
      },
    },
    standing() {
      const { version, catalogue, kinds } = editions.now();
      if (editions.due() !== 'offer') return { version, head: catalogue, folder: null };
      const offered = withRetired(folder.kinds, kinds).map(cellsOf);
      const other = changesOf(kinds.map(cellsOf), offered).map(({ cells }) => cells);
      return {
        version,
        head: catalogue,
        folder: { digest: folder.digest, head: folder.catalogue, kinds: other },
      };
    },
    list: (query) =>
      pageOfVersions(editions, query, (row) => {
        const { version, at, by, reason } = row;
        const facts = shown.get(version) ?? factsOf(row.content);
        shown.set(version, facts);
        return { version, at, by, reason, ...facts };
      }),
    kinds(version) {
      const listed = editions.at(version);
      if (!listed) throw new Fault('notFound', `catalogue ${version}`);
      return listed.kinds;
    },
  };
}

type Facts = Pick<
  Answer<'/api/catalogue/versions'>['items'][number],
  'origin' | 'head' | 'kinds' | 'changed'
>;

const factsOf = ({ origin, catalogue, kinds, changed }: Edition): Facts => ({
  ...{ origin, head: catalogue },
  ...{ kinds: kinds.length, changed: [...changed] },
});

/** A folder's kinds, and retired what it does not list and the catalogue has. */
const withRetired = (listed: readonly Kind[], known: readonly Kind[]): Kind[] => [
  ...listed,
  ...known
    .filter(({ id }) => !listed.some((each) => each.id === id))
    .map((kind) => ({ ...kind, isRetired: true })),
];

const isSame = (was: Listed, is: Listed): boolean =>
  JSON.stringify([was.catalogue, was.kinds]) === JSON.stringify([is.catalogue, is.kinds]);
