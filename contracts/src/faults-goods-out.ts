/** How goods that somebody wants to take are refused: they are no good for it, or others end first. */
import { row } from './fault-row.ts';

export const goodsOutFaults = Object.freeze({
  goodsExpired: row(
    'tell-person',
    409,
    false,
    '物资已过有效期，不能发出：请改选，过期的按轮换或报废办理。',
    'The goods have expired and are not given out: choose others; rotate or dispose of these.',
  ),
  goodsUnfit: row(
    'tell-person',
    409,
    false,
    '物资的质量或使用等级不合此用途：请改选，或先检验、定级。',
    'The goods are not fit for this by quality or grade: choose others, or have these inspected first.',
  ),
  lifeTooShort: row(
    'tell-person',
    409,
    false,
    '物资剩余期限不够单据的要求：请改选期限更长的批次。',
    'The goods do not keep as long as the document asks: choose a lot that does.',
  ),
  lifeNobodyHas: row(
    'tell-person',
    409,
    false,
    '要求的剩余期限比新品还长：请按该品种的储备年限减少天数。',
    'No fresh goods of this kind keep so long: ask for fewer days, within the life that its record gives.',
  ),
  outOfTurn: row(
    'tell-person',
    409,
    false,
    '另有批次应先发：请先发所列批次，或逐行写明事由。',
    'Another lot goes out first: take the one that is named, or say on each line why not.',
  ),
});
