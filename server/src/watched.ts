/** What an operator watches besides letters: its names, what each says, and where it is read. */
import type { openMetrics } from './edge/http/metrics.ts';

export type Watched = Parameters<typeof openMetrics>[0];
type Counts = {
  pages(): number;
  /** The last proof of the book. */
  proof: { at: number; faults: number };
  certificateEnds(): number;
  unwritten(): number;
  swept(): number;
  quarantined(): number;
};

export const watched = ({
  pages,
  proof,
  certificateEnds,
  unwritten,
  swept,
  quarantined,
}: Counts): Watched => ({
  pages_connected: { help: 'pages that listen live', value: pages },
  book_proved_at: {
    help: 'when the book was last proved, ms since 1970; 0: not yet',
    value: () => proof.at,
  },
  book_faults: { help: 'broken chains and differences the last proof found', value: () => proof.faults },
  certificate_ends_at: {
    help: 'when the certificate of the server ends, ms since 1970; 0: it has none',
    value: certificateEnds,
  },
  refusals_unwritten: {
    help: 'commands refused beyond the rate at which each has its audit row',
    value: unwritten,
  },
  photos_swept: {
    help: 'photographs that nothing named within a week and that were taken away, since the start',
    value: swept,
  },
  quarantine_letters: { help: 'letters set aside, all time', value: quarantined },
});
