/** How a lease, and what rests on one, is refused. */
import { row } from './fault-row.ts';

export const leaseFaults = Object.freeze({
  leaseMissing: row(
    'tell-person',
    409,
    false,
    '签认时此件不在本机预借之内，只能按先办后补办理。',
    'The piece was not leased to this handheld when it was signed: it can only be acted on first.',
  ),
  pieceLeased: row(
    'tell-person',
    409,
    false,
    '此件已预借给一台手持，须待其归还或到期。',
    'The piece is leased to a handheld: wait until it is given back or over.',
  ),
  leaseOver: row(
    'reread',
    409,
    false,
    '此件没有在借，可能已归还、发放或到期。',
    'The piece is not leased by now: given back, handed out or over.',
  ),
  leasesMany: row(
    'tell-person',
    409,
    false,
    '一台手持最多预借 200 件。',
    'A handheld may lease 200 pieces at the most.',
  ),
});
