/** The rule of membership over the real rows, whatever is done to kits and pieces in which order. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@changping/contracts/faults';
import type { Instant, SiteId } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { book, type OpenCommit } from './book.ts';
import { busy } from './busy.ts';
import { openDatabase } from './database.ts';
import { type Kit, kits } from './kits.ts';

const pieces = ['P1', 'P2', 'P3', 'P4'];
const at = 1_795_000_000_000 as Instant;
const plan = [{ kind: 'mask', quantity: 100 }];

const step = fc.record({
  what: fc.constantFrom('add', 'takeOut', 'move', 'dissolve'),
  kit: fc.nat({ max: 2 }),
  piece: fc.constantFrom(...pieces),
  to: fc.constantFrom('A/one', 'A/two', 'B/one', 'consumed'),
});

/** Two stores, pieces in the first of them, and a book that moves them. */
async function aRegion() {
  const folder = mkdtempSync(join(tmpdir(), 'changping-'));
  const { raw, close } = await openDatabase(folder);
  onTestFinished(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });
  raw.exec(`insert into site (code) values ('A'), ('B');
    insert into place (code, site) values ('A/one', 1), ('A/two', 1), ('B/one', 2), ('consumed', null), ('supplier', null);
    insert into kind (code) values ('mask'); insert into lot (code, kind) values ('L', 1);
    insert into piece (id, lot, quantity) values ${pieces.map((piece) => `('${piece}', 1, 1)`)}`);
  const chains = book({ raw });
  const where = raw
    .prepare(
      'select place.code from piece join cell on cell.key = piece.cell join place on place.key = cell.place where id = ?',
    )
    .pluck();
  /** As an act does it: all of it or nothing. */
  const act = (work: (commit: OpenCommit) => void) =>
    raw
      .transaction(() => {
        const commit = chains.open('A' as SiteId, 1);
        work(commit);
        chains.seal(commit, at);
      })
      .immediate();
  const move = (piece: string, place: string) =>
    act((commit) => {
      const own = { lot: 'L', lotKey: 1, quality: 'usable', grade: 'reserve', owner: 'A' };
      const whole = { ...own, piece, pieceKey: pieces.indexOf(piece) + 1 };
      const from = where.get(piece) as string | undefined;
      chains.move(commit, {
        from: from ? { ...whole, place: from } : { ...own, place: 'supplier', piece: null, pieceKey: null },
        to: { ...whole, place },
        ...{ quantity: 1, document: null, actor: 'test', evidence: null, happenedAt: at },
      });
    });
  const store = (piece: string) => `${where.get(piece)}`.split('/')[0];
  return { rows: kits({ raw }, busy(), () => '2026-11-26'), act, move, store, forget: chains.forget };
}

it('a piece is in one kit at the most, and only while it lies in the store of that kit', async () => {
  const seed = Number(process.env.CHANGPING_SEED ?? 7);
  console.log('seed', seed);
  const { rows, act, move, store, forget } = await aRegion();
  let made = 0;
  const now = (code: string | undefined) => rows.find(code ?? '') as Kit;
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 40 }), (steps) => {
      for (const piece of pieces) move(piece, 'A/one');
      const open = ['A', 'A', 'B'].map((site) =>
        rows.assemble({ site, name: 'kit', plan, command: `${++made}` }, at),
      );
      /** piece → kit, as somebody would keep it on paper. */
      const paper = new Map<string, string>();
      for (const { what, kit, piece, to } of steps) {
        const code = open[kit] as string;
        const isOpen = rows.find(code) !== undefined;
        if (what === 'move') {
          move(piece, to);
          if (store(piece) !== paper.get(piece)?.split('-')[0]) paper.delete(piece);
        } else if (what === 'dissolve' && isOpen) {
          act((commit) => rows.dissolve(commit, now(code), at));
          for (const [each, of] of paper) if (of === code) paper.delete(each);
        } else if (isOpen) {
          const mayBe =
            what === 'add' ? !paper.has(piece) && store(piece) === now(code).site : paper.get(piece) === code;
          const work = (commit: OpenCommit) =>
            what === 'add' ? rows.add(now(code), [piece], at) : rows.takeOut(commit, now(code), [piece], at);
          if (mayBe) act(work);
          else expect(() => act(work)).toThrow(Fault);
          if (!mayBe) forget();
          else if (what === 'add') paper.set(piece, code);
          else paper.delete(piece);
        }
        const told = open.flatMap((each) =>
          (rows.find(each)?.members ?? []).map((member) => [member.piece, each]),
        );
        expect(told.sort()).toEqual([...paper].sort());
      }
      for (const code of open) if (rows.find(code)) act((commit) => rows.dissolve(commit, now(code), at));
    }),
    { seed, numRuns: 60 },
  );
});
