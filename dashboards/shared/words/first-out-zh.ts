/** The words of what goes out first and of what is promised, in Chinese. */
import { named } from '@changping/contracts/named';

export const firstOutZh = {
  label: '先到期先出',
  quantity: '要多少',
  minimumDays: '至少还能用（天）',
  propose: '给出建议',
  proposed: (n: string) => `已按先到期先出选好 ${n}`,
  withheld: (places: string) => `${places} 盘点中，您参加盘点，不作推荐`,
  shortfall: (n: string) => `还缺 ${n}`,
  openable: (n: string) => `拆箱可再得 ${n}`,
  skipped: '没有选的批次和原因',
  outOfTurn: '越序取用的事由',
  outOfTurnHint: '另有批次先到期：为何先取这些批次，请逐批写明。',
  whyLot: '为何先取这一批（可选）',
  why: named({
    held: '封存',
    inInspection: '待检',
    damaged: '损坏',
    notUsable: '质量不明',
    expired: '已过期',
    lifeTooShort: '剩余期限不够',
    noReference: '无有效期依据',
    otherGrade: '使用等级不同',
    otherOwner: '他库所有',
    leased: '已预借给手持',
    reserved: '已被占用',
    wholeOnly: '整件装不下余量',
    enough: '已够，排在后面',
  }) as Readonly<Record<string, string>>,
  remaining: (days: number) => `还有 ${days} 天`,
  reserved: '占用',
  free: '可用余量',
  holders: (lot: string, n: number) => `批次 ${lot} 被占用的 ${n}：看单据`,
};
export type FirstOutWords = typeof firstOutZh;
