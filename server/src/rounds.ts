/** What the server does by itself, by the clock: judges the lots anew, proves the book, marks the stock, tidies the curves, watches the disk and its own certificate. */
import { join } from 'node:path';
import type { Instant } from '@changping/contracts/units';
import type { CertificateWatch } from './certificate-watch.ts';
import { watchDisk } from './disk-watch.ts';
import type { Day } from './domain/day.ts';
import { marking } from './marking.ts';
import { nightly, type Proof, prove } from './nightly.ts';
import { hourly } from './store/climate/hourly.ts';
import type { Database } from './store/database.ts';
import { daily } from './store/expiry-daily.ts';

export type RoundParts = {
  folder: string;
  db: Pick<Database, 'raw'>;
  today(): Day;
  now(): Instant;
  /** Version of the catalogue. */
  catalogue(): number;
  /** Lots against the new day, or another catalogue, a piece at a time. */
  lots(): Iterable<void>;
  /** What documents owe and has not come. */
  late(): Iterable<void>;
  proved(proof: Proof): void;
  certificate: Pick<CertificateWatch, 'round'>;
  tidy(now: Instant): ReturnType<Parameters<typeof hourly>[0]['tidy']>;
  full(isFull: boolean): void;
  failed(error: unknown, what: string): void;
  die(error: Error): never;
};

/** @returns how to end it: when it has come back, nothing is written any more. */
export function rounds(parts: RoundParts): () => Promise<void> {
  const { folder, db, today, now, catalogue, lots, late, proved, certificate, tidy, full, failed, die } =
    parts;
  const endLots = daily({
    today: () => `${today()} ${catalogue()}`,
    round: lots,
    failed: (error) => failed(error, 'lots are judged again in a minute'),
    die,
  });
  const endLate = daily({
    // A term ends at its moment, not with a day.
    today: () => `${Math.floor(now() / 1000)}`,
    round: late,
    failed: (error) => failed(error, 'what is overdue is told in a minute'),
    die,
  });
  const endReminders = daily({
    today,
    round: certificate.round,
    failed: (error) => failed(error, 'the certificate is looked at again in a minute'),
    die,
  });
  const endProofs = nightly({
    today,
    prove: (signal) => prove(join(folder, 'changping.sqlite'), signal),
    proved,
    failed: (error) => failed(error, 'the book was not proved; again tomorrow'),
  });
  const endMarking = marking(db, failed, die);
  const endWatch = watchDisk(folder, full);
  const endTidying = hourly({
    tidy: () => tidy(now()),
    failed: (error) => failed(error, 'old climate points stay as they are; again in an hour'),
    die,
  });
  return async () => {
    endWatch();
    endProofs();
    endReminders();
    endLate();
    endTidying();
    endLots();
    await endMarking();
  };
}
