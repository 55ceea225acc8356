/** A world for tests: the real server, gateways and simulated devices as processes in a folder of their own, and ways to look at them from outside. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Route } from '@changping/contracts/http';
import type { Facts } from '@changping/gateway/status/facts';
import Sqlite from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { startDemo } from '../server/bin/demo.mjs';

type Demo = Awaited<ReturnType<typeof startDemo>>;
export type World = Demo & {
  /** GET an address of the HTTP interface; throws what the server says is wrong. */
  ask<R extends Route>(route: R, path?: string): Promise<Answer<R>>;
  /** The newest measurements of the gateway's own status page. */
  gatewayHealth(site: string): Promise<Facts>;
  /** A read-only look into the ledger's file. */
  ledger<Row>(sql: string): Row[];
};

/** `prepare`: before anything starts in the folder. */
type Wish = Omit<Parameters<typeof startDemo>[0], 'data'> & {
  prepare?(folder: string): void | Promise<void>;
};

/** The two centres and the city depots: what a test gets that asks for no stores. */
const depots = ['RC-S', 'RC-N', 'CD-SZS', 'CD-WZ', 'CD-ZW', 'CD-YC'];

/** Ended and swept away when the test is over. A failed world leaves its logs in the error. */
export async function aWorld(wish: Wish): Promise<World> {
  const { world, sweep } = await open(wish);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') console.error(logsOf(world.folder));
    await sweep();
  });
  return world;
}

/** The same outside of tests. */
export async function withWorld<Result>(
  wish: Wish,
  work: (world: World) => Promise<Result>,
): Promise<Result> {
  const { world, sweep } = await open(wish);
  try {
    return await work(world);
  } finally {
    await sweep();
  }
}

async function open({ prepare, ...wish }: Wish): Promise<{ world: World; sweep(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'changping-world-'));
  await prepare?.(folder);
  const demo = await startDemo({ stores: depots, ...wish, data: folder });
  const sweep = async () => {
    await demo.close();
    rmSync(folder, { recursive: true, force: true });
  };
  // The parts may be started again, so they are looked up and never copied.
  const world = Object.assign(demo, {
    async ask<R extends Route>(route: R, path: string = route): Promise<Answer<R>> {
      const headers = { authorization: `Bearer ${demo.token()}` };
      const response = await fetch(new URL(path, demo.address), { headers });
      const body = await response.json();
      if (!response.ok) throw new Error(JSON.stringify(body));
      return body as Answer<R>;
    },
    gatewayHealth: async (site: string) => {
      const response = await fetch(`http://127.0.0.1:${demo.stores[site]?.statusPort}/healthz`);
      return response.json() as ReturnType<World['gatewayHealth']>;
    },
    ledger<Row>(sql: string): Row[] {
      const db = new Sqlite(join(folder, 'server', 'changping.sqlite'), { readonly: true });
      try {
        return db.prepare(sql).all() as Row[];
      } finally {
        db.close();
      }
    },
  });
  return { world, sweep };
}

/** Ask again until the answer is right; what takes long is asked less often, for each question takes its time from what is waited for. @throws after `within` milliseconds, with the last answer. */
export async function until<Seen>(
  look: () => Promise<Seen> | Seen,
  isRight: (seen: Seen) => boolean,
  within = 45_000,
): Promise<Seen> {
  const began = Date.now();
  for (;;) {
    const seen = await Promise.resolve()
      .then(look)
      .catch((error: unknown) => error as Seen);
    if (!(seen instanceof Error) && isRight(seen)) return seen;
    const waited = Date.now() - began;
    if (waited > within)
      throw new Error(
        `not so within ${within / 1000} s: ${seen instanceof Error ? seen.stack : JSON.stringify(seen)}`,
      );
    await new Promise((again) => setTimeout(again, Math.min(20 + waited / 100, 100)));
  }
}

function logsOf(folder: string): string {
  return ['server', 'gateway', 'simulator']
    .map((name) => [name, join(folder, 'log', `${name}.log`)] as const)
    .filter(([, file]) => existsSync(file))
    .map(([name, file]) => `── ${name}\n${readFileSync(file, 'utf8').slice(-3000)}`)
    .join('\n');
}
