/** npm run coverage: the desk tool of the planner, run from its source. */
import { spawnSync } from 'node:child_process';
import { install, root } from './ready.mjs';

install();
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', `${root}server/src/coverage/main.ts`, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
