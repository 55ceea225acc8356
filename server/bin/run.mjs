/** npm run gateway, npm run sim: make the clone ready, then become that program. */
import { build, install, root, stop } from './ready.mjs';

const [name, ...args] = process.argv.slice(2);
if (name !== 'gateway' && name !== 'firmware-sim') stop(`There is no program "${name}".`);
install();
build();
process.argv.splice(1, Number.POSITIVE_INFINITY, `${root}${name}/dist/main.mjs`, ...args);
await import(`${root}${name}/dist/main.mjs`);
