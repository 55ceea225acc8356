/** Start the simulator from any folder, in this very process, so that its id, signals and standard input are the simulator's own. */
import { register } from 'tsx/esm/api';

register();
await import('../src/main.ts');
