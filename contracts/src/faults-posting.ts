/** How an act is refused because what was decided before is still being entered in the book. */
import { row } from './fault-row.ts';

export const postingFaults = Object.freeze({
  goodsMoving: row(
    'retry',
    503,
    true,
    '这些物资正在入账，请稍后再试。',
    'These goods are being entered in the book just now; try again in a moment.',
  ),
  documentPosting: row(
    'retry',
    503,
    true,
    '单据正在逐笔入账，请稍后再办。',
    'The document is being posted just now; try again in a moment.',
  ),
});
