import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = (name: string) => join(root, 'server', 'bin', `${name}.mjs`);
const launch = (name: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin(name), ...args], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, said: `${stdout}${stderr}` };
};
function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'changping-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
async function aTakenPort(): Promise<number> {
  const server = await new Promise<Server>((done) => {
    const one = createServer().listen(0, '127.0.0.1', () => done(one));
  });
  onTestFinished(() => void server.close());
  return (server.address() as { port: number }).port;
}

it('lists its options', () => {
  const { status, said } = launch('start', '--help');
  expect(status).toBe(0);
  for (const option of ['--port', '--data', '--scenario', '--speed']) expect(said).toContain(option);
});

it('says in one sentence that the port is taken', async () => {
  const port = await aTakenPort();
  const { status, said } = launch('start', '--port', `${port}`, '--data', aFolder());
  expect(status).toBe(1);
  expect(said.trim()).toBe(
    `Port ${port} is taken: end the other program, or choose another with npm start -- --port ${port + 1}.`,
  );
});

it('says in one sentence that the folder cannot be written', () => {
  const file = join(aFolder(), 'file');
  writeFileSync(file, '');
  const { status, said } = launch('start', '--port', '18099', '--data', join(file, 'inside'));
  expect(status).toBe(1);
  expect(said.trim()).toMatch(/^The folder .* cannot be written \(ENOTDIR\): choose another/);
});

it.each([
  [['--speed', 'fast'], '--speed must be a number from 0.1 to 10000, not "fast".'],
  [['--port', '99999'], '--port must be a number from 1 to 65535, not "99999".'],
  [['--colour'], "Unknown option '--colour'"],
])('refuses %s in one sentence', (args, sentence) => {
  const { status, said } = launch('start', ...args);
  expect(status).toBe(1);
  expect(said).toContain(sentence);
});

it('refuses a scenario there is not, and leaves nothing running', () => {
  const { status, said } = launch('start', '--port', '18098', '--data', aFolder(), '--scenario', 'flood');
  expect(status).toBe(1);
  expect(said).toContain('flood');
});

it('starts in production from its settings alone: no sample goods, nothing but its own computer can reach it, and it ends cleanly', async () => {
  const folder = aFolder();
  const settings = join(folder, 'server.json');
  const keyHash = createHash('sha256').update('k').digest('hex');
  const gateways = [{ id: 'GW-1', site: 'RC-S', keyHash }];
  const content = { http: { port: 18_097 }, mqtt: { port: 0 }, data: 'kept', region: 'ningxia', gateways };
  writeFileSync(settings, JSON.stringify(content));
  const server = spawn(process.execPath, [bin('serve'), '--settings', settings], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => server.once('exit', done));
  onTestFinished(() => void server.kill('SIGKILL'));
  let said = '';
  server.stdout.on('data', (bytes) => {
    said += bytes;
  });
  await until(
    () => said,
    (text) => text.includes('"ready"'),
  );
  expect(said).toContain('only this computer can reach the server');
  // Nobody is known yet, so nobody is told anything; three people get the codes to begin with.
  expect((await fetch('http://127.0.0.1:18097/api/pieces')).status).toBe(401);
  const codes = join(folder, 'kept', 'first-codes');
  expect(readFileSync(codes, 'utf8')).toMatch(
    /^(systemAdmin|securityAdmin|auditAdmin) [A-Z0-9]{4}(-[A-Z0-9]{4}){2}$/m,
  );
  expect(statSync(codes).mode & 0o777).toBe(0o600);
  expect(existsSync(join(folder, 'kept', 'changping.sqlite'))).toBe(true);
  server.kill('SIGTERM');
  expect(await ended).toBe(0);
});

it('starts nothing in production without settings, and says what they are', () => {
  expect(launch('serve')).toMatchObject({ status: 2, said: expect.stringContaining('--settings FILE') });
  const { status, said } = launch('serve', '--settings', '/nowhere/server.json');
  expect(status).toBe(2);
  expect(said).toContain('/nowhere/server.json');
});
