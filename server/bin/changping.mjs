/** npm run changping: proofs of a database, beside its server or without one. */
import { build, install, root } from './ready.mjs';

install();
build();
process.argv.splice(1, 1, `${root}server/dist/verify/main.mjs`);
await import(`${root}server/dist/verify/main.mjs`);
