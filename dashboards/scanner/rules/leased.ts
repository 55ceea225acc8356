/** What this handheld took along: pieces that it may hand out by itself, also without a line, until a moment by the server's clock. */
import type { Answer } from '@changping/contracts/http';
import type { GoingLine } from './going.ts';
import type { Queued } from './queue.ts';

export type Leased = Answer<'/api/leases'>['items'][number];

/** Those that hold at that moment; what a waiting command hands out has left already. */
export function atHand(leases: readonly Leased[], queue: readonly Queued[], now: number): Leased[] {
  const given = new Set(
    queue.flatMap((one) =>
      one.command === '/api/documents/open' ? one.body.lines.flatMap(({ piece }) => piece ?? []) : [],
    ),
  );
  return leases.filter(({ piece, until }) => now <= until && !given.has(piece));
}

/** All of it is at hand, and one approver has given it: a document rests on one approval. */
export function restsOnLease(
  lines: readonly Pick<GoingLine, 'piece'>[],
  leases: readonly Pick<Leased, 'piece' | 'by'>[],
): boolean {
  const by = new Map(leases.map((lease) => [lease.piece, lease.by]));
  const lessors = new Set(lines.map(({ piece }) => (piece === null ? undefined : by.get(piece))));
  return lessors.size === 1 && !lessors.has(undefined);
}
