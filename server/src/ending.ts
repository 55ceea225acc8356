/** End once, whole, and in time: what hangs is cut after five seconds, for everything thanked is on the disk. */
export function ending(close: () => Promise<void>): void {
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    // A thread in the middle of a long question of the database would hold up an ordinary exit.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 5000).unref();
    await close();
    process.exit(0);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}
