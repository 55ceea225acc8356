/** How work on a kit is refused. */
import { row } from './fault-row.ts';

export const kitFaults = Object.freeze({
  pieceInKit: row(
    'tell-person',
    409,
    false,
    '此件已在一套之中，须先从那一套取出。',
    'The piece is in a kit already: take it out of that one first.',
  ),
  pieceNotInKit: row('reread', 409, false, '此件不在这一套之中。', 'The piece is not in this kit.'),
  kitPlan: row(
    'tell-person',
    409,
    false,
    '这一品种不在应配清单之内，或已经配齐。',
    'The plan of the kit does not have this kind, or has enough of it.',
  ),
  kitFull: row('tell-person', 409, false, '一套最多 200 件。', 'A kit holds at most 200 pieces.'),
  kitsMany: row(
    'tell-person',
    409,
    false,
    '一个库点最多同时有 500 套。',
    'A store keeps at most 500 kits at a time.',
  ),
});
