/** A store of real parts in a folder of its own: server, gateway and simulated devices as processes that a test may kill. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export type Said = { event: string; [key: string]: unknown };
export type Program = {
  pid: number;
  said: Said[];
  errors(): string;
  end(signal?: NodeJS.Signals): Promise<number | null>;
};

export type World = {
  http: string;
  startServer(): Promise<Program>;
  startDevices(...args: string[]): Promise<Program>;
  startGateway(): Promise<Program>;
  get<Shape>(path: string): Promise<Shape>;
  close(): Promise<void>;
};

/** Wait until `look` gives something truthy, looking every 50 ms; past the deadline it throws with what was last seen. */
export async function until<Found>(
  look: () => Promise<Found> | Found,
  what: string,
  deadline = 20_000,
): Promise<NonNullable<Found>> {
  const end = Date.now() + deadline;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not seen within ${deadline} ms: ${what}`);
    await new Promise((go) => setTimeout(go, 50));
  }
}

/** @param reader where the gateway looks for its reader: a pty path, or the device's TCP port when left out. */
export async function aWorld({ speed = 1, pty }: { speed?: number; pty?: string } = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'changping-'));
  const [http, mqtt, gate, probe] = (await Promise.all([freePort(), freePort(), freePort(), freePort()])) as [
    number,
    number,
    number,
    number,
  ];
  const key = randomBytes(32).toString('base64url');
  writeFileSync(join(folder, 'key'), key, { mode: 0o600 });
  const write = (name: string, content: unknown) =>
    writeFileSync(join(folder, name), JSON.stringify(content));
  write('settings.json', {
    http: { host: '127.0.0.1', port: http },
    mqtt: { host: '127.0.0.1', port: mqtt },
    data: join(folder, 'server'),
    region: 'ningxia',
    gateways: [{ id: 'GW-RC-S', site: 'RC-S', keyHash: createHash('sha256').update(key).digest('hex') }],
  });
  write('gateway.json', {
    id: 'GW-RC-S',
    region: 'ningxia',
    site: 'RC-S',
    server: { url: `mqtt://127.0.0.1:${mqtt}`, keyFile: 'key' },
    data: 'gateway',
    status: {},
    readers: [
      {
        id: 'gate-1',
        type: 'm100',
        port: pty ? { serial: pty } : { tcp: `127.0.0.1:${gate}` },
        antenna: 1,
        patienceSeconds: 5,
      },
    ],
    probes: [
      {
        id: 'cold-1',
        profile: 'xy-md02',
        port: { tcp: `127.0.0.1:${probe}` },
        unit: 1,
        zone: 'cold',
        everySeconds: 5,
      },
    ],
  });
  const now = Date.now();
  const env = { CHANGPING_CLOCK: `${now},${now},${speed}` };
  const programs: Program[] = [];
  const start = async (ready: string, ...args: string[]) => {
    const program = await begin(ready, args, env);
    programs.push(program);
    return program;
  };
  const device = ['--m100-port', String(gate), '--probe-port', String(probe), '--speed', String(speed)];
  return {
    http: `http://127.0.0.1:${http}`,
    startServer: () =>
      start('ready', 'server/src/main.ts', '--settings', join(folder, 'settings.json'), '--demo'),
    startDevices: (...args) =>
      start('listening', 'firmware-sim/src/main.ts', ...args, ...device, ...(pty ? ['--pty', pty] : [])),
    startGateway: () => start('ready', 'gateway/src/main.ts', '--config', join(folder, 'gateway.json')),
    async get<Shape>(path: string) {
      const answer = await fetch(`http://127.0.0.1:${http}${path}`);
      return (await answer.json()) as Shape;
    },
    async close() {
      await Promise.all(programs.map((program) => program.end()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function begin(ready: string, args: string[], env: Record<string, string>): Promise<Program> {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Said[] = [];
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors = (errors + chunk).slice(-10_000);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    try {
      said.push(JSON.parse(line));
    } catch {
      errors = `${errors}${line}\n`.slice(-10_000);
    }
  });
  await until(() => {
    if (child.exitCode !== null) throw new Error(`${args[0]} ended with ${child.exitCode}: ${errors}`);
    return said.some((line) => line.event === ready);
  }, `"${ready}" of ${args[0]}: ${errors}`);
  return {
    pid: child.pid ?? 0,
    said,
    errors: () => errors,
    end: (signal = 'SIGTERM') => ended(child, signal),
  };
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((done) => {
    const last = setTimeout(() => child.kill('SIGKILL'), 5000);
    child.once('exit', (code) => {
      clearTimeout(last);
      done(code);
    });
    child.kill(signal);
  });
}

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? done(address.port) : fail(new Error('no port')),
      );
    });
  });
}
