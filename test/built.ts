/** Tests start programs from their built files, so these are made fresh before the first test runs. */
export { build as default } from '../server/bin/ready.mjs';
