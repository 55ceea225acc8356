/** npm run approve: who waits to be let in, and the word that lets a gateway in. */
import { resolve } from 'node:path';
import { build, install, root } from './ready.mjs';

const usage = `npm run approve -- --settings FILE                          the gateways that wait
npm run approve -- --settings FILE GATEWAY FINGERPRINT      lets one in; --refuse turns it away
  The fingerprint stands on the gateway's own status page: compare the two.`;
const args = process.argv.slice(2);
const at = args.indexOf('--settings');
const file = at < 0 ? undefined : args[at + 1];
if (!file || args.includes('--help')) {
  console.log(usage);
  process.exit(args.includes('--help') ? 0 : 2);
}
install();
build();
args[at + 1] = resolve(process.env.INIT_CWD ?? '.', file);
process.argv.splice(1, Number.POSITIVE_INFINITY, `${root}server/dist/main.mjs`, 'approve', ...args);
await import(`${root}server/dist/main.mjs`);
