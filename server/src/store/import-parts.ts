/** What an import has yet to enter, in parts that are each one commit. They are written before the import is decided, and are nothing until then; decided, they are all entered, whatever comes between. */
import type { Database } from './database.ts';
import type { ImportLine, ImportLot } from './imports.ts';

export type Part = { lots: readonly ImportLot[]; lines: readonly ImportLine[] };
export type ImportParts = {
  add(id: string, n: number, part: Part): void;
  /** The first that is left. */
  next(id: string): { n: number; part: Part } | null;
  left(id: string): number;
  of(id: string): Iterable<Part>;
  /** In the act that entered it. */
  entered(id: string, n: number, commit: number): void;
  /** Some of one that was not decided. @returns is more left? */
  drop(id: string): boolean;
  /** Imports with parts: decided ones, and those that never were. */
  all(): { id: string; isDecided: boolean }[];
};

/** Removed at once. */
const dropped = 20;

export function importParts({ raw }: Pick<Database, 'raw'>): ImportParts {
  const add = raw.prepare('insert into import_part (import, n, body) values (?, ?, ?)');
  const next = raw.prepare('select n, body from import_part where import = ? order by n limit 1');
  const bodies = raw.prepare('select body from import_part where import = ? order by n').pluck();
  const left = raw.prepare('select count(*) from import_part where import = ?').pluck();
  const end = raw.prepare('delete from import_part where import = ? and n = ?');
  const note = raw.prepare(
    'insert into import_entered (commit_key, import) values (?, (select key from import where id = ?))',
  );
  const drop = raw.prepare(
    `delete from import_part where import = ? and n in (select n from import_part where import = ? order by n limit ${dropped})`,
  );
  const all = raw.prepare(
    `select distinct import_part.import as id, import.key is not null as isDecided
     from import_part left join import on import.id = import_part.import`,
  );
  return {
    add: (id, n, part) => void add.run(id, n, JSON.stringify(part)),
    next(id) {
      const row = next.get(id) as { n: number; body: string } | undefined;
      return row ? { n: row.n, part: JSON.parse(row.body) as Part } : null;
    },
    left: (id) => left.get(id) as number,
    *of(id) {
      for (const body of bodies.iterate(id)) yield JSON.parse(body as string) as Part;
    },
    entered(id, n, commit) {
      end.run(id, n);
      note.run(commit, id);
    },
    drop: (id) => drop.run(id, id).changes === dropped,
    all: () =>
      (all.all() as { id: string; isDecided: number }[]).map(({ id, isDecided }) => ({
        id,
        isDecided: isDecided === 1,
      })),
  };
}
