/** The words of a count: why something differs, what stands in the way of posting, why a line was not taken, why a room is due. A page shows these, and no others. */
import { words } from './document-words.ts';

/** Reason codes of a variance; the approver gives one for each. */
export const varianceReasons = words({
  unrecordedIssue: ['出库未登记', 'given out and not written down'],
  unrecordedReceipt: ['入库未登记', 'came in and was not written down'],
  wrongPlace: ['放错货位', 'put in the wrong place'],
  wrongLabel: ['标签贴错', 'wrong label'],
  wear: ['自然损耗', 'wear'],
  damage: ['损坏', 'damage'],
  theft: ['被盗', 'theft'],
  earlierMiscount: ['上次盘点有误', 'an earlier count was wrong'],
  unknown: ['原因不明', 'unknown'],
});
export type VarianceReason = keyof typeof varianceReasons;

export const variances = words({
  missing: ['盘亏', 'missing'],
  gained: ['盘盈', 'gained'],
  misplaced: ['错位', 'misplaced'],
  condition: ['状态变差', 'worse than in the book'],
});
export type VarianceKind = keyof typeof variances;

export const countTroubles = words({
  unknownGoods: ['账上没有此物', 'the book knows nothing of it'],
  badQuantity: ['数量有误', 'the quantity is wrong'],
  outOfScope: ['不在本次盘点范围', 'not within this count'],
  beforeFreeze: ['早于盘点起点', 'from before the count began'],
  beyondHead: ['晚于台账现状', 'later than the book is by now'],
  sameScan: ['同一编号两份内容', 'one id, two contents'],
  twoDevices: ['两台设备都记了数', 'two devices wrote a number'],
  inTwoPlaces: ['在两处都盘到', 'found in two places'],
  bookedElsewhere: ['账上在别的单位', 'the book has it elsewhere'],
  openedCase: ['整箱数量不符', 'the case was opened'],
  samePerson: ['复盘还是同一人', 'counted again by the same person'],
  belowZero: ['盘后又出库，账面不足', 'given out since, so the book has too little'],
  movedMeanwhile: ['盘点途中有移动', 'moved while it was counted'],
  notCounted: ['尚未盘到', 'not counted yet'],
  needsInspection: ['比账上好，须质检', 'looks better than in the book: inspect it'],
  movedSince: ['盘后有移动', 'moved since it was counted'],
});
export type CountTrouble = keyof typeof countTroubles;

/** Why a place is proposed. */
export const planReasons = words({
  discrepancies: ['有未了差异', 'open discrepancies'],
  neverCounted: ['从未盘点', 'never counted'],
  partlyCounted: ['部分已盘', 'partly counted'],
  due: ['到期应盘', 'due'],
});
export type PlanReason = keyof typeof planReasons;
