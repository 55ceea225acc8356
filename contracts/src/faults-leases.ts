/** How a lease, and what rests on one, is refused. */
import { row } from './fault-row.ts';

export const leaseFaults = Object.freeze({
  leaseMissing: row(
    'tell-person',
    409,
    false,
    '签认时这些物资不在本机预借之内，或数量超出预借，只能按先办后补办理。',
    'The goods were not leased to this handheld when it was signed, or not so many: they can only be acted on first.',
  ),
  pieceLeased: row(
    'tell-person',
    409,
    false,
    '此件已预借给一台手持，须待其归还或到期。',
    'The piece is leased to a handheld: wait until it is given back or over.',
  ),
  leaseUnfit: row(
    'tell-person',
    409,
    false,
    '只有质量可用的物资可以预借给手持。',
    'Only goods that are usable can be leased to a handheld.',
  ),
  leaseOver: row(
    'reread',
    409,
    false,
    '这笔预借已经结束：可能已归还、发完或到期。',
    'This lease is over by now: given back, handed out or past its end.',
  ),
  leasesMany: row(
    'tell-person',
    409,
    false,
    '一台手持最多预借 200 件（散装每笔算一件）。',
    'A handheld may lease 200 pieces at the most; loose goods of a lot in a place count as one.',
  ),
});
