/** P28: what was decided is entered whole. The server is killed at random moments of a long import and of a long count's posting; after the next start each is there once, or was never decided and is done when it is asked for again. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { CommandBody } from '@changping/contracts/http-commands';
import { mulberry32 } from '@changping/firmware-sim/random';
import { aCount, been, newId, whole } from '../contract/count-room.ts';
import { apply, checked } from '../contract/import-file.ts';
import { aSample, type Visitor } from '../contract/visitor.ts';
import { until, type World } from '../world.ts';
import { soundness } from './soundness.ts';

export type HalfDone = { rounds: number; seed: number };

const room = 'RC-S/cold';
const many = 400;
/** The entering of one commit, about. */
const soon = 30;
/** Cheap enough that one approver is enough, and one less is within what is tolerated. */
const kind = 'helmet';

/** @param world with sample people. The first round of each is not killed, but shows how long it takes. */
export async function halfDone(world: World, { rounds, seed }: HalfDone) {
  const random = mulberry32(seed);
  const server = { address: world.address.replace(/\/$/, '') };
  const keeper = await aSample(server, 'keeper-guyuan');
  const approver = await aSample(server, 'approver');
  const counts = { kills: 0, halfImports: 0, halfPostings: 0, lost: 0, doubled: 0 };
  const usual = { import: 0, posting: 0 };

  /** @returns whether it was half done when the server died. */
  async function killedIn(work: 'import' | 'posting', ask: () => Promise<unknown>): Promise<boolean> {
    const began = performance.now();
    let isAnswered = false;
    const asked = ask()
      .catch(() => {})
      .finally(() => {
        isAnswered = true;
      });
    if (usual[work] === 0) {
      await asked;
      usual[work] = performance.now() - began;
      return false;
    }
    // Every second time at any moment, else soon after it was decided: that is where it is half done.
    const isAny = counts.kills % 4 < 2;
    while (!isAny && !isAnswered && left(world, work) === 0) await passing(1);
    await passing(random() * (isAny ? usual[work] : soon));
    await world.server.kill('SIGKILL');
    counts.kills++;
    await asked;
    const half = left(world, work) > 0;
    await world.startServer();
    await until(
      () => left(world, work),
      (n) => n === 0,
      60_000,
    );
    return half;
  }

  for (let round = 0; round <= rounds; round++) {
    const lot = `HALF-${round}`;
    const file = fileOf(lot);
    const { id } = await checked(keeper, { bytes: file });
    if (await killedIn('import', () => apply(keeper, id))) counts.halfImports++;
    // All of it or nothing; and the same file again is nothing more.
    if (![0, many].includes(entries(world, lot, 'opening', room))) counts.lost++;
    whole(await apply(keeper, (await checked(keeper, { bytes: file })).id));
    judge(entries(world, lot, 'opening', room));

    const { count, reasons } = await missedAll(keeper, approver);
    if (await killedIn('posting', () => count.post(approver, reasons))) counts.halfPostings++;
    const gone = entries(world, lot, room, 'lost');
    if (![0, many].includes(gone)) counts.lost++;
    if (gone === 0) whole(await count.post(approver, reasons));
    judge(entries(world, lot, room, 'lost'));
  }
  function judge(n: number): void {
    counts.lost += Math.max(0, many - n);
    counts.doubled += Math.max(0, n - many);
  }
  await world.close();
  const proof = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'server/src/verify/main.ts', 'verify', '--data', join(world.folder, 'server')],
    { encoding: 'utf8' },
  );
  if (proof.status !== 0) console.error(proof.stdout, proof.stderr);
  const { gaps: _, ...sound } = soundness(world);
  return { ...counts, ...sound, unproved: proof.status === 0 ? 0 : 1 };
}

function fileOf(lot: string): string {
  const rows = Array.from({ length: many }, (_, i) => `${kind},${lot},${lot}-${i},1,cold`);
  return `${['品种,批次,件号,数量,位置', ...rows].join('\n')}\n`;
}

const passing = (ms: number) => new Promise((later) => setTimeout(later, ms));

/** What is decided and not entered yet, also while nobody runs. */
const left = (world: World, work: 'import' | 'posting'): number =>
  world.ledger<{ n: number }>(
    work === 'import'
      ? 'select count(*) as n from import_part join import on import.id = import_part.import'
      : 'select count(*) as n from posting',
  )[0]?.n ?? 0;

const entries = (world: World, lot: string, from: string, to: string): number =>
  world.ledger<{ n: number }>(
    `select count(*) as n from entry join cell as source on source.key = from_cell join place as before on before.key = source.place
       join cell as goal on goal.key = to_cell join place as after on after.key = goal.place join lot on lot.key = goal.lot
     where lot.code = '${lot}' and before.code = '${from}' and after.code = '${to}'`,
  )[0]?.n ?? 0;

/** A count of the room in which nobody saw anything. */
async function missedAll(keeper: Visitor, approver: Visitor) {
  const count = await aCount(keeper, [room], [kind]);
  whole(await count.step(keeper, 'start'));
  const { head } = await count.sheet(keeper);
  whole(await count.add(keeper, newId(), [], [been(room, head)]));
  whole(await count.step(keeper, 'submit'));
  const { variances } = whole(await count.variance(approver));
  const reasons: CommandBody<'/api/counts/post'>['reasons'] = variances.map(({ key }) => ({
    ...{ key, reason: 'unrecordedIssue' },
  }));
  return { count, reasons };
}
