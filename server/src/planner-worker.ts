/** The planner's thread: a desk behind a port. */
import { parentPort } from 'node:worker_threads';
import { openDesk } from './planner/desk.ts';
import type { ToPlanner } from './planner/port.ts';

const port = parentPort;
if (!port) throw new Error('the planner runs as a worker thread of the server');
const take = openDesk({
  post: (message) => port.postMessage(message),
  later: (work) => void setImmediate(work),
});
port.on('message', (message: ToPlanner) => take(message));
