/** npm test: check, then every test, each part with its time. Built-ins only, since it runs before anything is installed. */
import { install, root, run } from '../server/bin/ready.mjs';

if (process.argv.includes('--help')) {
  console.log('npm test   installs what is missing, then check → tests');
  process.exit(0);
}
process.chdir(root);
install();
const parts = [
  ['check', 'node', ['test/check.mjs']],
  ['tests', 'npx', ['vitest', 'run']],
];
for (const [name, command, args] of parts) {
  const began = performance.now();
  run(command, args, name);
  console.log(`── ${name}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
