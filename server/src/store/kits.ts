/** Kits in their rows: a piece is in one of them at the most, and lies in its store. Writing runs inside an act's transaction; a piece that leaves the store leaves its kit where the book moves it. */
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import { bySound, chooseFirst, isNamed, type Orders } from '../domain/arranged.ts';
import { hasRoom, isGood, type Planned, standingOf } from '../domain/kit.ts';
import type { OpenCommit } from './book.ts';
import { type Busy, pieceName } from './busy.ts';
import type { Database } from './database.ts';

export type Kit = Answer<'/api/kits'>['items'][number];
export type NewKit = { site: string; name: string; plan: readonly Planned[]; command: string };
export type Kits = {
  /** Of one that is not taken apart. */
  find(code: string): Kit | undefined;
  list(query: Query<'/api/kits'>): Generator<undefined, Answer<'/api/kits'>>;
  gone(code: string): Answer<'/api/kits/{id}'>['gone'];
  /** Which kit this command made. */
  madeBy(command: string): string | undefined;
  /** @returns its code. @throws Fault kitsMany, notFound */
  assemble(kit: NewKit, at: Instant): string;
  /** @throws Fault pieceElsewhere, pieceInKit, kitPlan, kitFull, goodsMoving */
  add(kit: Kit, pieces: readonly string[], at: Instant): void;
  /** @throws Fault pieceNotInKit */
  takeOut(commit: OpenCommit, kit: Kit, pieces: readonly string[], at: Instant): void;
  dissolve(commit: OpenCommit, kit: Kit, at: Instant): void;
};

const kitsMost = 500;
const membersMost = 200;
const goneMost = 50;

