/** What this handheld took along: goods that it may hand out by itself, also without a line, until a moment by the server's clock. */
import type { Answer } from '@changping/contracts/http';
import type { OpenBody } from '../hands/open-here.ts';
import type { GoingLine } from './going.ts';
import type { Queued } from './queue.ts';

export type Leased = Answer<'/api/leases'>['items'][number];
type Wanted = Pick<GoingLine, 'lot' | 'piece' | 'quantity' | 'place' | 'quality' | 'grade' | 'owner'>;

/** Those that hold at that moment; what a waiting command hands out has left already. */
export function atHand(leases: readonly Leased[], queue: readonly Queued[], now: number): Leased[] {
  const openings = queue.flatMap((one) => (one.command === '/api/documents/open' ? one.body : []));
  const gone = new Set(openings.flatMap(({ lines }) => lines.flatMap(({ piece }) => piece ?? [])));
  const resting = new Set(
    queue.flatMap((one) =>
      one.command === '/api/documents/step' && one.body.action === 'useLease' ? one.document : [],
    ),
  );
  const held = leases.filter(({ until }) => now <= until);
  return openings
    .filter(({ id }) => resting.has(id))
    .reduce((left, { lines }) => after(lines.map(wantedOf), left) ?? left, held)
    .filter(({ piece }) => piece === null || !gone.has(piece));
}

/** All of it is at hand, and one approver has given it: a document rests on one approval. */
export const restsOnLease = (lines: readonly Wanted[], leases: readonly Leased[]): boolean =>
  lines.length > 0 && after(lines, leases) !== null;

/** What is left when these are handed out, of one approver's, what ends first first as the server does; null where none gave so much. */
function after(lines: readonly Wanted[], leases: readonly Leased[]): Leased[] | null {
  const inTurn = [...leases].sort(
    (one, other) => one.until - other.until || (one.loose ?? 0) - (other.loose ?? 0),
  );
  for (const lessor of new Set(inTurn.map(({ by }) => by))) {
    const left = new Map(inTurn.map((lease) => [lease, lease.quantity]));
    const isAll = lines.every((line) => {
      let missing = line.quantity;
      for (const lease of inTurn.filter((each) => each.by === lessor && isOf(each, line))) {
        const some = Math.min(missing, left.get(lease) ?? 0);
        left.set(lease, (left.get(lease) ?? 0) - some);
        missing -= some;
      }
      return missing === 0;
    });
    if (isAll)
      return leases.flatMap((lease) => {
        const quantity = left.get(lease) ?? 0;
        return quantity > 0 ? { ...lease, quantity } : [];
      });
  }
  return null;
}

const isOf = ({ piece, lot, from }: Leased, line: Wanted): boolean =>
  piece === line.piece &&
  (piece !== null ||
    (lot === line.lot &&
      (['place', 'quality', 'grade', 'owner'] as const).every((each) => from[each] === line[each])));

const wantedOf = ({ lot, piece, wanted, from }: OpenBody['lines'][number]): Wanted => ({
  ...{ lot: lot ?? '', piece: piece ?? null, quantity: wanted },
  ...(from ?? { place: '', quality: 'usable', grade: 'reserve', owner: '' }),
});
