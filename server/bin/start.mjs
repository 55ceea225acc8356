/** npm start: the demo. Server, gateways and simulated devices with sample data, on this computer only. */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startDemo } from './demo.mjs';
import { build, install, root, stop } from './ready.mjs';

const usage = `npm start -- [options]
  --port N         address of the page, default 8080
  --data DIR       keep everything in this folder; without it each start is a fresh demo
  --scenario NAME  what happens: region-day (default), pallet-arrives, pallet-leaves-without-order, room-sweep,
                   cold-room-fails, reader-dies, line-down-two-days, quiet-day, busy-gate
  --speed N        simulated seconds a second, default 1
  --seed N         another seed, another day; default 1
  --help`;

const options = optionsOf();
const port = numberOf('port', options.port, 1, 65_535);
const speed = numberOf('speed', options.speed, 0.1, 10_000);
const seed = numberOf('seed', options.seed, 0, 4_294_967_295);
const data = options.data ? resolve(process.env.INIT_CWD ?? '.', options.data) : `${root}data/demo`;
// What cannot work is told before two minutes of installing.
await portIsFree(port);
prepare(data);
install();
build();
const demo = await startDemo({ data, port, stock: true, scenario: options.scenario, speed, seed }).catch(
  (error) => stop(`The demo could not start: ${error.message}`),
);
demo.begin();
console.log(`
常平 Changping 已就绪 is ready

    ${demo.address}

  选一个示例账号进入 come in as one of the sample people; 脚本用的令牌 a token for scripts: ${data}/server/demo-token
  演示 demo: ${options.scenario}, speed ${speed} · 样例数据 sample data in ${data}
  内存 memory: ${[demo.server, demo.gateway, demo.simulator].map(memoryOf).join(' · ')}
  网关状态页 gateway pages: ${Object.values(demo.stores)
    .map(({ site, statusPort }) => `${site} http://127.0.0.1:${statusPort}/`)
    .slice(0, 2)
    .join('  ')} … ${Object.keys(demo.stores).length} 座库 stores, ${data}/GW-*/gateway.json
  按 Ctrl-C 结束 Ctrl-C ends it`);

let closing = false;
const end = async () => {
  if (closing) return;
  closing = true;
  await demo.close();
  process.exit(0);
};
process.on('SIGINT', end);
process.on('SIGTERM', end);
// The terminal was closed; the gateways would take it as a word to read their files again.
process.on('SIGHUP', end);
for (const program of [demo.server, demo.gateway, demo.simulator])
  void program.ended.then((code) => {
    if (closing) return;
    console.error(`The ${program.name} ended by itself (${code}); ${data}/log says why.`);
    process.exitCode = 1;
    void end();
  });

function optionsOf() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '8080' },
        data: { type: 'string' },
        scenario: { type: 'string', default: 'region-day' },
        speed: { type: 'string', default: '1' },
        seed: { type: 'string', default: '1' },
        help: { type: 'boolean' },
      },
    });
    if (!values.help) return values;
    console.log(usage);
    return process.exit(0);
  } catch (error) {
    return stop(`${/** @type {Error} */ (error).message}\n${usage}`);
  }
}

/** @param {string} name @param {string} text @param {number} least @param {number} most */
function numberOf(name, text, least, most) {
  const n = Number(text);
  return text.trim() !== '' && n >= least && n <= most
    ? n
    : stop(`--${name} must be a number from ${least} to ${most}, not "${text}".`);
}

/** Only Linux says so in a file. @param {import('./program.mjs').Program} program */
function memoryOf({ name, pid }) {
  try {
    const kb = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
    return `${name} ${(kb / 1024).toFixed(0)} MB`;
  } catch {
    return `${name} ?`;
  }
}

/** @param {number} wanted */
function portIsFree(wanted) {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      stop(
        error.code === 'EADDRINUSE'
          ? `Port ${wanted} is taken: end the other program, or choose another with npm start -- --port ${wanted + 1}.`
          : `Port ${wanted} cannot be used: ${error.message}.`,
      ),
    );
    server.listen(wanted, '127.0.0.1', () => server.close(done));
  });
}

/** Without --data each start begins anew. @param {string} folder */
function prepare(folder) {
  try {
    if (!options.data && existsSync(folder)) rmSync(folder, { recursive: true });
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    stop(
      `The folder ${folder} cannot be written (${/** @type {NodeJS.ErrnoException} */ (error).code}): choose another with npm start -- --data DIR.`,
    );
  }
}
