/** npm run serve: the production start. No sample data, no simulator; everything from the settings file. */
import { resolve } from 'node:path';
import { build, install, root } from './ready.mjs';

const usage = `npm run serve -- --settings FILE
  FILE is JSON: {"http": {"host": "127.0.0.1", "port": 8080}, "mqtt": {"host": "127.0.0.1", "port": 1883},
  "https": {"certFile": "server.crt", "keyFile": "server.key"} where others than this computer reach it: npm run changping -- certs,
  "data": "folder, relative to FILE", "region": "ningxia",
  "gateways": [{"id": "GW-1", "site": "RC-S", "keyHash": "SHA-256 of the gateway's key, hex"}]}`;
const args = process.argv.slice(2);
const file = args[0] === '--settings' ? args[1] : undefined;
if (!file || args.length > 2) {
  console.log(usage);
  process.exit(args.includes('--help') ? 0 : 2);
}
install();
build();
const settings = resolve(process.env.INIT_CWD ?? '.', file);
process.argv.splice(1, Number.POSITIVE_INFINITY, `${root}server/dist/main.mjs`, '--settings', settings);
await import(`${root}server/dist/main.mjs`);
