/** Real servers that speak the InfluxDB protocol, out of Debian's packages: unpacked into an ignored folder, so that nothing is installed and no service starts, and run on a free port with a folder of their own. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../server/bin/ports.mjs';
import { until } from './world.ts';

export type RealServer = {
  port: number;
  url: string;
  pid(): number;
  /** On the same port with the same folder. */
  start(): Promise<void>;
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Kills it and takes its folder away. */
  sweep(): Promise<void>;
};

const cache = fileURLToPath(new URL('../.cache/servers/', import.meta.url));
const programs = { influxdb: 'influxd', 'victoria-metrics': 'victoria-metrics' };
type Package = keyof typeof programs;

/** The program of a package: the system's own, or fetched once. Says loudly why there is none. */
export function programOf(name: Package): string | undefined {
  const places = [`/usr/bin/${programs[name]}`, join(cache, 'usr/bin', programs[name])];
  const there = () => places.find(existsSync);
  if (there()) return there();
  try {
    fetchPackage(name);
  } catch (error) {
    const why = error instanceof Error ? error.message.trim().split('\n').at(-1) : error;
    console.error(
      `\n!!! ${name} is not here and apt can not bring it (${why}): tests that need it are SKIPPED.\n`,
    );
  }
  return there();
}

function fetchPackage(name: Package): void {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'deb-'));
  const quietly = { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'] };
  const download = () =>
    execFileSync('apt-get', ['download', '-qq', '-o', 'APT::Sandbox::User=root', name], quietly);
  try {
    try {
      download();
    } catch {
      // The list of packages may be missing or old.
      execFileSync('apt-get', ['update', '-qq'], quietly);
      download();
    }
    execFileSync('sh', ['-c', 'dpkg-deb -x *.deb .'], quietly);
    const program = join('usr/bin', programs[name]);
    mkdirSync(join(cache, 'usr/bin'), { recursive: true });
    // Whole at once, for another test may look for it at this moment.
    renameSync(join(folder, program), join(cache, program));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** InfluxDB 1.6 with one user, keeper:secret, and one database, climate. */
export async function influxdb(): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), 'changping-influxdb-'));
  const [port = 0, other = 0] = await freePorts(2);
  const config = join(folder, 'influxdb.conf');
  writeFileSync(
    config,
    `reporting-disabled = true
bind-address = "127.0.0.1:${other}"
[meta]
dir = "${folder}/meta"
[data]
dir = "${folder}/data"
wal-dir = "${folder}/wal"
[monitor]
store-enabled = false
[http]
bind-address = "127.0.0.1:${port}"
auth-enabled = true
log-enabled = false
`,
  );
  const server = await running('influxdb', ['-config', config], folder, port, '/ping');
  await influxql(server, `create user keeper with password 'secret' with all privileges`);
  await influxql(server, 'create database climate');
  return server;
}

/** Leaves one of two equal points, as a store that is sent repeats must. */
export const victoriaMetrics = async (env: Record<string, string> = {}): Promise<RealServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'changping-victoria-'));
  const [port = 0] = await freePorts(1);
  const options = {
    storageDataPath: join(folder, 'data'),
    httpListenAddr: `127.0.0.1:${port}`,
    retentionPeriod: '100y',
    'dedup.minScrapeInterval': '1ms',
    loggerLevel: 'WARN',
  };
  const args = Object.entries(options).map(([key, value]) => `-${key}=${value}`);
  return running('victoria-metrics', args, folder, port, '/health', env);
};

/** Asks an InfluxDB as its keeper. @returns the rows of the first statement's first series. */
export async function influxql({ url }: RealServer, query: string): Promise<(string | number | null)[][]> {
  const answer = await fetch(`${url}/query`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('keeper:secret')}` },
    body: new URLSearchParams({ db: 'climate', epoch: 'ms', q: query }),
  });
  const { results, error } = (await answer.json()) as {
    error?: string;
    results?: { error?: string; series?: { values: (string | number | null)[][] }[] }[];
  };
  const wrong = error ?? results?.[0]?.error;
  if (wrong) throw new Error(wrong);
  return results?.[0]?.series?.[0]?.values ?? [];
}

async function running(
  name: Package,
  args: string[],
  folder: string,
  port: number,
  health: string,
  env: Record<string, string> = {},
): Promise<RealServer> {
  const url = `http://127.0.0.1:${port}`;
  let ended = Promise.resolve();
  let child: ReturnType<typeof spawn> | undefined;
  const server: RealServer = {
    port,
    url,
    pid: () => child?.pid ?? 0,
    async start() {
      child = spawn(programOf(name) ?? name, args, { stdio: 'ignore', env: { ...process.env, ...env } });
      const mine = child;
      ended = new Promise((done) => mine.once('close', () => done()));
      await until(
        () => fetch(url + health),
        ({ ok }) => ok,
        60_000,
      );
    },
    async kill(signal = 'SIGKILL') {
      child?.kill(signal);
      await ended;
    },
    async sweep() {
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}