/** `today`: by the region's calendar. */
export function kits({ raw }: Pick<Database, 'raw'>, busy: Pick<Busy, 'guard'>, today: () => string): Kits {
  const columns = `select kit.key, kit.code as id, site.code as site, kit.name, kit.plan, kit.made_at as madeAt
    from kit join site on site.key = kit.site where ended_at is null`;
  const one = raw.prepare(`${columns} and kit.code = ?`);
  const ofSite = raw.prepare(`${columns} and site.code = ? order by kit.key limit ${kitsMost}`);
  const membersOf = raw.prepare(
    `select piece.id as piece, (select epc from tag where tag.piece = piece.key order by tag.key limit 1) as epc,
       kind.code as kind, lot.code as lot, piece.quantity, place.code as place, quality, grade, owner,
       coalesce(effective_on, expires_on) as effectiveOn
     from kit_piece join piece on piece.key = kit_piece.piece join lot on lot.key = piece.lot join kind on kind.key = lot.kind
       join cell on cell.key = piece.cell join place on place.key = cell.place
     where kit = ? and until is null order by kind.code, piece.id`,
  );
  const gone = raw.prepare(
    `select piece.id as piece, kind.code as kind, piece.quantity, until as at, document.id as document, document.number
     from kit_piece join piece on piece.key = kit_piece.piece join lot on lot.key = piece.lot join kind on kind.key = lot.kind
       left join entry on entry.commit_key = until_commit
         and entry.from_cell in (select key from cell where cell.piece = kit_piece.piece)
       left join document on document.key = entry.document
     where kit = (select key from kit where code = ?) and until is not null
     group by kit_piece.key order by kit_piece.key desc limit ${goneMost}`,
  );
  const madeBy = raw.prepare('select code from kit where command = ?').pluck();
  const numbers = raw.prepare(
    'select count(*) as ever, count(*) filter (where ended_at is null) as now from kit join site on site.key = kit.site where site.code = ?',
  );
  const isKind = raw.prepare('select 1 from kind where code = ?').pluck();
  const make = raw.prepare(
    'insert into kit (code, site, name, plan, command, made_at) values (?, (select key from site where code = ?), ?, ?, ?, ?)',
  );
  const pieceOf = raw.prepare(
    `select piece.key, kind.code as kind, piece.quantity, kit.code as kit, kit.name
     from piece join lot on lot.key = piece.lot join kind on kind.key = lot.kind
       join cell on cell.key = piece.cell join place on place.key = cell.place join site on site.key = place.site
       left join kit_piece on kit_piece.piece = piece.key and until is null left join kit on kit.key = kit_piece.kit
     where piece.id = ? and site.code = ?`,
  );
  const put = raw.prepare(
    'insert into kit_piece (kit, piece, since) values ((select key from kit where code = ?), ?, ?)',
  );
  const take = raw.prepare(
    `update kit_piece set until = ?, until_commit = ?
     where kit = (select key from kit where code = ?) and piece = (select key from piece where id = ?) and until is null`,
  );
  const takeAll = raw.prepare(
    'update kit_piece set until = ?, until_commit = ? where kit = (select key from kit where code = ?) and until is null',
  );
  const end = raw.prepare('update kit set ended_at = ? where code = ?');

  function told({ key, plan: text, ...row }: Row): Kit {
    const plan = JSON.parse(text) as Kit['plan'];
    const day = today();
    const members = (membersOf.all(key) as Omit<Kit['members'][number], 'isGood'>[]).map((member) => ({
      ...member,
      isGood: isGood(member, day),
    }));
    return { ...row, plan, members, ...standingOf(plan, members, day) };
  }

  return {
    find(code) {
      const row = one.get(code) as Row | undefined;
      return row && told(row);
    },
    *list(query) {
      const { site, text = '' } = query;
      const rows = (ofSite.all(site) as Row[]).filter(({ id, name }) => isNamed(text, id, name));
      const choosing = chooseFirst(byKit, ({ row }) => row.id, query, bySound);
      for (const row of rows) {
        // Only for some of the orders its pieces are looked at.
        let known: Kit | undefined;
        choosing.add({
          row,
          get kit() {
            known ??= told(row);
            return known;
          },
        });
        yield;
      }
      const { items, next } = choosing.page();
      return { items: items.map(({ kit }) => kit), next };
    },
    gone: (code) =>
      (gone.all(code) as Gone[]).map(({ document, number, ...row }) => ({
        ...row,
        document: document === null || number === null ? null : { id: document, number },
      })),
    madeBy: (command) => madeBy.get(command) as string | undefined,
    assemble({ site, name, plan, command }, at) {
      const { ever, now } = numbers.get(site) as { ever: number; now: number };
      if (now >= kitsMost) throw new Fault('kitsMany');
      for (const { kind } of plan) if (!isKind.get(kind)) throw new Fault('notFound', `kind ${kind}`);
      const code = `${site}-K${ever + 1}`;
      make.run(code, site, name, JSON.stringify(plan), command, at);
      return code;
    },
    add({ id, site, plan, members }, pieces, at) {
      const inside: Planned[] = [...members];
      for (const piece of pieces) {
        const row = pieceOf.get(piece, site) as PieceRow | undefined;
        if (!row) throw new Fault('pieceElsewhere', piece);
        if (row.kit !== null) throw new Fault('pieceInKit', `${piece}: ${row.kit} ${row.name}`);
        if (!hasRoom(plan, inside, row.kind)) throw new Fault('kitPlan', `${piece} ${row.kind}`);
        if (inside.push(row) > membersMost) throw new Fault('kitFull');
        busy.guard(pieceName(piece));
        put.run(id, row.key, at);
      }
    },
    takeOut(commit, { id }, pieces, at) {
      for (const piece of pieces)
        if (!take.run(at, commit.key, id, piece).changes) throw new Fault('pieceNotInKit', piece);
    },
    dissolve(commit, { id }, at) {
      takeAll.run(at, commit.key, id);
      end.run(at, id);
    },
  };
}

const byKit: Orders<{ row: Row; readonly kit: Kit }> = {
  number: ({ row }) => row.id,
  name: ({ row }) => row.name,
  endsOn: ({ kit }) => kit.endsOn,
  pieces: ({ kit }) => kit.members.length,
};

type Row = Pick<Kit, 'id' | 'site' | 'name' | 'madeAt'> & { key: number; plan: string };
type Gone = Omit<Answer<'/api/kits/{id}'>['gone'][number], 'document'> & {
  document: string | null;
  number: string | null;
};
type PieceRow = Planned & { key: number; kit: string | null; name: string | null };
