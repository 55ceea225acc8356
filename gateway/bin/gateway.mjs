/** Start the gateway from any folder, in this very process, so that its id, signals and standard input are the gateway's own. */
import { register } from 'tsx/esm/api';

register();
await import('../src/main.ts');
