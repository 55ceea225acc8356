/** npm run trust: the promises in their long forms; the short ones are part of npm test. */
import { spawnSync } from 'node:child_process';
import { build, install, root } from '../server/bin/ready.mjs';

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(`npm run trust -- [P1 P2 P3 P5 P8 P9 P15 P16 P21 P24 P26 P28] [--short] [--json]
  P1 P2   200 kills of the server under load, a fifth of the letters twice
  P3      100 kills of gateways and 100 of the server
  P8      a line that drops and reorders
  P9      one letter in a hundred is poison
  P15     random sequences of commands against a model
  P16     every column, row and chain of a database tampered with, and 3,000 bits of its file
  P21     every role of three stores, every route and command with what the others have, and the live line
  P24     20 certificates that end: warned of in time, refused after, renewed while everybody asks
  P26     handhelds that worked without a line, in whatever order they come back
  P28     80 kills of the server in the middle of long imports and long counts
  --json  one line a promise: {"promise", "kills", "accepted", "lost", …, "ok"}`);
  process.exit(0);
}
install();
build();
const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'test/trust/main.ts', ...args], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
