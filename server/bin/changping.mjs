/** npm run changping: what is done beside a server by whoever has its disk. The first word says which; without one it is the proofs that tell what there is. */
import { build, install, root } from './ready.mjs';

const programs = {
  'new-code': 'new-code/main',
  certs: 'certs/main',
  'check-report': 'check-report/main',
};
const word = process.argv[2];
const program = Object.entries(programs).find(([name]) => name === word)?.[1] ?? 'verify/main';
install();
build();
process.argv.splice(1, 1, `${root}server/dist/${program}.mjs`);
await import(`${root}server/dist/${program}.mjs`);
