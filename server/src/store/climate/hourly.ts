/** Tidies once an hour. A full or busy disk waits for the next hour; a disk that can't be trusted ends the program, as it does for letters. */
import { diskFault } from '../../domain/disk-fault.ts';

export type HourlyParts = {
  tidy(): Promise<unknown>;
  failed(error: Error): void;
  die(error: Error): never;
};

/** @returns how to end it. */
export function hourly({ tidy, failed, die }: HourlyParts): () => void {
  const timer = setInterval(async () => {
    try {
      await tidy();
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      if (diskFault(failure) === 'untrusted') die(failure);
      failed(failure);
    }
  }, 3_600_000);
  return () => clearInterval(timer);
}
