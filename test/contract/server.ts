/** The server's real parts joined in this process, as its program joins them, with what it refused and kept in view. */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '@changping/contracts/http';
import type { GatewayId, Instant, SiteId } from '@changping/contracts/units';
import type { CertificateFiles } from '@changping/server/certificate';
import { readRegion } from '@changping/server/region';
import { serve } from '@changping/server/serve';
import { openDatabase } from '@changping/server/store/database';
import { sample } from '@changping/server/store/sample';
import { seed } from '@changping/server/store/seed';
import { rederive, verifyChains } from '@changping/server/store/verify';
import { verifySeals } from '@changping/server/store/verify-seals';
import { onTestFinished } from 'vitest';

export type TestServer = Awaited<ReturnType<typeof openServer>>;

export const region = readRegion(join(import.meta.dirname, '../../server/region/ningxia'));
export const keyOf = (gateway: string) => `the key of ${gateway}`;
const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');
const sites = ['RC-S', 'RC-N', 'CD-YC', 'CS-640425'] as const;
export const gateways = sites.map((site) => ({
  id: `GW-${site}` as GatewayId,
  site: site as SiteId,
  keyHash: hashOf(keyOf(`GW-${site}`)),
}));

/** Ended and swept away when the test is over. */
export async function aServer(): Promise<TestServer> {
  const server = await openServer();
  onTestFinished(() => server.close());
  return server;
}

let laid: Promise<string> | undefined;
/** A seeded database is copied, for laying its tables takes longer than most tests. */
function template(): Promise<string> {
  laid ??= lay(mkdtempSync(join(tmpdir(), 'changping-contract-')));
  return laid;
}

async function lay(folder: string): Promise<string> {
  const db = await openDatabase(folder);
  seed(db, region);
  sample(db, Date.now());
  await db.close();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** `now`: what the region's clock shows. `wall`: the hour at which people sit there. */
type ServerWish = {
  samples?: boolean;
  /** Where the facts are others than the sample's. */
  facts?: typeof region;
  now?(): Instant;
  wall?(): Instant;
  https?: CertificateFiles;
  /** The built ones; without it there are none. */
  pages?: string;
  /** Of the certificate's end. */
  warned?(within: number): void;
  /** What another server has left. */
  folder?: string;
  /** Of what stands inside, where hooks may lead. */
  allow?: readonly string[];
  lookup?: LookupFunction;
  /** Those that its settings name. */
  named?: typeof gateways;
};
export async function openServer({
  samples = true,
  facts = region,
  now = () => Date.now() as Instant,
  wall,
  https,
  pages,
  warned = () => {},
  named = gateways,
  allow = [],
  lookup,
  ...left
}: ServerWish = {}) {
  const folder = left.folder ?? mkdtempSync(join(tmpdir(), 'changping-contract-'));
  if (!left.folder) cpSync(await template(), folder, { recursive: true });
  const refused: { why: string; who: string }[] = [];
  const failed: unknown[] = [];
  const local = { host: '127.0.0.1', port: 0 };
  const serving = await serve({
    settings: {
      http: local,
      mqtt: local,
      data: folder,
      region: region.id,
      gateways: named,
      ...(https ? { https } : {}),
      webhooks: { allow: [...allow] },
    },
    region: facts,
    version: 'test',
    pages: pages ?? join(folder, 'pages'),
    samples,
    ...{ ...(wall ? { wall } : {}), ...(lookup ? { lookup } : {}) },
    now,
    say: {
      refused: (why, who) => refused.push({ why, who }),
      climate() {},
      certificate: warned,
      failed: (error) => failed.push(error),
    },
    die(error) {
      throw error;
    },
  });
  const { db, port } = serving;

  const address = `http${https ? 's' : ''}://127.0.0.1:${port}`;

  return {
    ...serving,
    folder,
    address,
    /** As a script does that looks at the whole region. */
    fetch: (path: string, init: RequestInit = {}) =>
      fetch(address + path, {
        ...init,
        headers: { authorization: `Bearer ${serving.house.token}`, ...init.headers },
      }),
    /** A sample person comes in. @returns what their page sends along. */
    as: async (name: string) => {
      const response = await fetch(`${address}/api/session/sample`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name }),
      });
      const me = (await response.json()) as Answer<'/api/me'>;
      if (!response.ok) throw new Error(JSON.stringify(me));
      return {
        cookie: (response.headers.get('set-cookie') as string).split(';')[0] as string,
        'x-csrf': me.csrf,
      };
    },
    /** What the broker turned away, in its words. */
    refused,
    /** Requests that ended in an error of ours. */
    failed,
    rows: <Row>(sql: string) => db.raw.prepare(sql).all() as Row[],
    count: (sql: string) => Number(db.raw.prepare(`select count(*) from ${sql}`).pluck().get()),
    /** How much of everything the ledger holds: nothing a stranger does may move it. */
    holds: () =>
      Object.fromEntries(
        ['entry', 'evidence', 'quarantine', 'discrepancy', 'commit_row', 'outbox', 'position'].map(
          (table) => [table, Number(db.raw.prepare(`select count(*) from ${table}`).pluck().get())],
        ),
      ),
    /** What is wrong with the book; nothing is the promise. */
    unsound: () => [...verifyChains(db).faults, ...verifySeals(db), ...rederive(db)],
    /** @returns what it leaves. */
    async stop() {
      await serving.close();
      return folder;
    },
    async close() {
      await serving.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
