/** The catalogue as people read and write it: a draft becomes the next version in one act, checked by the rules of the region's folder, and is in force at once when another person agrees. */
import { cellsOf, changesOf, type KindCells } from '@changping/contracts/catalogue-cells';
import { type KindMistake, kindMistakesText, mistake } from '@changping/contracts/cell-mistakes';
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import type { Kind } from '@changping/contracts/live';
import type { Instant } from '@changping/contracts/units';
import type { ContentOf, Matter } from './publishing.ts';
import { kindFrom } from './region/kind-cells.ts';
import { gtinFaults } from './region/kind-rows.ts';
import type { Actor, Acts } from './store/acts.ts';
import type { Catalogues, Edition, Listed } from './store/catalogues.ts';
import { hashToken } from './store/secrets.ts';
import { regionChain } from './store/seed.ts';
import { pageOfVersions, type Written } from './store/versions.ts';

type Draft = ContentOf<'catalogue'>;
type Said = CommandBody<'/api/catalogue/propose'>['kinds'][number];
type Row = Written<Edition>;
export type CatalogueDesk = {
  matter: Matter<Draft>;
  /** A kind as somebody says it, and of what is not said as it is in force. */
  whole(said: Said): KindCells;
  standing(): Answer<'/api/catalogue'>;
  list(query: Query<'/api/catalogue/versions'>): Answer<'/api/catalogue/versions'>;
  /** @throws Fault notFound */
  kinds(version: number): readonly Kind[];
};
export type CatalogueParts = {
  editions: Catalogues;
  acts: Acts;
  now(): Instant;
  /** Another version is on the disk. */
  changed(): void;
};

/** What the pages ask for in one page. */
const kindsMost = 500;
const byFolder: Actor = { account: 'server', role: 'program', device: null, address: '' };

export function catalogueDesk({ editions, acts, now, changed }: CatalogueParts): CatalogueDesk {
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
    acts.run(byFolder, act, () => {
      const [version, at] = [before + 1, now()];
      const row = { version, at, since: at, by: byFolder.account, agreedBy: null, reason };
      const kinds = write(listed, { origin: 'folder', folder: folder.digest }, row);
      return { before: { version: before }, after: { version, kinds, ...sealedAt(version) }, result: null };
    });
  }

  /** @returns the kinds that it changes. */
  function write(listed: Listed, from: Pick<Edition, 'origin' | 'folder'>, row: Omit<Row, 'content'>) {
    const was = editions.now();
    const changed = changesOf(was.kinds.map(cellsOf), listed.kinds.map(cellsOf)).map(({ id }) => id);
    editions.add({ ...row, content: { ...from, changed, ...listed } });
    return changed;
  }

  function sealedAt(version: number) {
    const { catalogue, kinds } = editions.at(version) as Listed;
    return { digest: hashToken(JSON.stringify({ catalogue, kinds })) };
  }

  /** What would be in force. @throws Fault catalogueWrong with every mistake, catalogueFull, catalogueSame */
  function drafted({ kinds: drafts, head, folder: looked }: Draft): [Listed, Pick<Edition, 'folder'>] {
    const was = editions.now();
    const { kinds } = was;
    const catalogue = head ?? was.catalogue;
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
    mistakes.push(...gtinFaults(all).filter(({ kind }) => written.has(kind)));
    if (mistakes.length) throw new Fault('catalogueWrong', kindMistakesText(mistakes));
    if (all.length > kindsMost) throw new Fault('catalogueFull');
    const listed = { catalogue, kinds: all };
    // The folder may be another one by the time somebody agrees.
    const isLooked = looked === folder.digest && was.folder !== looked;
    if (!isLooked && isSame(was, listed)) throw new Fault('catalogueSame');
    return [listed, { folder: isLooked ? looked : was.folder }];
  }

  return {
    matter: {
      ...{ called: 'catalogue', right: 'editCatalogue', changed: 'catalogueChanged' },
      newest: () => editions.now().version,
      check: drafted,
      add({ content, ...row }) {
        const [listed, from] = drafted(content);
        write(listed, { origin: 'console', ...from }, row);
      },
      sealed: (draft) => ({
        kinds: draft.kinds.map(({ id }) => id),
        draft: hashToken(JSON.stringify(draft)),
      }),
      sealedAt,
      stands: changed,
    },
    whole(said) {
      const known = editions.now().kinds.find(({ id }) => id === said.id);
      return { ...said, gtins: said.gtins ?? (known ? cellsOf(known).gtins : '') };
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
        const { version, at, by, agreedBy, reason } = row;
        const facts = shown.get(version) ?? factsOf(row.content);
        shown.set(version, facts);
        return { version, at, by, agreedBy, reason, ...facts };
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
